// The explorer over the sample records, as their page has them (tests/golden/es/explorer.html), and as the pieces beside it do.

import assert from "node:assert/strict";
import { test } from "node:test";
import vm from "node:vm";
import { textOf } from "./loading.js";
import { open, read as textIn } from "./page.js";

const PAGE = textOf("tests/golden/es/explorer.html");
const ALL = ["ventanilla-movil", "registro-de-muestra", "foro-de-muestra", "revision-de-muestra"];

// What is asked for by a script that the page gets is handed over, as a server would.
/** @param {ReturnType<typeof open>} page */
const serve = async ({ window, context }) => {
  const asked = async () => {
    await new Promise((done) => setTimeout(done));
    return [...window.document.head.querySelectorAll("script")];
  };
  for (let scripts = await asked(); scripts.length; scripts = await asked()) {
    for (const script of scripts) {
      script.remove();
      const name = script.getAttribute("src")?.split("/").at(-1);
      new vm.Script(textOf(`tests/golden/es/explorer.${name}`)).runInContext(context);
    }
  }
};

/** An explorer whose page begins with `some` of the entries. @param {string} [query] @param {number} [some] */
const explorer = async (query = "", some = ALL.length) => {
  const page = open(PAGE, { path: `explorar/${query}` });
  for (const entry of [...page.window.document.querySelectorAll(".gcm-entry")].slice(some)) entry.remove();
  page.run("explorer");
  const { window, find } = page;
  const settle = () => serve(page);
  await settle();
  const text = /** @type {HTMLInputElement} */ (find("[name=text]"));
  return {
    ...page,
    shown: async () => {
      await settle();
      return [...window.document.querySelectorAll(".gcm-entry")].map((each) => each.getAttribute("data-id"));
    },
    settle,
    status: () => textIn(find("[role=status]")),
    tick: (/** @type {string} */ facet, /** @type {string} */ id) => find(`[name="${facet}"][value="${id}"]`).click(),
    type: (/** @type {string} */ words) => {
      text.value = words;
      text.dispatchEvent(new window.Event("input", { bubbles: true }));
    },
    count: (/** @type {string} */ facet, /** @type {string} */ id) =>
      textIn(find(`[data-facet="${facet}"] [data-value="${id}"] .gcm-count`)),
  };
};

test("entries that did not come are asked for again by the next choice", async () => {
  const page = open(PAGE, { path: "explorar/" });
  page.run("explorer");
  const { window } = page;
  const scripts = () => [...window.document.head.querySelectorAll("script")];
  for (const script of scripts()) {
    script.dispatchEvent(new window.Event("error"));
    script.remove();
  }
  await new Promise((done) => setTimeout(done));
  assert.deepEqual(scripts(), []);
  page.find('[name="country"][value="PA"]').click();
  assert.equal(scripts().length, 1);
});

test("what is asked of the list before its entries have come is answered when they have", async () => {
  const page = open(PAGE, { path: "explorar/?country=PA" });
  page.run("explorer");
  const { window, find } = page;
  /** @type {string[]} */
  const saved = [];
  /** @type {number[]} */
  const rows = [];
  find(".gcm-explorer").dataset.home = window.location.href;
  const { gcm } = /** @type {{ gcm: Record<string, unknown> }} */ (/** @type {unknown} */ (window));
  const read = () => /** @type {string[]} */ ([]);
  gcm.basket = { read, write: (/** @type {string[]} */ ids) => rows.push(ids.length) };
  gcm.tables = {
    csv: (/** @type {unknown[]} */ table) => rows.push(table.length),
    save: (/** @type {string} */ name) => saved.push(name),
  };
  find("[data-format=csv]").click();
  find(".gcm-explorer-collect").click();
  await serve(page);
  assert.deepEqual(saved, ["resultados-pmm-panama.csv"]);
  assert.deepEqual(rows.sort(), [1, 3]); // one practice into the selection; two results under their heads
  assert.equal(window.document.querySelectorAll(".gcm-entry").length, 2);
});

