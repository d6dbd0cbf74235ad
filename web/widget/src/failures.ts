/** What to make of an exchange that failed. */

import type { Message } from "./answers";

/** No answer of the service arrived: no network, a time-out, or another page instead. */
export class Unreachable extends Error {
  constructor(
    readonly reason: "network" | "server",
    options?: ErrorOptions,
  ) {
    super(`the chat service is unreachable (${reason})`, options);
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

/** A key of the sentences in texts.ts that say so. */
export function kindOf(error: unknown): "network" | "server" | "busy" | "refused" {
  if (error instanceof Unreachable) return error.reason;
  if (error instanceof Refused && error.isBusy) return "busy";
  return mayPass(error) ? "server" : "refused";
}

/** Whether the same may go well later. */
export function mayPass(error: unknown): boolean {
  return !(error instanceof Refused) || error.mayPass;
}

/** The server's own bubbles. */
export function messagesOf(error: unknown): Message[] {
  return error instanceof Refused ? error.messages : [];
}

/** The server's own words. */
export function saidBy(error: unknown): string {
  return messagesOf(error)
    .map(({ text }) => text)
    .join(" ");
}

/** The server no longer knows the conversation. */
export function isExpired(error: unknown): boolean {
  return error instanceof Refused && error.isExpired;
}
