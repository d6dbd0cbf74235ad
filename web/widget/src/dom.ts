/** The only ways in which the widget makes nodes: text always goes in as text. */

type Attributes = Record<string, string | boolean>;

export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children);
  return node;
}

/** A button of text, or of an icon with a name that is only heard. */
export function button(
  className: string,
  content: (Node | string)[],
  use: () => void,
  name?: string,
): HTMLButtonElement {
  const node = element(
    "button",
    { type: "button", class: className, ...(name && { "aria-label": name }) },
    ...content,
  );
  node.addEventListener("click", use);
  return node;
}

const SVG = "http://www.w3.org/2000/svg";

/** A decorative icon of 24 by 24, drawn in the colour of the text. */
export function icon(...paths: string[]): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({
    viewBox: "0 0 24 24",
    "aria-hidden": "true",
    focusable: "false",
  })) {
    svg.setAttribute(name, value);
  }
  for (const d of paths) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}

export const icons = {
  chat: () => icon("M4 5h16v11H10l-5 4v-4H4z", "M8 9h8", "M8 12h5"),
  close: () => icon("M6 6l12 12", "M18 6L6 18"),
  more: () => icon("M5 12h.01", "M12 12h.01", "M19 12h.01"),
  previous: () => icon("M14.5 6l-6 6 6 6"),
  next: () => icon("M9.5 6l6 6-6 6"),
  done: () => icon("M5 12.5l4.5 4.5L19 7.5"),
  agenda: () => icon("M5 6h14v14H5z", "M5 10.5h14", "M9 3.5V7", "M15 3.5V7"),
  copy: () => icon("M9 9h11v11H9z", "M5 15V4h11"),
  send: () => icon("M4 12L20 4l-5 16-3.5-6.5z", "M11.5 13.5L20 4"),
};
