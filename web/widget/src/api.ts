/** The public chat API, as described by /api/openapi.json. */

export type Start = "greeting" | "booking";

export interface Button {
  title: string;
  payload: string;
}

export interface Message {
  id: string;
  author: "assistant" | "visitor";
  text: string;
  buttons: Button[];
}

export interface Shortcuts {
  book?: string;
}

export interface History {
  messages: Message[];
  shortcuts: Shortcuts;
}

export interface OpenedSession extends History {
  token: string;
}

export type Utterance = { id: string; text: string } | { id: string; payload: string };

/** No answer of the service arrived: no network, a time-out, or somebody else's page in its place. */
export class Unreachable extends Error {
  constructor(readonly reason: "network" | "server") {
    super(`the chat service is unreachable (${reason})`);
  }
}

/** The service declined, in its own words. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly messages: Message[],
  ) {
    super(`the chat service answered ${status}`);
  }

  get isExpired(): boolean {
    return this.status === 401;
  }

  get mayPass(): boolean {
    return this.status >= 500 || this.status === 429 || this.status === 408;
  }
}

const TIME_LIMIT_MS = 30_000;

export class ChatApi {
  constructor(private readonly base: string) {}

  async open(start: Start): Promise<OpenedSession> {
    const answer = await this.call("POST", "sessions", { body: { start } });
    if (typeof answer.token !== "string") throw new Unreachable("server");
    return { token: answer.token, ...history(answer) };
  }

  async history(token: string): Promise<History> {
    return history(await this.call("GET", "messages", { token }));
  }

  async send(token: string, utterance: Utterance): Promise<Message[]> {
    return history(await this.call("POST", "messages", { token, body: utterance })).messages;
  }

  private async call(method: string, path: string, options: { token?: string; body?: object }): Promise<Json> {
    const headers: Record<string, string> = { Accept: "application/json" };
    if (options.token) headers["Authorization"] = `Bearer ${options.token}`;
    if (options.body) headers["Content-Type"] = "application/json";

    const { status, answer } = await exchange(`${this.base}/api/chat/${path}`, {
      method,
      headers,
      body: options.body ? JSON.stringify(options.body) : null,
      credentials: "omit",
      cache: "no-store",
    });
    if (status >= 200 && status < 300 && Array.isArray(answer?.messages)) return answer;
    if (status >= 400 && isRefusal(answer)) throw new Refused(status, messages(answer.messages));
    if (status >= 400 && status < 500) throw new Refused(status, []);
    throw new Unreachable("server");
  }
}

type Json = Record<string, unknown>;

async function exchange(url: string, init: RequestInit): Promise<{ status: number; answer: Json | null }> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), TIME_LIMIT_MS);
  try {
    const response = await fetch(url, { ...init, signal: limit.signal });
    const body = await response.text();
    return { status: response.status, answer: parsed(body) };
  } catch {
    throw new Unreachable("network");
  } finally {
    clearTimeout(timer);
  }
}

function parsed(body: string): Json | null {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isRefusal(answer: Json | null): answer is Json {
  return answer !== null && isObject(answer.error) && Array.isArray(answer.messages);
}

function history(answer: Json): History {
  const shortcuts = isObject(answer.shortcuts) ? answer.shortcuts : {};
  return {
    messages: messages(answer.messages),
    shortcuts: typeof shortcuts.book === "string" ? { book: shortcuts.book } : {},
  };
}

/** What is not a message is left out, so that a newer server cannot break an older widget. */
function messages(value: unknown): Message[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isMessage).map((message) => ({ ...message, buttons: buttons(message.buttons) }));
}

function isMessage(value: unknown): value is Message {
  return (
    isObject(value) &&
    typeof value.id === "string" &&
    typeof value.text === "string" &&
    (value.author === "assistant" || value.author === "visitor")
  );
}

function buttons(value: unknown): Button[] {
  if (!Array.isArray(value)) return [];
  return value.filter(
    (button): button is Button =>
      isObject(button) && typeof button.title === "string" && typeof button.payload === "string",
  );
}
