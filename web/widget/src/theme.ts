/** What a page sets in CSS custom properties and CSS alone cannot do: texts, its logo or ours. */

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

export function hasLogo(host: HTMLElement): boolean {
  return getComputedStyle(host).getPropertyValue("--conseiller-logo").trim() !== "";
}
