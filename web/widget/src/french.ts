/**
 * Days and hours as the French write them. Days are « 2026-11-26 », times ISO 8601 on the school's
 * wall clock.
 */

const NBSP = "\u00a0";

export const dayOf = (time: string): string => time.slice(0, 10);

/** « 14 h 30 », « 9 h » */
export function hour(time: string): string {
  const [hours, minutes] = time.slice(11, 16).split(":");
  return `${Number(hours)}${NBSP}h${minutes === "00" ? "" : NBSP + minutes}`;
}

/** « mardi 1er décembre », « décembre 2026 »: in UTC, in which a date has no other date. */
export function written(day: string, parts: Intl.DateTimeFormatOptions): string {
  const text = new Intl.DateTimeFormat("fr-FR", { ...parts, timeZone: "UTC" }).format(
    new Date(`${day}T00:00Z`),
  );
  return text.replace(/(^|\s)1(?=\s)/, "$11er"); // French counts the first day of a month only
}

export const longDay = (day: string): string =>
  written(day, { weekday: "long", day: "numeric", month: "long" });

/** « mardi 1er décembre 2026 à 14 h 30 », as the server writes it too. */
export function moment(time: string): string {
  const parts = { weekday: "long", day: "numeric", month: "long", year: "numeric" } as const;
  return `${written(dayOf(time), parts)} à ${hour(time)}`;
}

/**
 * The same moment on the visitor's own clock: « 8 h », with its day where that is another; nothing
 * where both clocks read the same.
 */
export function onOwnClock(time: string): string {
  const own = local(new Date(time));
  if (own.slice(0, 16) === time.slice(0, 16)) return "";
  const day = written(dayOf(own), { weekday: "long", day: "numeric" });
  return dayOf(own) === dayOf(time) ? hour(own) : `${day}, ${hour(own)}`;
}

/** The visitor's time zone as the browser names it, if it does. */
export const ownZone = (): string | undefined =>
  new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** « 9 h 05 » on the visitor's own clock, with its day where that is not `now`'s. */
export function saidAt(time: string, now = new Date()): string {
  const own = local(new Date(time));
  const day = written(dayOf(own), { day: "numeric", month: "long" });
  return dayOf(own) === dayOf(local(now)) ? hour(own) : `${day}, ${hour(own)}`;
}

/** A moment in ISO 8601, on the visitor's own clock. */
const local = (date: Date): string =>
  new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString();

export function addDays(day: string, count: number): string {
  const date = new Date(`${day}T00:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}

/** The first day of the month that lies `count` months from that of `day`. */
export function addMonths(day: string, count: number): string {
  const date = new Date(`${day.slice(0, 7)}-01T00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + count);
  return date.toISOString().slice(0, 10);
}

/** Monday is 0. */
export const weekday = (day: string): number => (new Date(`${day}T00:00Z`).getUTCDay() + 6) % 7;
