/** The public chat API, as described by /api/openapi.json: the only place that fetches. */

import {
  type Day,
  daysIn,
  type History,
  historyOf,
  isRefusal,
  type Json,
  type Message,
  messagesIn,
  type OpenedSession,
  parsed,
} from "./answers";
import { Refused, Unreachable } from "./failures";
import { ownZone } from "./french";
import { nameOfPage } from "./texts";
import { answerTo, challengeIn } from "./work";

export type Start = "greeting" | "booking";

export type Utterance = { id: string } & (
  | { text: string }
  | { payload: string }
  | { time: string }
);

const TIME_LIMIT_MS = 30_000;
const WORK_NEEDED = 428;

export class ChatApi {
  /** For the page of `job`, where the page names one. */
  constructor(
    private readonly base: string,
    private readonly job: string | null,
  ) {}

  async open(start: Start): Promise<OpenedSession> {
    const name = nameOfPage();
    const job = this.job && { job: this.job };
    const body = { start, ...job, zone: ownZone(), ...(name && { name }) };
    const answer = await this.call("POST", "sessions", { body });
    if (typeof answer.token !== "string") throw new Unreachable("server");
    return { token: answer.token, ...historyOf(answer) };
  }

  async history(token: string): Promise<History> {
    return historyOf(await this.call("GET", "messages", { token }));
  }

  async send(token: string, utterance: Utterance): Promise<Message[]> {
    return historyOf(await this.call("POST", "messages", { token, body: utterance })).messages;
  }

  /** Erases the conversation for good; returns what the visitor is told of it. */
  async erase(token: string): Promise<Message[]> {
    return historyOf(await this.call("DELETE", "sessions", { token })).messages;
  }

  async freeSlots(token: string): Promise<Day[]> {
    const { answer } = await this.ask("GET", "slots", { token });
    return daysIn(answer?.days);
  }

  /** Says whether an answer helped, which is counted and no more. */
  async judge(token: string, message: string, helped: boolean): Promise<void> {
    await this.ask("POST", "judgements", { token, body: { message, helped } });
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
    let { status, answer } = await this.ask(method, path, options);
    if (status === WORK_NEEDED) {
      const challenge = challengeIn(answer?.challenge);
      const altcha = challenge && (await answerTo(challenge));
      const body = { ...options.body, altcha };
      if (altcha) ({ status, answer } = await this.ask(method, path, { ...options, body }));
    }
    if (status >= 200 && status < 300 && Array.isArray(answer?.messages)) return answer;
    if (status >= 400 && isRefusal(answer)) {
      tellDeveloper(answer.error.code, this.base, this.job);
      throw new Refused(status, messagesIn(answer.messages));
    }
    if (status >= 400 && status < 500) throw new Refused(status, []);
    throw new Unreachable("server");
  }

  private ask(
    method: string,
    path: string,
    options: { token?: string; body?: object },
  ): Promise<Answer> {
    const headers: Record<string, string> = {};
    if (options.token) headers.Authorization = `Bearer ${options.token}`;
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

/** What only those who run the page can mend; its visitors read a bubble. */
function tellDeveloper(code: unknown, base: string, job: string | null): void {
  const hints: Record<string, string> = {
    origin_refused: `ALLOWED_ORIGINS of ${base} does not name ${location.origin}`,
    unknown_job: `${base} knows no job="${job ?? ""}"`,
  };
  const hint = hints[String(code)];
  // biome-ignore lint/suspicious/noConsole: this is where they look
  if (hint) console.error(`Conseiller: ${hint}`);
}

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
  } catch (cause) {
    throw new Unreachable("network", { cause });
  } finally {
    clearTimeout(timer);
  }
}
