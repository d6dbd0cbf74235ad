import { vi } from "vitest";
import type { Message } from "../src/answers";
import { ChatApi } from "../src/api";
import { Conversation } from "../src/conversation";
import type { Delivery, Screen } from "../src/screen";
import { type Outgoing, Session } from "../src/session";
import { API, Service } from "./service";

/** No longer than a conversation waits for the answer of other tabs. */
const MOMENT_MS = 120;

/** Lets everything happen that needs no more time than this. */
export async function pass(ms = MOMENT_MS): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}

/** What the visitor sees. */
class SeenScreen implements Screen {
  texts: string[] = [];
  readonly deliveries = new Map<string, Delivery[]>();
  warning = "";
  retry: (() => void) | undefined;
  givenBack = "";
  offersBeginning = false;
  isWaiting = false;

  paint(history: Message[]): void {
    this.texts = history.map(({ text }) => text);
  }
  show(messages: Message[]): void {
    this.texts.push(...messages.map(({ text }) => text));
  }
  showOutgoing({ text }: Outgoing, delivery: Delivery): void {
    this.deliveries.set(text, [...(this.deliveries.get(text) ?? []), delivery]);
  }
  offerBeginning(): void {
    this.offersBeginning = true;
  }
  giveBack(text: string): void {
    this.givenBack = text;
  }
  setWaiting(waiting: boolean): void {
    this.isWaiting = waiting;
  }
  warn(text: string, retry?: () => void): void {
    this.warning = text;
    this.retry = retry;
  }
  clearWarning(): void {
    this.warning = "";
  }
  /** What became of it. */
  fate(text: string): Delivery | undefined {
    return this.deliveries.get(text)?.at(-1);
  }
}

/** A page that has just been loaded, and whose events are its own. */
export class Tab {
  private readonly page = pageOfItsOwn();
  readonly screen = new SeenScreen();
  readonly session = new Session(API);
  readonly conversation = new Conversation(
    new ChatApi(API, null),
    this.session,
    () => this.screen,
    API,
  );

  async begin(): Promise<void> {
    this.conversation.begin("greeting");
    await pass();
  }

  async goOnline(): Promise<void> {
    this.page.dispatchEvent(new Event("online"));
    await pass();
  }

  /** The same tab, after its page was loaded again. */
  reload(): Tab {
    vi.clearAllTimers();
    return new Tab();
  }

  async say(text: string): Promise<void> {
    this.conversation.say(text);
    await pass();
  }
}

function pageOfItsOwn(): EventTarget {
  const page = new EventTarget();
  vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
  return page;
}

/** A service and one tab; what goes wrong unseen fails the test. */
export function serviceAndTab(): { service: Service; tab: Tab } {
  vi.useFakeTimers();
  vi.stubGlobal("BroadcastChannel", undefined);
  vi.stubGlobal("reportError", (problem: unknown) => {
    throw problem;
  });
  sessionStorage.clear();
  return { service: new Service(), tab: new Tab() };
}
