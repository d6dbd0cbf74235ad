/** What the visitor does in the panel. */

import type { OfferEvents } from "./offers";

export interface ViewEvents extends Omit<OfferEvents, "grown"> {
  close(): void;
  say(text: string): void;
  retry(id: string): void;
  transcript(): Promise<string>;
  draft(): string;
  keepDraft(text: string): void;
  isKept(): boolean;
  setKept(isKept: boolean): void;
  renew(): void;
  book(): void;
  erase(): void;
}
