import { describe, expect, test, vi } from "vitest";
import type { Data } from "../src/answers";
import { Log } from "../src/log";

const LINK = "You can [book an interview](https://www.example.org/rendez-vous) yourself.";

function said(text: string, data?: Data): HTMLElement {
  const events = { choose: vi.fn(), retry: vi.fn(), announce: vi.fn() };
  const log = new Log(events, "https://www.example.org");
  log.show([{ id: "1", author: "assistant", text, buttons: [], ...(data && { data }) }]);
  return log.node.querySelector(".words") as HTMLElement;
}

describe("what is said of a link to the ear alone", () => {
  test("is English where the bubble is", () => {
    const words = said(LINK, { kind: "english" });

    expect(words.lang).toBe("en");
    expect(words.querySelector("a")?.textContent).toBe("book an interview (new window)");
  });

  test("is French elsewhere", () => {
    const words = said("Voyez [la page](https://www.example.org/page).");

    expect(words.lang).toBe("");
    expect(words.querySelector("a")?.textContent).toBe("la page (nouvelle fenêtre)");
  });
});
