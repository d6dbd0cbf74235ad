import { beforeEach, describe, expect, test, vi } from "vitest";
import { newId, Session } from "../src/session";

const API = "https://conseiller.example.org";
const KEY = `conseiller:${API}`;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});

describe("what the tab remembers", () => {
  test("is nothing until the visitor does something", () => {
    expect(new Session(API).token).toBeNull();
    new Session(API).adopt("another tab's");

    expect(sessionStorage.length).toBe(0);
  });

  test("is there after the page was loaded again", () => {
    const before = new Session(API);
    before.setToken("abc");
    before.setOpen(true);
    before.keep({ id: "1", text: "Bonjour" });

    const after = new Session(API);

    expect(after.token).toBe("abc");
    expect(after.isOpen).toBe(true);
    expect(after.unsent).toEqual([{ id: "1", text: "Bonjour" }]);
  });

  test("is each service's own", () => {
    new Session(API).setToken("abc");

    expect(new Session("https://other.example.org").token).toBeNull();
  });

  test("keeps the order of what is unsent, and the latest attempt last", () => {
    const session = new Session(API);
    for (const id of ["1", "2", "1", "3"]) session.keep({ id, text: id });

    expect(session.unsent.map(({ id }) => id)).toEqual(["2", "1", "3"]);
    session.release("1", "3");
    expect(session.unsent.map(({ id }) => id)).toEqual(["2"]);
  });

  test("goes with a conversation that the server no longer knows", () => {
    const session = new Session(API);
    session.setToken("abc");
    session.keep({ id: "1", text: "Bonjour" });
    session.expire();

    expect(session.token).toBeNull();
    expect(session.unsent).toEqual([]);
  });

  test("is forgotten without a trace, while the panel stays open", () => {
    const session = new Session(API);
    session.setToken("abc");
    session.setOpen(true);
    session.clear();

    expect(sessionStorage.getItem(KEY)).toBeNull();
    expect(session.token).toBeNull();
    expect(session.isOpen).toBe(true);
  });
});

describe("storage that cannot be used", () => {
  test.each(["no JSON", "[]", "null", '{"token":1,"open":"yes","unsent":[{"id":1}]}'])(
    "such as « %s » holds nothing",
    (stored) => {
      sessionStorage.setItem(KEY, stored);
      const session = new Session(API);

      expect(session.token).toBeNull();
      expect(session.isOpen).toBe(false);
      expect(session.unsent).toEqual([]);
    },
  );

  test("leaves a conversation that lives as long as the page", () => {
    const forbid = (): never => {
      throw new DOMException("forbidden", "SecurityError");
    };
    vi.stubGlobal("sessionStorage", { getItem: forbid, setItem: forbid, removeItem: forbid });
    const session = new Session(API);
    session.setToken("abc");

    expect(session.token).toBe("abc");
    session.clear();
    expect(session.token).toBeNull();
  });
});

describe("the id of a message", () => {
  test("is a UUID of its own", () => {
    expect(newId()).toMatch(UUID);
    expect(newId()).not.toBe(newId());
  });

  test("is one on a page without https too", () => {
    const getRandomValues = crypto.getRandomValues.bind(crypto);
    vi.stubGlobal("crypto", { getRandomValues });

    expect(newId()).toMatch(UUID);
    expect(newId()).not.toBe(newId());
  });
});

describe("a conversation that is kept on this device", () => {
  test("is found in another tab, and nothing but its token is kept", () => {
    const session = new Session(API);
    session.setToken("abc");
    session.setDraft("et le");
    session.setKept(true);
    sessionStorage.clear();

    const later = new Session(API);
    expect([later.token, later.draft, later.isKept]).toEqual(["abc", "", true]);
    expect(localStorage.getItem(KEY)).toBe('{"token":"abc"}');
  });

  test("is followed when another begins, until the visitor wishes otherwise", () => {
    const session = new Session(API);
    session.setToken("abc");
    session.setKept(true);
    session.setToken("def");
    expect(localStorage.getItem(KEY)).toBe('{"token":"def"}');

    session.setKept(false);
    session.setToken("ghi");

    expect(localStorage.length).toBe(0);
  });
});
