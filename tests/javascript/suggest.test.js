// Titles that a search box suggests, by mouse, keyboard and screen reader; nothing is fetched before the first letter.

import assert from "node:assert/strict";
import { test } from "node:test";
import { open, read } from "./page.js";
import { NAMES } from "./searching.js";

const PAGE = `<form class="gcm-find" data-suggested="Páginas con ese nombre"><input type="search"><button></button></form>
<form class="gcm-ask"><label><input type="search"></label><button></button></form>`;
const tick = () => new Promise((done) => setTimeout(done));

/** @param {string} [selector] @param {string} [more] */
const page = (selector = ".gcm-find", more = "") => {
  const { window, run, find } = open(PAGE + more, { path: "paises/" });
  run("scope", { base: ".." });
  run("suggest");
  const box = /** @type {HTMLInputElement} */ (find(`${selector} input`));
  const scripts = () => [...window.document.head.querySelectorAll("script")];
  const options = () => [...find(selector).querySelectorAll("[role=option]")];
  return {
    window,
    find,
    box,
    scripts,
    come: async () => {
      window.gcm.searchNames(JSON.stringify(NAMES));
      await tick();
    },
    type: async (/** @type {string} */ text) => {
      box.value = text;
      box.dispatchEvent(new window.Event("input", { bubbles: true }));
      await tick();
    },
    press: (/** @type {string} */ key) => {
      const event = new window.KeyboardEvent("keydown", { key, cancelable: true });
      box.dispatchEvent(event);
      return event.defaultPrevented;
    },
    titles: () => options().map((option) => option.firstChild?.textContent),
    isOpen: () => box.getAttribute("aria-expanded") === "true" && !find(`${selector} [role=listbox]`).hidden,
    active: () => {
      const id = box.getAttribute("aria-activedescendant");
      const marked = options().filter((option) => option.getAttribute("aria-selected") === "true");
      assert.deepEqual(
        marked.map((option) => option.id),
        id ? [id] : [],
      );
      return marked[0]?.firstChild?.textContent;
    },
  };
};

for (const selector of [".gcm-find", ".gcm-ask"]) {
  test(`nothing is fetched before the first letter, and titles come from the second on: ${selector}`, async () => {
    const { box, scripts, type, come, titles, isOpen } = page(selector);
    box.focus();
    assert.deepEqual([scripts().length, isOpen()], [0, false]);
    await type("t");
    assert.deepEqual(
      scripts().map(({ src }) => src),
      ["https://example.org/assets/search/names.js"],
    );
    await come();
    assert.equal(isOpen(), false);
    await type("tr");
    assert.deepEqual(titles(), ["Erradicar la trata de personas", "Fondo contra la trata de personas"]);
    assert.equal(scripts().length, 1);
  });
}

test("each word begins one of the title, whatever its accents; what begins the title comes first, and its kind is told", async () => {
  const { find, type, come, titles } = page();
  await type("PERS trat");
  await come();
  assert.equal(titles().length, 2);
  await type("prác");
  assert.deepEqual(titles(), ["Prácticas"]);
  await type("mexicó");
  assert.deepEqual([titles(), read(find("small"))], [["México"], "Países"]);
  await type("remesas ceviche");
  assert.deepEqual(titles(), []);
});

test("the keyboard goes through the list and out of it, and Enter without a choice asks the search", async () => {
  const { type, come, press, active, isOpen } = page();
  await type("trata");
  await come();
  assert.equal(press("Enter"), false);
  assert.deepEqual([press("ArrowDown"), active()], [true, "Erradicar la trata de personas"]);
  press("ArrowDown");
  assert.equal(active(), "Fondo contra la trata de personas");
  press("ArrowDown");
  assert.equal(active(), undefined);
  press("ArrowUp");
  assert.equal(active(), "Fondo contra la trata de personas");
  assert.deepEqual([press("Escape"), isOpen(), press("Escape")], [true, false, false]);
});

test("an answer that comes late is that of the last letter, and none where the box was left", async () => {
  const { window, box, type, come, titles, isOpen } = page();
  await type("tra");
  await type("reme");
  await come();
  assert.deepEqual(titles(), ["Remesas Paisano"]);
  box.value = "trata";
  box.dispatchEvent(new window.Event("input"));
  box.dispatchEvent(new window.Event("blur"));
  await tick();
  assert.equal(isOpen(), false);
});

test("an index that did not come is asked for again with the next letter", async () => {
  const { window, type, scripts, come, titles } = page();
  await type("rem");
  scripts()[0].dispatchEvent(new window.Event("error"));
  await type("reme");
  assert.equal(scripts().length, 2);
  await come();
  assert.deepEqual(titles(), ["Remesas Paisano"]);
});

test("the page of results, which shows them all as one types, has no list", () => {
  const { find, box } = page(".gcm-find", `<div class="gcm-search"></div>`);
  assert.deepEqual([box.getAttribute("role"), find("body").querySelector("[role=listbox]")], [null, null]);
});
