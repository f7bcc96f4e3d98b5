// What types/elements.d.ts says that the templates promise is in a template, or is made by a script itself.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { pathOf, textOf } from "./loading.js";

const PROMISES = textOf("types/elements.d.ts");

/** @type {(folder: string, endings: string[]) => string} */
const written = (folder, endings) =>
  readdirSync(pathOf(folder), { recursive: true, encoding: "utf8" })
    .filter((path) => endings.some((ending) => path.endsWith(ending)) && !path.includes("vendor"))
    .map((path) => textOf(`${folder}/${path}`))
    .join("\n");
const TEMPLATES =
  written("gcm/site", [".html", ".py"]) +
  written("docs", [".md"]) +
  written("theme", [".html"]) +
  written("theme/assets/javascripts", [".js"]);

/** @param {string} pattern */
const promised = (pattern) => [...new Set([...PROMISES.matchAll(new RegExp(pattern, "g"))].map(([, name]) => name))];

test("every class of ours stands in a template", () => {
  const classes = promised("\\.(gcm-[a-z-]+)");
  assert.ok(classes.length > 40);
  const missing = classes.filter(
    (name) => !new RegExp(`(class="[^"]*|class: "|className: ")\\b${name}(?![a-z-])`).test(TEMPLATES),
  );
  assert.deepEqual(missing, []);
});

test("every data- attribute stands in a template", () => {
  const names = [...promised("\\[data-([a-z-]+)"), ...promised("\\n  ([a-z]+): string;")];
  assert.ok(names.length > 20);
  assert.deepEqual(
    names.filter((name) => !TEMPLATES.includes(`data-${name}=`) && !TEMPLATES.includes(`data-${name} `)),
    [],
  );
});
