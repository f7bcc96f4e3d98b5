// A record that is there is written anew only where it was altered.

import assert from "node:assert/strict";
import { test } from "node:test";
import { gcm, settings } from "./form.js";

const { compact, writer } = gcm.writing;
const { corrected, unpacked } = writer(settings);

const FIELDS = [
  ["title", { es: "Ventanilla" }, "# uno\ntitle: {es: Ventanilla}\n"],
  ["kind", "tool", "# dos\nkind: tool  # tres\n"],
];
const TEXT = `---\n${FIELDS.map(([, , text]) => text).join("")}---\n\n# Español\n\nUno.\n\n# English\n\nOne.\n`;
const RECORD = { text: TEXT, fields: /** @type {OriginalRecord["fields"]} */ (FIELDS) };

/** @type {(changed?: Record<string, Raw>, bodies?: Record<string, string>) => string} */
const written = (changed = {}, bodies = {}) =>
  corrected(RECORD, new Map(Object.entries(changed)), new Map(Object.entries(bodies)));

test("a file comes with its script: around its fields, whole, or made of their values", () => {
  const packed = { kind: /** @type {const} */ ("practice"), id: "x", path: "x.md", bodies: { es: "Uno.", en: "One." } };
  const [before, after] = TEXT.split(RECORD.fields.map(([, , text]) => text).join(""));
  assert.equal(unpacked({ ...packed, fields: RECORD.fields, around: [before, after] }).text, TEXT);
  assert.equal(unpacked({ ...packed, fields: RECORD.fields, text: "{…}" }).text, "{…}");
  const values = unpacked({ ...packed, fields: RECORD.fields.map(([name, value]) => [name, value]) });
  assert.equal(values.text, TEXT.replace(/---\n.*?---\n/s, '---\ntitle:\n  es: "Ventanilla"\nkind: tool\n---\n'));
  assert.equal(corrected(values, new Map([["kind", "policy"]]), new Map()), values.text.replace("tool", "policy"));
});

test("what was not altered stays letter by letter", () => {
  assert.equal(written(), TEXT);
});

test("a field that was altered keeps the remarks before it", () => {
  assert.equal(written({ kind: "policy" }), TEXT.replace("tool  # tres", "policy"));
});

test("a field that was emptied goes, with its remarks", () => {
  assert.equal(written({ kind: undefined }), TEXT.replace("# dos\nkind: tool  # tres\n", ""));
});

test("a new field stands where records have it", () => {
  assert.equal(written({ aliases: ["x"] }), TEXT.replace("# dos", 'aliases: ["x"]\n# dos'));
  assert.equal(
    written({ hub_url: "https://example.org" }),
    TEXT.replace("# tres\n", '# tres\nhub_url: "https://example.org"\n'),
  );
});

test("a body is replaced, added or taken away without the other", () => {
  assert.equal(written({}, { es: "Dos." }), TEXT.replace("Uno.", "Dos."));
  assert.equal(written({}, { en: "" }), TEXT.replace("# English\n\nOne.\n", ""));
  const alone = { ...RECORD, text: TEXT.replace("# English\n\nOne.\n", "") };
  assert.equal(corrected(alone, new Map(), new Map([["en", "Two."]])), TEXT.replace("One.", "Two."));
});

test("a heading in code divides nothing", () => {
  const text = TEXT.replace("Uno.", "```\n# English\n```");
  assert.equal(corrected({ ...RECORD, text }, new Map(), new Map([["en", "Two."]])), text.replace("One.", "Two."));
});

test("what is blank is nothing, and every text is clean", () => {
  assert.deepEqual(compact({ a: " x\u202e ", b: "", c: [" ", { d: null }], e: { f: [] } }), { a: "x" });
  assert.equal(compact({ a: [{}] }), undefined);
  assert.ok(Object.hasOwn(Object(compact(JSON.parse('{"__proto__": "x"}'))), "__proto__"));
});
