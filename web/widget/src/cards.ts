/** What a bubble shows besides words: the lines of a recap, and what to do with a booking. */

import type { Booked, Button, Recap } from "./answers";
import { button, element, icons } from "./dom";
import { texts } from "./texts";

/** The recap's lines, each with the button that corrects it. */
export function recapCard(recap: Recap, choose: (change: Button) => void): HTMLElement {
  const card = element("dl", { class: "card" });
  for (const { label, value, change } of recap.lines) {
    const description = element("dd", {}, element("span", {}, String(value)));
    if (change) {
      const about = element("span", { class: "heard" }, `\u00a0: ${label}`);
      description.append(button("modify", [texts.change, about], () => choose(change)));
    }
    card.append(element("div", {}, element("dt", {}, String(label)), description));
  }
  return card;
}

/** The reference to keep, and the way into one's own calendar. `api` is the service's address. */
export function bookedCard(
  { reference, calendar, page }: Booked,
  api: string,
  say: (text: string) => void,
): HTMLElement {
  const code = element("strong", { class: "reference" }, reference);
  const copy = button(
    "action",
    [icons.copy(), texts.copy, element("span", { class: "heard" }, ` ${reference}`)],
    () => {
      void copied(reference, code).then((isDone) => {
        if (!isDone) return;
        copy.replaceChildren(icons.done(), texts.copied);
        say(texts.referenceCopied);
      });
    },
  );
  const agenda = element("a", {
    class: "action",
    href: `${api}${new URL(calendar, api).pathname}`,
    download: "",
  });
  agenda.append(icons.agenda(), texts.addToCalendar);
  return element(
    "div",
    { class: "card booked", "data-about": reference, "data-begins": start ?? "" },
    element("p", {}, `${texts.reference}\u00a0: `, code),
    element(
      "div",
      { class: "actions" },
      copy,
      agenda,
      ...(page ? onPage(`${api}${new URL(page, api).pathname}`) : []),
    ),
  );
}

/** What the interview's own page does, in a tab of its own: the chat stays where it is. */
function onPage(page: string): HTMLElement[] {
  const parts = { mot: texts.leaveNote, "plus-tot": texts.wishEarlier };
  return Object.entries(parts).map(([part, label]) =>
    element(
      "a",
      { class: "action", href: `${page}?vers=${part}`, target: "_blank", rel: "noopener" },
      label,
    ),
  );
}

/** The card stays, as something that was so; what it offered is gone. */
export function outdate(card: HTMLElement, why: string): void {
  card.classList.add("past");
  card.querySelector(".actions")?.remove();
  card.prepend(element("p", { class: "outdated" }, why));
}

/** Pages without https have no clipboard: there the reference is selected, ready to be copied. */
async function copied(text: string, shownIn: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    getSelection()?.selectAllChildren(shownIn);
    return document.execCommand("copy");
  }
}
