/**
 * The assistant's light markup, as nodes: paragraphs, lists of `- ` lines, `**bold**` and
 * `[text](address)`. Anything else, HTML included, is shown as it is written.
 */

import { element } from "./dom";
import { texts } from "./texts";
import { unbroken } from "./whole";

const SAFE_SCHEMES = new Set(["http:", "https:", "mailto:", "tel:"]);
const LIST_ITEM = /^\s*- +/;
const INLINE = /\*\*([^*]+)\*\*|\[([^\][]+)\]\(([^()\s]+)\)/g;

export function rendered(text: string): DocumentFragment {
  const fragment = document.createDocumentFragment();
  for (const block of text.trim().split(/\n\s*\n/)) fragment.append(...blocks(block.split("\n")));
  return fragment;
}

/** Consecutive lines of the same kind make one list or one paragraph. */
function blocks(lines: string[]): HTMLElement[] {
  const groups: { isList: boolean; lines: string[] }[] = [];
  for (const line of lines) {
    const isList = LIST_ITEM.test(line);
    const last = groups.at(-1);
    if (last?.isList === isList) last.lines.push(line);
    else groups.push({ isList, lines: [line] });
  }
  return groups.map((group) => (group.isList ? list(group.lines) : paragraph(group.lines)));
}

function list(lines: string[]): HTMLElement {
  return element(
    "ul",
    {},
    ...lines.map((line) => element("li", {}, ...inline(line.replace(LIST_ITEM, "")))),
  );
}

function paragraph(lines: string[]): HTMLElement {
  const nodes = lines.flatMap((line, index) =>
    index ? [element("br"), ...inline(line)] : inline(line),
  );
  return element("p", {}, ...nodes);
}

function inline(text: string): (Node | string)[] {
  const nodes: (Node | string)[] = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    const [whole, bold, label = "", address = ""] = match;
    nodes.push(...unbroken(text.slice(end, match.index)));
    nodes.push(bold ? element("strong", {}, ...inline(bold)) : (link(label, address) ?? whole));
    end = match.index + whole.length;
  }
  nodes.push(...unbroken(text.slice(end)));
  return nodes;
}

/** On the page that the visitor is on: the browser goes there, and marks what is cited. */
function isHere(url: URL): boolean {
  return url.href.split("#")[0] === location.href.split("#")[0];
}

function link(label: string, address: string): HTMLElement | null {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  if (!SAFE_SCHEMES.has(url.protocol)) return null;
  if (!url.protocol.startsWith("http")) return element("a", { href: url.href }, label);
  if (isHere(url)) return element("a", { href: url.href, class: "inward" }, label);
  const hint = element("span", { class: "heard" }, ` ${texts.newWindow}`);
  return element(
    "a",
    { href: url.href, target: "_blank", rel: "noopener noreferrer", class: "outward" },
    label,
    hint,
  );
}
