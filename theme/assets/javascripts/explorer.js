// The explorer: makes a form of the list that begins in the page: searched, filtered, counted, sorted, downloaded.
//
// What it needs besides the page comes in pieces (gcm/site/explorer_files.py): the values of all entries at once, cards when they are
// shown, words when somebody types.
//
// The address holds what is asked, in ids that both languages share, so any page can link to it: explorar/?objective=13&country=PA
//   kind, objective, theme, country, group, forum, session (as forum.session), organisation, actor, principle, criterion, year,
//   follow_up, completeness, translation: a value, or several by repeating the name. Of one facet any value is enough;
//     of several facets each must be met.
//   text: words that must all be met. sort: title, completeness or year; without it by kind.
{
  const LONGEST_NAME = 100;
  const root = document.querySelector(".gcm-explorer");
  const data = root.dataset;
  const form = root.querySelector("form");
  const text = /** @type {HTMLInputElement} */ (form.elements.namedItem("text"));
  const order = root.querySelector("[name=sort]");
  const list = root.querySelector(".gcm-entries");
  const status = root.querySelector("[role=status]");
  const total = status.textContent;
  const downloads = root.querySelector(".gcm-explorer-download");
  const toggle = root.querySelector(".gcm-explorer-toggle");
  const done = root.querySelector(".gcm-explorer-done");
  const more = root.querySelector(".gcm-explorer-more");
  const numbers = new Intl.NumberFormat(document.documentElement.lang, { useGrouping: "always" });
  /** @type {MakeElement} */
  const element = (name, properties, ...content) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...content);
    return made;
  };

  // Facets: each value of the page, which is a link without this script, becomes a box to tick.
  /** @type {FacetValue[]} */
  const values = [];
  /** @type {(facet: string, line: HTMLElement) => [id: string, value: FacetValue]} */
  const tickable = (facet, line) => {
    const [name, count] = line.children;
    const box = element("input", { type: "checkbox", name: facet, value: line.dataset.value });
    const value = { index: values.length, line, box, count, label: name.textContent };
    values.push(value);
    line.replaceChildren(element("label", {}, box, element("span", {}, ...name.childNodes), count));
    return [box.value, value];
  };
  /** @type {Facet[]} */
  const facets = [...form.querySelectorAll(".gcm-facet")].map((details) => {
    const id = details.dataset.facet;
    const label = details.querySelector("summary").firstChild.textContent.trim();
    const lines = [...details.querySelectorAll("[data-value]")];
    return { id, label, details, chosen: new Set(), values: new Map(lines.map((line) => tickable(id, line))) };
  });

  // Pieces: each is a script that hands over its content, asked for once; one that does not come may be asked for again.
  /** @type {Map<string, { promise: Promise<unknown>, done: (content: unknown) => void }>} */
  const pieces = new Map();
  window.gcm = Object.assign(window.gcm ?? {}, {
    /** @param {{ name: string, content: unknown }} piece */
    explorer: ({ name, content }) => pieces.get(name)?.done(content),
  });
  /** @type {(name: string) => Promise<any>} */
  const piece = (name) => {
    if (!pieces.has(name)) {
      /** @type {(content: unknown) => void} */
      let done = () => {};
      const promise = new Promise((resolve, reject) => {
        done = resolve;
        const onerror = () => {
          pieces.delete(name);
          reject(new Error(name));
        };
        document.head.append(element("script", { src: `${data.folder}${name}.js`, onerror }));
      });
      pieces.set(name, { promise, done });
    }
    return /** @type {Promise<any>} */ (pieces.get(name)?.promise);
  };

  /** @type {Entry[]} */
  let entries = [];
  let inPiece = 1;
  const facetOf = facets.flatMap((facet, each) => [...facet.values].map(() => each));
  /** @param {EntryValues} all */
  const readEntries = ({ piece: size, values, years, percents, ranks }) => {
    const nodes = /** @type {HTMLElement[]} */ ([...list.children]);
    inPiece = size;
    entries = values.map((places, place) => ({
      node: nodes[place],
      place,
      values: facets.map((_, each) => places.filter((value) => facetOf[value] === each)),
      percent: percents[place],
      year: years[place],
      rank: ranks[place],
    }));
  };

  // Whoever needs the entries asks for them, again where they did not come; the nodes of the page are theirs once.
  const ready = async () => {
    const all = await piece("entries");
    if (!entries.length) readEntries(all);
  };

  /** @type {(kind: "cards" | "words", wanted: Entry[], take: (entry: Entry, content: string) => void) => Promise<void>} */
  const fetchFor = async (kind, wanted, take) => {
    const numbers = new Set(wanted.map(({ place }) => Math.floor(place / inPiece)));
    /** @param {number} number */
    const load = async (number) => {
      /** @type {string[]} */
      const contents = await piece(`${kind}-${number}`);
      for (const [each, content] of contents.entries()) take(entries[number * inPiece + each], content);
    };
    await Promise.all([...numbers].map(load));
  };
  /** @type {(entry: Entry, html: string) => void} */
  const makeCard = (entry, html) => {
    if (entry.node) return;
    const holder = document.createElement("template");
    holder.innerHTML = html; // made by the same function as those in the page, with nothing of a record as markup
    entry.node = /** @type {HTMLElement} */ (holder.content.firstElementChild);
  };
  /** @param {Entry[]} wanted */
  const cards = (wanted) =>
    fetchFor(
      "cards",
      wanted.filter(({ node }) => !node),
      makeCard,
    );

  // Words are compared without accents, as their beginnings, and as the singulars of both languages, by the rules of the
  // site's search (gcm/data/search.yaml): países meets país, voces voz, policies policy.
  /** @type {ExplorerRules} */
  const { endings, small } = JSON.parse(data.rules);
  /** @type {(words: string) => string[]} */
  const wordsOf = (words) =>
    words
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replaceAll("ß", "ss")
      .replaceAll("ς", "σ")
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  /** @type {(word: string, rules: [ending: string, instead: string][]) => string} */
  const singular = (word, rules) => {
    const [ending, instead] = rules.find(([each]) => word.endsWith(each)) ?? ["", ""];
    return word.slice(0, word.length - ending.length) + instead;
  };
  /** @param {string} word */
  const singulars = (word) => (word.length < 4 ? [word] : endings.map((rules) => singular(word, rules)));
  /** @type {(entry: Entry, words: string) => void} */
  const index = (entry, words) => {
    entry.words ??= `\n${[...new Set(wordsOf(words).flatMap((word) => [word, ...singulars(word)]))].join("\n")}\n`;
  };
  const wordsOfAll = () =>
    fetchFor(
      "words",
      entries.filter(({ words }) => !words),
      index,
    );
  /** @type {(entry: Entry, asked: AskedWord) => boolean} */
  const meets = (entry, { begins, equals }) => {
    const words = entry.words ?? "";
    return words.includes(begins) || equals.some((word) => words.includes(word));
  };

  // The facet that an entry fails, -1 where it meets all, null where it fails several.
  /** @type {(entry: Entry, asked: (Set<number | undefined> | null)[]) => number | null} */
  const missed = (entry, asked) => {
    let miss = -1;
    for (let each = 0; each < asked.length; each++) {
      const values = asked[each];
      if (values && !entry.values[each].some((value) => values.has(value))) {
        if (miss >= 0) return null;
        miss = each;
      }
    }
    return miss;
  };

  /** @type {() => AskedWord[]} */
  const wanted = () => {
    const typed = wordsOf(text.value);
    const telling = typed.filter((word) => !small.includes(word));
    return (telling.length ? telling : typed).map((word) => ({
      begins: `\n${word}`,
      equals: singulars(word).map((each) => `\n${each}\n`),
    }));
  };

  // A value counts what it would add or leave, so a facet's own choice does not narrow its counts.
  const filter = () => {
    const asked = facets.map(({ chosen, values }) =>
      chosen.size ? new Set([...chosen].map((id) => values.get(id)?.index)) : null,
    );
    const words = wanted();
    const counts = new Int32Array(values.length);
    for (const entry of entries) {
      const miss = missed(entry, asked);
      const met = miss !== null && words.every((word) => meets(entry, word));
      const counted = miss === null || !met ? [] : miss < 0 ? entry.values : [entry.values[miss]];
      for (const each of counted) for (const value of each) counts[value]++;
      entry.shown = met && miss < 0;
    }
    return counts;
  };

  /** @type {Fill} */
  const fill = (sentence, gaps) => sentence.replace(/{(\w+)}/g, (_, name) => `${gaps[name]}`);
  /** @param {number} shown */
  const showTotal = (shown) => {
    const gaps = { count: numbers.format(shown), total: numbers.format(entries.length) };
    const sentence = shown === entries.length ? total : fill(shown > 1 ? data.many : shown ? data.one : data.none, gaps);
    if (status.textContent !== sentence) status.textContent = sentence;
    done.lastElementChild.textContent = `(${gaps.count})`;
    downloads.hidden = !shown;
  };

  /** @param {number} number */
  const bracketed = (number) => (number ? `(${numbers.format(number)})` : "");
  /** @param {Int32Array} counts */
  const showCounts = (counts) => {
    for (const { index, line, box, count } of values) {
      const number = numbers.format(counts[index]);
      if (count.textContent !== number) count.textContent = number;
      line.classList.toggle("gcm-none", !counts[index] && !box.checked);
    }
    const chosen = facets.map((facet) => facet.chosen.size);
    facets.forEach((facet, each) => {
      facet.details.querySelector(".gcm-chosen-count").textContent = bracketed(chosen[each]);
    });
    toggle.lastElementChild.textContent = bracketed(chosen.reduce((sum, each) => sum + each, 0));
  };

  const chosen = root.querySelector(".gcm-chosen");
  /** @type {(label: string, remove: () => void) => HTMLElement} */
  const chip = (label, remove) => {
    const button = element(
      "button",
      { type: "button" },
      element("span", { className: "gcm-hidden" }, `${data.remove} `),
      label,
    );
    button.addEventListener("click", async () => {
      const place = [...chosen.querySelectorAll("li button")].indexOf(button);
      remove();
      await change();
      (chosen.querySelectorAll("li button")[place] ?? chosen.querySelector("li:last-child button") ?? text).focus();
    });
    return element("li", {}, button);
  };
  const showChosen = () => {
    const chips = facets.flatMap((facet) =>
      [...facet.chosen].map((id) =>
        chip(`${facet.label}: ${facet.values.get(id)?.label ?? id}`, () => facet.chosen.delete(id)),
      ),
    );
    const asked = text.value.trim();
    if (asked)
      chips.push(
        chip(`${data.words}: ${asked}`, () => {
          text.value = "";
        }),
      );
    chosen.firstElementChild.replaceChildren(...chips);
    chosen.hidden = !chips.length;
  };

  /** @type {Record<string, (one: Entry, other: Entry) => number>} */
  const ORDERS = {
    kind: (one, other) => one.place - other.place,
    title: (one, other) => one.rank - other.rank,
    completeness: (one, other) => other.percent - one.percent || one.place - other.place,
    year: (one, other) => other.year - one.year || one.place - other.place,
  };
  const found = () => entries.filter(({ shown }) => shown).sort(ORDERS[order.value]);

  // The list shows some of what was found, and more when asked. What is asked meanwhile makes an answer that comes late void.
  const SOME = list.children.length;
  let turn = 0;
  let shown = SOME;
  /** @type {(results: Entry[]) => Promise<void>} */
  const showList = async (results) => {
    const mine = turn;
    const some = results.slice(0, shown);
    await cards(some);
    if (mine !== turn) return;
    list.replaceChildren(...some.map(({ node }) => node));
    list.ariaBusy = "false";
    const others = results.length - some.length;
    more.hidden = !others;
    more.firstElementChild.textContent = fill(data.more ?? "", { count: numbers.format(Math.min(SOME, others)) });
  };

  // Whether the list that was asked for last is there. What is asked of the list waits for it, and asks again where it did not come.
  let showing = Promise.resolve(false);
  const failed = () => {
    status.textContent = data.failed;
    list.ariaBusy = "false";
    return false;
  };
  const answer = async () => {
    const mine = ++turn;
    shown = SOME;
    list.ariaBusy = "true";
    await ready();
    if (text.value.trim()) await wordsOfAll();
    if (mine !== turn) return showing;
    const counts = filter();
    const results = found();
    showTotal(results.length);
    showCounts(counts);
    showChosen();
    showCitation();
    collect.textContent = add;
    // The same page in the other language shows the same.
    for (const link of document.querySelectorAll("a[hreflang]")) link.search = location.search;
    await showList(results);
    return true;
  };
  const show = () => {
    for (const facet of facets) for (const [id, { box }] of facet.values) box.checked = facet.chosen.has(id);
    const mine = turn + 1;
    showing = answer().catch(() => (mine === turn ? failed() : showing));
    return showing;
  };
  const answered = async () => {
    if (!(await showing) && !(await show())) throw new Error("entries");
    return found();
  };

  // The address. Letters typed one after another are one step of the browser's history, any other change is a step of its own.
  const query = () => {
    const asked = new URLSearchParams(facets.flatMap((facet) => [...facet.chosen].map((id) => [facet.id, id])));
    if (text.value.trim()) asked.set("text", text.value.trim());
    if (order.value !== "kind") asked.set("sort", order.value);
    return asked.size ? `?${asked}` : location.pathname;
  };
  let typing = false;
  /** @param {"pushState" | "replaceState"} step */
  const remember = (step) => {
    try {
      history[step](null, "", query());
    } catch {
      // Browsers refuse many steps within seconds, and some any from a file; the list does not depend on it.
    }
  };
  const change = ({ typed = false } = {}) => {
    remember(typed && typing ? "replaceState" : "pushState");
    typing = typed;
    return show();
  };
  const restore = () => {
    const asked = new URLSearchParams(location.search);
    for (const facet of facets) {
      facet.chosen = new Set(asked.getAll(facet.id));
      facet.details.open ||= facet.chosen.size > 0;
    }
    text.value = asked.get("text") ?? "";
    const sort = asked.get("sort") ?? "";
    order.value = Object.hasOwn(ORDERS, sort) ? sort : "kind";
    typing = false;
    show();
  };

  // What is taken along says where it comes from. Whoever gets it reads the published site, also where this page lies in a folder,
  // with other names for its pages.
  /** @param {string} href */
  const published = (href) => new URL(href, data.home || location.href).href.replace(/(\/index)?\.html$/, "/");
  const here = () => published(".") + (query().startsWith("?") ? query() : "");
  const today = () => new Intl.DateTimeFormat(data.locale, { dateStyle: "long" }).format(new Date());
  const asked = () => {
    const named = facets.flatMap(({ label, chosen, values }) =>
      [...chosen].map((id) => `${label}: ${values.get(id)?.label ?? id}`),
    );
    return [...named, ...(text.value.trim() ? [`${data.words}: ${text.value.trim()}`] : [])].join("; ");
  };
  // APA: who, when, what with its filters, and that it was read on a day, since the list changes.
  const citation = () => {
    const count = numbers.format(found().length);
    return fill(data.cite, { filters: asked() || data.everything, count, day: today(), address: here() });
  };
  const ids = facets.map((facet) => [...facet.values.keys()]);
  const firsts = facets.map((_, each) => facetOf.indexOf(each));
  /** @type {(entry: Entry, address: string) => Row} */
  const row = ({ node, values, percent }, address) => {
    const link = /** @type {HTMLAnchorElement} */ (node.querySelector(".gcm-card-title a"));
    return {
      id: node.dataset.id ?? "",
      title: link.textContent,
      text: node.querySelector(".gcm-card-text")?.textContent ?? "",
      address: published(link.getAttribute("href") ?? ""),
      ...Object.fromEntries(
        facets.map((facet, each) => [facet.id, values[each].map((value) => ids[each][value - firsts[each]])]),
      ),
      completeness: percent < 0 ? null : percent,
      consulted: today(),
      list: address,
      licence: data.terms,
    };
  };
  /** @type {(rows: Row[]) => TextTable} */
  const table = (rows) => {
    const labels = Object.fromEntries(facets.map((facet) => [facet.id, facet.label]));
    /** @type {(name: string, value: Row[string]) => string} */
    const named = (name, value) => {
      if (!Array.isArray(value)) return `${value ?? ""}`;
      const facet = facets.find(({ id }) => id === name);
      return value.map((id) => facet?.values.get(id)?.label).join("; ");
    };
    const heads = Object.keys(rows[0]);
    return [heads.map((name) => labels[name] ?? data[name]), ...rows.map((row) => heads.map((name) => named(name, row[name])))];
  };
  /** @type {Record<string, (rows: Row[]) => Blob | Promise<Blob>>} */
  const FORMATS = {
    csv: (rows) => window.gcm.tables.csv(table(rows)),
    xlsx: (rows) => window.gcm.tables.xlsx(table(rows), data.file),
    json: (rows) => new Blob([`${JSON.stringify(rows, null, 1)}\n`], { type: "application/json;charset=utf-8" }),
  };
  // What is in the file: practices, or results of several kinds, and what they were filtered by.
  /** @param {Entry[]} found */
  const nameOf = (found) => {
    const onlyPractices = found.every(({ percent }) => percent >= 0);
    const chosen = facets.flatMap(({ id, label, chosen, values }) =>
      [...chosen]
        .filter((each) => each !== "practice")
        .map((each) => (id === "objective" ? `${label} ${each}` : (values.get(each)?.label ?? each))),
    );
    const words = [onlyPractices ? data.practices : data.file, ...chosen, text.value].map((part) => wordsOf(part).join("-"));
    return words.filter(Boolean).join("-").slice(0, LONGEST_NAME);
  };
  // The file is of what was asked when the list was there, whatever is asked while the file is made.
  /** @param {string} format */
  const download = async (format) => {
    const results = await answered();
    const [name, address] = [nameOf(results), here()];
    await cards(results);
    const rows = results.map((entry) => row(entry, address));
    window.gcm.tables.save(`${name}.${format}`, await FORMATS[format](rows));
  };
  /** @param {HTMLButtonElement} button */
  const make = async (button) => {
    if (button.ariaBusy === "true") return;
    button.ariaBusy = "true";
    await download(button.dataset.format).catch(failed);
    button.ariaBusy = "false";
  };
  const collect = root.querySelector(".gcm-explorer-collect");
  const add = collect.textContent;
  const take = async () => {
    const { basket } = window.gcm;
    const practices = (await answered()).filter(({ percent }) => percent >= 0);
    await cards(practices);
    basket.write([...new Set([...basket.read(), ...practices.map(({ node }) => node.dataset.id ?? "")])]);
    collect.textContent = fill(collect.dataset.added, { count: basket.read().length });
  };
  collect.addEventListener("click", () => take().catch(failed));

  const cite = root.querySelector(".gcm-explorer-cite");
  const showCitation = () => {
    if (cite.open && entries.length) cite.lastElementChild.textContent = citation();
  };
  cite.addEventListener("toggle", showCitation);

  // In a narrow window the facets stay folded until they are asked for.
  const fold = () => {
    const open = form.querySelector(".gcm-facets").classList.toggle("gcm-open");
    toggle.setAttribute("aria-expanded", `${open}`);
  };
  toggle.addEventListener("click", fold);
  done.addEventListener("click", () => {
    fold();
    const results = root.querySelector(".gcm-explorer-results");
    results.focus({ preventScroll: true });
    results.scrollIntoView();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", ({ target }) => {
    const facet = facets.find(({ id }) => id === target.name);
    if (!facet) return;
    facet.chosen[target.checked ? "add" : "delete"](target.value);
    change();
  });
  text.addEventListener("input", () => change({ typed: true }));
  text.addEventListener("change", () => {
    typing = false;
  });
  order.addEventListener("change", () => change());
  root.querySelector(".gcm-clear").addEventListener("click", () => {
    for (const facet of facets) facet.chosen.clear();
    text.value = "";
    change();
    text.focus();
  });
  for (const button of root.querySelectorAll("[data-format]")) {
    button.addEventListener("click", () => make(button));
  }
  const showMore = async () => {
    const results = await answered();
    const before = list.children.length;
    shown += SOME;
    await showList(results);
    list.children[before]?.querySelector("a")?.focus();
  };
  more.firstElementChild.addEventListener("click", () => showMore().catch(failed));
  addEventListener("popstate", restore);

  // On a slow machine a reader is faster than this script: what was typed is kept, and what would do nothing yet cannot be pressed.
  const early = text.value;
  restore();
  if (early) {
    text.value = early;
    change({ typed: true });
  }
  for (const control of root.querySelectorAll("button:disabled, select:disabled")) control.disabled = false;
}
