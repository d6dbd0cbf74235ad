import { beforeEach, describe, expect, test } from "vitest";
import { Picker } from "../src/picker";

const at = (date: string, hour: string): string => `${date}T${hour}:00+01:00`;
const THURSDAY = "2026-11-26";
const OFFERED = [at(THURSDAY, "14:00"), at(THURSDAY, "14:30"), at("2026-12-01", "09:00")];

let picker: Picker;
let chosen: string[];

beforeEach(() => {
  chosen = [];
  picker = new Picker(OFFERED, THURSDAY, (time) => chosen.push(time));
  document.body.replaceChildren(picker.node);
});

const texts = (selector: string): string[] =>
  [...picker.node.querySelectorAll(selector)].map(
    ({ firstChild, textContent }) =>
      (selector === ".hour" ? firstChild?.textContent : textContent) ?? "",
  );

function one(selector: string): HTMLElement {
  const node = picker.node.querySelector<HTMLElement>(selector);
  if (!node) throw new Error(`no ${selector}`);
  return node;
}

const day = (date: string): HTMLElement => one(`[data-day="${date}"]`);
const focusedDay = (): string | undefined => one('.day[tabindex="0"]').dataset.day;

function press(key: string): void {
  one("table").dispatchEvent(new KeyboardEvent("keydown", { key, cancelable: true }));
}

describe("the calendar", () => {
  test("shows the month and the hours of the day that is offered first", () => {
    expect(texts("#month")).toEqual(["novembre 2026"]);
    expect(texts(".chosen-day")).toEqual(["jeudi 26 novembre"]);
    expect(texts(".hour")).toEqual(["14\u00a0h", "14\u00a0h\u00a030"]);
  });

  test("leaves out the weeks that are gone by", () => {
    expect(texts(".day")[0]).toBe("23");
  });

  test("says how many slots are free on each day", () => {
    expect(day(THURSDAY).getAttribute("aria-label")).toBe("jeudi 26 novembre, 2 créneaux libres");
    expect(day("2026-11-27").getAttribute("aria-label")).toBe(
      "vendredi 27 novembre, aucun créneau libre",
    );
    expect(day("2026-11-27").getAttribute("aria-disabled")).toBe("true");
  });

  test("says each hour on the visitor's own clock too, where that differs", () => {
    expect(texts(".own")[0]).toBe(" vendredi 27, 2\u00a0h chez vous"); // in Auckland
  });

  test("gives the time of the chosen hour as the service gave it", () => {
    one(".hour").click();

    expect(chosen).toEqual([at(THURSDAY, "14:00")]);
  });

  test("keeps the chosen day when one without a slot is pressed", () => {
    day("2026-11-27").click();

    expect(texts(".chosen-day")).toEqual(["jeudi 26 novembre"]);
    expect(focusedDay()).toBe("2026-11-27");
  });

  test("turns to the first free day of the next month, and no further than the last", () => {
    const [previous, next] = [...picker.node.querySelectorAll<HTMLElement>(".turn")];
    expect(previous?.getAttribute("aria-disabled")).toBe("true");
    next?.click();

    expect(texts("#month")).toEqual(["décembre 2026"]);
    expect(focusedDay()).toBe("2026-12-01");
    expect(next?.getAttribute("aria-disabled")).toBe("true");
  });
});

describe("all the free slots", () => {
  const days = [
    { date: THURSDAY, starts: [at(THURSDAY, "09:30"), ...OFFERED.slice(0, 2)] },
    { date: "2027-01-31", starts: [at("2027-01-31", "10:00")] },
  ];

  test("come below the hours that somebody may be about to press, which do not move", () => {
    const [first] = picker.node.querySelectorAll(".hour");
    picker.fill(days);

    expect(texts(".hour")).toEqual(["14\u00a0h", "14\u00a0h\u00a030", "9\u00a0h\u00a030"]);
    expect(texts("legend")[1]).toBe("Autres heures, jeudi 26 novembre");
    expect(picker.node.querySelector(".hour")).toBe(first);
    expect(day(THURSDAY).getAttribute("aria-label")).toBe("jeudi 26 novembre, 3 créneaux libres");
  });

  test("that come late are as many as the day says, however often they come", () => {
    picker.fill(days);
    picker.fill(days);

    expect(texts(".hour")).toHaveLength(3);
  });

  test("have the half of the day first that was asked for", () => {
    picker.fill(days);
    day(THURSDAY).click();

    expect(texts("legend")).toEqual(["Après-midi, jeudi 26 novembre", "Matin, jeudi 26 novembre"]);
  });

  test("that did not come leave what was offered", () => {
    picker.fill([]);

    expect(texts(".hour")).toEqual(["14\u00a0h", "14\u00a0h\u00a030"]);
  });
});

describe("the keyboard", () => {
  test.each([
    ["ArrowRight", "2026-11-27"],
    ["ArrowLeft", THURSDAY], // nothing is free before
    ["ArrowDown", "2026-12-01"], // nor after
    ["End", "2026-11-29"],
    ["PageDown", "2026-12-01"],
  ])("leads with %s to %s", (key, reached) => {
    press(key);

    expect(focusedDay()).toBe(reached);
  });

  test("leads from the 31st to the last day of a shorter month", () => {
    picker.fill([
      { date: "2026-12-31", starts: [at("2026-12-31", "09:00")] },
      { date: "2027-06-01", starts: [at("2027-06-01", "09:00")] },
    ]);
    press("ArrowRight");
    press("PageDown");
    press("PageDown");

    expect(focusedDay()).toBe("2027-02-28");
  });

  test("is left to the browser with other keys", () => {
    const event = new KeyboardEvent("keydown", { key: "a", cancelable: true });
    one("table").dispatchEvent(event);

    expect(event.defaultPrevented).toBe(false);
  });
});
