/** The conversation's options, and the question before what cannot be undone. */

import { button, element, icons } from "./dom";
import { texts } from "./texts";

export interface MenuEvents {
  renew(): void;
  download(): void;
  erase(): void;
  isKept(): boolean;
  setKept(isKept: boolean): void;
}

interface Question {
  title: string;
  text: string;
  yes: string;
  /** Nothing brings it back: its button does not look like what one is meant to press. */
  isForGood?: boolean;
}

export class Menu {
  readonly node = element("div", { class: "menu" });
  readonly question = element("dialog", { class: "question", "aria-labelledby": "question" });
  private readonly list = element("ul", { id: "options", hidden: true });
  private readonly toggle = button(
    "header-button",
    [icons.more()],
    () => this.show(!this.isOpen),
    texts.menu,
  );

  private readonly keep: HTMLElement;
  private asker: HTMLElement = this.toggle;

  constructor(private readonly events: MenuEvents) {
    this.keep = this.option(texts.keep, () => events.setKept(!events.isKept()));
    this.toggle.setAttribute("aria-expanded", "false");
    this.toggle.setAttribute("aria-controls", "options");
    this.list.append(
      this.option(texts.renew, () => this.ask(texts.confirmRenew, () => events.renew())),
      this.option(texts.download, () => events.download()),
      this.keep,
      this.option(texts.erase, () => this.askToErase()),
    );
    this.node.append(this.toggle, this.list);
    this.node.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !this.node.contains(event.relatedTarget as Node)) this.show(false);
    });
  }

  get isOpen(): boolean {
    return !this.list.hidden;
  }

  /** Also on Escape, which leaves the focus where it makes sense. */
  close(): void {
    this.show(false);
    this.toggle.focus();
  }

  askToErase(): void {
    this.ask(texts.confirmErase, () => this.events.erase());
  }

  /** Leaves the question as it was: nothing is done, and the focus goes back to what asked. */
  dismiss(): void {
    this.question.close();
    this.setAround(false);
    this.asker.focus();
  }

  private show(isShown: boolean): void {
    const kept = this.events.isKept() ? texts.keepNot : texts.keep;
    this.keep.querySelector("button")?.replaceChildren(kept);
    this.list.hidden = !isShown;
    this.toggle.setAttribute("aria-expanded", String(isShown));
  }

  private option(text: string, use: () => void): HTMLElement {
    return element(
      "li",
      {},
      button("option", [text], () => {
        this.close();
        use();
      }),
    );
  }

  private ask({ title, text, yes, isForGood }: Question, go: () => void): void {
    const answer = (confirmed: boolean) => () => {
      this.dismiss();
      if (confirmed) go();
    };
    const { activeElement } = this.node.getRootNode() as ShadowRoot;
    this.asker = activeElement instanceof HTMLElement ? activeElement : this.toggle;
    this.question.replaceChildren(
      element("h3", { id: "question" }, title),
      element("p", {}, text),
      element(
        "div",
        { class: "answers" },
        button("choice", [texts.cancel], answer(false)),
        button(isForGood ? "choice harm" : "choice main", [yes], answer(true)),
      ),
    );
    this.setAround(true);
    this.question.show();
  }

  /** Everything else in the panel waits for the answer; the page behind does not. */
  private setAround(isInert: boolean): void {
    for (const node of this.question.parentElement?.children ?? []) {
      if (node !== this.question) node.toggleAttribute("inert", isInert);
    }
  }
}
