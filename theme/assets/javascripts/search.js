// The page of results: what is typed is searched at once and stands in the address, so that it can be shared. Every node is built here
// from words, never from markup. From a folder scripts are all that can be loaded, so the indexes come as such.
{
  const { split, stem } = window.gcm.words;
  const page = document.querySelector(".gcm-search");
  const { lang, names, texts, root, explorer, other, contribute } = page.dataset;
  /** @type {Record<string, string>} */
  const words = JSON.parse(page.dataset.words);
  const field = page.querySelector(".gcm-search-form input");
  const status = page.querySelector("[role=status]");
  const list = page.querySelector(".gcm-search-results");
  const browse = page.querySelector(".gcm-search-browse");
  const CLOSEST = 5;
  const SHOWN = 5; // of a group, until the reader asks for the rest
  const PAUSE = 150; // milliseconds in which a reader types on

  /** @type {Searcher | undefined} */
  let searcher;
  let isLoading = false;
  let onlyNames = false; // the other index did not come

  /** @type {Fill} */
  const fill = (sentence, gaps) => sentence.replace(/\{(\w+)\}/g, (_, name) => `${gaps[name]}`);
  /** @param {string} text */
  const quoted = (text) => fill(words.quoted, { text });
  /** @type {MakeElement} */
  const element = (name, properties = {}, ...content) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...content);
    return made;
  };

  /** @param {string} text */
  const address = (text) => `?${new URLSearchParams({ [field.name]: text })}`;
  const asked = () => new URLSearchParams(location.search).get(field.name) ?? "";
  // The page in the other language asks the same.
  /** @param {string} text */
  const addressInOther = (text) => `?${new URLSearchParams({ [words.other_field]: text })}`;

  // Words of a text that were found are marked: those whose stem is one that the index found.
  /** @type {(text: string, terms: Set<string>) => (Node | string)[]} */
  const marked = (text, terms) =>
    text.split(/([\p{L}\p{N}\p{M}]+)/u).map((piece, place) => {
      const [folded] = place % 2 ? split(piece) : [];
      return folded && (terms.has(folded) || terms.has(stem(folded, lang))) ? element("mark", {}, piece) : piece;
    });

  // Where nothing that is shown has been found, it is said where it stands.
  /** @type {(result: SearchResult, answer: SearchAnswer, isMarked: boolean) => string} */
  const remark = ({ fields, terms }, { parts }, isMarked) => {
    if (fields.has("title") || fields.has("names") || fields.has("_concept") || isMarked) return "";
    if (fields.has("other")) return words.by_other_name;
    const said = parts.flatMap((part) => part.words).filter((word) => terms.has(word.own));
    return said.length ? fill(words.in_text, { words: said.map((word) => asTyped(word.typed)).join(", ") }) : "";
  };

  /** @type {(result: SearchResult, answer: SearchAnswer) => HTMLElement} */
  const item = (result, answer) => {
    const [location, title] = result.page;
    const { summary } = result;
    const name = element("a", { href: `${root}${location}` }, ...marked(title, result.terms));
    const text = element("p", { className: "gcm-search-text" }, ...marked(summary, result.terms));
    const told = remark(result, answer, Boolean(text.querySelector("mark")));
    const more = told ? [element("p", { className: "gcm-search-remark" }, told)] : [];
    return element("li", {}, name, ...(summary ? [text] : []), ...more);
  };

  /** @type {(heading: string, results: SearchResult[], answer: SearchAnswer) => HTMLElement} */
  const group = (heading, results, answer) => {
    const entries = element("ol", {}, ...results.slice(0, SHOWN).map((result) => item(result, answer)));
    const section = element("section", {}, element("h2", {}, heading), entries);
    const rest = results.slice(SHOWN);
    if (rest.length) {
      const button = element("button", { type: "button", className: "gcm-button" }, fill(words.more, { count: rest.length }));
      button.addEventListener("click", () => {
        const added = rest.map((result) => item(result, answer));
        entries.append(...added);
        button.remove();
        added[0].querySelector("a[href]").focus();
      });
      section.append(button);
    }
    return section;
  };

  // The closest pages of whatever kind, then practices, then the other kinds in the order of their best page.
  /** @param {SearchAnswer} answer */
  const groups = (answer) => {
    const rest = answer.results.slice(CLOSEST);
    /** @type {Map<string, SearchResult[]>} */
    const kinds = new Map([["practices", []]]);
    for (const result of rest) kinds.set(result.heading, [...(kinds.get(result.heading) ?? []), result]);
    const others = [...kinds.values()].filter((results) => results.length);
    const titled = others.map((results) =>
      group(fill(words.group, { kind: results[0].label, count: results.length }), results, answer),
    );
    return [group(words.best, answer.results.slice(0, CLOSEST), answer), ...titled];
  };

  /** @type {(said: Node | string, ...content: (Node | string)[]) => HTMLElement} */
  const line = (said, ...content) => element("p", { className: "gcm-search-told" }, said, ...content);
  /** @param {string[]} texts */
  const asQueries = (texts) =>
    texts.flatMap((text, place) => [place ? " · " : " ", element("a", { href: address(text) }, text)]);

  // Words are compared without accents; to the reader they are said as they were typed.
  /** @param {string} word */
  const asTyped = (word) => (field.value.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).find((each) => split(each)[0] === word) ?? word;
  /** @param {AskedPart} part */
  const typed = ({ words: terms }) => terms.map((term) => asTyped(term.typed)).join(" ");

  // What a word was taken for, and what no page has.
  /** @param {SearchAnswer} answer */
  const understood = ({ parts, alike, missing }) => {
    const meant = parts.flatMap((part) => {
      const term = part.concepts.find(([label]) => split(label).join(" ") !== split(typed(part)).join(" "))?.[0];
      return term ? [line(fill(words.understood, { said: quoted(typed(part)), term }))] : [];
    });
    const spelled = alike.map((part) => line(fill(words.spelled_alike, { said: quoted(typed(part)) })));
    const lacking = missing.map((part) => line(fill(words.nobody_says, { said: quoted(typed(part)) })));
    return [...meant, ...spelled, ...lacking];
  };

  /** @param {SearchAnswer} answer */
  const inExplorer = ({ facets, results }) => {
    if (!facets.length) return [];
    const chosen = facets.filter((facet) => facet.includes(":")).map((facet) => facet.split(":"));
    const count = results.filter((result) => result.page[3].startsWith("practice")).length;
    const link = element("a", { href: `${explorer}?${new URLSearchParams(chosen)}` }, fill(words.in_explorer, { count }));
    return [element("p", { className: "gcm-search-told" }, link)];
  };

  // Nothing found: what is near, each part by itself, the other language, and where to look or write on.
  /** @type {(text: string, answer: SearchAnswer, near: string[]) => HTMLElement[]} */
  const nothing = (text, answer, near) => {
    const alone = answer.parts
      .filter((part) => answer.parts.length > 1 && ![...answer.missing, ...answer.alike].includes(part))
      .map(typed);
    const ways = [
      ...(near.length ? [element("li", {}, words.near, ...asQueries(near))] : []),
      ...(alone.length ? [element("li", {}, words.alone, ...asQueries(alone))] : []),
      element("li", {}, element("a", { href: `${other}${addressInOther(text)}` }, words.in_other)),
      element("li", {}, element("a", { href: explorer }, words.explore)),
      element("li", {}, element("a", { href: contribute }, words.contribute)),
    ];
    return [element("h2", {}, words.ways), element("ul", { className: "gcm-search-ways" }, ...ways)];
  };

  /** @type {(text: string, count: number) => string} */
  const counted = (text, count) =>
    count
      ? fill(count === 1 ? words.count_one : words.count_many, { count, text: quoted(text) })
      : fill(words.count_none, { text: quoted(text) });

  /** @param {string} source */
  const load = (source) =>
    new Promise((done, failed) => {
      const script = element("script", { src: source, onload: done, onerror: failed });
      document.head.append(script);
    });
  // Asked for again with the next question where they did not come.
  const fetchIndexes = async () => {
    isLoading = true;
    onlyNames = false;
    list.ariaBusy = "true";
    await load(names)
      .then(() => load(texts))
      .catch(() => {
        // Without a connection the names may be all that is kept.
        onlyNames = true;
        loaded();
        if (!searcher) status.textContent = words.failed;
      });
  };
  const loaded = () => {
    isLoading = false;
    list.removeAttribute("aria-busy");
    if (searcher) show();
  };

  const show = () => {
    const text = field.value.trim();
    browse.hidden = Boolean(text);
    for (const link of document.querySelectorAll("a[hreflang]")) link.search = text ? addressInOther(text) : "";
    document.title = document.title.replace(/^.*?(?= - )/, text ? `${text} – ${words.title}` : words.title);
    if (!searcher && !isLoading) fetchIndexes();
    const answer = text ? searcher?.search(text) : undefined;
    // What the names do not have may be in the texts that are still to come.
    if (!searcher || !answer || (isLoading && !answer.results.length)) {
      status.textContent = text ? words.waiting : "";
      list.replaceChildren();
      return;
    }
    const { length } = answer.results;
    const near = length ? [] : searcher.near(answer.missing.flatMap((part) => part.words.map((term) => term.typed)));
    const said = counted(text, length);
    if (status.textContent !== said) status.textContent = said;
    const focused = list.querySelector("a:focus")?.getAttribute("href");
    list.replaceChildren(
      ...(onlyNames ? [line(words.only_names)] : []),
      ...understood(answer),
      ...inExplorer(answer),
      ...(length ? groups(answer) : nothing(text, answer, near)),
    );
    if (focused) [...list.querySelectorAll("a")].find((link) => link.getAttribute("href") === focused)?.focus();
  };

  // What is typed last stands in the address; a browser that lets no page of a folder change it still shows what was found.
  /** @param {"pushState" | "replaceState"} way */
  const remember = (way) => {
    try {
      history[way](null, "", field.value.trim() ? address(field.value.trim()) : location.pathname);
    } catch {}
  };

  /** @type {ReturnType<typeof setTimeout>} */
  let pause;
  field.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => {
      remember("replaceState");
      show();
    }, PAUSE);
  });
  field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(pause);
    if (field.value.trim() !== asked()) remember("pushState");
    show();
  });
  const take = () => {
    field.value = asked();
    show();
  };
  addEventListener("popstate", take);
  const early = field.value; // on a slow machine a reader is faster than this script
  take();
  if (early) {
    field.value = early;
    show();
  } else if (!field.value) field.focus();

  window.gcm.searchNames = (data) => {
    searcher = window.gcm.searcher(JSON.parse(data), lang);
    show();
  };
  window.gcm.searchTexts = async (data) => {
    await searcher?.addTexts(JSON.parse(data));
    loaded();
  };
}
