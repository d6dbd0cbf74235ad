/** The course of a conversation: what is asked of the server, in which order, and what is done when it fails. */

import {
  type Button,
  type ChatApi,
  type Day,
  type Message,
  Refused,
  type Shortcuts,
  type Start,
} from "./api";
import { isExpired, kindOf, mayPass, saidBy } from "./failures";
import { moment } from "./french";
import { type News, Peers } from "./peers";
import { newId, type Outgoing, type Session } from "./session";
import { texts } from "./texts";

export type Delivery = "sending" | "sent" | "failed" | "refused";

/** Where a conversation is shown. */
export interface Screen {
  /** Replaces everything, without announcing it. */
  paint(history: Message[]): void;
  /** Adds what the assistant says now. `about` ties an apology to the message that it is about. */
  show(messages: Message[], about?: string): void;
  showOutgoing(outgoing: Outgoing, delivery: Delivery): void;
  giveBack(text: string): void;
  setWaiting(waiting: boolean): void;
  warn(text: string, retry?: () => void): void;
  clearWarning(): void;
}

/** Pauses between attempts to send what stayed here; the last one goes on. */
const PAUSES_MS = [2_000, 4_000, 8_000, 15_000, 30_000];

export class Conversation {
  private readonly peers: Peers;
  private shortcuts: Shortcuts = {};
  private restored = new Set<string>();
  private hasBegun = false;
  private isAboutToBook = false;
  private attempts = 0;
  private nextAttempt: ReturnType<typeof setTimeout> | undefined;
  private turns: Promise<void> = Promise.resolve();

  constructor(
    private readonly api: ChatApi,
    private readonly session: Session,
    private readonly onScreen: () => Screen,
    channel: string,
    private readonly job: string | null,
  ) {
    this.peers = new Peers(
      channel,
      (news) => this.hear(news),
      () => this.greetPeers(),
    );
    this.greetPeers();
    addEventListener("online", () => this.flush());
    addEventListener("offline", () => this.hasBegun && this.screen.warn(texts.offline));
  }