test("a list that does not come is told, and so is a file of it", async () => {
  const page = open(PAGE, { path: "explorar/" });
  page.run("explorer");
  const { window, find } = page;
  const tick = () => new Promise((done) => setTimeout(done));
  const fail = async () => {
    await tick();
    for (const script of window.document.head.querySelectorAll("script")) {
      script.dispatchEvent(new window.Event("error"));
      script.remove();
    }
    await tick();
  };
  await fail();
  const failed = find(".gcm-explorer").getAttribute("data-failed");
  assert.ok(failed);
  assert.equal(textIn(find("[role=status]")), failed);
  find("[data-format=csv]").click();
  await fail();
  assert.equal(textIn(find("[role=status]")), failed);
  find("[name=sort]").dispatchEvent(new window.Event("change", { bubbles: true }));
  await serve(page);
  assert.notEqual(textIn(find("[role=status]")), failed);
});

/** The scripts of the page's head that are asked for, as they come to be. @param {ReturnType<typeof open>} page */
const scriptsOf = ({ window }) => [...window.document.head.querySelectorAll("script")];

test("words that did not come for an older question say nothing of the newer", async () => {
  const page = await explorer();
  const { window, type, tick, status } = page;
  type("ventanilla");
  await new Promise((done) => setTimeout(done));
  const late = scriptsOf(page);
  type("");
  tick("country", "PA");
  await new Promise((done) => setTimeout(done));
  const said = status();
  for (const script of late) script.dispatchEvent(new window.Event("error"));
  await new Promise((done) => setTimeout(done));
  assert.match(said, /de 4$/);
  assert.equal(status(), said);
});

/** What is saved, and as which rows. @param {ReturnType<typeof open>["window"]} window */
const saving = (window) => {
  /** @type {{ name: string, rows: string[][] }[]} */
  const saved = [];
  const { gcm } = /** @type {{ gcm: Record<string, unknown> }} */ (/** @type {unknown} */ (window));
  gcm.tables = {
    csv: (/** @type {string[][]} */ rows) => rows,
    save: (/** @type {string} */ name, /** @type {string[][]} */ rows) => saved.push({ name, rows }),
  };
  return saved;
};

test("a file that is still being made is that of its question, whatever is asked meanwhile", async () => {
  const { window, find, tick, settle } = await explorer("?country=PA", 1);
  find(".gcm-explorer").dataset.home = window.location.href;
  const saved = saving(window);
  find("[data-format=csv]").click();
  await new Promise((done) => setTimeout(done)); // cards are on their way
  tick("country", "CR");
  await settle();
  const [{ name, rows }] = saved;
  assert.equal(name, "resultados-pmm-panama.csv");
  assert.ok(rows.slice(1).every((row) => row.some((cell) => cell.endsWith("?country=PA"))));
});

test("a second press while a file is made makes no second file, and the press is seen", async () => {
  const { window, find, settle } = await explorer();
  find(".gcm-explorer").dataset.home = window.location.href;
  const saved = saving(window);
  const button = find("[data-format=csv]");
  button.click();
  assert.equal(button.ariaBusy, "true");
  button.click();
  await settle();
  assert.equal(saved.length, 1);
  button.click();
  await settle();
  assert.equal(saved.length, 2);
});

test("nothing is cited before the list is known", () => {
  const page = open(PAGE, { path: "explorar/" });
  page.run("explorer");
  page.find(".gcm-explorer").dataset.home = page.window.location.href;
  const cite = /** @type {HTMLDetailsElement} */ (page.find(".gcm-explorer-cite"));
  cite.open = true;
  cite.dispatchEvent(new page.window.Event("toggle"));
  assert.equal(textIn(cite.lastElementChild ?? undefined), "");
});

