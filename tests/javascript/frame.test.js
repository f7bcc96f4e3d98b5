// What a page does of itself: it shows its menu in a drawer, and opens what is folded.

import assert from "node:assert/strict";
import { test } from "node:test";
import { open } from "./page.js";

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
