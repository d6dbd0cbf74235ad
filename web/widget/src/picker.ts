/** A small calendar of the free slots: a month of days, and the hours of the chosen one. */

import type { Day } from "./answers";
import { button, element, icons } from "./dom";
import { addDays, addMonths, dayOf, hour, longDay, onOwnClock, weekday, written } from "./french";
import { texts } from "./texts";

const NOON = "12:00";

/** How far each key goes from a day. */
const STEPS: Record<string, (day: string) => string> = {
  ArrowLeft: (day) => addDays(day, -1),
  ArrowRight: (day) => addDays(day, 1),
  ArrowUp: (day) => addDays(day, -7),
  ArrowDown: (day) => addDays(day, 7),
  Home: (day) => addDays(day, -weekday(day)),
  End: (day) => addDays(day, 6 - weekday(day)),
  PageUp: (day) => sameDay(day, -1),
  PageDown: (day) => sameDay(day, 1),
};

export class Picker {
  readonly node = element("div", { class: "picker", role: "group", "aria-label": texts.picker });
  private readonly title = element("h3", { id: "month", "aria-live": "polite" });
  private readonly body = element("tbody");
  private readonly hours = element("div", { class: "hours" });
  private readonly previous = button(
    "turn",
    [icons.previous()],
    () => this.turn(-1),
    texts.previousMonth,
  );
  private readonly next = button("turn", [icons.next()], () => this.turn(1), texts.nextMonth);
  private free = new Map<string, string[]>();
  private readonly shownHours = new Set<string>();
  private chosen: string;
  private focused: string;

  /** Knows what was offered, and shows `day` first; `fill` adds the rest. */
  constructor(
    private readonly offered: string[],
    day: string,
    private readonly choose: (time: string) => void,
  ) {
    for (const time of offered) {
      this.free.set(dayOf(time), [...(this.free.get(dayOf(time)) ?? []), time]);
    }
    this.chosen = day;
    this.focused = day;
    this.build();
    this.draw();
  }

  fill(days: Day[]): void {
    if (!days.length) return;
    this.free = new Map(days.map(({ date, starts }) => [date, starts]));
    if (!this.node.isConnected) {
      this.draw();
      return;
    }
    const hadFocus = this.body.contains((this.node.getRootNode() as ShadowRoot).activeElement);
    this.drawDays();
    if (hadFocus) this.focusDay();
    // Hours that somebody may be about to press do not move from under the finger.
    const unseen = (this.free.get(this.chosen) ?? []).filter((time) => !this.shownHours.has(time));
    this.addHours(texts.otherHours, unseen);
  }

  private build(): void {
    const monday = "2024-01-01";
    const names = Array.from({ length: 7 }, (_, index) => {
      const day = addDays(monday, index);
      const short = element(
        "span",
        { "aria-hidden": "true" },
        written(day, { weekday: "short" }).slice(0, 2),
      );
      return element(
        "th",
        { scope: "col" },
        short,
        element("span", { class: "heard" }, written(day, { weekday: "long" })),
      );
    });
    const grid = element("table", { role: "grid", "aria-labelledby": "month" });
    grid.append(element("thead", {}, element("tr", {}, ...names)), this.body);
    grid.addEventListener("keydown", (event) => this.travel(event));
    this.node.append(
      element("div", { class: "month" }, this.previous, this.title, this.next),
      grid,
      this.hours,
      element("p", { class: "hint" }, texts.pickerHint),
    );
  }

  private draw(): void {
    this.drawDays();
    this.drawHours();
  }

  private drawDays(): void {
    const first = addMonths(this.focused, 0);
    this.title.textContent = written(first, { month: "long", year: "numeric" });
    const weeks: HTMLElement[] = [];
    const begins = first > this.firstDay ? first : this.firstDay; // weeks gone by are of no use
    for (
      let monday = addDays(begins, -weekday(begins));
      monday < addMonths(first, 1);
      monday = addDays(monday, 7)
    ) {
      weeks.push(this.week(monday, first));
    }
    this.body.replaceChildren(...weeks);
    setDisabled(this.previous, first <= this.firstDay);
    setDisabled(this.next, addMonths(first, 1) > this.lastDay);
  }

