/**
 * What the browser remembers, for as long as the tab lives.
 *
 * Nothing is written before the visitor opens the chat. `sessionStorage`, not `localStorage`: the
 * next person at a shared computer must not find this conversation, unless the visitor wishes to
 * keep it on this device; then its token lies there, and nothing else. Open tabs tell each other:
 * see peers.ts.
 */

import { forget, keep, kept } from "./storage";

/** Something that the visitor said and the server has not yet acknowledged. */
export interface Outgoing {
  /** Chosen here and kept over retries, so that the server recognises a repeat. */
  id: string;
  text: string;
  payload?: string;
  /** A slot of the calendar, ISO 8601. */
  time?: string;
  books?: boolean;
}

interface State {
  token: string | null;
  open: boolean;
  unsent: Outgoing[];
  /** What is being written. */
  draft: string;
}

const NOTHING: State = { token: null, open: false, unsent: [], draft: "" };

export class Session {
  private readonly key: string;
  private state: State;

  constructor(api: string) {
    this.key = `conseiller:${api}`;
    this.state = read(this.key);
  }

  /** The visitor wishes to find the conversation here again. */
  get isKept(): boolean {
    return kept("localStorage", this.key) !== null;
  }

  setKept(isKept: boolean): void {
    if (isKept) keep("localStorage", this.key, { token: this.state.token });
    else forget("localStorage", this.key);
  }

  get draft(): string {
    return this.state.draft;
  }

  setDraft(draft: string): void {
    this.update({ draft });
  }

  get token(): string | null {
    return this.state.token;
  }

  get isOpen(): boolean {
    return this.state.open;
  }

  get unsent(): readonly Outgoing[] {
    return this.state.unsent;
  }

  setToken(token: string): void {
    this.update({ token });
  }

  /** Takes up another tab's conversation; stored once the visitor does something in this one. */
  adopt(token: string): void {
    this.state = { ...this.state, token };
  }

  /** The server no longer knows this conversation: what was left unsent in it goes too. */
  expire(): void {
    this.update({ token: null, unsent: [] });
  }

  setOpen(open: boolean): void {
    this.update({ open });
  }

  keep(outgoing: Outgoing): void {
    this.update({
      unsent: [...this.state.unsent.filter(({ id }) => id !== outgoing.id), outgoing],
    });
  }

  release(...ids: string[]): void {
    this.update({ unsent: this.state.unsent.filter(({ id }) => !ids.includes(id)) });
  }

  /** Forgets the conversation in this tab. */
  clear(): void {
    this.state = { ...NOTHING, open: this.state.open };
    forget("sessionStorage", this.key);
  }

  private update(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
    keep("sessionStorage", this.key, this.state);
    if ("token" in change && this.isKept) this.setKept(true);
  }
}

function read(key: string): State {
  const { token, open, unsent, draft } = kept("sessionStorage", key) ?? {};
  const known = token ?? kept("localStorage", key)?.token;
  return {
    token: typeof known === "string" ? known : null,
    open: open === true,
    unsent: Array.isArray(unsent) ? unsent.filter(isOutgoing) : [],
    draft: typeof draft === "string" ? draft : "",
  };
}

function isOutgoing(value: unknown): value is Outgoing {
  const { id, text } = (value ?? {}) as Partial<Outgoing>;
  return typeof id === "string" && typeof text === "string";
}

/** `crypto.randomUUID` exists on secure pages only; a school's test page may be plain http. */
export function newId(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  // The two digits that say « a random UUID » replace what was drawn there.
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-4$3-8$4-$5");
}
