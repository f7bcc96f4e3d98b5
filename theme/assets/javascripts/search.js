// The theme's search, and what it lacks. This stands between the theme's script, which runs after it, and its worker; find.js
// loads them together when the search is first touched:
// - what is typed is brought to the form of the index (gcm/site/search_index.py), and where no page has all of it, words spelled alike
//   are looked for, then pages that have a part;
// - results come grouped by kind.
{
  const { rules, translations } = window.gcmSearch;
  const { spellings, endings, small, shortest } = rules;
  const QUERY = 2;
  const RESULT = 3;
  const box = document.querySelector(".md-search");

  // What the theme's script looks for in a page.
  const base = window.__md_scope.href;
  const config = document.createElement("script");
  config.id = "__config";
  config.type = "application/json";
  config.textContent = JSON.stringify({
    base,
    features: [],
    search: `${base}assets/javascripts/workers/search.js`,
    translations,
  });
  document.body.append(config);

  /** @param {string} text */
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ß", "ss").replaceAll("ς", "σ");

  /** @param {string} typed */
  const stem = (typed) => {
    if (typed.length < shortest) {
      return typed;
    }
    const word = spellings.reduce((spelled, [spelling, instead]) => spelled.replaceAll(spelling, instead), typed);
    const [ending, instead] = endings.find(([each]) => word.endsWith(each)) ?? ["", ""];
    return word.slice(0, word.length - ending.length) + instead;
  };

  // A word and those that differ from it in a letter, or in two where it is long; a number means itself.
  /** @param {string} word */
  const alike = (word) => `${word}~${/\d/.test(word) || word.length < shortest ? 0 : word.length < 8 ? 1 : 2}`;

  // A query as its words, and what to ask the theme's worker for, one after the other until something is found. A page that
  // is called just that comes first, then pages with the very words, then with words that begin like them.
  /** @type {(text: string) => SearchQuery} */
  const read = (text) => {
    const typed = fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
    const telling = typed.filter((word) => !small.includes(word));
    const words = telling.length ? telling : typed;
    const stems = words.map(stem);
    const whole = `_${stems.join("")}`;
    const needed = stems.map((each, place) => (words[place].length < 3 && words[place + 1] ? `+${each}` : `+${each}*`));
    const exact = [...stems.map((each) => `${each}^5`), `${whole}^10`];
    const close = [...stems.map((each) => `+${alike(each)}`), `${alike(whole)}^10`];
    const tries = [[...needed, ...exact], close, [...stems, ...stems.map(alike)]];
    return { words, stems, tries: words.length ? tries.map((each) => each.join(" ")) : [""] };
  };

  /** @type {(html: string, stems: string[]) => string} */
  const mark = (html, stems) => {
    const found = (/** @type {string} */ word) => stems.some((each) => fold(word).startsWith(each));
    const words = /&#?\w+;|[\p{L}\p{N}]+/gu;
    return html.replace(/<\/?mark>/g, "").replace(words, (word) => (found(word) ? `<mark>${word}</mark>` : word));
  };

  // Kinds in the order of their best page; the first of each kind carries its heading.
  /** @type {(items: SearchPage[][], query: SearchQuery) => void} */
  const arrange = (items, { words, stems, tries }) => {
    /** @type {Map<string, SearchPage[]>} */
    const kinds = new Map();
    for (const [page] of items) {
      kinds.set(page.kind, [...(kinds.get(page.kind) ?? []), page]);
      // What a page lacks of the query is told only where a part of it was enough.
      page.terms = Object.fromEntries(
        words.map((word, place) => [word, tries.length > 0 || page.terms[stems[place]] !== false]),
      );
    }
    const order = [...kinds.keys()];
    items.sort(([one], [other]) => order.indexOf(one.kind) - order.indexOf(other.kind));
    for (const [kind, pages] of kinds) {
      pages[0].tags = [`${kind} (${pages.length})`];
    }
    for (const [page] of items.slice(0, 50)) {
      page.title = mark(page.title, stems);
      page.text = mark(page.text, stems);
    }
  };

  const ThemeWorker = window.Worker;
  class PatientWorker extends EventTarget {
    /** @type {SearchQuery[]} */
    asked = [];

    /** @param {string | URL} url */
    constructor(url) {
      super();
      this.theme = new ThemeWorker(url);
      this.theme.addEventListener("message", ({ data }) => this.answer(data));
    }

    /** @param {SearchMessage} message */
    postMessage(message) {
      message.type === QUERY ? this.ask(read(message.data)) : this.theme.postMessage(message);
    }

    /** @param {SearchQuery} query */
    ask(query) {
      this.asked.push(query);
      this.theme.postMessage({ type: QUERY, data: query.tries.shift() ?? "" });
    }

    /** @param {SearchMessage} message */
    answer(message) {
      if (message.type === RESULT) {
        const query = this.asked.shift();
        if (!query || this.asked.length) {
          return;
        }
        const { items } = message.data;
        if (!items.length && query.tries.length) {
          this.ask(query);
          return;
        }
        arrange(items, query);
      }
      this.dispatchEvent(new MessageEvent("message", { data: message }));
    }
  }
  window.Worker = /** @type {typeof Worker} */ (/** @type {unknown} */ (PatientWorker));

  // The heading of a group stands above its first page, not in the link.
  const list = box.querySelector(".md-search-result__list");
  /** @param {Element} item */
  const lift = (item) => {
    const tags = item.querySelector(".md-tags");
    if (tags) {
      const heading = document.createElement("p");
      heading.className = "gcm-search-kind";
      heading.textContent = tags.textContent;
      tags.remove();
      item.prepend(heading);
    }
  };
  const watcher = new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const item of /** @type {NodeListOf<Element>} */ (addedNodes)) lift(item);
  });
  watcher.observe(list, { childList: true });
}
