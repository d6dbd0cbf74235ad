import type { Message } from "../src/answers";

let count = 0;

/** A message of the assistant. */
export function said(text: string, more: Partial<Message> = {}): Message {
  count += 1;
  return { id: `said-${count}`, author: "assistant", text, buttons: [], ...more };
}
