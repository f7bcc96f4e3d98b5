// The page of results: from the address to the list and back, as a reader meets it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { textOf } from "./loading.js";
import { open, read } from "./page.js";
import { ALL_TEXTS, NAMES } from "./searching.js";

const WORDS = {
  alone: "Solo:",
  best: "Lo más cercano",
  by_other_name: "Por su nombre en inglés",
  contribute: "Proponer",
  count_many: "{count} resultados para {text}",
  count_none: "Nada para {text}",
  count_one: "1 resultado para {text}",
  explore: "Explorar",
  failed: "Sin índice",
  group: "{kind} ({count})",
  in_explorer: "Ver {count} en el explorador",
  in_other: "En inglés",
  in_text: "En el texto: {words}",
  more: "Las demás ({count})",
  near: "Cerca:",
  nobody_says: "Nadie dice {said}",
  only_names: "Solo en los nombres",
  quoted: "«{text}»",
  spelled_alike: "Parecidas a {said}",
  understood: "{said}: {term}",
  waiting: "Buscando",
  ways: "Otras maneras",
  title: "Buscar",
  other_field: "text",
};
const PAGE = `<div class="gcm-search" data-lang="es" data-names="n.js" data-texts="t.js" data-root="../" data-explorer="../explorar/"
data-other="../en/search/" data-contribute="../contribuir/" data-words='${JSON.stringify(WORDS)}'>
<form class="gcm-search-form"><input name="texto"></form><p role="status"></p><div class="gcm-search-results" aria-busy="true"></div>
<div class="gcm-search-browse"></div></div>`;

/** A page at this query, whose indexes come when `names` and `texts` are called. @param {string} text */
const searchPage = (text) => {
  const page = open(PAGE, { path: `buscar/?${new URLSearchParams({ texto: text })}` });
  const { window, run, find } = page;
  window.gcmSearchRules = JSON.parse(textOf("tests/vectors/rules.json")).search;
  for (const name of ["vendor/minisearch", "vendor/snowball", "search-words", "search-rank", "search"]) run(name);
  const names = () => window.gcm.searchNames(JSON.stringify(NAMES));
  const texts = () => window.gcm.searchTexts(JSON.stringify(ALL_TEXTS));
  const links = () => Array.from(window.document.querySelectorAll("li > a"), (link) => link.getAttribute("href"));
  const type = (/** @type {string} */ value) => {
    const field = /** @type {HTMLInputElement} */ (find("input"));
    field.value = value;
    field.form?.dispatchEvent(new window.Event("submit", { cancelable: true }));
  };
  return {
    ...page,
    names,
    texts,
    links,
    type,
    said: () => read(find("[role=status]")),
    list: () => read(find(".gcm-search-results")),
  };
};

test("what was typed before the script had come is what is looked for", () => {
  const page = open(PAGE, { path: "buscar/?texto=remesas" });
  const field = /** @type {HTMLInputElement} */ (page.find("input"));
  field.value = "consulados";
  page.window.gcmSearchRules = JSON.parse(textOf("tests/vectors/rules.json")).search;
  for (const name of ["vendor/minisearch", "vendor/snowball", "search-words", "search-rank", "search"]) page.run(name);
  assert.equal(field.value, "consulados");
});

test("what the address asks for is found as soon as the index is there", () => {
  const { names, links, said, find } = searchPage("esclavitud moderna");
  assert.equal(said(), "Buscando");
  names();
  assert.equal(said(), "2 resultados para «esclavitud moderna»");
  assert.deepEqual(links(), ["../objetivo-10/", "../trata/"]);
  assert.equal(read(find("h2")), "Lo más cercano");
  assert.match(read(find(".gcm-search-results")), /«esclavitud moderna»: trata de personas/);
  assert.ok(Array.from(find("li").querySelectorAll("mark"), read).includes("trata"));
});

