/**
 * The same visitor's other tabs on the same site, kept in step while they are open.
 *
 * Nothing is stored: a tab that opens asks the others for the conversation, and the one in which
 * something is said tells them.
 */

import type { Session } from "./session";

type News =
  /** Is anybody there? */
  | { kind: "hello" }
  /** This is the conversation; `moved` when something was just said in it. */
  | { kind: "here"; token: string; moved: boolean }
  /** The conversation `was` is over; `token` is the one that replaces it, if any. */
  | { kind: "over"; was: string; token: string | null };

export interface PeerEvents {
  /** Whether this tab shows the conversation. */
  isShown(): boolean;
  /** Much may have been said elsewhere: the server knows what. */
  follow(): void;
  /** The conversation is over. */
  forget(): void;
}

const PATIENCE_MS = 120;

export class Peers {
  /** Settles once another tab has answered, or none will. */
  readonly answered: Promise<void>;
  private settle: () => void = () => undefined;
  private channel: BroadcastChannel | null = null;

  /** `api` is the service's address: tabs that use the same service share a conversation. */
  constructor(
    private readonly api: string,
    private readonly session: Session,
    private readonly events: PeerEvents,
  ) {
    this.answered = new Promise((settle) => {
      this.settle = settle;
    });
    setTimeout(this.settle, PATIENCE_MS);
    this.listen();
    // An open channel would keep some browsers from holding the page ready for « back ».
    addEventListener("pagehide", () => this.channel?.close());
    addEventListener("pageshow", ({ persisted }) => {
      if (!persisted) return;
      this.listen();
      this.greet();
    });
  }

  /** On load, and when the page comes back: what the others know, and what the server knows. */
  greet(): void {
    if (!this.session.token) this.tell({ kind: "hello" });
    else if (this.events.isShown()) this.events.follow();
    else this.announce(false);
  }

  /** Tells the others of this conversation; `moved` when something was just said in it. */
  announce(moved: boolean): void {
    if (this.session.token) this.tell({ kind: "here", token: this.session.token, moved });
  }

  /** Tells the others that the conversation `was` is over, and which one replaces it. */
  announceEnd(was: string, token: string | null): void {
    this.tell({ kind: "over", was, token });
  }

  private tell(news: News): void {
    this.channel?.postMessage(news);
  }

  private listen(): void {
    if (typeof BroadcastChannel !== "function") return;
    this.channel = new BroadcastChannel(`conseiller:${this.api}`);
    this.channel.onmessage = ({ data }: MessageEvent<News>) => {
      this.hear(data);
      if (data.kind === "here") this.settle();
    };
  }

  private hear(news: News): void {
    if (news.kind === "hello") this.announce(false);
    else if (news.kind === "here") this.hearOf(news.token, news.moved);
    else if (news.was === this.session.token) this.hearOfEnd(news.token);
  }

  private hearOf(token: string, moved: boolean): void {
    if (!this.session.token) this.session.adopt(token);
    else if (this.session.token === token && moved && this.events.isShown()) this.events.follow();
  }

  private hearOfEnd(token: string | null): void {
    const wasShown = this.events.isShown();
    this.events.forget();
    if (!token) return;
    this.session.adopt(token);
    if (wasShown) this.events.follow();
  }
}
