/**
 * The same visitor's other tabs on the same site, kept in step while they are open.
 *
 * Nothing is stored: a tab that opens asks the others for the conversation, and whoever speaks in it tells them.
 */

export type News =
  /** Somebody is there? */
  | { kind: "hello" }
  /** This is the conversation; `moved` when something was just said in it. */
  | { kind: "here"; token: string; moved: boolean }
  /** The conversation `was` is over; `token` is the one that takes its place, if any. */
  | { kind: "over"; was: string; token: string | null };

const PATIENCE_MS = 120;

export class Peers {
  private readonly channel: BroadcastChannel | null;
  /** Settles once another tab has answered, or none will. */
  readonly answered: Promise<void>;

  constructor(api: string, hear: (news: News) => void) {
    this.channel = typeof BroadcastChannel === "function" ? new BroadcastChannel(`conseiller:${api}`) : null;
    this.answered = new Promise((settle) => {
      setTimeout(settle, this.channel ? PATIENCE_MS : 0);
      this.channel?.addEventListener("message", ({ data }: MessageEvent<News>) => {
        hear(data);
        if (data.kind === "here") settle();
      });
    });
  }

  tell(news: News): void {
    this.channel?.postMessage(news);
  }
}
