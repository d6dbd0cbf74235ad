/** What is said while an answer is awaited: at first nothing, then that it comes, or is slow. */

import { element } from "./dom";
import { texts } from "./texts";

const WRITING_AFTER_MS = 300;
const SLOW_AFTER_MS = 6000;

export class Waiting {
  readonly node = element("div", { class: "status", role: "status" });
  private timers: ReturnType<typeof setTimeout>[] = [];

  /** `grown` is called when something appears. */
  constructor(private readonly grown: () => void) {}

  start(): void {
    this.stopTimers();
    this.timers = [
      setTimeout(() => this.show(texts.writing), WRITING_AFTER_MS),
      setTimeout(() => this.show(texts.slow), SLOW_AFTER_MS),
    ];
  }

  stop(): void {
    this.stopTimers();
    this.node.replaceChildren();
  }

  private stopTimers(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers = [];
  }

  private show(text: string): void {
    const dots = element("span", { class: "dots", "aria-hidden": "true" });
    dots.append(element("i"), element("i"), element("i"));
    this.node.replaceChildren(dots, element("span", {}, text));
    this.grown();
  }
}
