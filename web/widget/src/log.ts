/** The list of messages: what was said, by whom, and what became of it. */

import type { Button, Message } from "./api";
import type { Delivery } from "./conversation";
import { element } from "./dom";
import { rendered } from "./markup";
import type { Outgoing } from "./session";
import { texts } from "./texts";

const SILENCE_MS = 200;

interface LogEvents {
  choose(button: Button): void;
  retry(id: string): void;
}

export class Log {
  readonly node = element("div", { class: "log", role: "log", "aria-live": "polite", "aria-label": texts.messages });
  private readonly shown = new Set<string>();
  private readonly outgoing = new Map<string, HTMLElement>();
  private offered: Button[] = [];
  private choices: HTMLElement | null = null;

  constructor(private readonly events: LogEvents) {}

  paint(history: Message[]): void {
    this.node.setAttribute("aria-live", "off");
    setTimeout(() => this.node.setAttribute("aria-live", "polite"), SILENCE_MS);
    this.node.replaceChildren();
    this.shown.clear();
    this.outgoing.clear();
    this.withdrawChoices();
    for (const message of history) {
      if (message.author === "visitor") this.withdrawChoices();
      this.add(message);
    }
    this.offerChoices();
  }

  /** Returns the first node that is new, for the view to scroll to. */
  show(messages: Message[], about?: string): HTMLElement | undefined {
    const unseen = messages.filter(({ id }) => !this.shown.has(id));
    const added = unseen.map((message) => arriving(this.add(message, about)));
    this.offerChoices();
    return added[0];
  }

  showOutgoing(outgoing: Outgoing, delivery: Delivery): void {
    const bubble = this.outgoing.get(outgoing.id) ?? arriving(spoken("visitor", outgoing.text));
    this.outgoing.set(outgoing.id, bubble);
    this.shown.add(outgoing.id);
    if (delivery === "sending") {
      this.withdrawChoices();
      this.removeApologies(outgoing.id);
    }
    const isLast = this.node.lastElementChild === bubble;
    if (!bubble.isConnected || (delivery === "sending" && !isLast)) this.node.append(bubble);
    bubble.dataset.delivery = delivery;
    bubble.querySelector(".fate")?.remove();
    if (delivery === "failed" || delivery === "refused") bubble.append(this.fate(outgoing, delivery === "failed"));
  }

  private add(message: Message, about?: string): HTMLElement {
    const bubble = spoken(message.author, message.text);
    if (about) bubble.dataset.about = about;
    this.shown.add(message.id);
    if (message.author === "assistant") this.offered.push(...message.buttons);
    this.node.append(bubble);
    return bubble;
  }

  private fate(outgoing: Outgoing, mayRetry: boolean): HTMLElement {
    const fate = element("p", { class: "fate" }, element("span", {}, texts.notSent));
    if (!mayRetry) return fate;
    const retry = element("button", { type: "button", class: "retry" }, texts.retry);
    retry.append(element("span", { class: "heard" }, ` ${outgoing.text}`));
    retry.addEventListener("click", () => this.events.retry(outgoing.id));
    fate.append(retry);
    return fate;
  }

  private removeApologies(id: string): void {
    for (const node of this.node.querySelectorAll<HTMLElement>("[data-about]")) {
      if (node.dataset.about === id) node.remove();
    }
  }

  /** The buttons of all that the assistant said since the visitor spoke, below its last message. */
  private offerChoices(): void {
    this.choices?.remove();
    this.choices = null;
    if (!this.offered.length) return;
    this.choices = element("div", { class: "choices", role: "group", "aria-label": texts.choices });
    for (const button of this.offered) {
      const node = element("button", { type: "button", class: "choice" }, button.title);
      node.addEventListener("click", () => this.events.choose(button));
      this.choices.append(node);
    }
    this.node.append(this.choices);
  }

  private withdrawChoices(): void {
    this.choices?.remove();
    this.choices = null;
    this.offered = [];
  }
}

/** The visitor's own words are shown as they were typed, and are not read out again. */
function spoken(author: Message["author"], text: string): HTMLElement {
  const isVisitor = author === "visitor";
  const speaker = element("span", { class: "heard" }, isVisitor ? texts.visitorSays : texts.assistantSays);
  const words = element("div", { class: "words" });
  words.append(isVisitor ? element("p", { class: "verbatim" }, text) : rendered(text));
  return element("div", { class: `message ${author}`, ...(isVisitor && { "aria-live": "off" }) }, speaker, words);
}

function arriving(bubble: HTMLElement): HTMLElement {
  bubble.classList.add("arriving");
  bubble.addEventListener("animationend", () => bubble.classList.remove("arriving"), { once: true });
  return bubble;
}
