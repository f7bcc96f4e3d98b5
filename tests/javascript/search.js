// The site's search in a page: what the theme's worker is asked for, and what is made of its answers.

import { open } from "./page.js";

const BOX = '<div class="md-search"><input><ol class="md-search-result__list"></ol></div>';

/**
 * A page with the search's rules, whose worker writes down what it is asked; `answer` gives the worker's answer to the page.
 *
 * @param {SearchRules} rules
 */
export const searchWith = (rules) => {
  const { window, run, find } = open(BOX);
  /** @type {unknown[]} */
  const asked = [];
  /** @type {(message: SearchMessage) => void} */
  let answer = () => {};
  window.Worker = /** @type {typeof Worker} */ (
    /** @type {unknown} */ (
      class extends window.EventTarget {
        constructor() {
          super();
          answer = (data) => this.dispatchEvent(new window.MessageEvent("message", { data }));
        }

        /** @param {SearchMessage} message */
        postMessage(message) {
          asked.push(message.data);
        }
      }
    )
  );
  window.gcmSearch = { rules, translations: { "search.result.none": "Nada" } };
  window.__md_scope = new window.URL("https://example.org/");
  run("search");
  const worker = new window.Worker("worker.js");

  /** @type {SearchMessage[]} */
  const answers = [];
  worker.addEventListener("message", ({ data }) => answers.push(data));

  return {
    asked,
    answers,
    config: JSON.parse(find("#__config").textContent),
    ask: (/** @type {string} */ text) => worker.postMessage({ type: 2, data: text }),
    answer: (/** @type {SearchPage[]} */ ...pages) => answer({ type: 3, data: { items: pages.map((page) => [page]) } }),
    settled: () => new Promise((done) => setTimeout(done)),
  };
};
