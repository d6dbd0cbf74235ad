import { beforeEach, describe, expect, test } from "vitest";
import "../src/agenda";

const link = (name: string): string => `<a href="#${name}">${name}</a>`;
const table = (...rows: string[][]): string =>
  `<table><tbody>${rows
    .map((row) => `<tr><th>9 h</th>${row.map((cell) => `<td>${cell}</td>`).join("")}</tr>`)
    .join("")}</tbody></table>`;

const WEEK = table(
  ["rien", link("Inès")],
  [link("Paul") + link("Léa"), "rien"],
  ["rien", link("Tom")],
);

const focused = (): string => document.activeElement?.textContent ?? "";
const reached = (): string[] =>
  [...document.querySelectorAll('td[tabindex="0"], a[tabindex="0"]')].map((e) => e.textContent);

function show(content: string): void {
  const agenda = document.createElement("conseiller-agenda");
  agenda.innerHTML = `<p hidden>aide</p>${content}`;
  document.body.replaceChildren(agenda); // whole, as the deferred script finds it
}

/** Presses keys one after the other; says where they lead. */
function press(...keys: string[]): string {
  for (const key of keys) {
    const [name = "", isFar] = key.split("+").reverse();
    document.activeElement?.dispatchEvent(
      new KeyboardEvent("keydown", {
        key: name,
        ctrlKey: Boolean(isFar),
        bubbles: true,
        cancelable: true,
      }),
    );
  }
  return focused();
}

beforeEach(() => {
  show(WEEK);
  document.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
});

describe("the agenda by keyboard", () => {
  test("is a grid of which Tab reaches the first interview alone", () => {
    expect(document.querySelector("table")?.getAttribute("role")).toBe("grid");
    expect(reached()).toEqual(["Inès"]);
    expect(document.querySelector("p")?.hidden).toBe(false);
  });

  test("arrows go from cell to cell, through each interview of one, and stay at the edges", () => {
    expect(press("ArrowLeft")).toBe("rien");
    expect(press("ArrowLeft")).toBe("rien");
    expect(press("ArrowDown")).toBe("Paul");
    expect(press("ArrowDown")).toBe("Léa");
    expect(press("ArrowDown", "ArrowDown")).toBe("rien");
    expect(press("ArrowUp")).toBe("Léa");
    expect(press("ArrowUp", "ArrowRight", "ArrowUp")).toBe("Inès");
    expect(press("ArrowUp")).toBe("Inès");
    expect(reached()).toEqual(["Inès"]);
  });

  test("Home and End go along the row, with Ctrl over the whole table", () => {
    expect(press("ArrowDown", "Home")).toBe("Paul");
    expect(press("End")).toBe("rien");
    expect(press("Control+End")).toBe("Tom");
    expect(press("Control+Home")).toBe("rien");
    expect(document.activeElement?.closest("tr")?.rowIndex).toBe(0);
  });

  test("leaves every other key to the browser", () => {
    for (const key of ["a", "Enter", "Tab", "Control+ArrowDown"]) expect(press(key)).toBe("Inès");
  });
});
