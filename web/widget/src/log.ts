/** The list of messages: what was said, by whom, and what became of it. */

import type { Button, Message } from "./answers";
import { bookedCard, outdate, recapCard } from "./cards";
import { button, element } from "./dom";
import { saidAt } from "./french";
import { rendered } from "./markup";
import type { Delivery } from "./screen";
import type { Outgoing } from "./session";
import { texts } from "./texts";
import { unbroken } from "./whole";

const SILENCE_MS = 200;

export interface LogEvents {
  choose(button: Button): void;
  retry(id: string): void;
  /** Says something to those who do not see it happen. */
  announce(text: string): void;
}

export class Log {
  readonly node = element("div", {
    class: "log",
    role: "log",
    "aria-live": "polite",
    "aria-label": texts.messages,
  });
  private readonly shown = new Set<string>();
  private readonly outgoing = new Map<string, HTMLElement>();

  constructor(
    private readonly events: LogEvents,
    private readonly api: string,
  ) {}

  paint(history: Message[]): void {
    this.node.setAttribute("aria-live", "off");
    setTimeout(() => this.node.setAttribute("aria-live", "polite"), SILENCE_MS);
    this.node.replaceChildren();
    this.shown.clear();
    this.outgoing.clear();
    for (const message of history) {
      if (message.author === "visitor") this.settle();
      this.add(message);
    }
  }

  /** Returns the nodes that are new; they appear one after the other, for the eye. */
  show(messages: Message[], about?: string): HTMLElement[] {
    const unseen = messages.filter(({ id }) => !this.shown.has(id));
    return unseen.map((message, index) => arriving(this.add(message, about), index));
  }

  showOutgoing(outgoing: Outgoing, delivery: Delivery): void {
    const bubble =
      this.outgoing.get(outgoing.id) ??
      arriving(bubbleOf("visitor", wordsOf("visitor", outgoing.text), new Date().toISOString()), 0);
    this.outgoing.set(outgoing.id, bubble);
    this.shown.add(outgoing.id);
    if (delivery === "sending") {
      this.settle();
      for (const node of this.node.querySelectorAll<HTMLElement>("[data-about]")) {
        if (node.dataset.about === outgoing.id) node.remove();
      }
    }
    if (!bubble.isConnected) this.node.append(bubble);
    if (bubble.dataset.delivery === delivery) return;
    bubble.dataset.delivery = delivery;
    bubble.querySelector(".fate")?.remove();
    if (delivery === "failed") bubble.append(this.fate(outgoing, true));
    if (delivery === "refused") bubble.append(this.fate(outgoing, false));
  }

  private add(message: Message, about?: string): HTMLElement {
    const { author, data } = message;
    const words = wordsOf(author, message.text);
    const bubble = bubbleOf(author, words, message.said_at);
    if (about) bubble.dataset.about = about;
    this.shown.add(message.id);
    if (data?.kind === "recap") {
      const card = recapCard(data, (change) => this.events.choose(change));
      const list = words.querySelector("ul"); // the text says the same, line by line
      if (list) list.replaceWith(card);
      else words.append(card);
      bubble.classList.add("wide");
    }
    if (data?.kind === "booked" || data?.kind === "interview") {
      this.outdateCards(data.reference, texts.replaced, data.start);
      words.append(bookedCard(data, this.api, this.events.announce));
    }
    if (data?.kind === "english") inEnglish(words);
    if (data?.kind === "cancelled") this.outdateCards(data.reference, texts.cancelled);
    this.node.append(bubble);
    return bubble;
  }

  /** The conversation has moved on: what is above is no longer corrected from there. */
  private settle(): void {
    for (const node of this.node.querySelectorAll(".modify")) node.remove();
  }

  /** What was shown of an interview before is no longer so, unless it begins at the same time. */
  private outdateCards(reference: string, why: string, start?: string): void {
    for (const card of this.node.querySelectorAll<HTMLElement>(".booked:not(.past)")) {
      const { about, begins } = card.dataset;
      if (about === reference && (!start || begins !== start)) outdate(card, why);
    }
  }

  private fate(outgoing: Outgoing, mayRetry: boolean): HTMLElement {
    const fate = element(
      "p",
      { class: "fate" },
      element("span", {}, mayRetry ? texts.notSent : texts.refused),
    );
    if (!mayRetry) return fate;
    const about = element("span", { class: "heard" }, `\u00a0: ${outgoing.text}`);
    fate.append(button("retry", [texts.retry, about], () => this.events.retry(outgoing.id)));
    return fate;
  }
}

/** The visitor's own words are shown as they were typed. */
function wordsOf(author: Message["author"], text: string): HTMLElement {
  const isVisitor = author === "visitor";
  const content = isVisitor
    ? element("p", { class: "verbatim", dir: "auto" }, ...unbroken(text))
    : rendered(text);
  return element("div", { class: "words" }, content);
}

/** What is said to the ear alone is in the language of the words around it. */
function inEnglish(words: HTMLElement): void {
  words.lang = "en";
  for (const hint of words.querySelectorAll(".outward .heard")) {
    hint.textContent = ` ${texts.newWindowInEnglish}`;
  }
}

/** What the visitor said is not read out again. */
function bubbleOf(author: Message["author"], words: HTMLElement, said?: string): HTMLElement {
  const isVisitor = author === "visitor";
  const speaker = isVisitor ? texts.visitorSays : texts.assistantSays;
  return element(
    "div",
    { class: `message ${author}`, ...(isVisitor && { "aria-live": "off" }) },
    element("span", { class: "heard" }, speaker),
    words,
    ...(said ? [element("time", { datetime: said }, saidAt(said))] : []),
  );
}

function arriving(bubble: HTMLElement, index: number): HTMLElement {
  bubble.classList.add("arriving");
  if (index) bubble.classList.add(`after-${Math.min(index, 3)}`);
  bubble.addEventListener("animationend", () => bubble.classList.remove("arriving"), {
    once: true,
  });
  return bubble;
}