  private week(monday: string, first: string): HTMLElement {
    const row = element("tr");
    for (let index = 0; index < 7; index++) {
      const day = addDays(monday, index);
      const isOfMonth = day.slice(0, 7) === first.slice(0, 7);
      row.append(
        element(
          "td",
          { role: "gridcell", "aria-selected": String(isOfMonth && day === this.chosen) },
          ...(isOfMonth ? [this.day(day)] : []),
        ),
      );
    }
    return row;
  }

  private day(day: string): HTMLElement {
    const count = this.free.get(day)?.length ?? 0;
    const label = `${longDay(day)}, ${count ? texts.slots(count) : texts.noSlot}`;
    const node = button("day", [String(Number(day.slice(8)))], () => this.chooseDay(day), label);
    node.dataset.day = day;
    node.tabIndex = day === this.focused ? 0 : -1;
    if (!count) node.setAttribute("aria-disabled", "true");
    return node;
  }

  private drawHours(): void {
    const starts = this.free.get(this.chosen) ?? [];
    const parts: [string, string[]][] = [
      [texts.morning, starts.filter(isMorning)],
      [texts.afternoon, starts.filter((time) => !isMorning(time))],
    ];
    // « jeudi après-midi »: what was asked for comes first.
    const wished = this.offered.find((time) => dayOf(time) === this.chosen);
    if (wished && !isMorning(wished)) parts.reverse();
    this.hours.replaceChildren(element("p", { class: "chosen-day" }, longDay(this.chosen)));
    this.shownHours.clear();
    for (const [name, times] of parts) this.addHours(name, times);
  }

  private addHours(name: string, times: string[]): void {
    if (!times.length) return;
    for (const time of times) this.shownHours.add(time);
    const buttons = times.map((time) => {
      const own = onOwnClock(time);
      const there = own ? [element("small", { class: "own" }, texts.onYourClock(own))] : [];
      return button("hour", [hour(time), ...there], () => this.choose(time));
    });
    const day = element("span", { class: "heard" }, `, ${longDay(this.chosen)}`);
    const set = element("fieldset", {}, element("legend", {}, name, day));
    set.append(element("div", { class: "times" }, ...buttons));
    this.hours.append(set);
  }

  private chooseDay(day: string): void {
    this.focused = day;
    if (this.free.has(day)) this.chosen = day;
    this.draw();
    this.focusDay();
    this.hours.scrollIntoView({ block: "nearest" });
  }

  private travel(event: KeyboardEvent): void {
    const step = STEPS[event.key];
    if (!step || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    this.goTo(step(this.focused));
    this.focusDay();
  }

  private turn(months: number): void {
    const first = addMonths(this.focused, months);
    const firstFree = this.days.find((day) => day >= first && day < addMonths(first, 1));
    this.goTo(firstFree ?? first);
  }

  private goTo(day: string): void {
    this.focused = within(day, this.firstDay, this.lastDay);
    this.draw();
  }

  private focusDay(): void {
    this.body.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }

  private get days(): string[] {
    return [...this.free.keys()].sort();
  }

  private get firstDay(): string {
    return this.days[0] ?? this.focused;
  }

  private get lastDay(): string {
    return this.days.at(-1) ?? this.focused;
  }
}

function within(day: string, first: string, last: string): string {
  if (day < first) return first;
  return day > last ? last : day;
}

const isMorning = (time: string): boolean => time.slice(11, 16) < NOON;

/** The same day of another month, or its last. */
function sameDay(day: string, months: number): string {
  const wanted = addDays(addMonths(day, months), Number(day.slice(8)) - 1);
  const last = addDays(addMonths(day, months + 1), -1);
  return wanted < last ? wanted : last;
}

/** Not `disabled`: a button that the focus is on must not vanish from under it. */
function setDisabled(node: HTMLElement, isDisabled: boolean): void {
  node.setAttribute("aria-disabled", String(isDisabled));
}