  /** Takes up the conversation of this visitor, or opens one. */
  begin(start: Start): void {
    const books = start === "booking";
    if (books && this.isAboutToBook) return;
    this.isAboutToBook ||= books;
    this.inTurn(async () => {
      try {
        if (!this.hasBegun) await this.takeUp(start);
        else if (books) await this.book();
      } catch (error) {
        this.reportClosed(error, start);
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

  transcript(): Promise<string> {
    return this.api.transcript(this.session.token ?? "");
  }

  /** A new conversation, here and in the visitor's other tabs. The one before stays on the server until it is old. */
  renew(): void {
    this.inTurn(async () => {
      const was = this.session.token;
      try {
        const messages = await this.open("greeting");
        this.session.release(...this.session.unsent.map(({ id }) => id));
        this.screen.paint([]);
        this.screen.clearWarning();
        this.screen.show(messages);
        if (was) this.peers.tell({ kind: "over", was, token: this.session.token });
      } catch (error) {
        this.screen.warn(saidBy(error) || texts.closed[kindOf(error)]);
      }
    });
  }

  /** Erases everything, on the server, here and in the other tabs. */
  erase(): void {
    this.inTurn(async () => {
      const was = this.session.token;
      try {
        const told = was ? await this.eraseThere(was) : [];
        this.forget();
        this.screen.show(told);
        if (was) this.peers.tell({ kind: "over", was, token: null });
      } catch {
        this.screen.warn(texts.eraseFailed);
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

  private forget(): void {
    clearTimeout(this.nextAttempt);
    this.session.clear();
    this.hasBegun = false;
    this.shortcuts = {};
    this.screen.paint([]);
    this.screen.clearWarning();
  }

  private post(outgoing: Outgoing): void {
    this.session.keep(outgoing);
    this.screen.showOutgoing(outgoing, "sending");
    this.inTurn(async () => void (await this.deliver(outgoing)));
  }

  /** One exchange at a time, so that answers arrive in the order of the questions. */
  private inTurn(turn: () => Promise<void>): void {
    const taken = async (): Promise<void> => {
      this.screen.setWaiting(true);
      await turn().finally(() => this.screen.setWaiting(false));
    };
    this.turns = this.turns.then(taken).catch(reportError);
  }

  private async takeUp(start: Start): Promise<void> {
    if (!this.session.token) await this.peers.answered;
    if (!(await this.restore())) {
      this.screen.show(await this.open(start));
      this.screen.clearWarning();
    } else if (start === "booking") await this.book();
  }

  private async restore(): Promise<boolean> {
    const { token } = this.session;
    if (!token) return false;
    try {
      const { messages, shortcuts } = await this.api.history(token);
      this.shortcuts = shortcuts;
      this.restored = new Set(messages.map(({ id }) => id));
      this.session.release(...this.restored);
      this.screen.paint(messages);
      for (const outgoing of this.session.unsent) this.screen.showOutgoing(outgoing, "failed");
      if (this.session.unsent.length) this.attemptLater();
    } catch (error) {
      if (!isExpired(error)) throw error;
      this.session.expire();
      return false;
    }
    this.hasBegun = true;
    this.screen.clearWarning();
    return true;
  }

  private async open(start: Start): Promise<Message[]> {
    const { token, messages, shortcuts } = await this.api.open(start, this.job);
    this.session.setToken(token);
    this.shortcuts = shortcuts;
    this.hasBegun = true;
    this.tellPeers(true);
    return messages;
  }

  /** Booking from a link of the page, in a conversation that already runs. */
  private async book(): Promise<void> {
    const payload = this.shortcuts.book;
    const unsent = this.session.unsent.find(({ books }) => books);
    const outgoing = unsent ?? {
      id: newId(),
      text: texts.book,
      books: true,
      ...(payload ? { payload } : {}),
    };
    this.session.keep(outgoing);
    this.screen.showOutgoing(outgoing, "sending");
    await this.deliver(outgoing);
  }

  /** Returns whether the server has it, or never will. */
  private async deliver(outgoing: Outgoing, isQuiet = false): Promise<boolean> {
    try {
      if (!this.hasBegun) await this.takeUp("greeting");
      if (!isQuiet) this.screen.showOutgoing(outgoing, "sending");
      const replies = await this.send(outgoing);
      this.attempts = 0;
      this.session.release(outgoing.id);
      // Said before the page was reloaded, after all: it stands in the history, once.
      if (replies.some(({ id }) => this.restored.has(id))) await this.restore();
      else {
        this.screen.showOutgoing(outgoing, "sent");
        this.screen.clearWarning();
        this.screen.show(replies);
        this.tellPeers(true);
      }
      return true;
    } catch (error) {
      return this.reportUnsent(error, outgoing);
    }
  }

  private async send(outgoing: Outgoing): Promise<Message[]> {
    const { id, text, payload, time } = outgoing;
    try {
      const said = payload ? { id, payload } : time ? { id, time } : { id, text };
      return await this.api.send(this.session.token!, said);
    } catch (error) {
      if (!isExpired(error)) throw error;
    }
    return this.sendAnew(outgoing);
  }

  /** The session is over: a new one, once. Buttons of the old one mean nothing to it, their words do. */
  private async sendAnew({ id, text, time, books }: Outgoing): Promise<Message[]> {
    if (books) return this.open("booking");
    await this.open("greeting");
    return this.api.send(this.session.token!, time ? { id, time } : { id, text });
  }

  // What stayed here

  private attemptLater(): void {
    clearTimeout(this.nextAttempt);
    const pause = PAUSES_MS[Math.min(this.attempts++, PAUSES_MS.length - 1)];
    this.nextAttempt = setTimeout(() => this.flush(), pause);
  }

  /** Sends what stayed here, in the order in which it was said, as far as it goes. */
  private flush(): void {
    clearTimeout(this.nextAttempt);
    if (!this.hasBegun && !this.session.unsent.length) return;
    this.turns = this.turns
      .then(async () => {
        if (!this.session.unsent.length) this.screen.clearWarning();
        for (const outgoing of this.session.unsent)
          if (!(await this.deliver(outgoing, true))) break;
      })
      .catch(reportError);
  }

  private reportUnsent(error: unknown, outgoing: Outgoing): boolean {
    const staysHere = mayPass(error);
    this.screen.showOutgoing(outgoing, staysHere ? "failed" : "refused");
    if (staysHere) {
      this.session.keep(outgoing);
      this.screen.warn(texts.kept[kindOf(error)]);
      this.attemptLater();
      return false;
    }
    this.session.release(outgoing.id);
    if (!outgoing.payload && !outgoing.time) this.screen.giveBack(outgoing.text);
    if (saidBy(error)) this.screen.show((error as Refused).messages, outgoing.id);
    else this.screen.warn(texts.kept.refused);
    return true;
  }

  private reportClosed(error: unknown, start: Start): void {
    this.screen.warn(saidBy(error) || texts.closed[kindOf(error)], () => this.begin(start));
  }

  private get screen(): Screen {
    return this.onScreen();
  }

  // Other tabs

  /** On load, and when the page comes back: what the others know, and what the server knows. */
  private greetPeers(): void {
    if (!this.session.token) this.peers.tell({ kind: "hello" });
    else if (this.hasBegun) this.follow();
    else this.tellPeers(false);
  }

  private tellPeers(moved: boolean): void {
    if (this.session.token) this.peers.tell({ kind: "here", token: this.session.token, moved });
  }

  private hear(news: News): void {
    const { token } = this.session;
    if (news.kind === "hello") return this.tellPeers(false);
    if (news.kind === "here") {
      if (!token) this.session.adopt(news.token);
      else if (news.token === token && news.moved && this.hasBegun) this.follow();
      return;
    }
    if (news.was !== token) return;
    const wasShown = this.hasBegun;
    this.forget();
    if (!news.token) return;
    this.session.adopt(news.token);
    if (wasShown) this.follow();
  }

  /** Something was said in another tab: the server knows what. */
  private follow(): void {
    this.turns = this.turns.then(async () => void (await this.restore())).catch(() => undefined);
  }
}
