import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ChatApi } from "../src/api";
import { Refused, Unreachable } from "../src/failures";
import { texts } from "../src/texts";
import { API, json, noNetwork, refusal, Service } from "./service";

let service: Service;
const api = new ChatApi(API, null);

beforeEach(() => {
  service = new Service();
});
afterEach(() => vi.useRealTimers());

/** What goes wrong with it. */
function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => null,
    (error: unknown) => error,
  );
}

describe("a request", () => {
  test("names the page's job, where the page does, and the visitor's time zone", async () => {
    await api.open("greeting");
    await new ChatApi(API, "responsable-ecommerce").open("booking");
    const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;

    expect(service.calls.map(({ body }) => body)).toEqual([
      { start: "greeting", zone },
      { start: "booking", job: "responsable-ecommerce", zone },
    ]);
  });

  test("names the assistant as the page does", async () => {
    const ours = texts.name;
    texts.name = "Léa";
    await api.open("greeting");
    texts.name = ours;

    expect(service.calls[0]?.body).toMatchObject({ name: "Léa" });
  });

  test("carries the conversation's token, and no cookie", async () => {
    const fetching = vi.fn(async () => json(200, { messages: [] }));
    vi.stubGlobal("fetch", fetching);
    await api.send("abc", { id: "1", text: "Bonjour" });

    expect(fetching).toHaveBeenCalledWith(
      `${API}/api/chat/messages`,
      expect.objectContaining({
        method: "POST",
        body: '{"id":"1","text":"Bonjour"}',
        headers: { Authorization: "Bearer abc", "Content-Type": "application/json" },
        credentials: "omit",
        cache: "no-store",
      }),
    );
  });

  test("is given up after half a minute", async () => {
    vi.useFakeTimers();
    vi.stubGlobal("fetch", (_: string, { signal }: { signal: AbortSignal }) => {
      return new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
      });
    });
    const failing = failure(api.history("abc"));
    await vi.advanceTimersByTimeAsync(30_000);

    expect(await failing).toMatchObject({ reason: "network" });
  });
});

describe("an answer", () => {
  test("of another than the service is none", async () => {
    for (const answer of [() => new Response("<h1>Portail</h1>"), () => json(200, ["?"])]) {
      service.instead = answer;
      expect(await failure(api.history("abc"))).toEqual(new Unreachable("server"));
    }
  });

  test("that does not come has a cause", async () => {
    service.instead = noNetwork;
    const error = await failure(api.history("abc"));

    expect(error).toMatchObject({ reason: "network", cause: new TypeError("Failed to fetch") });
  });

  test("that declines says why", async () => {
    service.instead = () => refusal(429, "Un instant, s’il vous plaît.");
    const error = await failure(api.history("abc"));

    expect(error).toBeInstanceOf(Refused);
    expect(error).toMatchObject({
      status: 429,
      isBusy: true,
      messages: [{ text: "Un instant, s’il vous plaît." }],
    });
  });

  test("of a proxy that declines is a refusal without words; one that fails is none", async () => {
    service.instead = () => new Response("Too large", { status: 413 });
    expect(await failure(api.history("abc"))).toMatchObject({ status: 413, messages: [] });

    service.instead = () => new Response("Bad gateway", { status: 502 });
    expect(await failure(api.history("abc"))).toMatchObject({ reason: "server" });
  });

  test("is read as far as it is understood", async () => {
    const recap = { kind: "recap", lines: [{ label: "Jour", value: "jeudi" }] };
    const messages = [
      { id: "1", author: "assistant", text: "Bonjour", buttons: [{ title: "Oui" }, "Non"] },
      { id: "2", author: "somebody", text: "…" },
      { id: "3", author: "assistant", text: "Voici", data: { kind: "hologram" } },
      { id: "4", author: "assistant", text: "Récapitulatif", data: recap },
      { id: "5", author: "assistant", text: "Quand ?", data: { kind: "slots", offered: [9] } },
      null,
    ];
    service.instead = () => json(200, { messages, shortcuts: { book: 1 } });

    expect(await api.history("abc")).toEqual({
      messages: [
        { id: "1", author: "assistant", text: "Bonjour", buttons: [] },
        { id: "3", author: "assistant", text: "Voici", buttons: [] },
        { id: "4", author: "assistant", text: "Récapitulatif", buttons: [], data: recap },
        { id: "5", author: "assistant", text: "Quand ?", buttons: [] },
      ],
      shortcuts: {},
    });
  });

  test("to the question for free slots holds days with their times, or nothing", async () => {
    const day = { date: "2026-11-26", starts: ["2026-11-26T14:30:00+01:00"] };
    service.instead = () => json(200, { days: [day, { date: "2026-11-27", starts: ["14h"] }] });
    expect(await api.freeSlots("abc")).toEqual([day]);

    service.instead = () => refusal(503);
    expect(await api.freeSlots("abc")).toEqual([]);
  });

  test("without the transcript is a refusal, not a file", async () => {
    service.instead = () => new Response("Conversation du 26 novembre");
    expect(await api.transcript("abc")).toBe("Conversation du 26 novembre");

    service.instead = () => refusal(401);
    expect(await failure(api.transcript("abc"))).toMatchObject({ isExpired: true });
  });
});
