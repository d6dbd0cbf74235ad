/** Where the visitor writes. */

import { element, icons } from "./dom";
import { texts } from "./texts";

export class Composer {
  readonly node = element("form", { class: "composer", autocomplete: "off" });
  private readonly field = element("textarea", {
    id: "field",
    rows: "1",
    autocomplete: "off",
    enterkeyhint: "send",
  });

  constructor(private readonly say: (text: string) => void) {
    const send = element(
      "button",
      { type: "submit", class: "send", "aria-label": texts.send },
      icons.send(),
    );
    this.node.append(element("label", { for: "field" }, texts.field), this.field, send);
    this.node.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.field.addEventListener("input", () => this.fit());
    this.field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.submit();
    });
  }

  focus(): void {
    this.field.focus();
  }

  /** Puts back what could not be said, unless something else is being written. */
  giveBack(text: string): void {
    if (!this.field.value) this.field.value = text;
    this.fit();
  }

  private submit(): void {
    const text = this.field.value.trim();
    this.field.focus();
    if (!text) return;
    this.field.value = "";
    this.fit();
    this.say(text);
  }

  private fit(): void {
    this.field.style.setProperty("height", "auto");
    this.field.style.setProperty("height", `${this.field.scrollHeight + 2}px`);
  }
}
