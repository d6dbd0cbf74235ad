/** What the visitor may choose now, below the last message: replies, or a calendar. */

import type { Button, Day, Message } from "./answers";
import { button, element } from "./dom";
import { dayOf } from "./french";
import { Picker } from "./picker";
import { texts } from "./texts";

const PATIENCE_MS = 600;

export interface OfferEvents {
  choose(button: Button): void;
  chooseTime(time: string): void;
  freeSlots(): Promise<Day[]>;
  judge(id: string, helped: boolean): void;
  /** Asks first. */
  erase(): void;
  /** What is shown has grown. */
  grown(): void;
}

export class Offers {
  readonly node = element("div", { class: "offers" });

  constructor(private readonly events: OfferEvents) {}

  /** Offers what the assistant has offered since the visitor spoke last. */
  offer(history: Message[]): void {
    this.withdraw();
    const last = history.slice(history.findLastIndex(({ author }) => author === "visitor") + 1);
    const slots = last.findLast(({ data }) => data?.kind === "slots")?.data;
    const first = slots?.kind === "slots" && slots.offered[0];
    if (first) {
      this.showPicker(slots.offered, dayOf(first));
    } else {
      const firstIsMain = last.some(({ data }) => data?.kind === "recap");
      this.showReplies(last.flatMap(repliesOf), firstIsMain, last.some(tellsWhatIsKept));
      const answer = last.findLast(({ data }) => data?.kind === "answer");
      if (answer) this.askWhetherItHelps(answer.id);
    }
  }

  withdraw(): void {
    this.node.replaceChildren();
  }

  /** Offers what the widget does by itself. */
  offerActions(actions: [title: string, use: () => void][], firstIsMain = false): void {
    if (!actions.length) return;
    const group = element("div", { class: "choices", role: "group", "aria-label": texts.choices });
    actions.forEach(([title, use], index) => {
      const look = index === 0 && firstIsMain ? "choice main" : "choice";
      group.append(button(look, [title], use));
    });
    this.node.append(group);
  }

  /** What is offered, for those who do not see it. */
  get inWords(): string {
    const replies = [...this.node.querySelectorAll(".choice")].map((node) => node.textContent);
    if (replies.length) return texts.choicesAre(replies.join(", "));
    return this.node.childElementCount ? texts.calendarBelow : "";
  }

  private askWhetherItHelps(id: string): void {
    const row = element("div", { class: "helps", role: "group", "aria-label": texts.helps });
    const judge = ([seen, heard]: [string, string], helped: boolean): HTMLElement => {
      const use = (): void => {
        this.events.judge(id, helped);
        row.replaceChildren(texts.thanks);
      };
      return button("judge", [seen], use, `${seen}${heard}`);
    };
    row.append(
      element("span", {}, texts.helps),
      judge(texts.itHelps, true),
      judge(texts.itDoesNot, false),
    );
    this.node.append(row);
  }

  private showReplies(replies: Button[], firstIsMain: boolean, mayErase: boolean): void {
    const actions = replies.map((reply): [string, () => void] => [
      reply.title,
      () => this.events.choose(reply),
    ]);
    if (mayErase) actions.push([texts.erase, () => this.events.erase()]);
    this.offerActions(actions, firstIsMain);
  }

  /** With all the free slots; while they are long in coming, with those that were offered. */
  private showPicker(offered: string[], day: string): void {
    const picker = new Picker(offered, day, (time) => this.events.chooseTime(time));
    const place = element("div");
    this.node.append(place);
    const show = (): void => {
      if (!place.isConnected) return;
      place.replaceWith(picker.node);
      this.events.grown();
    };
    const timer = setTimeout(show, PATIENCE_MS);
    this.events
      .freeSlots()
      .then((days) => picker.fill(days))
      .catch(() => undefined)
      .finally(() => {
        clearTimeout(timer);
        show();
      });
  }
}

function tellsWhatIsKept({ data }: Message): boolean {
  return data?.kind === "privacy";
}

/** A card has the buttons that correct its lines: they are not offered twice. */
function repliesOf({ buttons, data }: Message): Button[] {
  if (data?.kind !== "recap") return buttons;
  const changes = new Set(data.lines.map(({ change }) => change?.payload));
  return buttons.filter(({ payload }) => !changes.has(payload));
}
