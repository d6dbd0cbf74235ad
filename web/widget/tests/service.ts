import { vi } from "vitest";
import type { Message } from "../src/answers";
import { said } from "./said";

export const API = "https://conseiller.example.org";

export interface Call {
  method: string;
  path: string;
  token: string | null;
  body: Record<string, unknown>;
}

/** A service that answers `fetch`: it keeps one conversation, and may be told to fail. */
export class Service {
  readonly calls: Call[] = [];
  readonly history: Message[] = [];
  token = "token-1";
  /** Answers every call instead of the service, as long as it is there. */
  instead: (() => Response | Promise<Response | null>) | null = null;

  /** Does what it is asked, but its answers do not arrive. */
  losesAnswers = false;

  constructor() {
    vi.stubGlobal("fetch", (url: string, init: RequestInit) => this.answer(url, init));
  }

  /** The calls of one kind, such as « POST messages ». */
  of(kind: string): Call[] {
    return this.calls.filter(({ method, path }) => `${method} ${path}` === kind);
  }

  /** The texts that it was sent, each time. */
  get said(): unknown[] {
    return this.of("POST messages").map(({ body }) => body.text);
  }

  /** Answers nothing until the returned function is called. */
  holdBack(): () => void {
    let answer = (): void => undefined;
    const held = new Promise<null>((resolve) => {
      answer = () => resolve(null);
    });
    this.instead = () => held;
    return () => {
      this.instead = null;
      answer();
    };
  }

  private async answer(url: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    const call = {
      method: init.method ?? "GET",
      path: url.replace(`${API}/api/chat/`, ""),
      token: headers.get("Authorization")?.replace("Bearer ", "") ?? null,
      body: JSON.parse(String(init.body ?? "{}")),
    };
    this.calls.push(call);
    const answer = (await this.instead?.()) ?? this.normally(call);
    return this.losesAnswers ? noNetwork() : answer;
  }

  private normally({ method, path, token, body }: Call): Response {
    if (path === "sessions" && method === "POST") {
      const greeting = said("Bonjour !");
      this.history.push(greeting);
      return json(201, { token: this.token, messages: [greeting], shortcuts: { book: "/book" } });
    }
    if (token !== this.token) return refusal(401);
    if (method === "DELETE") return json(200, { messages: [said("Tout est effacé.")] });
    if (method === "GET") return json(200, { messages: this.history, shortcuts: {} });
    const { id, text, payload, time } = body;
    const reply = said(`Vous dites : ${payload ?? time ?? text}`);
    this.history.push(
      { id: String(id), author: "visitor", text: String(text), buttons: [] },
      reply,
    );
    return json(200, { messages: [reply] });
  }
}

export function json(status: number, answer: unknown): Response {
  return new Response(JSON.stringify(answer), { status });
}

export function refusal(status: number, ...texts: string[]): Response {
  return refusalOf("refused", status, ...texts);
}

export function refusalOf(code: string, status: number, ...texts: string[]): Response {
  return json(status, { error: { code }, messages: texts.map((text) => said(text)) });
}

export function noNetwork(): never {
  throw new TypeError("Failed to fetch");
}
