// The reader's selection, over the page of the sample (tests/golden/es/selection.html): records that come, come late, or do not come.

import assert from "node:assert/strict";
import { test } from "node:test";
import { textOf } from "./loading.js";
import { open, read } from "./page.js";

const PAGE = `<a class="gcm-basket"><span></span></a>${textOf("tests/golden/es/selection.html")}`;
const TITLES = { uno: "Práctica uno", dos: "Práctica dos", tres: "Práctica tres" };
const tick = () => new Promise((done) => setTimeout(done));

/** A selection of `ids`, whose scripts come when `come` or `fail` is called. @param {{ ids?: string[], query?: string }} [options] */
const selection = ({ ids = [], query = "" } = {}) => {
  const page = open(PAGE, { path: `seleccion/${query}` });
  const { window, run, find } = page;
  run("scope", { base: ".." });
  /** @param {string[]} chosen */
  const keep = (chosen) => window.__md_set("selection", chosen);
  keep(ids);
  Object.assign(window, { matchMedia: () => ({ matches: false }) });
  for (const name of ["basket", "tables", "preview", "packet", "chosen"]) run(name);
  const asked = () => [...window.document.head.querySelectorAll("script")];
  /** @param {HTMLScriptElement} script */
  const serve = (script) => {
    const id = /practice\/([a-z]+)\.js$/.exec(script.src)?.[1];
    const title = { es: TITLES[/** @type {keyof typeof TITLES} */ (id)] };
    const record = { id, kind: "practice", fields: [["title", title, ""]], bodies: {}, path: "", text: "" };
    if (id) window.gcm.record(/** @type {OriginalRecord} */ (/** @type {unknown} */ (record)));
    else
      window.gcm.known({
        kind: "practice",
        records: Object.entries(TITLES).map(([name, es]) => [name, es, "", "", "", []]),
      });
  };
  // Every script that is asked for comes, or those that `fails` names do not.
  const come = async (/** @type {RegExp} */ fails = /^$/) => {
    for (let scripts = asked(); scripts.length; scripts = asked()) {
      for (const script of scripts) {
        script.remove();
        const isHere = !fails.test(script.src);
        if (isHere) serve(script);
        script.dispatchEvent(new window.Event(isHere ? "load" : "error"));
      }
      await tick();
    }
  };
  const input = /** @type {HTMLInputElement} */ (find(".gcm-chosen-add input"));
  return {
    ...page,
    keep,
    come,
    input,
    add: (/** @type {string} */ title) => {
      input.value = title;
      find("[data-make=add]").click();
    },
    said: () => read(find(".gcm-chosen-said")),
    listed: () => [...find(".gcm-chosen-list").querySelectorAll("a")].map(read),
    kept: () => [...window.gcm.basket.read()],
  };
};

test("while the records are on their way that is told, and no longer when they are there", async () => {
  const { come, said, listed, find, window } = selection({ ids: ["uno", "dos"] });
  assert.equal(said(), "Se abren las prácticas elegidas…");
  assert.ok(window.document.documentElement.classList.contains("asked")); // the style shows the word then
  assert.equal(find(".gcm-chosen-practices").hidden, true);
  await come();
  assert.deepEqual([said(), listed()], ["", ["Práctica uno", "Práctica dos"]]);
});

test("a record that does not come is told, and stays chosen", async () => {
  const { come, said, listed, kept } = selection({ ids: ["uno", "dos"] });
  await come(/dos/);
  assert.deepEqual(listed(), ["Práctica uno"]);
  assert.match(said(), /^No se pudo abrir: dos\./);
  assert.deepEqual(kept(), ["uno", "dos"]);
});

test("where the titles do not come nobody is told that there is no such practice", async () => {
  const { come, add, said, input, listed } = selection();
  await come();
  add("Práctica uno");
  await come(/practice\.js/);
  assert.match(said(), /conexión/);
  assert.equal(input.value, "Práctica uno");
  add("Práctica uno");
  await come();
  assert.deepEqual([said(), listed()], ["«Práctica uno» está en la lista.", ["Práctica uno"]]);
});

test("a practice that does not come is not told to be in the list", async () => {
  const { come, add, said, kept } = selection();
  await come();
  add("Práctica dos");
  await come(/dos/);
  assert.match(said(), /^No se pudo abrir: dos\./);
  assert.deepEqual(kept(), []);
});

test("what is typed while a practice is on its way stays typed", async () => {
  const { come, add, input, listed } = selection();
  await come();
  add("Práctica uno");
  input.value = "Práctica d";
  await come();
  assert.deepEqual([listed(), input.value], [["Práctica uno"], "Práctica d"]);
});

for (const event of ["storage", "pageshow"]) {
  test(`what was chosen meanwhile on another page is neither missing nor lost (${event})`, async () => {
    const { window, come, keep, listed, kept, find } = selection({ ids: ["uno"] });
    await come();
    keep(["uno", "dos"]);
    window.dispatchEvent(new window.Event(event));
    await come();
    assert.deepEqual(listed(), ["Práctica uno", "Práctica dos"]);
    find(".gcm-chosen-list button").click();
    assert.deepEqual(kept(), ["dos"]);
  });
}

test("a list that was sent stays as it is, whatever is chosen meanwhile", async () => {
  const { window, come, keep, listed } = selection({ query: "?id=dos" });
  await come();
  keep(["uno"]);
  window.dispatchEvent(new window.Event("storage"));
  await come();
  assert.deepEqual(listed(), ["Práctica dos"]);
});

test("a second press while a file is made makes no second file", async () => {
  const { window, come, find, said } = selection({ ids: ["uno"] });
  await come();
  /** @type {string[]} */
  const saved = [];
  window.gcm.tables.save = (name) => saved.push(name);
  find("[data-make=csv]").click();
  find("[data-make=csv]").click();
  await tick();
  assert.equal(saved.length, 1);
  assert.match(said(), /^Archivo listo: seleccion-1-/);
});
