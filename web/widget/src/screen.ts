/** Where a conversation is shown: what view.ts does and conversation.ts asks for. */

import type { Message } from "./answers";
import type { Outgoing } from "./session";

export type Delivery = "sending" | "sent" | "failed" | "refused";

export interface Screen {
  /** Replaces everything, without announcing it. */
  paint(history: Message[]): void;
  /** Adds what the assistant says now. `about` ties an apology to the message that it is about. */
  show(messages: Message[], about?: string): void;
  showOutgoing(outgoing: Outgoing, delivery: Delivery): void;
  /** Nothing is kept any more: what can be done from here. */
  offerBeginning(): void;
  giveBack(text: string): void;
  setWaiting(waiting: boolean): void;
  warn(text: string, retry?: () => void): void;
  clearWarning(): void;
}
