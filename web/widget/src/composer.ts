/** Where the visitor writes: freely, or in a field that fits what is asked for. */

import type { Field } from "./answers";
import { button, element, icons } from "./dom";
import { texts } from "./texts";

type Wanted = Field["field"];
type Control = HTMLTextAreaElement | HTMLInputElement;

/** Never « email »: such fields change what is written, and a question may be asked instead. */
const FITTING: Record<Wanted, Record<string, string>> = {
  name: { type: "text", name: "name", autocomplete: "name" },
  email: { type: "text", name: "email", autocomplete: "email", inputmode: "email" },
  phone: { type: "tel", name: "tel", autocomplete: "tel" },
};
const ALWAYS = { id: "field", enterkeyhint: "send", dir: "auto" };

export interface ComposerEvents {
  say(text: string): void;
  /** What is written and not said yet, so that a reload does not lose it. */
  keepDraft(text: string): void;
}

export class Composer {
  readonly node = element("form", { class: "composer" });
  private readonly label = element("label", { for: "field" });
  /** A telephone's keys alone would leave no way to ask « pourquoi ? ». */
  private readonly letters = button("letters", [texts.letters], () => this.writeFreely());
  private wanted: Wanted | undefined;
  private field: Control;

  constructor(
    draft: string,
    private readonly events: ComposerEvents,
  ) {
    const send = element(
      "button",
      { type: "submit", class: "send", "aria-label": texts.send },
      icons.send(),
    );
    this.field = this.control(undefined, draft);
    this.node.append(this.label, this.letters, this.field, send);
    this.describe();
    this.node.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
  }

  focus(): void {
    this.field.focus();
  }

  /** Takes the keyboard, and what the browser fills in, that fit what is asked for. */
  ask(wanted: Wanted | undefined): void {
    if (wanted === this.wanted) return;
    const hadFocus = (this.node.getRootNode() as ShadowRoot).activeElement === this.field;
    const before = this.field;
    this.wanted = wanted;
    this.field = this.control(wanted, before.value);
    before.replaceWith(this.field);
    this.describe();
    this.fit();
    if (hadFocus) this.focus();
  }

  /** Puts back what could not be said, unless something else is being written. */
  giveBack(text: string): void {
    if (!this.field.value) this.field.value = text;
    this.fit();
  }

  /** To be called when the field is seen for the first time. */
  fit(): void {
    if (this.field instanceof HTMLInputElement) return;
    this.field.style.setProperty("height", "auto");
    this.field.style.setProperty("height", `${this.field.scrollHeight + 2}px`);
  }

  private control(wanted: Wanted | undefined, text: string): Control {
    const made = wanted
      ? element("input", { ...ALWAYS, ...FITTING[wanted] })
      : element("textarea", { ...ALWAYS, rows: "1", autocomplete: "off" });
    made.value = text;
    made.addEventListener("input", () => {
      this.fit();
      this.events.keepDraft(made.value);
    });
    made.addEventListener("keydown", (event) => {
      const { key, shiftKey, isComposing } = event as KeyboardEvent;
      if (key !== "Enter" || shiftKey || isComposing) return;
      event.preventDefault();
      this.submit();
    });
    return made;
  }

  private describe(): void {
    this.label.textContent = texts.field + (this.wanted ? texts.asked[this.wanted] : "");
    this.letters.hidden = this.wanted !== "phone";
  }

  private writeFreely(): void {
    this.ask(undefined);
    this.focus();
  }

  private submit(): void {
    const text = this.field.value.trim();
    this.field.focus();
    if (!text) return;
    this.field.value = "";
    this.fit();
    this.events.keepDraft("");
    this.events.say(text);
  }
}
