// What a query is taken for, and which pages answer it in which order.

import assert from "node:assert/strict";
import { test } from "node:test";
import { searching } from "./searching.js";

const { search, near } = await searching();
const found = (/** @type {string} */ text) => search(text).results.map(({ page: [location] }) => location);

test("the page about what people say comes first, in either language", () => {
  for (const text of ["trata", "esclavitud moderna", "human trafficking", "TRAFFICKING"]) {
    assert.deepEqual(found(text), ["objetivo-10/", "trata/"], text);
  }
});

test("names that every object of the language has are words like others", () => {
  for (const text of ["constructor", "__proto__", "toString hasOwnProperty", "valueOf"])
    assert.deepEqual(found(text), [], text);
});

test("accents, plurals and parts of words make no difference", () => {
  for (const text of ["Mexico", "México", "méxico"]) assert.equal(found(text)[0], "mexico/", text);
  for (const text of ["remesa", "remesas", "reme"]) assert.equal(found(text)[0], "remesas/", text);
});

test("a word that nothing has is taken for one that is spelled alike, and that is told", () => {
  const { results, alike } = search("mejico");
  assert.equal(results[0].page[0], "mexico/");
  assert.deepEqual(
    alike.map(({ words }) => words[0].typed),
    ["mejico"],
  );
  assert.deepEqual(search("2918").results, []);
});

test("the name in the other language finds a page, and it is known that it was that", () => {
  const { results } = search("compatriot");
  assert.deepEqual([results[0].page[0], [...results[0].fields]], ["remesas/", ["other"]]);
});

test("kinds and countries ask for a list of just those", () => {
  const { results, facets } = search("políticas de Costa Rica");
  assert.deepEqual(facets, ["kind:policy", "country:CR"]);
  assert.deepEqual(new Set(results.map(({ page: [location] }) => location)), new Set(["trata/", "cuidado/", "costa-rica/"]));
  assert.equal(search("prácticas de Costa Rica").results[0].page[0], "costa-rica/");
  assert.deepEqual(search("Costa Rica").facets, []);
});

test("a page that has too little of what was asked is no answer; each part can be looked for by itself", () => {
  const { results, parts, missing } = search("ceviche remesas");
  assert.deepEqual(results, []);
  assert.equal(parts.length, 2);
  assert.deepEqual(
    missing.map(({ words }) => words[0].typed),
    ["ceviche"],
  );
  assert.deepEqual(found(""), []);
});

test("all words of a page are found once its text has come", async () => {
  const early = await searching({ texts: false });
  assert.deepEqual(early.search("deportadas").results, []);
  assert.deepEqual(found("deportadas"), ["cuidado/"]);
});

test("words that begin alike are suggested", () => {
  assert.deepEqual(near(["paisanita"]), ["paisano"]);
  assert.deepEqual(near(["xkjq"]), []);
});
