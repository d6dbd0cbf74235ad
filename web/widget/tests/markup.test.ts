import { describe, expect, test } from "vitest";
import { rendered } from "../src/markup";

function html(text: string): string {
  const place = document.createElement("div");
  place.append(rendered(text));
  return place.innerHTML;
}

describe("the assistant's markup", () => {
  test("has paragraphs and line breaks", () => {
    expect(html("Un.\nDeux.\n\nTrois.")).toBe("<p>Un.<br>Deux.</p><p>Trois.</p>");
  });

  test("has lists, next to the sentence that leads to them", () => {
    expect(html("Il faut\u00a0:\n- un CV\n- une lettre\nC’est tout.")).toBe(
      "<p>Il faut&nbsp;:</p><ul><li>un CV</li><li>une lettre</li></ul><p>C’est tout.</p>",
    );
  });

  test("has bold words, also in a list", () => {
    expect(html("- **Jour** : jeudi")).toBe("<ul><li><strong>Jour</strong> : jeudi</li></ul>");
  });

  test("has links that say that they open a window", () => {
    const place = document.createElement("div");
    place.append(rendered("Voir [la page](https://www.example.org/a?b=1&c=2)."));
    const link = place.querySelector("a");

    expect(link?.href).toBe("https://www.example.org/a?b=1&c=2");
    expect(link?.rel).toBe("noopener noreferrer");
    expect(link?.textContent).toBe("la page (nouvelle fenêtre)");
  });

  test("has addresses that open no window", () => {
    expect(html("[Écrire](mailto:ecole@example.org)")).toBe(
      '<p><a href="mailto:ecole@example.org">Écrire</a></p>',
    );
  });
});

describe("what is no markup", () => {
  test.each([
    "<img src=x onerror=alert(1)>",
    "[cliquez](javascript:alert(1))",
    "[cliquez](data:text/html,bonjour)",
    "[cliquez](/relative)",
    "deux ** étoiles",
    "a - b",
  ])("is shown as it is written: %s", (text) => {
    const place = document.createElement("div");
    place.append(rendered(text));

    expect(place.textContent).toBe(text);
    expect(place.querySelector("a, img, strong, ul")).toBeNull();
  });
});
