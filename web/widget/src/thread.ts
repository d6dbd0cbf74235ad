/** The conversation that the server keeps: opened, taken up again, forgotten. */

import type { Message, Shortcuts } from "./answers";
import type { ChatApi, Start } from "./api";
import { isExpired } from "./failures";
import type { Peers } from "./peers";
import type { Retries } from "./retries";
import type { Screen } from "./screen";
import type { Session } from "./session";

export class Thread {
  private begun = false;
  private known: Shortcuts = {};
  private restored = new Set<string>();

  constructor(
    private readonly api: ChatApi,
    private readonly session: Session,
    private readonly screen: () => Screen,
    private readonly peers: Peers,
    private readonly retries: Retries,
  ) {}

  /** It is shown here. */
  get hasBegun(): boolean {
    return this.begun;
  }

  get shortcuts(): Shortcuts {
    return this.known;
  }

  /** Takes up the conversation of this visitor, or opens one. Returns whether there was one. */
  async takeUp(start: Start): Promise<boolean> {
    if (!this.session.token) await this.peers.answered;
    if (await this.restore()) return true;
    this.screen().show(await this.open(start));
    this.screen().clearWarning();
    return false;
  }

  /** Shows what the server knows. Returns whether it still knows the conversation. */
  async restore(): Promise<boolean> {
    const { token } = this.session;
    if (!token) return false;
    try {
      const { messages, shortcuts } = await this.api.history(token);
      this.known = shortcuts;
      this.restored = new Set(messages.map(({ id }) => id));
      this.session.release(...this.restored);
      this.screen().paint(messages);
      for (const outgoing of this.session.unsent) this.screen().showOutgoing(outgoing, "failed");
      if (this.session.unsent.length) this.retries.later();
    } catch (error) {
      if (!isExpired(error)) throw error;
      this.session.expire();
      return false;
    }
    this.begun = true;
    this.screen().clearWarning();
    return true;
  }

  async open(start: Start): Promise<Message[]> {
    const { token, messages, shortcuts } = await this.api.open(start);
    this.session.setToken(token);
    this.known = shortcuts;
    this.begun = true;
    this.tellPeers();
    return messages;
  }

  /** Some of these messages were restored from the server, after the page was loaded again. */
  hasRestored(messages: Message[]): boolean {
    return messages.some(({ id }) => this.restored.has(id));
  }

  /** Something was just said in it. */
  tellPeers(): void {
    this.peers.announce(true);
  }

  forget(): void {
    this.retries.stop();
    this.session.clear();
    this.begun = false;
    this.known = {};
    this.screen().paint([]);
    this.screen().clearWarning();
  }
}
