// A page without a browser: a document of jsdom, in which the scripts of the site run as a page runs them.

import { JSDOM } from "jsdom";
import { script } from "./loading.js";

const HOME = "https://example.org/";

/**
 * A page with `body` in it. Nothing is fetched: a script that a script asks for never comes unless a test runs it.
 *
 * @param {string} body
 * @param {{ lang?: string, path?: string }} [options]
 */
export const open = (body, { lang = "es", path = "" } = {}) => {
  const html = `<!doctype html><html lang="${lang}"><head></head><body>${body}</body></html>`;
  const dom = new JSDOM(html, { url: `${HOME}${path}`, runScripts: "outside-only", pretendToBeVisual: true });
  const { window } = dom;

  /**
   * Runs a script of the site; `data` is what its element says in `data-` attributes.
   *
   * @param {string} name
   * @param {Record<string, string>} [data]
   */
  const run = (name, data = {}) => {
    const element = window.document.createElement("script");
    element.src = `${HOME}assets/javascripts/${name}.js`;
    Object.assign(element.dataset, data);
    Object.defineProperty(window.document, "currentScript", { value: element, configurable: true });
    script(name).runInContext(dom.getInternalVMContext());
    Object.defineProperty(window.document, "currentScript", { value: null, configurable: true });
  };

  /** @param {string} selector */
  const find = (selector) => {
    const found = window.document.querySelector(selector);
    if (!found) throw new Error(`nothing is ${selector}`);
    return /** @type {HTMLElement} */ (found);
  };

  return {
    window: /** @type {Window & typeof globalThis} */ (/** @type {unknown} */ (window)),
    run,
    find,
    context: dom.getInternalVMContext(),
  };
};

/**
 * Words as a reader meets them, without the white space of the source.
 *
 * @param {Node | undefined} node
 */
export const read = (node) => (node?.textContent ?? "").split(/\s+/).filter(Boolean).join(" ");
