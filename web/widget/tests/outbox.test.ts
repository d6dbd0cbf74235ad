import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { texts } from "../src/texts";
import { noNetwork, refusal, type Service } from "./service";
import { pass, serviceAndTab, type Tab } from "./tab";

let service: Service;
let tab: Tab;

beforeEach(() => {
  ({ service, tab } = serviceAndTab());
});
afterEach(() => vi.useRealTimers());

describe("what cannot be sent", () => {
  test("is kept, and tried again after pauses that grow", async () => {
    await tab.begin();
    service.instead = noNetwork;
    await tab.say("Bonjour à vous");
    expect(tab.screen.fate("Bonjour à vous")).toBe("failed");
    expect(tab.screen.warning).toBe(texts.kept.network);

    for (const [attempts, pause] of [2000, 4000, 8000, 15_000, 30_000, 30_000].entries()) {
      expect(service.said).toHaveLength(1 + attempts);
      await pass(pause);
    }
    expect(service.said).toHaveLength(7);
  });

  test("keeps its id, so that the service takes it once", async () => {
    await tab.begin();
    service.instead = () => refusal(503);
    await tab.say("Bonjour à vous");
    expect(tab.screen.warning).toBe(texts.kept.server);

    service.instead = null;
    await pass(2000);
    expect(tab.screen.fate("Bonjour à vous")).toBe("sent");
    expect(tab.screen.warning).toBe("");
    expect(new Set(service.of("POST messages").map(({ body }) => body.id)).size).toBe(1);
  });

  test("is sent as soon as the browser is online, in order", async () => {
    await tab.begin();
    service.instead = noNetwork;
    tab.conversation.say("un");
    await tab.say("deux");
    service.instead = null;
    service.calls.length = 0;
    await tab.goOnline();

    expect(service.said).toEqual(["un", "deux"]);
    expect(tab.session.unsent).toEqual([]);
  });

  test("begins with the shortest pause again after one that went well", async () => {
    await tab.begin();
    for (const text of ["un", "deux"]) {
      service.instead = noNetwork;
      await tab.say(text);
      service.instead = null;
      await pass(2000);
      expect(tab.screen.fate(text)).toBe("sent");
    }
  });

  test("waits in the tab while the page is loaded again", async () => {
    await tab.begin();
    service.instead = noNetwork;
    await tab.say("Bonjour à vous");
    tab = tab.reload();
    service.instead = null;
    await tab.begin();
    expect(tab.screen.fate("Bonjour à vous")).toBe("failed");

    await pass(2000);
    expect(tab.screen.fate("Bonjour à vous")).toBe("sent");
  });

  test("is not said twice where only its answer was lost", async () => {
    await tab.begin();
    service.losesAnswers = true;
    await tab.say("Bonjour à vous");
    service.losesAnswers = false;
    tab = tab.reload();
    await tab.begin();
    await pass(60_000);

    expect(tab.screen.texts.filter((text) => text === "Bonjour à vous")).toHaveLength(1);
    expect(tab.session.unsent).toEqual([]);
    expect(service.said).toHaveLength(1);
  });

  test("waits a moment when many visitors write", async () => {
    await tab.begin();
    service.instead = () => refusal(429, "Un instant.");
    await tab.say("Bonjour à vous");

    expect(tab.screen.fate("Bonjour à vous")).toBe("failed");
    expect(tab.screen.warning).toBe(texts.kept.busy);
  });
});

describe("what is refused", () => {
  test("is given back to the visitor with the service's words, and not sent again", async () => {
    await tab.begin();
    service.instead = () => refusal(400, "C’est trop long.");
    await tab.say("Bla bla");
    expect(tab.screen.fate("Bla bla")).toBe("refused");
    expect(tab.screen.texts).toEqual(["Bonjour !", "C’est trop long."]);
    expect(tab.screen.givenBack).toBe("Bla bla");

    await pass(60_000);
    expect(service.said).toHaveLength(1);
  });

  test("is not given back where it was a button", async () => {
    await tab.begin();
    service.instead = () => refusal(400);
    tab.conversation.choose({ title: "Oui", payload: "/affirm" });
    await pass();

    expect(tab.screen.givenBack).toBe("");
    expect(tab.screen.warning).toBe(texts.kept.refused);
  });
});
