import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Peers } from "../src/peers";
import { Session } from "../src/session";

const PATIENCE_MS = 120;

/** A tab of its own, which shows a conversation or not. */
function openTab(service: string, token: string | null) {
  sessionStorage.clear(); // each tab has a storage of its own
  const session = new Session(service);
  if (token) session.adopt(token);
  const events = { isShown: () => token !== null, follow: vi.fn(), forget: vi.fn() };
  return { session, events, peers: new Peers(service, session, events) };
}

const soon = (assertion: () => void) => vi.waitFor(assertion, { timeout: 10_000 });

let api: string;
let count = 0;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout"] }); // patience is long on a slow machine
  count += 1;
  api = `https://service-${count}.example.org`;
});
afterEach(() => {
  window.dispatchEvent(new Event("pagehide"));
  vi.useRealTimers();
});

describe("the visitor's tabs", () => {
  test("share the conversation: a tab that opens asks the others for it", async () => {
    openTab(api, "abc");
    const fresh = openTab(api, null);
    fresh.peers.greet();
    await fresh.peers.answered;

    expect(fresh.session.token).toBe("abc");
    expect(sessionStorage.length).toBe(0);
  });

  test("do not wait for others that are not there", async () => {
    const alone = openTab(api, null);
    alone.peers.greet();
    vi.advanceTimersByTime(PATIENCE_MS);
    await alone.peers.answered;

    expect(alone.session.token).toBeNull();
  });

  test("follow what is said in another", async () => {
    const [one, other] = [openTab(api, "abc"), openTab(api, "abc")];
    const stranger = openTab(api, "xyz");
    one.peers.announce(true);

    await soon(() => expect(other.events.follow).toHaveBeenCalledOnce());
    expect(stranger.events.follow).not.toHaveBeenCalled();
    expect(one.events.follow).not.toHaveBeenCalled();
  });

  test("leave a conversation that is over for the one that replaces it", async () => {
    const [one, other] = [openTab(api, "abc"), openTab(api, "abc")];
    one.peers.announceEnd("abc", "def");

    await soon(() => expect(other.events.follow).toHaveBeenCalledOnce());
    expect(other.events.forget).toHaveBeenCalledOnce();
    expect(other.session.token).toBe("def");
  });

  test("forget a conversation that is erased", async () => {
    const [one, other] = [openTab(api, "abc"), openTab(api, "abc")];
    one.peers.announceEnd("abc", null);

    await soon(() => expect(other.events.forget).toHaveBeenCalledOnce());
    expect(other.events.follow).not.toHaveBeenCalled();
  });

  test("know nothing of another service's", async () => {
    openTab(api, "abc");
    const [here, elsewhere] = [openTab(api, null), openTab(`${api}/other`, null)];
    elsewhere.peers.greet();
    here.peers.greet();
    await here.peers.answered;

    expect(elsewhere.session.token).toBeNull();
  });
});
