/** The panel. Knows how things look and where the focus goes, and nothing of the server. */

import type { Message } from "./answers";
import { Composer } from "./composer";
import { COVERING, Cover } from "./cover";
import { element } from "./dom";
import type { ViewEvents } from "./events";
import { saveFile } from "./files";
import { headerOf } from "./header";
import type { Launcher } from "./launcher";
import { Log } from "./log";
import { Menu } from "./menu";
import { Offers } from "./offers";
import type { Delivery, Screen } from "./screen";
import { Scroller } from "./scroller";
import type { Outgoing } from "./session";
import { texts } from "./texts";
import { Unread } from "./unread";
import { Waiting } from "./waiting";
import { Warning } from "./warning";

const TOUCH = matchMedia("(hover: none) and (pointer: coarse)");

export class View implements Screen {
  readonly panel = element("dialog", {
    id: "panel",
    class: "panel",
    role: "dialog",
    "aria-labelledby": "title",
    tabindex: "-1",
  });
  private readonly scroller = new Scroller();
  private readonly cover: Cover;
  private readonly waiting = new Waiting(() => this.scroller.toEnd());
  private readonly spoken = element("div", { class: "heard", role: "status" });
  private readonly warning = new Warning(
    (act) => this.whileFocusStays(act),
    () => this.scroller.toEnd(),
  );
  private readonly composer: Composer;
  private readonly log: Log;
  private readonly offers: Offers;
  private readonly menu: Menu;
  private readonly unread: Unread;
  private said: Message[] = [];
  private isOpen = false;
  private opener: HTMLElement | null = null;
  private firstNew: HTMLElement | undefined;

  /** `api` is the service's address. */
  constructor(
    api: string,
    private readonly launcher: Launcher,
    private readonly events: ViewEvents,
  ) {
    const choose: ViewEvents["choose"] = (reply) =>
      this.whileFocusStays(() => events.choose(reply));
    const retry = (id: string): void => this.whileFocusStays(() => events.retry(id));
    this.log = new Log({ choose, retry, announce: (text) => this.announce(text) }, api);
    this.offers = new Offers({
      choose,
      chooseTime: (time) => this.whileFocusStays(() => events.chooseTime(time)),
      freeSlots: events.freeSlots,
      judge: (id, helped) => {
        this.whileFocusStays(() => events.judge(id, helped));
        this.announce(texts.thanks);
      },
      erase: () => this.menu.askToErase(),
      grown: () => this.scroller.showFrom(this.firstNew),
    });
    this.composer = new Composer(events.draft(), events);
    this.menu = new Menu({
      renew: () => this.whileFocusStays(events.renew),
      download: () => void this.download(),
      erase: () => this.whileFocusStays(events.erase),
      isKept: events.isKept,
      setKept: (isKept) => {
        events.setKept(isKept);
        this.announce(isKept ? texts.isKept : texts.isNotKept);
      },
    });
    this.cover = new Cover(this.panel);
    this.unread = new Unread(launcher, () => this.isOpen && !document.hidden);
    this.build();
    this.listen();
  }

  get isShown(): boolean {
    return this.isOpen;
  }

  open(opener: HTMLElement | null, takesFocus = true): void {
    this.opener = opener ?? this.opener;
    if (!this.isOpen) {
      this.isOpen = true;
      this.cover.reveal();
      this.launcher.setExpanded(true);
      this.unread.look();
      this.composer.fit();
      this.scroller.toEnd();
    }
    if (takesFocus || COVERING.matches) this.focusInside();
  }

  close(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    if (this.panel.open) this.panel.close();
    this.launcher.setExpanded(false);
    (this.opener?.isConnected ? this.opener : this.launcher).focus();
    this.opener = null;
    this.events.close();
  }

  // Screen

  paint(history: Message[]): void {
    const focus = (this.panel.getRootNode() as ShadowRoot).activeElement;
    const hadFocus = focus !== null && this.scroller.node.contains(focus);
    this.said = [...history];
    this.log.paint(history);
    this.offer();
    if (hadFocus) this.focusInside();
    this.scroller.showFrom(undefined);
  }

  show(messages: Message[], about?: string): void {
    this.said.push(...messages);
    const shown = this.log.show(messages, about);
    this.firstNew = shown[0];
    this.unread.add(shown.length);
    this.offer();
    this.announce(this.offers.inWords);
    this.scroller.showFrom(this.firstNew);
  }

  showOutgoing(outgoing: Outgoing, delivery: Delivery): void {
    const { id, text } = outgoing;
    if (!this.said.some((message) => message.id === id)) {
      this.said.push({ id, author: "visitor", text, buttons: [] });
    }
    this.log.showOutgoing(outgoing, delivery);
    if (delivery === "refused") {
      this.said = this.said.filter((message) => message.id !== id);
      this.offer();
    } else if (delivery !== "sent") this.offers.withdraw();
    this.scroller.toEnd();
  }

  offerBeginning(): void {
    this.offers.offerActions([
      [texts.renew, () => this.whileFocusStays(this.events.renew)],
      [texts.bookAnew, () => this.whileFocusStays(this.events.book)],
    ]);
    this.scroller.toEnd();
  }

  giveBack(text: string): void {
    this.composer.giveBack(text);
  }

  setWaiting(waiting: boolean): void {
    if (waiting) this.waiting.start();
    else this.waiting.stop();
  }

  warn(text: string, retry?: () => void): void {
    this.warning.say(text, retry);
  }

  clearWarning(): void {
    this.warning.clear();
  }

  // Building

  private build(): void {
    this.scroller.node.append(this.log.node, this.offers.node, this.waiting.node);
    this.panel.append(
      headerOf(this.menu.node, () => this.close()),
      this.scroller.node,
      this.warning.node,
      this.composer.node,
      this.menu.question,
      this.spoken,
    );
  }

  private listen(): void {
    for (const node of [this.panel, this.launcher.node]) {
      node.addEventListener("keydown", (event) => this.leave(event as KeyboardEvent));
    }
    // What a link leads to on this page must be seen.
    this.scroller.node.addEventListener("click", ({ target }) => {
      if (COVERING.matches && (target as Element).closest(".inward")) this.close();
    });
    // The browser closes a covering dialog by itself, for instance on Android's « back » gesture.
    this.panel.addEventListener("close", () => !this.panel.open && this.close());
  }

  /** Escape closes what was opened last. */
  private leave(event: KeyboardEvent): void {
    if (event.key !== "Escape" || event.isComposing) return;
    if (!this.isOpen) return;
    event.preventDefault();
    event.stopPropagation();
    if (this.menu.question.open) this.menu.dismiss();
    else if (this.menu.isOpen) this.menu.close();
    else this.close();
  }

  private async download(): Promise<void> {
    try {
      saveFile(await this.events.transcript(), texts.fileName);
    } catch {
      this.warn(texts.downloadFailed);
    }
  }

  /** What may be chosen or written now, since the visitor spoke last. */
  private offer(): void {
    this.offers.offer(this.said);
    const asked = this.said.findLast(({ author, data }) => author === "visitor" || data);
    this.composer.ask(asked?.data?.kind === "field" ? asked.data.field : undefined);
  }

  private announce(text: string): void {
    this.spoken.textContent = text;
  }

  // Focus

  /** In the field; on a phone in the panel, as the keyboard would hide what has just opened. */
  private focusInside(): void {
    (TOUCH.matches ? this.panel : this.composer).focus();
  }

  /** Does what removes the button that was just used, without losing the focus with it. */
  private whileFocusStays(use: () => void): void {
    use();
    this.focusInside();
  }
}
