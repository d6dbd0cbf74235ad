/** The course of a conversation: what is asked of the server, in which order, and on whose wish. */

import type { Button, Day, Message } from "./answers";
import type { ChatApi, Start } from "./api";
import { isExpired, kindOf, mayPass, saidBy } from "./failures";
import { moment } from "./french";
import { Outbox } from "./outbox";
import { Peers } from "./peers";
import { Retries } from "./retries";
import type { Screen } from "./screen";
import { newId, type Outgoing, type Session } from "./session";
import { texts } from "./texts";
import { Thread } from "./thread";
import { Turns } from "./turns";

export class Conversation {
  private readonly peers: Peers;
  private readonly thread: Thread;
  private readonly outbox: Outbox;
  private readonly retries = new Retries(() => this.flush());
  private readonly turns = new Turns();
  private isAboutToBook = false;

  /** `channel` is the name under which the visitor's tabs find each other. */
  constructor(
    private readonly api: ChatApi,
    private readonly session: Session,
    private readonly screen: () => Screen,
    channel: string,
  ) {
    this.peers = new Peers(channel, session, {
      isShown: () => this.thread.hasBegun,
      follow: () => this.follow(),
      forget: () => this.thread.forget(),
    });
    this.thread = new Thread(api, session, screen, this.peers, this.retries);
    this.outbox = new Outbox(api, session, screen, this.thread, this.retries);
    this.peers.greet();
    addEventListener("online", () => this.flush());
    addEventListener("offline", () => this.thread.hasBegun && this.screen().warn(texts.offline));
  }

  /** Takes up the conversation of this visitor, or opens one. */
  begin(start: Start): void {
    const books = start === "booking";
    if (books && this.isAboutToBook) return;
    this.isAboutToBook ||= books;
    this.inTurn(async () => {
      try {
        const runsAlready = this.thread.hasBegun || (await this.thread.takeUp(start));
        if (books && runsAlready) await this.book();
      } catch (error) {
        const again = mayPass(error) ? (): void => this.begin(start) : undefined;
        this.screen().warn(reasonOf(error), again);
      } finally {
        if (books) this.isAboutToBook = false;
      }
    });
  }

  say(text: string): void {
    this.post({ id: newId(), text });
  }

  choose({ title, payload }: Button): void {
    this.post({ id: newId(), text: title, payload });
  }

  chooseTime(time: string): void {
    this.post({ id: newId(), text: moment(time), time });
  }

  retry(id: string): void {
    const outgoing = this.session.unsent.find((one) => one.id === id);
    if (outgoing) this.post(outgoing);
  }

  freeSlots(): Promise<Day[]> {
    return this.session.token ? this.api.freeSlots(this.session.token) : Promise.resolve([]);
  }

  /** Nobody waits for it, and nothing depends on it. */
  judge(message: string, helped: boolean): void {
    this.api.judge(this.session.token ?? "", message, helped).catch(() => undefined);
  }

  transcript(): Promise<string> {
    return this.api.transcript(this.session.token ?? "");
  }

  /** A new conversation, here and in other tabs. The server keeps the old one until it is old. */
  renew(): void {
    this.inTurn(async () => {
      const was = this.session.token;
      try {
        const messages = await this.thread.open("greeting");
        this.session.release(...this.session.unsent.map(({ id }) => id));
        this.screen().paint([]);
        this.screen().clearWarning();
        this.screen().show(messages);
        if (was) this.peers.announceEnd(was, this.session.token);
      } catch (error) {
        this.screen().warn(reasonOf(error));
      }
    });
  }

  /** Erases everything, on the server, here and in the other tabs. */
  erase(): void {
    this.inTurn(async () => {
      const was = this.session.token;
      try {
        const told = was ? await this.eraseThere(was) : [];
        this.thread.forget();
        this.session.setKept(false);
        this.screen().show(told);
        this.screen().offerBeginning();
        if (was) this.peers.announceEnd(was, null);
      } catch {
        this.screen().warn(texts.eraseFailed);
      }
    });
  }

  private async eraseThere(token: string): Promise<Message[]> {
    try {
      return await this.api.erase(token);
    } catch (error) {
      if (isExpired(error)) return []; // nothing is kept there any more
      throw error;
    }
  }

  /** Booking from a link of the page, in a conversation that already runs. */
  private async book(): Promise<void> {
    const payload = this.thread.shortcuts.book;
    const unsent = this.session.unsent.find(({ books }) => books);
    const fresh = { id: newId(), text: texts.book, books: true, ...(payload ? { payload } : {}) };
    const outgoing = unsent ?? fresh;
    this.outbox.put(outgoing);
    await this.outbox.deliver(outgoing);
  }

  private post(outgoing: Outgoing): void {
    this.outbox.put(outgoing);
    this.inTurn(async () => {
      await this.outbox.deliver(outgoing);
    });
  }

  /** The visitor waits for this. */
  private inTurn(turn: () => Promise<void>): void {
    this.turns.take(async () => {
      this.screen().setWaiting(true);
      await turn().finally(() => this.screen().setWaiting(false));
    });
  }

  private flush(): void {
    this.retries.stop();
    if (!this.thread.hasBegun && !this.session.unsent.length) return;
    this.turns.take(() => this.outbox.flush());
  }

  /** Something was said in another tab: the server knows what. */
  private follow(): void {
    this.turns.take(async () => {
      await this.thread.restore().catch(() => undefined);
    });
  }
}

/** Why the conversation could not be opened, in the server's words or ours. */
function reasonOf(error: unknown): string {
  return saidBy(error) || texts.closed[kindOf(error)];
}
