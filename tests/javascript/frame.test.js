// What a page does of itself: it shows its menu in a drawer, its address, its colours, and where another page is.

import assert from "node:assert/strict";
import { test } from "node:test";
import { open, read } from "./page.js";

const MENU = `<input type="checkbox" id="__drawer"><label class="md-overlay"></label>
<a class="md-logo" href="." title="El sitio"></a><button class="gcm-menu" aria-label="Menú"></button>
<div class="gcm-footer"><ul><li><a href="/">Inicio</a></li></ul>
<div><strong>Foros</strong><ul><li><a href="/foros/">Todos</a></li></ul></div>
<div><strong>Acerca</strong><ul><li><a href="/acerca/">Este sitio</a></li></ul></div></div>`;

test("the drawer shows the list at the foot of the page, the section of the page open", () => {
  const { window, run, find } = open(MENU, { path: "foros/" });
  run("menu");
  find(".gcm-menu").click();
  const parts = window.document.querySelectorAll("nav > details");
  const shown = Array.from(parts, (part) => [part.firstChild?.textContent, /** @type {HTMLDetailsElement} */ (part).open]);
  assert.deepEqual(shown, [
    ["Foros", true],
    ["Acerca", false],
  ]);
  assert.equal(find("nav").getAttribute("aria-label"), "Menú");
  assert.equal(find(".gcm-menu").getAttribute("aria-expanded"), "true");
  assert.equal(window.document.activeElement, find("nav a"));
});

const NOT_FOUND = ["/", "/en/"].map(
  (home) => `<div class="gcm-not-found" data-home="${home}"><p class="gcm-near" hidden><ul></ul></p></div>`,
);

test("an address whose letters are not UTF-8 has its language all the same", async () => {
  const { window, run } = open(NOT_FOUND.join(""), { path: "en/pr%E1cticas" });
  Object.assign(window, { fetch: () => Promise.reject(new Error("no network")) });
  run("not-found");
  await new Promise((done) => setTimeout(done));
  const homes = [...window.document.querySelectorAll(".gcm-not-found")].map((part) => part.getAttribute("data-home"));
  assert.deepEqual(homes, ["/en/", "/"]);
});

test("an address that cannot be copied is told", async () => {
  const { window, run, find } = open(
    `<button class="gcm-share" data-done="Copiada" data-failed="No se pudo" hidden>Copiar</button>`,
  );
  let allowed = false;
  const writeText = async () => {
    if (!allowed) throw new Error("not allowed");
  };
  Object.defineProperty(window.navigator, "clipboard", { value: { writeText } });
  run("share");
  const press = async () => {
    find(".gcm-share").click();
    await new Promise((done) => setTimeout(done));
    return read(find(".gcm-share"));
  };
  assert.equal(await press(), "No se pudo");
  allowed = true;
  assert.equal(await press(), "Copiada");
});

test("whoever comes back to a page has the colours chosen meanwhile", () => {
  const { window, run, find } = open(`<button class="gcm-palette" title="Oscuros" data-light="Claros"></button>`);
  Object.assign(window, { matchMedia: () => ({ matches: false }) });
  run("scope", { base: "." });
  run("palette");
  window.document.dispatchEvent(new window.Event("DOMContentLoaded"));
  const scheme = () => find("body").getAttribute("data-md-color-scheme");
  assert.equal(scheme(), "default");
  window.__md_set("__palette", { color: { scheme: "slate" } });
  window.dispatchEvent(new window.Event("pageshow"));
  assert.deepEqual([scheme(), find(".gcm-palette").title], ["slate", "Claros"]);
});

test("a practice that cannot be kept is told", () => {
  const { window, run, find } = open(`<a class="gcm-basket"><span></span></a>
<p class="gcm-choose" data-id="una" hidden><button data-add="Añadir" data-remove="Quitar" data-failed="Caben {most}"></button></p>`);
  run("scope", { base: "." });
  run("basket");
  window.__md_set = () => {};
  find(".gcm-choose button").click();
  assert.equal(read(find(".gcm-choose")), "Caben 60");
});

test("where a browser keeps nothing, that is told", async () => {
  const { window, run, find } = open(`<div class="gcm-stored" hidden><p data-kept="pages" hidden><output></output></p>
<p class="gcm-stored-none" hidden>Nada</p><button></button></div>`);
  Object.assign(window, { caches: { has: () => Promise.reject(new Error("forbidden")) } });
  run("scope", { base: "." });
  run("privacy");
  await new Promise((done) => setTimeout(done));
  assert.deepEqual([find(".gcm-stored").hidden, find(".gcm-stored-none").hidden], [false, false]);
});

test("what a link leads to is told once, and shown at every link like it", () => {
  const { run, find, window } = open(
    '<article><a href="/oim/" title="Organización">OIM</a> <a href="/oim/" id="again"><span>OIM</span></a> <a href="/x/">x</a></article>',
  );
  run("titles");
  for (const [way, selector] of [
    ["pointerover", "#again span"],
    ["focusin", "[href='/x/']"],
  ])
    find(selector).dispatchEvent(new window.Event(way, { bubbles: true }));
  assert.equal(find("#again").title, "Organización");
  assert.equal(find("[href='/x/']").title, "");
});
