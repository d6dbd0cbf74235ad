/** The button that opens and closes the panel. */

import { button, element, icons } from "./dom";
import { texts } from "./texts";

export class Launcher {
  readonly node: HTMLButtonElement;
  private readonly mark = element("span", { class: "unread", "aria-hidden": "true", hidden: true });

  constructor(toggle: () => void) {
    const content = [
      this.mark,
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

  /** How many messages came while nobody looked. */
  setUnread(count: number): void {
    this.mark.hidden = !count;
    this.mark.dataset.count = String(count);
    const news = count ? ` ${texts.unread(count)}` : "";
    this.node.setAttribute("aria-label", texts.launchLabel + news);
  }

  focus(): void {
    this.node.focus();
  }
}
