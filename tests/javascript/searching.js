// A search over a few pages, whose index the library itself makes here.

import { load, textOf } from "./loading.js";

Object.assign(globalThis, { gcmSearchRules: JSON.parse(textOf("tests/vectors/rules.json")).search });
const { words, searcher } = load("vendor/minisearch", "vendor/snowball", "search-words", "search-rank");

/** @type {SearchNames["kinds"]} */
const KINDS = [
  ["Prácticas", "practices", 1.3],
  ["Objetivos", "objectives", 1.25],
  ["Países", "countries", 1.2],
  ["Otras páginas", "search_other", 1],
];

/** Address, title, kind, facets; then the name in the other language and the summary. @type {[...SearchPage, string, string][]} */
const PAGES = [
  [
    "trata/",
    "Fondo contra la trata de personas",
    0,
    "practice kind:policy country:CR",
    "Fund against trafficking in persons",
    "Paga la atención de las víctimas.",
  ],
  ["objetivo-10/", "Erradicar la trata de personas", 1, "", "Eradicate trafficking", ""],
  ["costa-rica/", "Costa Rica", 2, "", "Costa Rica", ""],
  ["remesas/", "Remesas Paisano", 0, "practice kind:tool country:MX", "Compatriot remittances", "Tarjeta para enviar dinero."],
  ["mexico/", "México", 2, "", "Mexico", ""],
  ["cuidado/", "Centro de atención", 0, "practice kind:policy country:CR", "Care centre", "Da techo a personas en tránsito."],
  ["practicas/", "Prácticas", 3, "", "Practices", ""],
];
const TEXTS = ["", "", "", "", "", "También atiende a personas deportadas.", ""];

// As in Python: names have the words of a query that are looked for, an index all telling ones.
const terms = (/** @type {string} */ text, /** @type {Lang} */ lang) => words.asked(text).map((word) => words.stem(word, lang));
const indexed = (/** @type {string} */ text, /** @type {Lang} */ lang) =>
  words.telling(words.split(text), lang).map((word) => words.stem(word, lang));

// Each page as its distance from the one before it.
/** @param {Record<string, number>} pages */
const packed = (pages) =>
  Object.keys(pages)
    .map((page, place, all) => `${Number(page) - Number(all[place - 1] ?? 0)}*${pages[page]}`)
    .join(" ");

/** @type {(documents: Record<string, string>[]) => PackedIndex} */
const indexOf = (documents) => {
  const tokenize = (/** @type {string} */ text) => text.split(" ").filter(Boolean);
  const options = { fields: Object.keys(documents[0]), tokenize, processTerm: (/** @type {string} */ term) => term };
  const index = new window.MiniSearch(options);
  index.addAll(documents.map((document, id) => ({ id, ...document })));
  /** @type {SerializedIndex} */
  const made = JSON.parse(JSON.stringify(index));
  const names = Object.values(made.fieldIds);
  return { ...made, index: made.index.map(([term, fields]) => [term, ...names.map((field) => packed(fields[field] ?? {}))]) };
};

/** @type {(lang: Lang, phrases: Record<string, number>) => Record<string, number[]>} */
const saying = (lang, phrases) =>
  Object.fromEntries(Object.entries(phrases).map(([phrase, concept]) => [terms(phrase, lang).join(" "), [concept]]));

/** @type {SearchNames} */
export const NAMES = {
  pages: PAGES.map(([location, title, kind, facets]) => [location, title, kind, facets]),
  kinds: KINDS,
  concepts: [
    ["trata de personas", [1], ["trat"], ""],
    ["Costa Rica", [2], ["cost ric"], "country:CR"],
    ["Políticas", [], ["polit"], "kind:policy"],
    ["Prácticas", [6], ["practic"], "practice"],
  ],
  said: {
    es: saying("es", {
      "trata de personas": 0,
      trata: 0,
      "esclavitud moderna": 0,
      "Costa Rica": 1,
      políticas: 2,
      prácticas: 3,
    }),
    en: saying("en", { "human trafficking": 0, trafficking: 0, "Costa Rica": 1, policies: 2, practices: 3 }),
  },
  index: indexOf(
    PAGES.map(([, title, , , other]) => ({
      title: indexed(title, "es").join(" "),
      names: "",
      other: indexed(other, "en").join(" "),
      whole: `_${terms(title, "es").join("")}`,
    })),
  ),
};
/** @type {SearchTexts} */
export const ALL_TEXTS = {
  summaries: PAGES.map(([, , , , , summary]) => summary),
  index: indexOf(
    PAGES.map(([, , , , , summary], place) => ({
      summary: indexed(summary, "es").join(" "),
      facts: "",
      text: indexed(TEXTS[place], "es").join(" "),
    })),
  ),
};

/** A searcher of the Spanish site; without `texts` as it is before the rest has come. */
export const searching = async ({ texts = true } = {}) => {
  const made = searcher(NAMES, "es");
  if (texts) await made.addTexts(ALL_TEXTS);
  return made;
};
