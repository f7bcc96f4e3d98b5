// What a reader types in the search box, and what becomes of it on the way to the theme's worker and back.

import assert from "node:assert/strict";
import { test } from "node:test";
import { textOf } from "./loading.js";
import { searchWith } from "./search.js";

/** @type {{ search: Record<Lang, SearchRules> }} */
const { search } = JSON.parse(textOf("tests/vectors/rules.json"));

/** @type {(title: string, kind: string, terms: Record<string, boolean>) => SearchPage} */
const page = (title, kind, terms) => ({ title, kind, terms, text: "" });

test("the theme's script is told where it is, and what to say", () => {
  const { config } = searchWith(search.es);
  assert.deepEqual(config, {
    base: "https://example.org/",
    features: [],
    search: "https://example.org/assets/javascripts/workers/search.js",
    translations: { "search.result.none": "Nada" },
  });
});

test("small words are left out, unless there are no others", async () => {
  const { asked, ask, settled } = searchWith(search.es);
  ask("la protección de los países");
  ask("de la");
  await settled();
  assert.deepEqual(asked, ["+proteccion* +pais* proteccion^5 pais^5 _proteccionpais^10", "+de +la* de^5 la^5 _dela^10"]);
});

test("letters are brought to those of the index", async () => {
  const { asked, ask, settled } = searchWith(search.es);
  for (const [text] of JSON.parse(textOf("tests/vectors/fold.json")).cases) ask(text);
  await settled();
  const words = asked.map((query) => [...String(query).matchAll(/\+(\S+)\*/g)].map(([, word]) => word).join(" "));
  assert.deepEqual(words.slice(0, 4), ["mexico", "strasse strasse", "istanbul", "σοφοσ σοφοσ"]);
});

test("where no page has the words, those spelled alike are asked for, then pages that have a part", async () => {
  const { asked, answers, ask, answer, settled } = searchWith(search.es);
  ask("registro 2018");
  await settled();
  answer();
  await settled();
  answer();
  await settled();
  assert.deepEqual(asked.slice(1), ["+registro~2 +2018~0 _registro2018~0^10", "registro 2018 registro~2 2018~0"]);
  assert.deepEqual(answers, []);
  answer();
  await settled();
  assert.equal(answers.length, 1);
});

test("results come by kind, the kind of the best page first, with what was asked for marked", async () => {
  const { answers, ask, answer, settled } = searchWith(search.es);
  ask("países");
  await settled();
  answer(page("Un país", "Prácticas", { pais: true }), page("Foro", "Foros", { pais: true }), page("Países", "Prácticas", {}));
  const [{ data }] = /** @type {{ data: { items: SearchPage[][] } }[]} */ (answers);
  const found = data.items.map(([{ title, tags }]) => [title, tags?.join()]);
  assert.deepEqual(found, [
    ["Un <mark>país</mark>", "Prácticas (2)"],
    ["<mark>Países</mark>", undefined],
    ["Foro", "Foros (1)"],
  ]);
  assert.deepEqual(Object.entries(data.items[0][0].terms).flat(), ["paises", true]);
});

test("an answer to what was typed before is not shown", async () => {
  const { answers, ask, answer, settled } = searchWith(search.es);
  ask("uno");
  ask("dos");
  await settled();
  answer(page("Uno", "Prácticas", {}));
  assert.deepEqual(answers, []);
  answer(page("Dos", "Prácticas", {}));
  assert.equal(answers.length, 1);
});
