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
  private channel: BroadcastChannel | null = null;
  private settle: () => void = () => undefined;
  /** Settles once another tab has answered, or none will. */
  readonly answered = new Promise<void>((settle) => (this.settle = settle));

  /** `comeBack` is called when the page is shown again by the browser's « back »: much may have been said meanwhile. */
  constructor(
    private readonly api: string,
    private readonly hear: (news: News) => void,
    comeBack: () => void,
  ) {
    setTimeout(this.settle, PATIENCE_MS);
    this.listen();
    // An open channel would keep some browsers from holding the page ready for « back ».
    addEventListener("pagehide", () => this.channel?.close());
    addEventListener("pageshow", ({ persisted }) => {
      if (!persisted) return;
      this.listen();
      comeBack();
    });
  }

  tell(news: News): void {
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
}
