// A practice that is still being written is shown as its page will read.

import assert from "node:assert/strict";
import { test } from "node:test";
import { textOf } from "./loading.js";
import { open, read } from "./page.js";

/** @type {Record<Lang, { settings: PreviewSettings, pages: { data: PracticeData, bodies: Bilingual, title: string, facts: string[][], sections: [string, string][] }[] }>} */
const vectors = JSON.parse(textOf("tests/vectors/previews.json"));
const LANGS = /** @type {Lang[]} */ (Object.keys(vectors));

/**
 * The preview of a practice; the reader of Markdown is loaded as soon as it is asked for, unless it is `missing`.
 *
 * @param {Lang} lang
 * @param {PracticeData} data
 * @param {Bilingual} [bodies]
 */
const show = async (lang, data, bodies = {}, missing = false) => {
  const { window, run, find } = open('<form><script type="application/json" class="gcm-preview-data"></script></form>', {
    lang,
  });
  find(".gcm-preview-data").textContent = JSON.stringify(vectors[lang].settings);
  run("preview");
  const watcher = new window.MutationObserver(() => {
    const asked = /** @type {HTMLScriptElement} */ (find("head script"));
    if (!missing) run("vendor/markdown-it");
    asked.dispatchEvent(new window.Event(missing ? "error" : "load"));
  });
  watcher.observe(window.document.head, { childList: true });
  const node = window.gcm.preview(find("form"), { data, bodies });
  await node.ready;
  return node;
};

/** @param {HTMLElement} node */
const factsOf = (node) =>
  [.../** @type {HTMLElement} */ (node.querySelector(".gcm-facts")).children].map((row) => [...row.children].map(read));

/** @type {(node: HTMLElement, lang: Lang) => string | undefined} */
const periodOf = (node, lang) => factsOf(node).find(([label]) => label === vectors[lang].settings.words.period)?.[1];

/** @type {(node: HTMLElement) => [heading: string, text: string][]} */
const sectionsOf = (node) =>
  [...node.querySelectorAll(".gcm-preview-heading")].map((heading) => {
    const below = [];
    for (let each = heading.nextElementSibling; each && !each.matches(".gcm-preview-heading"); each = each.nextElementSibling)
      below.push(read(each));
    return [read(heading), below.join(" ")];
  });

// Between the entries of a list a page has white space, and a preview none.
/** @param {[heading: string, text: string]} section */
const squeezed = ([heading, text]) => [heading, text.replaceAll(/\s/g, "")];

for (const lang of LANGS) {
  for (const page of vectors[lang].pages) {
    test(`${lang}: ${page.title} reads as its page`, async () => {
      const node = await show(lang, page.data, page.bodies);
      assert.equal(read(node.querySelector(".gcm-preview-title") ?? undefined), page.title);
      assert.deepEqual(factsOf(node), page.facts);
      const { related } = vectors[lang].settings.words;
      const shown = sectionsOf(node).filter(([heading]) => heading !== related);
      assert.deepEqual(shown.map(squeezed), page.sections.map(squeezed));
    });
  }
}

test("what nobody has written is not there", async () => {
  const node = await show("es", { countries: [], period: { start: " " }, title: {}, listings: [{}], links: "x" });
  const { words } = vectors.es.settings;
  assert.equal(read(node.querySelector("h2") ?? undefined), words.untitled);
  assert.deepEqual(
    factsOf(node).map(([label]) => label),
    [words.origin],
  );
  assert.deepEqual(sectionsOf(node), []);
});

test("what is typed stays text, whatever it looks like", async () => {
  const evil = '"><img src=x onerror=alert(1)>';
  const data = {
    title: { es: evil },
    kind: evil,
    countries: [evil, "__proto__", "constructor"],
    scope: "toString",
    hub_url: "javascript:alert(2)",
    links: [{ url: "data:text/html,x", title: { es: evil } }],
  };
  const node = await show("es", data, { es: `${evil} [x](javascript:alert(3)) <script>x</script>` });
  assert.equal(node.querySelectorAll("img, script, [onerror], [href]").length, 0);
  assert.ok(node.textContent.split(evil).length > 4);
});

test("intervals: the answers are those of Python", () => {
  const { cases, generated } = JSON.parse(textOf("tests/vectors/intervals.json"));
  /** @type {Partial<Record<Lang, ReturnType<typeof open>>>} */
  const pages = {};
  for (const lang of LANGS) {
    const page = open('<form><script type="application/json" class="gcm-preview-data"></script></form>', { lang });
    page.find(".gcm-preview-data").textContent = JSON.stringify(vectors[lang].settings);
    page.run("preview");
    pages[lang] = page;
  }
  for (const [lang, start, end, expected] of [...cases, ...generated]) {
    const { window, find } = /** @type {ReturnType<typeof open>} */ (pages[/** @type {Lang} */ (lang)]);
    const node = window.gcm.preview(find("form"), { data: { period: { start, end } }, bodies: {} });
    assert.equal(periodOf(node, lang), expected, `${lang} ${start} ${end}`);
  }
});

test("dates are written as the site writes them, as far as they are dates", async () => {
  const period = async (/** @type {Raw} */ start, /** @type {Raw} */ end) =>
    periodOf(await show("es", { period: { start, end } }), "es");
  assert.equal(await period("2021-03-05", "2021-03-07"), "del 5 al 7 de marzo de 2021");
  assert.equal(await period("2021-03", "2022"), "de marzo de 2021 a 2022");
  assert.equal(await period("2021", "2021"), "2021");
  assert.equal(await period("2021-99", "pronto"), "2021-99-pronto");
});

test("without the reader of Markdown the description stands as it was typed", async () => {
  const node = await show("es", {}, { es: "**uno** <b>" }, true);
  assert.equal(node.querySelector("pre")?.textContent, "**uno** <b>");
});