test("what was typed before the script had come is asked, and what would have done nothing could not be pressed", async () => {
  const page = open(PAGE, { path: "explorar/" });
  const { window, find } = page;
  const controls = /** @type {NodeListOf<HTMLButtonElement | HTMLSelectElement>} */ (
    window.document.querySelectorAll(".gcm-explorer :is(button, select)")
  );
  const pressed = [...controls].filter((each) => !each.closest("[hidden]"));
  assert.ok(pressed.length > 5);
  for (const each of pressed) assert.ok(each.disabled, each.outerHTML);
  /** @type {HTMLInputElement} */ (find("[name=text]")).value = "ventanilla";
  page.run("explorer");
  await serve(page);
  for (const each of pressed) assert.ok(!each.disabled, each.outerHTML);
  assert.equal(window.location.search, "?text=ventanilla");
  assert.deepEqual(
    [...window.document.querySelectorAll(".gcm-entry")].map((each) => each.getAttribute("data-id")),
    ["ventanilla-movil"],
  );
});

test("without a question all are shown", async () => {
  assert.deepEqual(await (await explorer()).shown(), ALL);
});

test("of one facet any value is enough, of several each must be met", async () => {
  const { shown, tick, window, status } = await explorer();
  tick("organisation", "oim");
  assert.deepEqual(await shown(), ALL.slice(0, 3));
  tick("country", "PA");
  tick("country", "CR");
  assert.deepEqual(await shown(), ["ventanilla-movil", "foro-de-muestra"]);
  tick("objective", "14");
  assert.deepEqual(await shown(), ["ventanilla-movil"]);
  assert.equal(window.location.search, "?objective=14&country=PA&country=CR&organisation=oim");
  assert.equal(status(), "1 resultado de 4");
});

test("a value counts what it would add, so a facet's own choice does not narrow its counts", async () => {
  const { tick, count, settle } = await explorer();
  const before = count("country", "CR");
  tick("country", "PA");
  await settle();
  assert.equal(count("country", "CR"), before);
  assert.equal(count("objective", "14"), "1");
});

test("words are met by their beginning, without accents, and as singulars of either language", async () => {
  const { type, shown } = await explorer();
  for (const words of ["móvil", "MOVIL", "móviles", "venta", "las ventanillas", "mobile desks"]) {
    type(words);
    assert.deepEqual(await shown(), ["ventanilla-movil"], words);
  }
  type("nadie lo escribió");
  assert.deepEqual(await shown(), []);
});

test("the address is a question too, and what it does not know is no value", async () => {
  const { shown, window, find } = await explorer("?year=2023&sort=title&country=XX");
  assert.deepEqual(await shown(), []);
  assert.equal(/** @type {HTMLSelectElement} */ (find("[name=sort]")).value, "title");
  assert.equal(window.document.querySelectorAll(".gcm-chosen li").length, 2);
  assert.equal(/** @type {HTMLSelectElement} */ ((await explorer("?sort=constructor")).find("[name=sort]")).value, "kind");
});

test("the list is put in the order that is asked for", async () => {
  const { shown, find, window } = await explorer();
  const sort = /** @type {HTMLSelectElement} */ (find("[name=sort]"));
  const by = async (/** @type {string} */ order) => {
    sort.value = order;
    sort.dispatchEvent(new window.Event("change", { bubbles: true }));
    return shown();
  };
  assert.deepEqual(await by("year"), ["revision-de-muestra", "ventanilla-movil", "foro-de-muestra", "registro-de-muestra"]);
  assert.deepEqual(await by("title"), ["foro-de-muestra", "registro-de-muestra", "revision-de-muestra", "ventanilla-movil"]);
  assert.deepEqual(await by("kind"), ALL);
});

test("a chip takes its choice away, and the button all of them", async () => {
  const { shown, settle, tick, type, find, window } = await explorer();
  tick("country", "PA");
  type("ventanilla");
  await settle();
  /** @type {HTMLElement} */ (window.document.querySelector(".gcm-chosen li button")).click();
  assert.equal(window.location.search, "?text=ventanilla");
  find(".gcm-clear").click();
  assert.deepEqual([await shown(), window.location.search], [ALL, ""]);
});
