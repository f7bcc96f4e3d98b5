// What the form finds in a record that is being written is what scripts/validate.py would find in its file.

import assert from "node:assert/strict";
import { test } from "node:test";
import { draft, gcm, other, settings } from "./form.js";

const rules = gcm.rules(settings);
const ES = "https://example.org";

/** @type {(problem: Problem) => string} */
const brief = ({ code, path }) => `${code} ${path.join(".")}`;
/** @type {(data: object, more?: Partial<Draft>) => string[]} */
const problems = (data, more) => rules.problems(draft(data, more)).map(brief);
/** @type {(data: object, more?: Partial<Draft>) => string[]} */
const warnings = (data, more) => rules.warnings(draft(data, more)).map((each) => `${brief(each)} ${each.other?.id}`);

test("a record that says what it must has no problem", () => {
  assert.deepEqual(problems({}), []);
});

for (const [found, data] of /** @type {[string[], object][]} */ ([
  [["R201 title"], { title: undefined }],
  [["R213 kind"], { kind: "gadget" }],
  [["R211 countries.0"], { countries: ["XX"] }],
  [["R401 countries"], { countries: undefined }],
  [["R402 countries.1"], { countries: ["PA", "PA"] }],
  [["R403 objectives"], { objectives: { stated: ["4"], editorial: ["4"] } }],
  [["R404 objectives.through_session"], { objectives: { through_session: ["4"] } }],
  [["R405 period.end"], { period: { start: "2021-05", end: "2021-04" } }],
  [["R220 period.start"], { period: { start: "May" } }],
  [["R221 period.start"], { period: { start: "2023-02-29" } }],
  [["R228 period.end"], { period: { start: "2021", end: "9999" } }],
  [["R217 hub_url"], { hub_url: "javascript:alert(1)" }],
  [["R217 links.0.url"], { links: [{ url: "https://user@example.org", title: { es: "x" } }] }],
  [["R303 related.0"], { related: ["ventanilla"] }],
  [["R215 listings.0.source.0"], { listings: [listing({ source: ["nada:1"] })] }],
  [["R414 objectives.sources.0"], { objectives: { stated: ["4"], sources: ["nada"] } }],
  [["R411 review"], { review: { status: "reviewed" } }],
])) {
  test(`${found} is found`, () => assert.deepEqual(problems(data), found));
}

/** @param {object} more */
function listing(more) {
  return {
    forum: "foro-de-muestra",
    session: "sesion-1",
    kind: "tool",
    printed: "Ventanilla",
    source: ["informe-i-foro:1"],
    ...more,
  };
}

test("objectives of a session in which the practice is listed are known through it", () => {
  const data = { listings: [listing({})], objectives: { through_session: ["4", "12"] } };
  assert.deepEqual(problems(data), []);
  assert.deepEqual([...rules.sessionObjectives(draft(data).data)], ["4", "12"]);
});

test("a new record has a name that is free, and its title is nobody else's", () => {
  assert.deepEqual(problems({}, { id: "" }), ["R201 id"]);
  assert.deepEqual(problems({}, { id: "Ventanilla" }), ["R104 id"]);
  assert.deepEqual(problems({}, { others: [other("ventanilla", { es: "Otra" })] }), ["R305 id"]);
  assert.deepEqual(problems({}, { others: [other("otra", { es: "VENTANILLA" })] }), ["R304 title.es"]);
  assert.deepEqual(problems({}, { id: "otra", isNew: false, others: [other("ventanilla", { es: "Otra" })] }), []);
});

test("a file that is too long is told at its longest body", () => {
  const text = "ñ".repeat(settings.largest / 2 + 1);
  assert.deepEqual(problems({}, { text, bodies: { es: "x", en: "xx" } }), ["R106 body.en"]);
  assert.deepEqual(problems({}, { text: text.slice(1), bodies: { es: "x" } }), []);
});

for (const [one, two, isNear] of /** @type {[string, string, boolean][]} */ ([
  ["Plan Nacional de Migración I", "Plan Nacional de Migración II", false],
  ["Red de ayuda al migrante", "Redes de ayuda al inmigrante", true],
  ["Plan 2018-2022 de integración", "Plan de Integración (2018-2022)", true],
])) {
  test(`${one} | ${two}: ${isNear ? "told" : "not told"}`, () => {
    const found = warnings({ title: { es: one } }, { others: [other("otra", { es: two })] });
    assert.deepEqual(found, isNear ? ["W503 title.es otra"] : []);
  });
}

