// The form in the page of the site, from what somebody types to the file that it hands over, without a browser.

import assert from "node:assert/strict";
import { test } from "node:test";
import { FORM, settings } from "./form.js";
import { textOf } from "./loading.js";
import { open, read } from "./page.js";

process.env.TZ = "UTC";

/** @type {{ day: string, answers: { name: string, lang: Lang, typed: Record<string, Typed>, text: string, mended: string[] }[] }} */
const { day, answers } = JSON.parse(textOf("tests/vectors/three-ways.json"));
/** @typedef {string | string[] | { [name: string]: Typed } | { [name: string]: Typed }[]} Typed what somebody types, or the values that they choose */

const SCRIPTS =
  "vendor/json-schema form-texts form-meant form-statements form-writing form-rules form-fields form-faults form-draft form-exits form";

const page = open(FORM, { path: "contribuir/" });
const { window } = page;
const pristine = /** @type {HTMLFormElement} */ (page.find("form").cloneNode(true));
window.Date.now = () => Date.parse(day);
// A script that a script asks for is not there, as in a browser without a connection.
new window.MutationObserver((changes) => {
  for (const { addedNodes } of changes) for (const node of addedNodes) node.dispatchEvent(new window.Event("error"));
}).observe(window.document.head, { childList: true });
for (const name of SCRIPTS.split(" ")) page.run(name);

/**
 * A form, ready to be filled in; `search` is what the address asks for, `kept` what the browser's storage holds for it.
 *
 * @param {{ search?: string, kept?: string }} [options]
 */
const start = async ({ search = "", kept } = {}) => {
  window.localStorage.clear();
  window.history.replaceState(null, "", `/contribuir/${search}`);
  if (kept !== undefined) window.localStorage.setItem("gcm-form /contribuir/ practice ", kept);
  const form = /** @type {HTMLFormElement} */ (pristine.cloneNode(true));
  page.find("form").replaceWith(form);
  await window.gcm.start(form);
  const file = () => /** @type {HTMLTextAreaElement} */ (form.querySelector(".gcm-file textarea")).value;
  return { form, file };
};

/** @type {(node: Element, selector: string) => Element} */
const own = (node, selector) => {
  const found = [...node.querySelectorAll(selector)].find((each) => each.parentElement?.closest("[data-widget]") === node);
  assert.ok(found, selector);
  return found;
};
/** @type {(node: Element, value: Typed) => void} */
const fill = (node, value) => {
  const fire = (/** @type {Element} */ target, /** @type {string} */ name) =>
    target.dispatchEvent(new window.Event(name, { bubbles: name !== "toggle" }));
  const widget = node.getAttribute("data-widget");
  if (widget === "input") {
    const control = /** @type {HTMLInputElement} */ (node.querySelector("input, textarea, select"));
    control.value = String(value);
    assert.equal(control.value, String(value), "the form has such a value");
    for (const name of ["input", "change"]) fire(control, name);
    if (control.type === "text" || control.type === "textarea") fire(control, "focusout");
  } else if (widget === "boxes" || widget === "picker") {
    const details = node.querySelector("details");
    if (details) {
      details.open = true;
      fire(details, "toggle");
    }
    for (const each of /** @type {string[]} */ (value)) {
      const box = /** @type {HTMLInputElement} */ (node.querySelector(`input[value="${each}"]`));
      box.checked = true;
      fire(box, "input");
    }
  } else if (widget === "rows") {
    for (const [number, each] of /** @type {Typed[]} */ (value).entries()) {
      const rows = /** @type {Element} */ (node.querySelector(".gcm-rows")).children;
      if (!rows[number]) /** @type {HTMLElement} */ (own(node, ".gcm-add")).click();
      fill(/** @type {Element} */ (rows[number].querySelector("[data-widget]")), each);
    }
  } else {
    for (const [name, each] of Object.entries(/** @type {Record<string, Typed>} */ (value)))
      fill(own(node, `[data-field="${name}"]`), each);
  }
};

for (const { name, lang, typed, text, mended } of answers.filter((each) => each.lang === settings.lang)) {
  test(`${lang}: ${name} ends in the record of the other two ways`, async () => {
    const { form, file } = await start();
    fill(form, typed);
    form.dispatchEvent(new window.Event("focusout"));
    assert.equal(file(), text);
    assert.deepEqual([...form.querySelectorAll(".gcm-mended")].map(read), mended);
  });
}

for (const search of [
  "?part=constructor",
  "?record=constructor&part=__proto__",
  "?kind=toString&record=../x",
  "?country=__proto__&part=kind#x",
]) {
  test(`whatever the address says there is a form (C9): ${search}`, async () => {
    const { form, file } = await start({ search });
    assert.equal(form.hidden, false);
    assert.match(file(), /^---\n/);
  });
}

const GOOD = { data: { title: { es: "Ventanilla" } }, bodies: {}, id: "", when: 0 };
for (const kept of [
  "",
  "{",
  '"x"',
  JSON.stringify({ ...GOOD, when: "ayer" }),
  JSON.stringify({ ...GOOD, data: 5 }),
  JSON.stringify({ ...GOOD, bodies: { es: 5 } }),
  JSON.stringify({ ...GOOD, id: {} }),
  JSON.stringify({
    ...GOOD,
    data: { title: 5, countries: { a: 1 }, summary: [null, 5, "x"], listings: "x", nada: [], period: [] },
  }),
  JSON.stringify({ ...GOOD, data: { sources: [[]], objectives: null, kind: ["x"], links: [{ url: {} }], body: 5 } }),
]) {
  test(`a draft that is none is no reason to have no form (C9): ${kept.slice(0, 90)}`, async () => {
    const { form, file } = await start({ kept });
    assert.equal(form.hidden, false);
    fill(form, { title: { es: "Otra ventanilla" } });
    assert.match(file(), /Otra ventanilla/);
  });
}

test("a draft is there again", async () => {
  const { form, file } = await start({ kept: JSON.stringify(GOOD) });
  assert.match(file(), /Ventanilla/);
  assert.equal(/** @type {HTMLElement} */ (form.querySelector(".gcm-restored")).hidden, false);
});

test("a preview whose script does not come is told, and asked for again by the next press", async () => {
  const ours = window.document.createElement("script"); // beside which the other lies
  ours.src = "/assets/javascripts/form-exits.js";
  window.document.body.append(ours);
  const { form } = await start();
  const said = /** @type {HTMLElement} */ (form.querySelector(".gcm-said"));
  const asked = () => window.document.querySelectorAll("script[src$='/preview.js']").length;
  for (const times of [1, 2]) {
    said.textContent = "";
    /** @type {HTMLElement} */ (form.querySelector("[data-exit=preview]")).click();
    await new Promise((done) => setTimeout(done));
    assert.equal(read(said), settings.words.said_no_preview);
    assert.equal(asked(), times);
  }
});

test("where nothing can be copied the text is shown", async () => {
  const { form } = await start();
  Object.assign(window.document, { execCommand: () => false });
  fill(form, answers.find(({ lang }) => lang === settings.lang)?.typed ?? {});
  /** @type {HTMLElement} */ (form.querySelector("[data-exit=copy]")).click();
  await new Promise((done) => setTimeout(done));
  assert.match(read(form.querySelector(".gcm-said") ?? undefined), /Copie el texto/);
});
