/** What a page sets in CSS custom properties and CSS alone cannot do: texts, its logo or ours, light or dark. */

import { texts } from "./texts";

const THEMED = ["name", "role", "launch"] as const;

/** Reads `--conseiller-text-name: "Léa"` and the like from the element's own style. */
export function readTexts(host: HTMLElement): void {
  const style = getComputedStyle(host);
  for (const key of THEMED) {
    const given = style
      .getPropertyValue(`--conseiller-text-${key}`)
      .trim()
      .replace(/^(["'])(.*)\1$/, "$2");
    if (given) texts[key] = given;
  }
}

const DARK = matchMedia("(prefers-color-scheme: dark)");

/** `theme="light"` or `"dark"`; without, or with « auto », as the visitor's system has it. */
export function wearTheme(host: HTMLElement, root: HTMLElement): void {
  const wished = host.getAttribute("theme");
  root.classList.toggle("dark", wished === "dark" || (wished !== "light" && DARK.matches));
}

export function onSystemTheme(change: () => void): void {
  DARK.addEventListener("change", change);
}

export function hasLogo(host: HTMLElement): boolean {
  return getComputedStyle(host).getPropertyValue("--conseiller-logo").trim() !== "";
}
