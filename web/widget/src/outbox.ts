/** What the visitor said and the server does not yet have: sent in order, kept while that fails. */

import type { Message } from "./answers";
import type { ChatApi, Utterance } from "./api";
import { isExpired, kindOf, mayPass, messagesOf, saidBy } from "./failures";
import type { Retries } from "./retries";
import type { Screen } from "./screen";
import type { Outgoing, Session } from "./session";
import { texts } from "./texts";
import type { Thread } from "./thread";

export class Outbox {
  constructor(
    private readonly api: ChatApi,
    private readonly session: Session,
    private readonly screen: () => Screen,
    private readonly thread: Thread,
    private readonly retries: Retries,
  ) {}

  put(outgoing: Outgoing): void {
    this.session.keep(outgoing);
    this.screen().showOutgoing(outgoing, "sending");
  }

  /** Sends what stayed here, in the order in which it was said, as far as it goes. */
  async flush(): Promise<void> {
    if (!this.session.unsent.length) this.screen().clearWarning();
    for (const outgoing of this.session.unsent) if (!(await this.deliver(outgoing, true))) break;
  }

  /** Returns whether the server has it, or never will. */
  async deliver(outgoing: Outgoing, isQuiet = false): Promise<boolean> {
    try {
      if (!this.thread.hasBegun) await this.thread.takeUp("greeting");
      if (!isQuiet) this.screen().showOutgoing(outgoing, "sending");
      const replies = await this.send(outgoing);
      this.retries.reset();
      this.session.release(outgoing.id);
      // Said before the page was reloaded, after all: it stands in the history, once.
      if (this.thread.hasRestored(replies)) await this.thread.restore();
      else this.showReplies(outgoing, replies);
      return true;
    } catch (error) {
      if (!mayPass(error)) this.giveUp(outgoing, error);
      else this.keep(outgoing, error);
      return !mayPass(error);
    }
  }

  private async send(outgoing: Outgoing): Promise<Message[]> {
    try {
      return await this.api.send(this.session.token ?? "", utterance(outgoing));
    } catch (error) {
      if (!isExpired(error)) throw error;
    }
    return this.sendAnew(outgoing);
  }

  /** The session is over: a new one, once. Buttons of the old one mean nothing to it, words do. */
  private async sendAnew({ id, text, time, books }: Outgoing): Promise<Message[]> {
    if (books) return this.thread.open("booking");
    await this.thread.open("greeting");
    return this.api.send(this.session.token ?? "", time ? { id, time } : { id, text });
  }

  private showReplies(outgoing: Outgoing, replies: Message[]): void {
    this.screen().showOutgoing(outgoing, "sent");
    this.screen().clearWarning();
    this.screen().show(replies);
    this.thread.tellPeers();
  }

  private keep(outgoing: Outgoing, error: unknown): void {
    this.screen().showOutgoing(outgoing, "failed");
    this.session.keep(outgoing);
    this.screen().warn(texts.kept[kindOf(error)]);
    this.retries.later();
  }

  private giveUp(outgoing: Outgoing, error: unknown): void {
    this.screen().showOutgoing(outgoing, "refused");
    this.session.release(outgoing.id);
    if (!(outgoing.payload || outgoing.time)) this.screen().giveBack(outgoing.text);
    if (saidBy(error)) this.screen().show(messagesOf(error), outgoing.id);
    else this.screen().warn(texts.kept.refused);
  }
}

function utterance({ id, text, payload, time }: Outgoing): Utterance {
  if (payload) return { id, payload };
  return time ? { id, time } : { id, text };
}
