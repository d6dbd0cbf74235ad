import { describe, expect, test } from "vitest";
import {
  addDays,
  addMonths,
  dayOf,
  hour,
  longDay,
  moment,
  onOwnClock,
  weekday,
  written,
} from "../src/french";

const NBSP = "\u00a0";

describe("hours", () => {
  test("leave out minutes and zeros that nobody says", () => {
    expect(hour("2026-11-26T09:00:00+01:00")).toBe(`9${NBSP}h`);
    expect(hour("2026-11-26T14:30:00+01:00")).toBe(`14${NBSP}h${NBSP}30`);
    expect(hour("2026-11-26T00:05")).toBe(`0${NBSP}h${NBSP}05`);
  });
});

describe("a moment on the visitor's own clock", () => {
  test("is told with its day where that is another", () => {
    expect(onOwnClock("2026-11-26T09:00:00+01:00")).toBe(`21${NBSP}h`);
    expect(onOwnClock("2026-12-01T14:30:00+01:00")).toBe(`mercredi 2, 2${NBSP}h${NBSP}30`);
  });

  test("is not told where both clocks read the same", () => {
    expect(onOwnClock("2026-11-26T09:00:00+13:00")).toBe("");
  });
});

describe("days", () => {
  test("are written with their weekday", () => {
    expect(longDay("2026-11-26")).toBe("jeudi 26 novembre");
  });

  test("count the first of a month as « 1er », and only the first", () => {
    expect(longDay("2026-12-01")).toBe("mardi 1er décembre");
    expect(longDay("2026-12-11")).toBe("vendredi 11 décembre");
    expect(longDay("2026-12-21")).toBe("lundi 21 décembre");
  });

  test("are those of the school's clock, wherever the browser is", () => {
    expect(dayOf("2026-11-26T23:30:00+01:00")).toBe("2026-11-26");
    expect(written("2026-12-31", { month: "long", year: "numeric" })).toBe("décembre 2026");
  });

  test("are written with their hour, as the server writes them too", () => {
    expect(moment("2026-12-01T14:30:00+01:00")).toBe(
      `mardi 1er décembre 2026 à 14${NBSP}h${NBSP}30`,
    );
  });

  test("count the week from Monday", () => {
    expect(weekday("2026-11-23")).toBe(0);
    expect(weekday("2026-11-29")).toBe(6);
  });
});

describe("steps", () => {
  test("of days cross months, years and the change of the clock", () => {
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
    expect(addDays("2028-03-01", -1)).toBe("2028-02-29");
    expect(addDays("2026-10-24", 2)).toBe("2026-10-26");
  });

  test("of months lead to a first day, even from the 31st", () => {
    expect(addMonths("2026-01-31", 1)).toBe("2026-02-01");
    expect(addMonths("2026-11-26", 0)).toBe("2026-11-01");
    expect(addMonths("2026-01-15", -1)).toBe("2025-12-01");
  });
});
