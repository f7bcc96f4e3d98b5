// The explorer over the sample records, as their page has them (tests/golden/es/explorer.html).

import assert from "node:assert/strict";
import { test } from "node:test";
import { textOf } from "./loading.js";
import { open, read } from "./page.js";

const PAGE = textOf("tests/golden/es/explorer.html");
const ALL = ["ventanilla-movil", "registro-de-muestra", "foro-de-muestra", "revision-de-muestra"];

/** @param {string} [query] */
const explorer = (query = "") => {
  const page = open(PAGE, { path: `explorar/${query}` });
  page.run("explorer");
  const { window, find } = page;
  const text = /** @type {HTMLInputElement} */ (find("[name=text]"));
  return {
    ...page,
    shown: () =>
      [...window.document.querySelectorAll(".gcm-entry")]
        .filter((each) => !(/** @type {HTMLElement} */ (each).hidden))
        .map((each) => each.getAttribute("data-id")),
    status: () => read(find("[role=status]")),
    tick: (/** @type {string} */ facet, /** @type {string} */ id) => find(`[name="${facet}"][value="${id}"]`).click(),
    type: (/** @type {string} */ words) => {
      text.value = words;
      text.dispatchEvent(new window.Event("input", { bubbles: true }));
    },
    count: (/** @type {string} */ facet, /** @type {string} */ id) =>
      read(find(`[data-facet="${facet}"] [data-value="${id}"] .gcm-count`)),
  };
};

test("without a question all are shown", () => {
  assert.deepEqual(explorer().shown(), ALL);
});

test("of one facet any value is enough, of several each must be met", () => {
  const { shown, tick, window, status } = explorer();
  tick("organisation", "oim");
  assert.deepEqual(shown(), ALL.slice(0, 3));
  tick("country", "PA");
  tick("country", "CR");
  assert.deepEqual(shown(), ["ventanilla-movil", "foro-de-muestra"]);
  tick("objective", "14");
  assert.deepEqual(shown(), ["ventanilla-movil"]);
  assert.equal(window.location.search, "?objective=14&country=PA&country=CR&organisation=oim");
  assert.equal(status(), "1 resultado de 4");
});

test("a value counts what it would add, so a facet's own choice does not narrow its counts", () => {
  const { tick, count } = explorer();
  const before = count("country", "CR");
  tick("country", "PA");
  assert.equal(count("country", "CR"), before);
  assert.equal(count("objective", "14"), "1");
});

test("words are met by their beginning, without accents, and as singulars of either language", () => {
  const { type, shown } = explorer();
  for (const words of ["móvil", "MOVIL", "móviles", "venta", "las ventanillas", "mobile desks"]) {
    type(words);
    assert.deepEqual(shown(), ["ventanilla-movil"], words);
  }
  type("nadie lo escribió");
  assert.deepEqual(shown(), []);
});

test("the address is a question too, and what it does not know is no value", () => {
  const { shown, window, find } = explorer("?year=2023&sort=title&country=XX");
  assert.deepEqual(shown(), []);
  assert.equal(/** @type {HTMLSelectElement} */ (find("[name=sort]")).value, "title");
  assert.equal(window.document.querySelectorAll(".gcm-chosen li").length, 2);
  assert.equal(/** @type {HTMLSelectElement} */ (explorer("?sort=constructor").find("[name=sort]")).value, "kind");
});

test("the list is put in the order that is asked for", () => {
  const { shown, find, window } = explorer();
  const sort = /** @type {HTMLSelectElement} */ (find("[name=sort]"));
  const by = (/** @type {string} */ order) => {
    sort.value = order;
    sort.dispatchEvent(new window.Event("change", { bubbles: true }));
    return shown();
  };
  assert.deepEqual(by("year"), ["revision-de-muestra", "ventanilla-movil", "foro-de-muestra", "registro-de-muestra"]);
  assert.deepEqual(by("title"), ["foro-de-muestra", "registro-de-muestra", "revision-de-muestra", "ventanilla-movil"]);
  assert.deepEqual(by("kind"), ALL);
});

test("a chip takes its choice away, and the button all of them", () => {
  const { shown, tick, type, find, window } = explorer();
  tick("country", "PA");
  type("ventanilla");
  /** @type {HTMLElement} */ (window.document.querySelector(".gcm-chosen li button")).click();
  assert.equal(window.location.search, "?text=ventanilla");
  find(".gcm-clear").click();
  assert.deepEqual([shown(), window.location.search], [ALL, ""]);
});
