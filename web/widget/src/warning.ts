/** What went wrong, above the field, until it is over. */

import { button, element } from "./dom";
import { texts } from "./texts";

export class Warning {
  readonly node = element("div", { class: "warning", role: "alert" });

  /** `use` does what the visitor presses; `grown` is called when something appears. */
  constructor(
    private readonly use: (act: () => void) => void,
    private readonly grown: () => void,
  ) {}

  say(text: string, retry?: () => void): void {
    // What stands there already is not read out again.
    if (this.node.firstElementChild?.textContent !== text) {
      this.node.replaceChildren(element("p", {}, text));
      this.grown();
    }
    this.node.querySelector("button")?.remove();
    if (!retry) return;
    const again = (): void => {
      this.clear();
      retry();
    };
    this.node.append(button("retry", [texts.retry], () => this.use(again)));
  }

  clear(): void {
    this.node.replaceChildren();
  }
}
