/** The panel's head: who speaks, the options, and the way out. */

import { button, element, icons } from "./dom";
import { texts } from "./texts";

export function headerOf(menu: HTMLElement, close: () => void): HTMLElement {
  return element(
    "div",
    { class: "header" },
    element("span", { class: "badge" }, icons.chat()),
    element("h2", { id: "title" }, texts.name),
    element("p", { class: "role" }, texts.role),
    menu,
    button("header-button", [icons.close()], close, texts.close),
  );
}
