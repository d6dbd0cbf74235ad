/** The public chat API, as described by /api/openapi.json. */

export type Start = "greeting" | "booking";

export interface Button {
  title: string;
  payload: string;
}

/** Times are ISO 8601 on the school's own wall clock. */
export interface Slots {
  kind: "slots";
  offered: string[];
}

export interface Recap {
  kind: "recap";
  lines: { label: string; value: string; change?: Button }[];
}

export interface Booked {
  kind: "booked";
  reference: string;
  calendar: string;
}

export interface Message {
  id: string;
  author: "assistant" | "visitor";
  text: string;
  buttons: Button[];
  data?: Slots | Recap | Booked;
}

export interface Day {
  date: string;
  starts: string[];
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

export type Utterance = { id: string } & (
  | { text: string }
  | { payload: string }
  | { time: string }
);

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

  /** More is said, by all or by this visitor, than can be answered now. */
  get isBusy(): boolean {
    return this.status === 429;
  }

  get mayPass(): boolean {
    return this.status >= 500 || this.isBusy || this.status === 408;
  }
}

const TIME_LIMIT_MS = 30_000;

export class ChatApi {
  constructor(private readonly base: string) {}

  async open(start: Start, job: string | null): Promise<OpenedSession> {
    const answer = await this.call("POST", "sessions", { body: job ? { start, job } : { start } });
    if (typeof answer.token !== "string") throw new Unreachable("server");
    return { token: answer.token, ...history(answer) };
  }

  async history(token: string): Promise<History> {
    return history(await this.call("GET", "messages", { token }));
  }

  async send(token: string, utterance: Utterance): Promise<Message[]> {
    return history(await this.call("POST", "messages", { token, body: utterance })).messages;
  }

  /** Erases the conversation for good; returns what the visitor is told of it. */
  async erase(token: string): Promise<Message[]> {
    return history(await this.call("DELETE", "sessions", { token })).messages;
  }

  async freeSlots(token: string): Promise<Day[]> {
    const { answer } = await this.ask("GET", "slots", { token });
    return Array.isArray(answer?.days) ? answer.days.filter(isDay) : [];
  }

  async transcript(token: string): Promise<string> {
    const { status, body } = await this.ask("GET", "transcript", { token });
    if (status !== 200) throw new Refused(status, []);
    return body;
  }

  private async call(
    method: string,
    path: string,
    options: { token?: string; body?: object },
  ): Promise<Json> {
    const { status, answer } = await this.ask(method, path, options);
    if (status >= 200 && status < 300 && Array.isArray(answer?.messages)) return answer;
    if (status >= 400 && isRefusal(answer)) throw new Refused(status, messages(answer.messages));
    if (status >= 400 && status < 500) throw new Refused(status, []);
    throw new Unreachable("server");
  }

  private ask(
    method: string,
    path: string,
    options: { token?: string; body?: object },
  ): Promise<Answer> {
    const headers: Record<string, string> = {};
    if (options.token) headers["Authorization"] = `Bearer ${options.token}`;
    if (options.body) headers["Content-Type"] = "application/json";

    return exchange(`${this.base}/api/chat/${path}`, {
      method,
      headers,
      body: options.body ? JSON.stringify(options.body) : null,
      credentials: "omit",
      cache: "no-store",
    });
  }
}

type Json = Record<string, unknown>;

interface Answer {
  status: number;
  body: string;
  answer: Json | null;
}

async function exchange(url: string, init: RequestInit): Promise<Answer> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), TIME_LIMIT_MS);
  try {
    const response = await fetch(url, { ...init, signal: limit.signal });
    const body = await response.text();
    return { status: response.status, body, answer: parsed(body) };
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
  return value.filter(isMessage).map(({ id, author, text, buttons: given, data }) => {
    const message = { id, author, text, buttons: buttons(given) };
    return isData(data) ? { ...message, data } : message;
  });
}

function isMessage(value: unknown): value is Message {
  return (
    isObject(value) &&
    typeof value.id === "string" &&
    typeof value.text === "string" &&
    (value.author === "assistant" || value.author === "visitor")
  );
}

function isData(value: unknown): value is NonNullable<Message["data"]> {
  if (!isObject(value)) return false;
  if (value.kind === "slots") return Array.isArray(value.offered) && value.offered.every(isTime);
  if (value.kind === "recap") return Array.isArray(value.lines) && value.lines.every(isObject);
  return (
    value.kind === "booked" &&
    typeof value.reference === "string" &&
    typeof value.calendar === "string"
  );
}

function isDay(value: unknown): value is Day {
  return (
    isObject(value) &&
    typeof value.date === "string" &&
    Array.isArray(value.starts) &&
    value.starts.every(isTime)
  );
}

function isTime(value: unknown): value is string {
  return typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value);
}

function buttons(value: unknown): Button[] {
  if (!Array.isArray(value)) return [];
  return value.filter(
    (button): button is Button =>
      isObject(button) && typeof button.title === "string" && typeof button.payload === "string",
  );
}
