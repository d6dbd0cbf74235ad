import { describe, expect, test } from "vitest";
import { unbroken } from "../src/whole";

const wholes = (text: string): (string | null)[] =>
  unbroken(text)
    .filter((node) => node instanceof Node)
    .map((node) => node.textContent);

describe("what is not broken at the end of a line", () => {
  test.each([
    ["un responsable e-commerce.", ["e-commerce"]],
    ["Prendre rendez-vous avec K7PD-M4QX", ["rendez-vous", "K7PD-M4QX"]],
    ["au 06 12 34 56 78 ou +32 470 12 34 56", ["06 12 34 56 78", "+32 470 12 34 56"]],
    ["un bac + 5 en école", ["+ 5"]],
    ["quel salaire ? non !", ["salaire ?", "non !"]],
    ["« oui »", ["« oui »"]],
    ["rien de tel", []],
    ["anticonstitutionnellement-vôtre", []],
  ])("in « %s »", (text, expected) => {
    expect(wholes(text)).toEqual(expected);
    expect(
      unbroken(text)
        .map((node) => (typeof node === "string" ? node : node.textContent))
        .join(""),
    ).toBe(text);
  });
});
