import { beforeEach, describe, expect, test } from "vitest";
import { ChatApi } from "../src/api";
import { LONGEST, sha256 } from "../src/sha256";
import { answerTo, challengeIn } from "../src/work";
import { API, json, refusal, Service } from "./service";

const SALT = "0123456789abcdef?expires=1795000000&";

/** A challenge as the server makes them. */
function challengeOf(number: number, maxnumber = 5000) {
  const challenge = sha256(SALT + number);
  return { algorithm: "SHA-256", challenge, maxnumber, salt: SALT, signature: "signed" };
}

test("the digest is that of the browser, whatever the length", async () => {
  for (let length = 0; length <= LONGEST; length += 1) {
    const text = "a1?&z".repeat(11).slice(0, length);
    const bytes = new Uint8Array(
      await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)),
    );
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    expect(sha256(text)).toBe(hex);
  }
});

describe("a challenge", () => {
  test.each([0, 1, 4321, 5000])("is answered with its number %i", async (number) => {
    const answer = JSON.parse(atob((await answerTo(challengeOf(number))) ?? ""));
    expect(answer).toEqual({
      algorithm: "SHA-256",
      challenge: challengeOf(number).challenge,
      number,
      salt: SALT,
      signature: "signed",
    });
  });

  test("without a number that does is not answered", async () => {
    expect(await answerTo({ ...challengeOf(1), challenge: "0".repeat(64) })).toBeNull();
  });

  test.each([
    null,
    "a text",
    {},
    { ...challengeOf(1), algorithm: "SHA-1" },
    { ...challengeOf(1), salt: "s".repeat(60) },
    { ...challengeOf(1), maxnumber: "5000" },
  ])("that is not understood is none: %o", (value) => {
    expect(challengeIn(value)).toBeNull();
  });
});

describe("a service that asks for work", () => {
  let service: Service;
  const api = new ChatApi(API, null);

  beforeEach(() => {
    service = new Service();
  });

  function asksOnce(challenge: unknown): void {
    service.instead = () => {
      service.instead = null;
      return json(428, { error: { code: "work_needed" }, messages: [], challenge });
    };
  }

  test("gets the same again, with the answer", async () => {
    asksOnce(challengeOf(77));
    const { token } = await api.open("greeting");

    const [first, second] = service.of("POST sessions");
    expect(token).toBe("token-1");
    expect(second?.body).toEqual({ ...first?.body, altcha: await answerTo(challengeOf(77)) });
  });

  test("in a way that is not understood is said to have refused", async () => {
    asksOnce({ algorithm: "something new" });
    await expect(api.open("greeting")).rejects.toThrow("428");
    expect(service.of("POST sessions")).toHaveLength(1);
  });

  test("is answered once, not for ever", async () => {
    service.instead = () =>
      new Response(
        JSON.stringify({ error: { code: "work_needed" }, messages: [], challenge: challengeOf(1) }),
        { status: 428 },
      );
    await expect(api.open("greeting")).rejects.toThrow("428");
    expect(service.of("POST sessions")).toHaveLength(2);
  });
});

test("other refusals are not taken for it", async () => {
  const service = new Service();
  service.instead = () => refusal(429);
  await expect(new ChatApi(API, null).open("greeting")).rejects.toThrow("429");
  expect(service.of("POST sessions")).toHaveLength(1);
});
