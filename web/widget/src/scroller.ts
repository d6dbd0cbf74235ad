/** What is read, and where the eye is led. */

import { element } from "./dom";
import { texts } from "./texts";

export class Scroller {
  readonly node = element("div", {
    class: "scroller",
    role: "region",
    "aria-label": texts.conversation,
    tabindex: "0",
  });

  toEnd(): void {
    this.node.scrollTop = this.node.scrollHeight;
  }

  /** What is new is read from its beginning, where it is longer than the panel. */
  showFrom(first: HTMLElement | undefined): void {
    this.toEnd();
    if (!first) return;
    this.node.scrollTop = Math.min(this.node.scrollTop, first.offsetTop - 12);
  }
}
