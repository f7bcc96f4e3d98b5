// The index that Python writes is the one that the library makes of the same documents: postings, lengths and scores.

import assert from "node:assert/strict";
import { test } from "node:test";
import { load, textOf } from "./loading.js";

Object.assign(globalThis, { gcmSearchRules: JSON.parse(textOf("tests/vectors/rules.json")).search });
const { unpackIndex } = load("vendor/minisearch", "vendor/snowball", "search-words", "search-rank");
/** @type {{ fields: string[], documents: Record<string, string[]>[], index: SerializedIndex, packed: PackedIndex }} */
const { fields, documents, index, packed } = JSON.parse(textOf("tests/vectors/index.json"));
const options = {
  fields,
  tokenize: (/** @type {string} */ text) => text.split(" ").filter(Boolean),
  processTerm: (/** @type {string} */ term) => term,
};
const made = new window.MiniSearch(options);
made.addAll(
  documents.map((document, id) => ({
    id,
    ...Object.fromEntries(fields.map((field) => [field, document[field].join(" ")])),
  })),
);
const plain = (/** @type {unknown} */ value) => JSON.parse(JSON.stringify(value));

test("both have the same terms in the same pages, and as often", () => {
  const byTerm = (/** @type {SerializedIndex} */ each) => Object.fromEntries(each.index);
  assert.ok(index.index.length > 20);
  assert.deepEqual(plain(byTerm(index)), plain(byTerm(plain(made))));
});

test("both have the same pages and fields, which are as long", () => {
  const { index: _, averageFieldLength, ...ours } = plain(index);
  const { index: __, averageFieldLength: theirs, ...library } = plain(made);
  assert.deepEqual(ours, library);
  const close = averageFieldLength.map((/** @type {number} */ each, /** @type {number} */ place) =>
    Math.abs(each - theirs[place]),
  );
  assert.ok(Math.max(...close) < 1e-9);
});

test("both find the same pages with the same scores, as words, beginnings and misspelled", () => {
  const loaded = window.MiniSearch.loadJS(index, options);
  for (const [query, how] of /** @type {[string, object][]} */ ([
    ["registro", {}],
    ["migr", { prefix: true }],
    ["extranjeria países", { fuzzy: 0.2 }],
    ["programa", { boost: { title: 6 } }],
  ])) {
    const scores = (/** @type {MiniSearchIndex} */ each) =>
      each
        .search(query, how)
        .map(({ id, score }) => `${id} ${score.toFixed(9)}`)
        .sort();
    assert.ok(scores(made).length, query);
    assert.deepEqual(scores(loaded), scores(made), query);
  }
});

test("what is packed for the way is the same when it arrives", () => {
  assert.ok(JSON.stringify(packed).length < 0.7 * JSON.stringify(index).length);
  assert.deepEqual(unpackIndex(packed), index);
});
