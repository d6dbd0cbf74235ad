import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { texts } from "../src/texts";
import { noNetwork, refusalOf, type Service } from "./service";
import { pass, serviceAndTab, type Tab } from "./tab";

let service: Service;
let tab: Tab;

beforeEach(() => {
  ({ service, tab } = serviceAndTab());
});
afterEach(() => vi.useRealTimers());

describe("a conversation", () => {
  test("asks nothing of the service before it begins", async () => {
    await pass(60_000);

    expect(service.calls).toEqual([]);
  });

  test("greets, then answers what is said", async () => {
    await tab.begin();
    await tab.say("Bonjour à vous");

    expect(tab.screen.texts).toEqual(["Bonjour !", "Vous dites : Bonjour à vous"]);
    expect(tab.screen.fate("Bonjour à vous")).toBe("sent");
    expect(tab.screen.isWaiting).toBe(false);
  });

  test("sends one message at a time, in the order in which they are said", async () => {
    await tab.begin();
    const answer = service.holdBack();
    tab.conversation.say("un");
    await tab.say("deux");
    expect(service.said).toEqual(["un"]);

    answer();
    await pass();
    expect(service.said).toEqual(["un", "deux"]);
  });

  test.each([
    ["origin_refused", 403, "Ce site n’est pas autorisé.", /ALLOWED_ORIGINS/],
    ["unknown_job", 422, "Je ne connais pas ce métier.", /job=/],
  ])(
    "that is refused (%s) says why, and to developers what to mend",
    async (code, status, said, hint) => {
      const told = vi.spyOn(console, "error").mockImplementation(() => undefined);
      service.instead = () => refusalOf(code, status, said);
      await tab.begin();

      expect(tab.screen.warning).toBe(said);
      expect(tab.screen.retry).toBeUndefined();
      expect(told.mock.calls.join()).toMatch(hint);
      told.mockRestore();
    },
  );

  test("says a chosen time in French, and sends it as a time", async () => {
    await tab.begin();
    tab.conversation.chooseTime("2026-11-26T14:30:00+01:00");
    await pass();

    expect(tab.screen.fate("jeudi 26 novembre 2026 à 14\u00a0h\u00a030")).toBe("sent");
    expect(service.of("POST messages")[0]?.body.time).toBe("2026-11-26T14:30:00+01:00");
  });

  test("goes on after the page was loaded again", async () => {
    await tab.begin();
    await tab.say("Bonjour à vous");
    tab = tab.reload();
    await tab.begin();

    expect(tab.screen.texts).toEqual([
      "Bonjour !",
      "Bonjour à vous",
      "Vous dites : Bonjour à vous",
    ]);
    expect(service.of("POST sessions")).toHaveLength(1);
  });

  test("that cannot be opened says why, and may be tried again", async () => {
    service.instead = noNetwork;
    await tab.begin();
    expect(tab.screen.warning).toBe(texts.closed.network);

    service.instead = null;
    tab.screen.retry?.();
    await pass();
    expect(tab.screen.texts).toEqual(["Bonjour !"]);
    expect(tab.screen.warning).toBe("");
  });
});

describe("a conversation that the service no longer knows", () => {
  test("is replaced by a new one, to which words are said anew and buttons as words", async () => {
    await tab.begin();
    service.token = "token-2";
    tab.conversation.choose({ title: "Oui", payload: "/affirm" });
    await pass();

    expect(tab.session.token).toBe("token-2");
    expect(tab.screen.texts.at(-1)).toBe("Vous dites : Oui");
  });

  test("is erased all the same", async () => {
    await tab.begin();
    service.token = "token-2";
    tab.conversation.erase();
    await pass();

    expect(tab.screen.texts).toEqual([]);
    expect(tab.session.token).toBeNull();
  });
});

describe("booking from a link of the page", () => {
  test("is asked once, however often it is clicked", async () => {
    await tab.begin();
    tab.conversation.begin("booking");
    tab.conversation.begin("booking");
    await pass();

    expect(service.of("POST messages").map(({ body }) => body.payload)).toEqual(["/book"]);
    expect(tab.screen.fate(texts.book)).toBe("sent");
  });

  test("opens a conversation that begins with it", async () => {
    tab.conversation.begin("booking");
    await pass();

    expect(service.calls.map(({ body }) => body.start)).toEqual(["booking"]);
  });
});

describe("starting anew", () => {
  test("shows a new conversation and drops what was unsent", async () => {
    await tab.begin();
    service.instead = noNetwork;
    await tab.say("Bonjour à vous");
    service.instead = null;
    service.token = "token-2";
    tab.conversation.renew();
    await pass();

    expect(tab.screen.texts).toEqual(["Bonjour !"]);
    expect(tab.session.token).toBe("token-2");
    expect(tab.session.unsent).toEqual([]);
  });
});

describe("erasing", () => {
  test("leaves nothing, here and there", async () => {
    await tab.begin();
    tab.conversation.erase();
    await pass();

    expect(service.of("DELETE sessions")).toHaveLength(1);
    expect(tab.screen.texts).toEqual(["Tout est effacé."]);
    expect(sessionStorage.length).toBe(0);
  });

  test("that fails says so and keeps the conversation", async () => {
    await tab.begin();
    service.instead = noNetwork;
    tab.conversation.erase();
    await pass();

    expect(tab.screen.warning).toBe(texts.eraseFailed);
    expect(tab.session.token).toBe("token-1");
  });
});
