/** `<conseiller-chat>`: the chat as a custom element, apart from the page's styles. */

import { ChatApi, type Start } from "./api";
import { Conversation } from "./conversation";
import { Session } from "./session";
import css from "./style.css?inline";
import { View } from "./view";

export const TAG = "conseiller-chat";

/** The service that served this script answers the chat too. */
const SCRIPT = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : location.href;

let sheet: CSSStyleSheet | undefined;

export class ConseillerChat extends HTMLElement {
  private session: Session | undefined;
  private conversation: Conversation | undefined;
  private view: View | undefined;

  connectedCallback(): void {
    if (this.view) return;
    const api = this.apiBase();
    this.session = new Session(api);
    this.view = new View({
      open: () => this.open(),
      close: () => this.session?.setOpen(false),
      say: (text) => this.conversation?.say(text),
      choose: (button) => this.conversation?.choose(button),
      retry: (id) => this.conversation?.retry(id),
    });
    this.conversation = new Conversation(new ChatApi(api), this.session, this.view);

    const shadow = this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [styles()];
    shadow.append(this.view.node);
    if (this.session.isOpen) this.reopen();
  }

  /** Opens the panel. `opener` gets the focus back when it closes. */
  open(opener: HTMLElement | null = null): void {
    this.enter("greeting", opener);
  }

  /** Opens the panel straight into booking an interview. */
  book(opener: HTMLElement | null = null): void {
    this.enter("booking", opener);
  }

  close(): void {
    this.view?.close();
  }

  private enter(start: Start, opener: HTMLElement | null): void {
    this.session?.setOpen(true);
    this.view?.open(opener);
    this.conversation?.begin(start);
  }

  /** After a reload: as it was, and the focus stays with the page. */
  private reopen(): void {
    this.view?.open(null, false);
    this.conversation?.begin("greeting");
  }

  private apiBase(): string {
    const given = this.getAttribute("api");
    const base = given ? new URL(given, document.baseURI).href : new URL(SCRIPT).origin;
    return base.replace(/\/+$/, "");
  }
}

/** A constructed sheet: allowed by the strictest Content-Security-Policy. */
function styles(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  return sheet;
}
