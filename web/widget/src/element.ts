/** `<conseiller-chat>`: the chat as a custom element, apart from the page's styles. */

import { ChatApi, type Start } from "./api";
import { Conversation } from "./conversation";
import { COVERING } from "./cover";
import { element } from "./dom";
import { Launcher } from "./launcher";
import { Session } from "./session";
import panelCss from "./style/panel/index.css?inline";
import shellCss from "./style/shell/index.css?inline";
import { hasLogo, onSystemTheme, readTexts, wearTheme } from "./theme";
import { View } from "./view";

export const TAG = "conseiller-chat";

/** The service that served this script answers the chat too. */
const SCRIPT =
  document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : location.href;

const LATEST_MS = 1_000;

const whenIdle = (work: () => void): void => {
  if (typeof requestIdleCallback === "function") requestIdleCallback(work, { timeout: LATEST_MS });
  else setTimeout(work);
};

/** Made piece by piece while the page is idle; at once when the visitor wants it. */
export class ConseillerChat extends HTMLElement {
  private readonly root = element("div", { class: "root", lang: "fr", dir: "ltr" });
  private launcher: Launcher | undefined;
  private talk: { session: Session; conversation: Conversation } | undefined;
  private view: View | undefined;

  static readonly observedAttributes = ["theme"];

  attributeChangedCallback(): void {
    wearTheme(this, this.root);
  }

  connectedCallback(): void {
    if (this.shadowRoot) return;
    wearTheme(this, this.root);
    onSystemTheme(() => wearTheme(this, this.root));
    this.attachShadow({ mode: "open" }).append(this.root);
    whenIdle(() => {
      this.makeLauncher();
      whenIdle(() => {
        // A page that its visitor has just come to is not covered unasked.
        const isWished = this.hasAttribute("open") && !COVERING.matches;
        if (this.makeTalk().session.isOpen || isWished) this.openQuietly();
      });
    });
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
    const { session } = this.makeTalk();
    return this.getAttribute("start") === "booking" && !session.token ? "booking" : "greeting";
  }

  private enter(start: Start, opener: HTMLElement | null): void {
    const { session, conversation } = this.makeTalk();
    session.setOpen(true);
    this.makeView().open(opener);
    conversation.begin(start);
  }

  /** On load, as the page wishes or as the visitor left it: the focus stays with the page. */
  private openQuietly(): void {
    this.makeView().open(null, false);
    this.makeTalk().conversation.begin(this.ownStart);
  }

  private makeLauncher(): Launcher {
    if (this.launcher) return this.launcher;
    readTexts(this);
    this.launcher = new Launcher(() => (this.view?.isShown ? this.close() : this.open()));
    this.wear(shellCss);
    this.root.classList.toggle("branded", hasLogo(this));
    this.root.append(this.launcher.node);
    return this.launcher;
  }

  private makeTalk(): { session: Session; conversation: Conversation } {
    if (this.talk) return this.talk;
    const api = this.apiBase();
    const session = new Session(api);
    const screen = (): View => this.makeView();
    const chat = new ChatApi(api, this.getAttribute("job"));
    const conversation = new Conversation(chat, session, screen, api);
    this.talk = { session, conversation };
    return this.talk;
  }

  private makeView(): View {
    if (this.view) return this.view;
    const launcher = this.makeLauncher();
    const { session, conversation } = this.makeTalk();
    this.view = new View(this.apiBase(), launcher, {
      close: () => session.setOpen(false),
      say: (text) => conversation.say(text),
      choose: (button) => conversation.choose(button),
      chooseTime: (time) => conversation.chooseTime(time),
      retry: (id) => conversation.retry(id),
      freeSlots: () => conversation.freeSlots(),
      transcript: () => conversation.transcript(),
      judge: (id, helped) => conversation.judge(id, helped),
      draft: () => session.draft,
      keepDraft: (text) => session.setDraft(text),
      isKept: () => session.isKept,
      setKept: (isKept) => session.setKept(isKept),
      renew: () => conversation.renew(),
      book: () => conversation.begin("booking"),
      erase: () => conversation.erase(),
    });
    this.wear(shellCss, panelCss);
    this.root.append(this.view.panel);
    return this.view;
  }

  private wear(...styles: string[]): void {
    if (this.shadowRoot) this.shadowRoot.adoptedStyleSheets = styles.map(sheet);
  }

  private apiBase(): string {
    const given = this.getAttribute("api");
    const base = given ? new URL(given, document.baseURI).href : new URL(SCRIPT).origin;
    return base.replace(/\/+$/, "");
  }
}

declare global {
  interface HTMLElementTagNameMap {
    [TAG]: ConseillerChat;
  }
}

const sheets = new Map<string, CSSStyleSheet>();

/** A constructed sheet: allowed by the strictest Content-Security-Policy. */
function sheet(css: string): CSSStyleSheet {
  const known = sheets.get(css);
  if (known) return known;
  const made = new CSSStyleSheet();
  made.replaceSync(css);
  sheets.set(css, made);
  return made;
}
