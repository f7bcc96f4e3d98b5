// The rules that stand in Python and here: both answer the cases of tests/vectors/ alike. test_vectors.py beside this file is the other side.

import assert from "node:assert/strict";
import { test } from "node:test";
import { load, textOf } from "./loading.js";

const read = (/** @type {string} */ name) => JSON.parse(textOf(`tests/vectors/${name}.json`));
/** @type {{ form: FormRuleData, fields: Record<Kind, WrittenField[]>, url: string, search: SearchRules }} */
const { form, fields, url, search } = read("rules");
Object.assign(globalThis, { gcmSearchRules: search });
const { texts, writing, meant, words } = load("form-texts", "form-meant", "form-writing", "vendor/snowball", "search-words");

/**
 * Every case of a file: what is given, then what must come of it.
 *
 * @param {string} name
 * @param {(...given: any[]) => unknown} answer may be a promise
 */
const answersAsPython = (name, answer) =>
  test(`${name}: the answers are those of Python`, async () => {
    const { cases, generated } = read(name);
    assert.ok(cases.length && generated.length);
    for (const given of [...cases, ...generated]) {
      const expected = given.at(-1);
      assert.deepEqual(await answer(...given), expected, JSON.stringify(given));
    }
  });

answersAsPython("clean", (text) => writing.clean(text));
answersAsPython("days", (date) => texts.exists(date));
answersAsPython("fold", (text) => texts.fold(text));
answersAsPython("order", (start, end) => texts.isBefore(end, start));
answersAsPython("slugs", (title) => texts.slugOf(title, form.slug));

answersAsPython("dates", (text) => meant.isoDate(text, form.dates));
answersAsPython("personal", (text) => meant.personalIn(text, form.personal));
answersAsPython("signs", (body) =>
  meant
    .signsIn(body, form)
    .map(([kind]) => kind)
    .sort(),
);

answersAsPython("ids", (text) => texts.isId(text, form.id));

// A form asks the schema first.
answersAsPython("urls", (text) => new RegExp(url, "u").test(text) && texts.leadsSomewhere(text));

answersAsPython("links", (one, other) => texts.pageOf(one) !== "" && texts.pageOf(one) === texts.pageOf(other));

// People say only whether two titles are alike; of titles of chance it is compared how much.
answersAsPython("titles", (lang, one, other, expected) => {
  const keys = [one, other].map((title) => texts.keyWords(title, lang, form.titles));
  const likeness = keys[0] && keys[1] ? texts.likeness(keys[0], keys[1]) : 0;
  return typeof expected === "boolean" ? likeness >= form.titles.alike : likeness;
});

answersAsPython("records", (/** @type {Kind} */ kind, data, bodies) =>
  writing.writer({ fields: fields[kind], rules: form }).recordText(data, bodies),
);

// The script of a record whose file is written so has its values alone; the file is made of them.
answersAsPython("records", (/** @type {Kind} */ kind, data, bodies) => {
  const { unpacked } = writing.writer({ fields: fields[kind], rules: form });
  /** @type {PackedRecord["fields"]} */
  const told = fields[kind].filter(({ name }) => name in data).map(({ name }) => [name, data[name]]);
  return unpacked({ kind, id: "", path: "", fields: told, bodies }).text;
});

answersAsPython("stems", (/** @type {Lang} */ lang, word) => words.stem(word, lang));
answersAsPython("asked", (text) => words.asked(text));
