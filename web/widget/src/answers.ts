/** What the service answers, and how it is read: what an older widget does not know is left out. */

export interface Button {
  title: string;
  payload: string;
}

/** Times are ISO 8601 on the school's own wall clock. */
export interface Slots {
  kind: "slots";
  offered: string[];
}

export interface Recap {
  kind: "recap";
  lines: { label: string; value: string; change?: Button }[];
}

/** An interview as it stands: just booked, or told again. */
export interface Booked {
  kind: "booked" | "interview";
  reference: string;
  calendar: string;
  /** The visitor's own page of it; an older service names none. */
  page?: string;
  start?: string;
}

export interface Cancelled {
  kind: "cancelled";
  reference: string;
}

/** What the visitor is asked to write next. */
export interface Field {
  kind: "field";
  field: "name" | "email" | "phone";
}

/** The page answers here: the visitor may say whether that helps. */
export interface Answer {
  kind: "answer";
}

/** The bubble is in English, as every other is in French. */
export interface English {
  kind: "english";
}

/** It is said what is kept: the visitor may have it erased. */
export interface Privacy {
  kind: "privacy";
}

export type Data = Slots | Recap | Booked | Cancelled | Field | Answer | English | Privacy;

export interface Message {
  id: string;
  author: "assistant" | "visitor";
  text: string;
  buttons: Button[];
  data?: Data;
  /** When it was said, ISO 8601. */
  said_at?: string;
}

export interface Day {
  date: string;
  starts: string[];
}

export interface Shortcuts {
  book?: string;
}

export interface History {
  messages: Message[];
  shortcuts: Shortcuts;
}

export interface OpenedSession extends History {
  token: string;
}

export type Json = Record<string, unknown>;

export function parsed(body: string): Json | null {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isRefusal(answer: Json | null): answer is Json & { error: Json } {
  return answer !== null && isObject(answer.error) && Array.isArray(answer.messages);
}

export function historyOf(answer: Json): History {
  const shortcuts = isObject(answer.shortcuts) ? answer.shortcuts : {};
  return {
    messages: messagesIn(answer.messages),
    shortcuts: typeof shortcuts.book === "string" ? { book: shortcuts.book } : {},
  };
}

/** What is not a message is left out, so that a newer server cannot break an older widget. */
export function messagesIn(value: unknown): Message[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isMessage).map(({ id, author, text, buttons: given, data, said_at }) => ({
    ...{ id, author, text, buttons: buttonsIn(given) },
    ...(isData(data) && { data }),
    ...(isTime(said_at) && { said_at }),
  }));
}

function isMessage(value: unknown): value is Message {
  return (
    isObject(value) &&
    typeof value.id === "string" &&
    typeof value.text === "string" &&
    (value.author === "assistant" || value.author === "visitor")
  );
}

function isData(value: unknown): value is Data {
  if (!isObject(value)) return false;
  return typeof value.kind === "string" && SHAPES[value.kind]?.(value) === true;
}

const isInterview = ({ reference, calendar, page, start }: Json): boolean =>
  typeof reference === "string" &&
  typeof calendar === "string" &&
  (page === undefined || typeof page === "string") &&
  (start === undefined || isTime(start));

const SHAPES: Record<string, (value: Json) => boolean> = {
  slots: ({ offered }) => Array.isArray(offered) && offered.every(isTime),
  recap: ({ lines }) => Array.isArray(lines) && lines.every(isObject),
  booked: isInterview,
  interview: isInterview,
  cancelled: ({ reference }) => typeof reference === "string",
  field: ({ field }) => field === "name" || field === "email" || field === "phone",
  answer: () => true,
  english: () => true,
  privacy: () => true,
};

export function daysIn(value: unknown): Day[] {
  return Array.isArray(value) ? value.filter(isDay) : [];
}

function isDay(value: unknown): value is Day {
  return (
    isObject(value) &&
    typeof value.date === "string" &&
    Array.isArray(value.starts) &&
    value.starts.every(isTime)
  );
}

function isTime(value: unknown): value is string {
  return typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value);
}

function buttonsIn(value: unknown): Button[] {
  if (!Array.isArray(value)) return [];
  return value.filter(
    (button): button is Button =>
      isObject(button) && typeof button.title === "string" && typeof button.payload === "string",
  );
}
