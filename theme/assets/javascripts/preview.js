// A practice that is still being written, as its page would show it.
//
//   const node = window.gcm.preview(form, { data, bodies, level: 2 });
//
// `form` holds `<script type="application/json" class="gcm-preview-data">` with what `preview_data` of gcm/views/parts/preview.py
// gives; the names of practices, of which there can be thousands, may be put into its `terms.practice` later: id → title.
// `data` is the front matter as plain values: texts `{es, en}`, numbers as numbers or as texts, lists, groups; `bodies` is
// `{es, en}`, each as Markdown. Whatever is absent, blank or null is left out, as on the site; what no list knows is shown as it
// was typed. `level` is that of the title's heading, 2 if it is not given.
//
// The node is complete but for the description where that is asked for the first time: the reader of Markdown is loaded then,
// and `node.ready` is a promise that is kept when the description stands in the node too. Everything that a person typed
// becomes text of a node, and links lead only to http, https and mailto.
window.gcm ??= {};
{
  const LIBRARY = new URL("vendor/markdown-it.js", document.currentScript.src).href;
  const lang = document.documentElement.lang;

  /** @type {(tag: string, attributes: Record<string, string | undefined>, ...children: Piece[]) => HTMLElement} */
  const element = (tag, attributes, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) if (value) made.setAttribute(name, value);
    made.append(...children);
    return made;
  };

  // Markdown. What the library gives is read as a document of its own, in which nothing runs, and copied piece by piece.
  /** @type {Promise<MarkdownIt> | undefined} */
  let loading;
  const library = () => {
    loading ??= new Promise((resolve, reject) => {
      const script = element("script", { src: LIBRARY });
      script.addEventListener("load", () => resolve(window.markdownit));
      script.addEventListener("error", () => {
        loading = undefined;
        reject(new Error(LIBRARY));
      });
      document.head.append(script);
    });
    return loading;
  };

  /** @param {string} url */
  const schemeOf = (url) => url.split(":", 1)[0].toLowerCase();
  /** @type {(markdownit: MarkdownIt, text: string, rules: MarkdownRules, level: number) => Piece[]} */
  const markdown = (markdownit, text, rules, level) => {
    const parser = markdownit("commonmark", { html: false }).enable(rules.enable).disable(rules.disable);
    parser.validateLink = (url) => rules.schemes.includes(schemeOf(url));
    /** @type {(node: Node) => Piece} */
    const copied = (node) => {
      if (!(node instanceof Element)) return node.textContent ?? "";
      const children = [...node.childNodes].map(copied);
      const written = node.localName.replace(/^h([1-6])$/, (_, number) => `h${Math.min(6, Math.max(3, +number + 1))}`);
      if (!rules.tags.includes(written)) return fragment(children);
      const tag = written.replace(/^h([1-6])$/, (_, number) => `h${Math.min(6, +number + level - 1)}`);
      const href = tag === "a" && node.getAttribute("href");
      return element(tag, href ? outward(href, rules) : {}, ...children);
    };
    const tokens = parser.parse(text, {});
    // The site's pages keep where links lead and no other attribute; a cell's `style` the policy would refuse, and say so.
    for (const token of tokens.flatMap((each) => [each, ...(each.children ?? [])])) {
      token.attrs = token.attrs?.filter(([name]) => name === "href") ?? null;
    }
    const html = parser.renderer.render(tokens, parser.options, {});
    return [...new DOMParser().parseFromString(html, "text/html").body.childNodes].map(copied);
  };
  /** @param {Piece[]} children */
  const fragment = (children) => {
    const made = document.createDocumentFragment();
    made.append(...children);
    return made;
  };
  // A link opens beside the form, so that nobody loses what they are writing.
  /** @type {(href: string, rules: MarkdownRules) => Record<string, string | undefined>} */
  const outward = (href, { schemes }) =>
    schemes.includes(schemeOf(href)) ? { href, rel: "noopener external", target: "_blank" } : {};

  // Values, as gcm/language/text.py and gcm/models/ read them: what is blank says nothing.
  /** @param {Raw} value */
  const plain = (value) => (value === null || value === undefined ? "" : String(value).trim());
  /** @type {(value: Raw) => { [name: string]: Raw }} */
  const group = (value) => Object(value ?? {});
  /** @type {(value: Raw) => { text: string, lang: string } | null} */
  const localized = (value) => {
    const text = group(value);
    const own = [lang, lang === "es" ? "en" : "es"].find((each) => plain(text[each]));
    return own ? { text: plain(text[own]), lang: own } : null;
  };
  /** @type {(value: Raw) => string[]} */
  const listed = (value) => (Array.isArray(value) ? value : []).map(plain).filter(Boolean);
  /** @type {(value: Raw) => boolean} */
  const blank = (value) => (value && typeof value === "object" ? Object.values(value).every(blank) : !plain(value));
  /** @type {(value: Raw) => { [name: string]: Raw }[]} */
  const groups = (value) => (Array.isArray(value) ? value : []).filter((each) => !blank(each)).map(group);

  window.gcm.preview = (form, { data, bodies, level = 2 }) => {
    /** @type {PreviewSettings} */
    const settings = JSON.parse(form.querySelector(".gcm-preview-data").textContent);
    const { words } = settings;
    /** @type {PreviewSettings["terms"]} */
    const terms = { practice: {}, ...settings.terms };

    // Words
    /** @type {(name: string, gaps: Record<string, string>) => string} */
    const fill = (name, gaps) => words[name].replace(/{(\w+)}/g, (_, gap) => gaps[gap]);
    /** @type {(text: string, of?: string) => Piece} */
    const shown = (text, of = lang) => (of === lang ? text : element("span", { lang: of }, text));
    /** @type {(value: Raw) => Piece} */
    const show = (value) => {
      const found = localized(value);
      return found ? shown(found.text, found.lang) : "";
    };
    /** @param {Shown} words */
    const own = (words) => (Array.isArray(words) ? shown(...words) : words);
    /** @param {Piece} piece */
    const textOf = (piece) => (typeof piece === "string" ? piece : (piece.textContent ?? ""));
    /** @type {(list: string, id: Raw) => Piece} */
    const name = (list, id) => own(Object.hasOwn(terms[list], plain(id)) ? terms[list][plain(id)] : plain(id));
    // Names lead nowhere while a practice is being written, but look as they will.
    /** @type {(list: string, id: Raw) => HTMLElement} */
    const link = (list, id) => element("a", {}, name(list, id));
    /** @type {(url: Raw, label: Piece) => HTMLElement} */
    const outside = (url, label) => element("a", outward(plain(url), settings.markdown), label);

    // Dates, as gcm/language/phrases.py writes them
    /** @typedef {{ year?: number, month?: number, day?: number, first: Date }} DateParts */
    /** @type {(value: Raw) => Partial<DateParts>} */
    const parts = (value) => {
      const [year, month, day] =
        plain(value)
          .match(/^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/)
          ?.slice(1)
          .map((part) => (part ? Number(part) : undefined)) ?? [];
      const first = new Date(Date.UTC(year ?? NaN, (month ?? 1) - 1, day ?? 1));
      return first.getUTCMonth() === (month ?? 1) - 1 ? { year, month, day, first } : {};
    };
    /** @param {Raw} value */
    const date = (value) => {
      const { month, day, first } = parts(value);
      if (!month) return plain(value);
      /** @type {Intl.DateTimeFormatOptions} */
      const options = { year: "numeric", month: "long", day: day ? "numeric" : undefined, timeZone: "UTC" };
      return new Intl.DateTimeFormat(settings.locale, options).format(first);
    };
    /** @type {(start: Raw, end: Raw) => string} */
    const interval = (start, end) => {
      if (!plain(end) || plain(end) === plain(start)) return date(start);
      const [one, other] = [parts(start), parts(end)];
      const sameMonth = one.day && other.day && one.year === other.year && one.month === other.month;
      return `${sameMonth ? one.day : date(start)}–${date(end)}`;
    };

    // Blocks, as gcm/templates/blocks.html writes them
    /** @type {(tag: string, pieces: Piece[], extras?: LineExtras) => HTMLElement} */
    const line = (tag, pieces, { badge, note, sources = [], more = [] } = {}) => {
      const made = element(tag, {}, ...pieces);
      if (badge) made.append(" ", element("span", { class: "gcm-badge" }, badge));
      if (localized(note)) made.append(" ", element("span", { class: "gcm-remark" }, show(note)));
      if (sources.length) {
        const cited = sources.flatMap((source, each) => [each ? "; " : "", element("a", {}, citation(source))]);
        made.append(" ", element("span", { class: "gcm-sources" }, "[", ...cited, "]"));
      }
      if (more.length) made.append(element("ul", { class: "gcm-more" }, ...more));
      return made;
    };
    /** @type {(source: string) => Piece} */
    const citation = (source) => {
      const [id, lines] = source.split(/:(.*)/s);
      const document = name("document", id);
      if (!lines) return document;
      return fill("cited_lines", { document: textOf(document), lines: lines.replaceAll("-", "–").replaceAll(",", ", ") });
    };
    /** @type {(pieces: Piece[], extras?: LineExtras) => HTMLElement} */
    const entry = (pieces, extras) => line("dd", pieces, extras);
    /** @type {(pieces: Piece[], extras?: LineExtras) => HTMLElement} */
    const item = (pieces, extras) => line("li", pieces, extras);
    /** @param {[label: string, entries: HTMLElement[]][]} rows */
    const facts = (rows) => {
      const kept = rows.filter(([, entries]) => entries.length);
      return element(
        "dl",
        { class: "gcm-facts" },
        ...kept.map(([label, entries]) => element("div", {}, element("dt", {}, words[label]), ...entries)),
      );
    };
    /** @param {HTMLElement[]} items */
    const lines = (items) => (items.length ? [element("ul", { class: "gcm-lines" }, ...items)] : []);
    /** @param {string} sentence */
    const empty = (sentence) => element("p", { class: "gcm-empty" }, words[sentence]);
    /** @type {(heading: string, blocks: HTMLElement[]) => HTMLElement[]} */
    const section = (heading, blocks) =>
      blocks.length ? [element(`h${level + 1}`, { class: "gcm-preview-heading" }, words[heading]), ...blocks] : [];

    // Facts
    const objectives = () => {
      /** @type {Map<number, string>} */
      const basis = new Map();
      for (const each of ["editorial", "through_session", "stated"]) {
        for (const number of listed(group(data.objectives)[each]).map(Number).filter(Number.isInteger)) basis.set(number, each);
      }
      return [...basis].sort(([one], [other]) => one - other);
    };
    const numbers = objectives();
    const themes = settings.themes.filter(([, objectives]) =>
      objectives.some((each) => numbers.some(([number]) => number === each)),
    );
    /** @type {(field: string, list: string) => HTMLElement[]} */
    const links = (field, list) => listed(data[field]).map((id) => entry([link(list, id)]));
    const period = group(data.period);
    /** @type {() => [label: string, entries: HTMLElement[]][]} */
    const rows = () => [
      ["kind_label", plain(data.kind) ? [entry([name("practice_kind", data.kind)], { note: data.kind_note })] : []],
      ["countries", links("countries", "country")],
      ["implementers", links("implementers", "organisation")],
      ["objectives", numbers.map(([number, basis]) => entry([link("objective", number)], { badge: words[`basis_${basis}`] }))],
      ["theme", themes.map(([label]) => entry([element("a", {}, own(label))]))],
      ["principles", links("principles", "principle")],
      ["criteria", links("criteria", "criterion")],
      ["period", plain(period.start) ? [entry([interval(period.start, period.end)])] : []],
      ["scope", plain(data.scope) ? [entry([name("scope", data.scope)])] : []],
      ["aliases", listed(data.aliases).map((alias) => entry([shown(alias, "es")]))],
      ["hub_entry", plain(data.hub_url) ? [entry([outside(data.hub_url, plain(data.hub_url))])] : []],
    ];

    // Sections
    /** @type {(listed: { [name: string]: Raw }) => HTMLElement} */
    const listing = ({ forum, session, kind, page, printed, source }) => {
      const place = `${plain(forum)}/${plain(session)}`;
      const where = Object.hasOwn(terms.session, place) ? link("session", place) : link("forum", forum);
      const at = plain(page) ? ` ${fill("listed_page", { page: plain(page) })}` : "";
      const heading = fill("listed_under", { heading: textOf(name("practice_kinds", kind)) });
      const print = item([`${words.printed_as} `, shown(`«${plain(printed)}»`, "es")], { sources: listed(source) });
      return item([where, ` ${heading}${at}`], { more: [print] });
    };
    /** @type {(adopted: { [name: string]: Raw }) => HTMLElement} */
    const adoption = (adopted) =>
      item([
        link("country", adopted.country),
        plain(adopted.date) ? `, ${date(adopted.date)}` : "",
        ...(localized(adopted.adapted) ? [": ", show(adopted.adapted)] : []),
        ...(plain(adopted.evidence) ? [" ", outside(adopted.evidence, words.evidence)] : []),
      ]);
    /** @type {(followUp: { [name: string]: Raw }) => HTMLElement[]} */
    const followUp = ({ status, last_reviewed, next_step }) =>
      !plain(status) || status === "not-reported"
        ? [empty("no_follow_up")]
        : [
            facts([
              ["follow_up_status", [entry([name("follow_up_status", status)])]],
              ["last_reviewed", plain(last_reviewed) ? [entry([date(last_reviewed)])] : []],
              ["next_step", localized(next_step) ? [entry([show(next_step)])] : []],
            ]),
          ];
    /** @type {(pledged: { [name: string]: Raw }) => HTMLElement} */
    const pledge = (pledged) =>
      item(
        [
          show(pledged.text),
          plain(pledged.date) ? ` (${date(pledged.date)})` : "",
          ...(plain(pledged.country) ? [" – ", link("country", pledged.country)] : []),
          ...(plain(pledged.url) ? [" – ", outside(pledged.url, words.pledge_published)] : []),
        ],
        { sources: listed(pledged.source) },
      );
    /** @param {string} id */
    const card = (id) =>
      element("li", { class: "gcm-card" }, element("span", { class: "gcm-card-title" }, link("practice", id)));

    const body = localized(bodies);
    const prose = element("div", { class: "gcm-prose", lang: body?.lang === lang ? "" : body?.lang });
    const describe = async () => {
      if (!body) return;
      const remark = body.lang === lang ? [] : [element("p", { class: "gcm-language" }, words[`text_in_${body.lang}`])];
      // Without the library the text is there all the same, as it was typed.
      const described = await library().then(
        (markdownit) => markdown(markdownit, body.text, settings.markdown, level),
        () => [element("pre", {}, body.text)],
      );
      prose.replaceChildren(...remark, ...described);
    };
    /** @param {string} field */
    const texts = (field) => section(field, lines(localized(data[field]) ? [item([show(data[field])])] : []));
    const related = listed(data.related).map(card);
    const kind = plain(data.kind)
      ? [" ", element("span", { "aria-hidden": "true" }, "›"), " ", link("practice_kind", data.kind)]
      : [];

    const node = element(
      "div",
      { class: "gcm-preview" },
      element("p", { class: "gcm-path" }, element("a", {}, words.practices), ...kind),
      element(`h${level}`, { class: "gcm-preview-title" }, show(data.title) || words.untitled),
      ...(localized(data.summary) ? [element("p", { class: "gcm-lead" }, show(data.summary))] : []),
      facts(rows()),
      ...section("description", body ? [prose] : []),
      ...["results", "lessons", "replication_needs"].flatMap(texts),
      ...section("listings", lines(groups(data.listings).map(listing))),
      ...section(
        "adoptions",
        groups(data.adoptions).length ? lines(groups(data.adoptions).map(adoption)) : [empty("no_adoption")],
      ),
      ...section("follow_up", followUp(group(data.follow_up))),
      ...section("pledges", lines(groups(data.pledges).map(pledge))),
      ...section("related", related.length ? [element("ul", { class: "gcm-cards" }, ...related)] : []),
      ...section("links", lines(groups(data.links).map(({ url, title }) => item([outside(url, show(title) || plain(url))])))),
    );
    return Object.assign(node, { ready: describe() });
  };
}
