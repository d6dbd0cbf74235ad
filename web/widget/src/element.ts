/** `<conseiller-chat>`: the chat as a custom element, apart from the page's styles. */

import { ChatApi, type Start } from "./api";
import { Conversation } from "./conversation";
import { Session } from "./session";
import css from "./style/index.css?inline";
import { hasLogo, readTexts } from "./theme";
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
    readTexts(this);
    const api = this.apiBase();
    const session = new Session(api);
    const view = new View(api, {
      open: () => this.open(),
      close: () => session.setOpen(false),
      say: (text) => conversation.say(text),
      choose: (button) => conversation.choose(button),
      chooseTime: (time) => conversation.chooseTime(time),
      retry: (id) => conversation.retry(id),
      freeSlots: () => conversation.freeSlots(),
      transcript: () => conversation.transcript(),
      renew: () => conversation.renew(),
      erase: () => conversation.erase(),
    });
    const conversation = new Conversation(new ChatApi(api), session, view, api, this.getAttribute("job"));
    view.node.classList.toggle("branded", hasLogo(this));
    Object.assign(this, { session, view, conversation });

    const shadow = this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [styles()];
    shadow.append(view.node);
    if (session.isOpen || this.hasAttribute("open")) this.openQuietly();
  }

  /** Opens the panel. `opener` gets the focus back when it closes. */
  open(opener: HTMLElement | null = null): void {
    this.enter(this.ownStart, opener);
  }

  /** Opens the panel straight into booking an interview. */
  book(opener: HTMLElement | null = null): void {
    this.enter("booking", opener);
  }

  close(): void {
    this.view?.close();
  }

  /** `start="booking"`: how a conversation begins here; one that runs already goes on as it is. */
  private get ownStart(): Start {
    return this.getAttribute("start") === "booking" && !this.session?.token ? "booking" : "greeting";
  }

  private enter(start: Start, opener: HTMLElement | null): void {
    this.session?.setOpen(true);
    this.view?.open(opener);
    this.conversation?.begin(start);
  }

  /** On load, as the page wishes or as the visitor left it: the focus stays with the page. */
  private openQuietly(): void {
    this.view?.open(null, false);
    this.conversation?.begin(this.ownStart);
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
