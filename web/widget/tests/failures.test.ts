import { describe, expect, test } from "vitest";
import { isExpired, kindOf, mayPass, Refused, saidBy, Unreachable } from "../src/failures";
import { said } from "./said";

describe("an exchange that failed", () => {
  test.each([
    [new Unreachable("network"), "network", true],
    [new Unreachable("server"), "server", true],
    [new Refused(429, []), "busy", true],
    [new Refused(503, []), "server", true],
    [new Refused(408, []), "server", true],
    [new Refused(400, []), "refused", false],
    [new Refused(413, []), "refused", false],
    [new TypeError("a fault of ours"), "server", true],
  ])("%s is told as « %s »; it may pass: %s", (error, kind, passes) => {
    expect(kindOf(error)).toBe(kind);
    expect(mayPass(error)).toBe(passes);
  });

  test("is told in the server's own words, where it has some", () => {
    expect(saidBy(new Refused(400, [said("Trop long."), said("Coupez-le.")]))).toBe(
      "Trop long. Coupez-le.",
    );
    expect(saidBy(new Unreachable("network"))).toBe("");
  });

  test("means that the conversation is over for 401 alone", () => {
    expect(isExpired(new Refused(401, []))).toBe(true);
    expect(isExpired(new Refused(403, []))).toBe(false);
    expect(isExpired(new Unreachable("server"))).toBe(false);
  });
});
