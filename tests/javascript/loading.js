// How the tests get at the scripts of the site.
//
// They are plain scripts, not modules: browsers refuse modules to a page that is opened from a folder, and the site is read so too. So
// nothing can be imported; what a script gives others hangs on `window.gcm`. Each file of tests runs in a process of its own, so the
// scripts may run in its global scope, as they do in a page, and what they make has the same Array and Object as the tests.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import vm from "node:vm";

/** @param {string} path below the repository's root */
export const pathOf = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** @param {string} path below the repository's root */
export const textOf = (path) => readFileSync(pathOf(path), "utf8");

/** @param {string} name of a script, without its ending */
export const script = (name) => {
  const path = `theme/assets/javascripts/${name}.js`;
  return new vm.Script(textOf(path), { filename: pathOf(path) });
};

/**
 * What the scripts hang on `window.gcm`, loaded one after the other.
 *
 * @param {string[]} names
 * @returns {Gcm}
 */
export const load = (...names) => {
  Object.assign(globalThis, { window: globalThis });
  for (const name of names) script(name).runInThisContext();
  return window.gcm;
};
