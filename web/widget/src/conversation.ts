/** The course of a conversation: what is asked of the server, in which order, and what is done when it fails. */

import { type Button, type ChatApi, type Message, Refused, type Shortcuts, type Start, Unreachable } from "./api";
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

export class Conversation {
  private shortcuts: Shortcuts = {};
  private restored = new Set<string>();
  private hasBegun = false;
  private isAboutToBook = false;
  private turns: Promise<void> = Promise.resolve();

  constructor(
    private readonly api: ChatApi,
    private readonly session: Session,
    private readonly screen: Screen,
  ) {}

  /** Takes up the conversation of this tab, or opens one. */
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

  choose(button: Button): void {
    this.post({ id: newId(), text: button.title, payload: button.payload });
  }

  retry(id: string): void {
    const outgoing = this.session.unsent.find((one) => one.id === id);
    if (outgoing) this.post(outgoing);
  }

  private post(outgoing: Outgoing): void {
    this.session.keep(outgoing);
    this.screen.showOutgoing(outgoing, "sending");
    this.inTurn(() => this.deliver(outgoing));
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
    if (!(await this.restore())) await this.open(start);
    else if (start === "booking") await this.book();
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
    } catch (error) {
      if (!(error instanceof Refused && error.isExpired)) throw error;
      this.session.expire();
      return false;
    }
    this.hasBegun = true;
    this.screen.clearWarning();
    return true;
  }

  private async open(start: Start): Promise<void> {
    this.screen.show(await this.renew(start));
    this.screen.clearWarning();
  }

  private async renew(start: Start): Promise<Message[]> {
    const { token, messages, shortcuts } = await this.api.open(start);
    this.session.setToken(token);
    this.shortcuts = shortcuts;
    this.hasBegun = true;
    return messages;
  }

  /** Booking from a link of the page, in a conversation that already runs. */
  private async book(): Promise<void> {
    const payload = this.shortcuts.book;
    const unsent = this.session.unsent.find(({ books }) => books);
    const outgoing = unsent ?? { id: newId(), text: texts.book, books: true, ...(payload ? { payload } : {}) };
    this.session.keep(outgoing);
    this.screen.showOutgoing(outgoing, "sending");
    await this.deliver(outgoing);
  }

  private async deliver(outgoing: Outgoing): Promise<void> {
    try {
      if (!this.hasBegun) await this.takeUp("greeting");
      this.screen.showOutgoing(outgoing, "sending");
      const replies = await this.send(outgoing);
      this.session.release(outgoing.id);
      // Said before the page was reloaded, after all: it stands in the history, once.
      if (replies.some(({ id }) => this.restored.has(id))) return void (await this.restore());
      this.screen.showOutgoing(outgoing, "sent");
      this.screen.clearWarning();
      this.screen.show(replies);
    } catch (error) {
      this.reportUnsent(error, outgoing);
    }
  }

  private async send(outgoing: Outgoing): Promise<Message[]> {
    const { id, text, payload } = outgoing;
    try {
      return await this.api.send(this.session.token!, payload ? { id, payload } : { id, text });
    } catch (error) {
      if (!(error instanceof Refused && error.isExpired)) throw error;
    }
    return this.sendAnew(outgoing);
  }

  /** The session is over: a new one, once. Buttons of the old one mean nothing to it, their words do. */
  private async sendAnew({ id, text, books }: Outgoing): Promise<Message[]> {
    if (books) return this.renew("booking");
    await this.renew("greeting");
    return this.api.send(this.session.token!, { id, text });
  }

  private reportUnsent(error: unknown, outgoing: Outgoing): void {
    const mayPass = !(error instanceof Refused) || error.mayPass;
    if (mayPass) this.session.keep(outgoing);
    else this.session.release(outgoing.id);
    this.screen.showOutgoing(outgoing, mayPass ? "failed" : "refused");
    if (!mayPass && !outgoing.payload) this.screen.giveBack(outgoing.text);
    if (error instanceof Refused) this.screen.show(error.messages, outgoing.id);
    if (!(error instanceof Refused && error.messages.length)) this.screen.warn(texts.kept[kindOf(error)]);
  }

  private reportClosed(error: unknown, start: Start): void {
    const said = error instanceof Refused ? error.messages.map(({ text }) => text).join(" ") : "";
    this.screen.warn(said || texts.closed[kindOf(error)], () => this.begin(start));
  }
}

function kindOf(error: unknown): "network" | "server" | "refused" {
  if (error instanceof Unreachable) return error.reason;
  return error instanceof Refused && !error.mayPass ? "refused" : "server";
}
