/** The button that opens and closes the panel. */

import { button, element, icons } from "./dom";
import { texts } from "./texts";

export class Launcher {
  readonly node: HTMLButtonElement;

  constructor(toggle: () => void) {
    const content = [
      element("span", { class: "launch-icon" }, icons.chat()),
      element("span", { class: "launch-text" }, texts.launch),
      element("span", { class: "close-icon" }, icons.close()),
    ];
    this.node = button("launcher", content, toggle, texts.launchLabel);
    this.node.setAttribute("aria-haspopup", "dialog");
    this.setExpanded(false);
  }

  setExpanded(isExpanded: boolean): void {
    this.node.setAttribute("aria-expanded", String(isExpanded));
  }

  focus(): void {
    this.node.focus();
  }
}