test("of several titles that are alike the nearest is told, in whichever language", () => {
  const title = { es: "Brigadas móviles de regularización", en: "Mobile regularisation brigades" };
  const others = [
    other("a", { es: "Brigada móvil de regularizaciones" }),
    other("c", { en: "Mobile regularisation brigade" }),
    other("b", { en: "Mobile regularisation brigade" }),
  ];
  assert.deepEqual(warnings({ title }, { others }), ["W503 title.en b"]);
});

test("a title that is the same is an error, and not told twice", () => {
  assert.deepEqual(warnings({}, { others: [other("otra", { es: "ventanilla" })] }), []);
});

test("events of different years are different events", () => {
  const title = { es: "Primera revisión regional del Pacto" };
  const others = [other("otra", { es: "La primera revisión regional del Pacto" }, { year: 2021 })];
  assert.deepEqual(warnings({ title, start: "2025-03-18" }, { others }), []);
  assert.deepEqual(warnings({ title, start: "2021" }, { others }), ["W503 title.es otra"]);
});

for (const [one, two, isSame] of /** @type {[string, string, boolean][]} */ ([
  [`${ES}/a%C3%B1o`, `${ES}/año`, true],
  [`${ES}:443/ruex`, `${ES}/ruex`, true],
  [`${ES}/?id=1`, `${ES}/?id=2`, false],
  [ES, `${ES}/`, false],
])) {
  test(`${one} | ${two}: ${isSame ? "told" : "not told"}`, () => {
    const others = [other("otra", { es: "x" }, { links: [two] })];
    assert.deepEqual(warnings({ hub_url: one }, { others }), isSame ? ["W504 hub_url otra"] : []);
    const links = [{ url: `${ES}/x` }, { url: one }];
    assert.deepEqual(warnings({ links }, { others }), isSame ? ["W504 links.1.url otra"] : []);
  });
}

test("a pair of which either names the other as related is known", () => {
  const data = { title: { es: "Registro de extranjeros" }, hub_url: `${ES}/ruex` };
  const near = other("otra", { es: "Registros de extranjeros" }, { links: [`${ES}/ruex`] });
  assert.equal(warnings(data, { others: [near] }).length, 2);
  assert.deepEqual(warnings({ ...data, related: ["otra"] }, { others: [near] }), []);
  assert.deepEqual(warnings(data, { others: [{ ...near, related: ["ventanilla"] }] }), []);
});

test("what is likely to be somebody's is told wherever it stands", () => {
  const data = {
    summary: [{ es: "Escriba a juan.perez@ejemplo.gob", sources: ["a"] }],
    review: { status: "proposed", compiled_by: "+507 6000-0000" },
    links: [{ url: "mailto:oficina@example.org", title: { es: "Oficina" } }],
  };
  const bodies = { en: "Tel. 6000-0000" };
  assert.deepEqual(warnings(data, { bodies }), [
    "W515 review.compiled_by undefined",
    "W515 summary.0.es undefined",
    "W515 body.en undefined",
  ]);
});

test("signs that no page shows are told at the body that has them", () => {
  const found = rules.warnings(draft({}, { bodies: { es: "• uno\n\n# English\n\nOne [^1]" } }));
  assert.deepEqual(found.map(brief), ["W509 body.es", "W513 body.es", "W514 body.es"]);
  assert.equal(found.at(-1)?.values?.in_es, settings.languages.es);
  for (const { code } of found) assert.ok(settings.sentences[code][1], code);
});

test("thousands of titles are compared at once", () => {
  const others = Array.from({ length: 3000 }, (_, each) =>
    other(`x-${each}`, { es: `Programa de atención número ${each} al migrante` }),
  );
  others.push(other("otra", { es: "Ventanillas itinerantes de documentación" }));
  assert.deepEqual(warnings({ title: { es: "Ventanilla itinerante de documentación" } }, { others }), ["W503 title.es otra"]);
});

test("what is said in one language only is missing in the other", () => {
  const record = draft({ title: { es: "Ventanilla", en: "Desk" }, kind_note: { es: "Una ventanilla." } });
  assert.deepEqual(rules.languages(record), ["es", "en"]);
  const note = settings.fields.find(({ name }) => name === "kind_note");
  assert.deepEqual(rules.missing(record, "en"), [note?.label]);
  assert.deepEqual(rules.missing(record, "es"), []);
});
