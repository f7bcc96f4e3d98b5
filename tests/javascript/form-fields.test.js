// The fields of the form as data, and what the form says of them: in the page of the site, without a browser.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { FORM, other, settings } from "./form.js";
import { open, read } from "./page.js";

/** @type {ReturnType<typeof open>} */
let page;
/** @type {FormFields} */
let fields;
/** @type {HTMLFormElement} */
let form;

beforeEach(() => {
  page = open(FORM);
  for (const name of [
    "vendor/json-schema",
    "form-texts",
    "form-meant",
    "form-writing",
    "form-rules",
    "form-fields",
    "form-faults",
  ])
    page.run(name);
  form = /** @type {HTMLFormElement} */ (page.find("form"));
  fields = page.window.gcm.fields(form, structuredClone(settings));
});

/** What stands in the form, as values of this process. */
const data = () => structuredClone(page.window.gcm.writing.compact(fields.read()));
/** @param {string} name */
const field = (name) => /** @type {HTMLElement} */ (fields.fieldOf(name));

const RECORD = {
  title: { es: "Ventanilla", en: "Desk" },
  kind: "tool",
  countries: ["PA", "NO"],
  listings: [{ forum: "foro-de-muestra", session: "sesion-1", kind: "tool", printed: "Ventanilla", page: "3" }],
  objectives: { stated: ["4"], editorial: ["12", "8"] },
  adoptions: [{ country: "PA", date: "2024" }, { country: "CR" }],
  body: { es: "Uno.\n\nDos." },
  id: "ventanilla",
};

test("what is filled in is what is read", () => {
  fields.write(form, RECORD);
  assert.deepEqual(data(), { ...RECORD, objectives: { stated: ["4"], editorial: ["12", "8"] } });
});

test("what a group has no field for is not lost", () => {
  const listing = { ...RECORD.listings[0], unheard: "of" };
  fields.write(form, { listings: [listing] });
  assert.deepEqual(data(), { listings: [listing] });
});

test("a path leads to its field, or to what is nearest around it", () => {
  fields.write(form, { adoptions: [{}, { country: "PA" }] });
  assert.equal(fields.locate(["adoptions", 0, "country"]), field("adoptions").querySelectorAll('[data-field="country"]')[1]);
  assert.equal(fields.locate(["adoptions", 7]), field("adoptions"));
  assert.equal(fields.locate(["nothing"]), form);
});

test("a session is one of the forum that is chosen", () => {
  fields.write(form, { listings: [{ forum: "revision-de-muestra" }] });
  const [session] = form.querySelectorAll('select[data-list="session"]');
  const offered = [...session.options].map(({ value }) => value);
  assert.deepEqual(offered, ["", "mesa-1", "mesa-2", "mesa-3", "mesa-4"]);
});

test("an entry is added, numbered and removed by its buttons", () => {
  const adoptions = field("adoptions");
  const press = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (adoptions.querySelector(selector)).click();
  press(".gcm-add");
  press(".gcm-add");
  assert.deepEqual([...adoptions.querySelectorAll(".gcm-number")].map(read), ["1", "2"]);
  const ids = [...form.querySelectorAll("[id]")].map(({ id }) => id);
  assert.equal(ids.length, new Set(ids).size);
  press(".gcm-remove");
  assert.deepEqual([...adoptions.querySelectorAll(".gcm-number")].map(read), ["1"]);
});

test("a value of the address is chosen only if the list has it", () => {
  fields.pick(field("countries"), "PA");
  fields.pick(field("kind"), "gadget");
  assert.deepEqual(data(), { countries: ["PA"] });
});

test("what is wrong is told where it is once the field was left, and at once when somebody goes on", () => {
  const faults = page.window.gcm.faults(form, settings, fields);
  const summary = page.find(".gcm-summary");
  /** @type {Problem[]} */
  const found = [
    { code: "R213", path: ["kind"], values: { value: "x" } },
    { code: "R201", path: ["title"] },
  ];
  const told = () => [...form.querySelectorAll(".gcm-fault")].map(read).filter(Boolean);
  faults.tell(found, []);
  assert.deepEqual([told(), summary.hidden], [[], true]);

  const select = /** @type {HTMLSelectElement} */ (field("kind").querySelector("select"));
  select.dispatchEvent(new page.window.FocusEvent("focusout", { bubbles: true, relatedTarget: null }));
  faults.tell(found, []);
  assert.equal(told().length, 1);
  assert.equal(select.getAttribute("aria-invalid"), "true");

  faults.insist();
  faults.tell(found, []);
  assert.deepEqual([told().length, summary.hidden], [2, false]);
  const links = [...summary.querySelectorAll("a")].map((link) => link.getAttribute("href"));
  assert.deepEqual(
    links.map((href) => field("title").contains(page.find(String(href)))),
    [true, false],
    "in the order of the form",
  );

  faults.tell([], []);
  assert.deepEqual([told(), summary.hidden, select.hasAttribute("aria-invalid")], [[], true, false]);
});

test("what is missing is told only to somebody who has begun to write it", () => {
  const faults = page.window.gcm.faults(form, settings, fields);
  const area = /** @type {HTMLElement} */ (field("title").querySelector("input, textarea"));
  const missing = [{ code: "R201", path: ["title"] }];
  const leave = () => area.dispatchEvent(new page.window.FocusEvent("focusout", { bubbles: true, relatedTarget: null }));
  leave();
  faults.tell(missing, []);
  assert.equal(read(field("title").querySelector(".gcm-fault") ?? undefined), "");
  area.dispatchEvent(new page.window.Event("input", { bubbles: true }));
  leave();
  faults.tell(missing, []);
  assert.notEqual(read(field("title").querySelector(".gcm-fault") ?? undefined), "");
});

test("a sentence names the field by its label and leaves out advice with an open gap", () => {
  const faults = page.window.gcm.faults(form, settings, fields);
  assert.match(
    faults.sentence({ code: "R201", path: ["listings", 0, "forum"] }),
    new RegExp(faults.labelAt(["listings", 0, "forum"])),
  );
  for (const code of Object.keys(settings.sentences))
    assert.doesNotMatch(faults.sentence({ code, path: ["title"] }), /{/, code);
});

test("a warning leads to the page of the record that it names", () => {
  const faults = page.window.gcm.faults(form, settings, fields);
  faults.insist();
  const twin = other("otra", { es: "Otra" }, { slug: { es: "la-otra", en: "the-other" } });
  faults.tell([], [{ code: "W503", path: ["title", "es"], values: { value: "Otra" }, other: twin }]);
  const fault = /** @type {HTMLElement} */ (fields.locate(["title", "es"]).querySelector(".gcm-fault"));
  assert.ok(fault.classList.contains("gcm-doubt"));
  assert.equal(fault.querySelector("a")?.getAttribute("href"), "../practicas/la-otra/");
});

test("a statement is wrong in its words, not in its sources or its date", () => {
  const faults = page.window.gcm.faults(form, settings, fields);
  const statement = /** @type {HTMLElement} */ (fields.addRow(field("summary")).querySelector("[data-widget]"));
  fields.write(statement, { es: "Una ventanilla.", as_of: "2024" });
  const langs = fields.controlsOf(statement).map(({ lang }) => lang);
  assert.equal(langs.join(), "es,en");
  faults.tell([], []);
  faults.insist();
  faults.tell([{ code: "R218", path: ["summary", 0] }], []);
  assert.equal(statement.querySelectorAll("[aria-invalid]").length, 2);
});