test("all other words are found when they have come, and it is told that they stand in the text", async () => {
  const { names, texts, said, list, find } = searchPage("deportadas");
  names();
  assert.deepEqual([said(), list()], ["Buscando", ""]); // not 'nothing': most words are still to come
  assert.equal(find(".gcm-search-results").getAttribute("aria-busy"), "true");
  await texts();
  assert.equal(said(), "1 resultado para «deportadas»");
  assert.match(list(), /En el texto: deportadas/);
  assert.equal(find(".gcm-search-results").getAttribute("aria-busy"), null);
});

test("where the index of all other words does not come, it is told that only names were searched", async () => {
  const { window, names, said, list, find } = searchPage("trata");
  const script = (/** @type {string} */ source) => find(`script[src='${source}']`);
  names();
  script("n.js").dispatchEvent(new window.Event("load"));
  await Promise.resolve();
  assert.doesNotMatch(list(), /Solo en los nombres/);
  script("t.js").dispatchEvent(new window.Event("error"));
  await new Promise((done) => setTimeout(done));
  assert.match(list(), /^Solo en los nombres/);
  assert.equal(said(), "2 resultados para «trata»");
  assert.equal(find(".gcm-search-results").getAttribute("aria-busy"), null);
});

test("where no index comes, nothing is told but that", async () => {
  const { window, said, list, find } = searchPage("trata");
  find("script[src='n.js']").dispatchEvent(new window.Event("error"));
  await new Promise((done) => setTimeout(done));
  assert.deepEqual([said(), list()], ["Sin índice", ""]);
});

test("what was typed is said as it was typed, though accents do not matter", async () => {
  const { names, texts, list, type } = searchPage("ceviché remesas");
  names();
  await texts();
  assert.match(list(), /Nadie dice «ceviché»/);
  type("Tráfficking"); // the concept is not said to be another word where only accents differ
  assert.match(list(), /«Tráfficking»/);
});

test("what did not come is asked for again by the next question", async () => {
  const { window, names, texts, type, said, find } = searchPage("trata");
  const fail = async () => {
    const script = find("script[src='n.js']");
    script.remove();
    script.dispatchEvent(new window.Event("error"));
    await new Promise((done) => setTimeout(done));
  };
  await fail();
  type("remesas");
  assert.equal(said(), "Buscando");
  await fail();
  assert.equal(said(), "Sin índice");
  type("remesas");
  names();
  await texts();
  assert.equal(said(), "1 resultado para «remesas»");
});

test("texts that come late leave the reader at the result where they were", async () => {
  const { window, names, texts, find } = searchPage("trata");
  names();
  find("li > a[href='../trata/']").focus();
  await texts();
  assert.equal(window.document.activeElement, find("li > a[href='../trata/']"));
});

test("another query is another address, and the way back leads to the one before", async () => {
  const { window, names, type, links, said } = searchPage("trata");
  names();
  type("remesas");
  assert.equal(window.location.search, "?texto=remesas");
  assert.deepEqual(links(), ["../remesas/"]);
  const back = new Promise((done) => window.addEventListener("popstate", done));
  window.history.back();
  await back;
  assert.equal(said(), "2 resultados para «trata»");
  type("");
  assert.deepEqual([said(), links(), window.location.search], ["", [], ""]);
});

test("kinds and countries lead to the explorer with its filters", () => {
  const { window, names } = searchPage("políticas de Costa Rica");
  names();
  const link = window.document.querySelector("p > a");
  assert.equal(link?.getAttribute("href"), "../explorar/?kind=policy&country=CR");
  assert.equal(read(link ?? undefined), "Ver 2 en el explorador");
});

test("where nothing is found there are other ways: near words, parts, the other language, the explorer, the form", async () => {
  const { names, texts, list, window } = searchPage("ceviche remesas");
  names();
  await texts();
  assert.match(list(), /Nadie dice «ceviche»/);
  const ways = Array.from(window.document.querySelectorAll(".gcm-search-ways a"), (link) => link.getAttribute("href"));
  assert.deepEqual(ways, ["?texto=remesas", "../en/search/?text=ceviche+remesas", "../explorar/", "../contribuir/"]);
});

test("words of a record and of a reader are words, never markup", () => {
  const { names, find } = searchPage("<img src=x onerror=alert(1)> trata");
  names();
  assert.equal(find("body").querySelector("img"), null);
});
