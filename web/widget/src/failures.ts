/** What to make of an exchange that failed. */

import { Refused, Unreachable } from "./api";

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

/** The server's own words. */
export function saidBy(error: unknown): string {
  return error instanceof Refused ? error.messages.map(({ text }) => text).join(" ") : "";
}

/** The server no longer knows the conversation. */
export function isExpired(error: unknown): boolean {
  return error instanceof Refused && error.isExpired;
}
