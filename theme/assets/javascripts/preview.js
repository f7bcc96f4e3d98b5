// A practice that is still being written, as its page would show it.
//
//   const node = window.gcm.preview(form, { data, bodies, level: 2 });
//   const { title, rows } = window.gcm.practice(form, { data, bodies });
//
// `rows` are the same facts and statements, each under the name of its label, for tables of several practices. `form` holds `<script type="application/json" class="gcm-preview-data">` with what `preview_data` of gcm/views/parts/preview.py
// gives; the names of practices, of which there can be thousands, may be put into its `terms.practice` later: id → title.
// `data` is the front matter as plain values: texts `{es, en}`, numbers as numbers or as texts, lists, groups; `bodies` is
// `{es, en}`, each as Markdown. Whatever is absent, blank or null is left out, as on the site; what no list knows is shown as it
// was typed. `level` is that of the title's heading, 2 if it is not given.
//
// The node is complete but for the description where that is asked for the first time: the reader of Markdown is loaded then,
// and `node.ready` is a promise that is kept when the description stands in the node too. Everything that a person typed
// becomes text of a node, and links lead only where a field of a record may lead.
window.gcm ??= {};
{
  const LIBRARY = new URL("vendor/markdown-it.js", document.currentScript.src).href;
  const lang = document.documentElement.lang;
  // The key of a source in brackets, as gcm/reading/markdown.py reads it
  const MARK = /\[([a-z0-9]{2,}(?:-[a-z0-9]+)*|[a-z0-9](?:-[a-z0-9]+)+)\](?![([])/g;

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
    const parser = markdownit("commonmark", { html: false, linkify: true }).enable(rules.enable).disable(rules.disable);
    // Only what says that it is an address becomes a link: a name with a dot in it may be anything.
    parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
    for (const scheme of ["ftp:", "//", "mailto:"]) parser.linkify.add(scheme, null);
    const lines = text.split("\n");
    const widest = lines.reduce((most, line) => Math.max(most, line.split("|").length - 1), 0);
    if (lines.length * widest > rules.cells) parser.disable(["table"]);
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
  const outward = (href, { link }) =>
    new RegExp(`^(?:${link})$`, "u").test(href) ? { href, rel: "noopener external", target: "_blank" } : {};

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

  window.gcm.preview = (form, practice) => made(form, practice).node();
  window.gcm.practice = (form, practice) => made(form, practice);

  /** @type {(form: Element, practice: WrittenPractice) => MadePractice} */
  const made = (form, { data, bodies, level = 2 }) => {
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
      return written(first, { year: "numeric", month: "long", day: day ? "numeric" : undefined });
    };
    /** @type {(moment: Date | undefined, options: Intl.DateTimeFormatOptions) => string} */
    const written = (moment, options) =>
      new Intl.DateTimeFormat(settings.locale, { ...options, timeZone: "UTC" }).format(moment);
    // The first date of two, without the month and the year that the second one tells.
    /** @type {(start: Raw, one: Partial<DateParts>, other: Partial<DateParts>) => string} */
    const beginning = (start, one, other) => {
      if (!one.month || !other.month || one.year !== other.year || !one.day !== !other.day) return date(start);
      if (!one.day) return written(one.first, { month: "long" });
      return one.month === other.month ? `${one.day}` : written(one.first, { month: "long", day: "numeric" });
    };
    /** @type {(start: Raw, end: Raw) => string} */
    const interval = (start, end) => {
      if (!plain(end) || plain(end) === plain(start)) return date(start);
      const [one, other] = [parts(start), parts(end)];
      const begins = beginning(start, one, other);
      if (lang === "en") return `${begins}–${date(end)}`;
      if (!one.month && !other.month) return `${begins}-${date(end)}`;
      if (one.day && begins === `${one.day}` && other.day === one.day + 1) return `${begins} y ${date(end)}`;
      return `${one.day ? "del" : "de"} ${begins} ${other.day ? "al" : "a"} ${date(end)}`;
    };

    // Blocks, as gcm/templates/blocks.html writes them
    /** @type {(tag: string, pieces: Piece[], extras?: LineExtras) => HTMLElement} */
    const line = (tag, pieces, { badge, note, marks = [], sources = [], page = "", more = [] } = {}) => {
      const made = element(tag, {}, ...pieces);
      if (badge) made.append(" ", element("span", { class: "gcm-badge" }, badge));
      if (localized(note)) made.append(" ", element("span", { class: "gcm-remark" }, show(note)));
      const cites = [...marks.map(String), ...sources.map((source) => citation(source, page))];
      if (cites.length) {
        const cited = cites.flatMap((cite, each) => [each ? "; " : "", element("a", {}, cite)]);
        made.append(" ", element("span", { class: "gcm-sources" }, "[", ...cited, "]"));
      }
      if (more.length) made.append(element("ul", { class: "gcm-more" }, ...more));
      return made;
    };
    // Document and page, else the parts in which the lines begin, one of them with its page
    /** @type {(source: string, page?: string) => Piece} */
    const citation = (source, page = "") => {
      const [id, lines = ""] = source.split(/:(.*)/s);
      const starts = lines
        .split(",")
        .filter(Boolean)
        .map((each) => Number.parseInt(each, 10));
      const listed = settings.parts[id] ?? [];
      const parts = [...new Set(starts.map((start) => listed.findLast(([line]) => line <= start)))].filter(
        (part) => part !== undefined,
      );
      const names = parts.map(([, name]) => (/^.\p{Ll}/u.test(name) ? name[0].toLowerCase() + name.slice(1) : name));
      const begins = parts.length === 1 && parts[0][2] ? [fill("cited_from_page", { page: `${parts[0][2]}` })] : [];
      const places = page ? [fill("cited_page", { page })] : [...names, ...begins];
      const document = name("document", id);
      return places.length ? [textOf(document), ...places].join(", ") : document;
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
    // Statements with the numbers of their sources, in the order in which the page names these
    const known = new Map(groups(data.sources).map((source) => [plain(source.key), source]));
    /** @type {string[]} */
    const cited = [];
    /** @type {(key: string) => number} */
    const numberOf = (key) => {
      if (!cited.includes(key)) cited.push(key);
      return cited.indexOf(key) + 1;
    };
    /** @type {(keys: Raw) => number[]} */
    const marksOf = (keys) =>
      listed(keys)
        .filter((key) => known.has(key))
        .map(numberOf)
        .sort((one, other) => one - other);
    /** @type {(reply: { [name: string]: Raw }) => HTMLElement} */
    const reply = (given) =>
      item([
        `${fill("replies", { who: plain(given.by), date: date(given.on) })} `,
        show(given),
        ...(plain(given.url) ? [" ", outside(given.url, words.reply_published)] : []),
      ]);
    /** @type {(tag: string, said: { [name: string]: Raw }, isDated?: boolean) => HTMLElement} */
    const statement = (tag, said, isDated = true) =>
      line(tag, [show(said)], {
        badge: isDated && plain(said.as_of) ? date(said.as_of) : "",
        note: said.remark,
        marks: marksOf(said.sources),
        sources: listed(said.place),
        more: groups(said.replies).map(reply),
      });
    /** @type {(field: string) => { [name: string]: Raw }[]} */
    const statements = (field) =>
      Array.isArray(data[field]) ? groups(data[field]) : localized(data[field]) ? [group(data[field])] : [];
    // As gcm/taxonomy/publishers.py names it
    /** @type {(kind: string, text: string) => string | undefined} */
    const named = (kind, text) => (Object.hasOwn(terms[kind], text) ? textOf(name(kind, text)) : undefined);
    /** @param {string} written */
    const publisher = (written) => {
      const [, before = "", inside = ""] = written.match(/^(.+) \(([^()]+)\)$/) ?? [];
      const within = named("publisher", inside) ?? named("place", inside) ?? inside;
      return named("publisher", written) ?? (inside ? `${named("publisher", before) ?? before} (${within})` : written);
    };
    /** @type {(source: { [name: string]: Raw }, what: "source" | "sources") => string} */
    const consulted = (given, what) =>
      fill(`${what}${isCopy(given) ? "_copy" : ""}_consulted`, { date: date(given.consulted) });
    /** @type {(source: { [name: string]: Raw }) => boolean} */
    const isCopy = ({ copy }) => plain(copy) === "true";
    // Several sources that were all read on the same day in the same way: then it is told once.
    const together = () => {
      const [first, ...others] = cited.map((key) => known.get(key) ?? {});
      const day = plain(first?.consulted);
      const isAlike = others.every((each) => plain(each.consulted) === day && isCopy(each) === isCopy(first));
      return others.length && day && isAlike ? first : null;
    };
    /** @type {(key: string, isDated?: boolean) => HTMLElement} */
    const source = (key, isDated = true) => {
      const given = known.get(key) ?? {};
      const of = plain(given.language) || lang;
      const about = [
        plain(given.date) ? fill("source_published", { date: date(given.date) }) : "",
        plain(given.language) ? fill("source_in", { language: textOf(name("source_language", given.language)) }) : "",
        isDated && plain(given.consulted) ? consulted(given, "source") : "",
        plain(given.unreachable_since) ? fill("source_unreachable", { date: date(given.unreachable_since) }) : "",
      ]
        .filter(Boolean)
        .join("; ");
      const told = about ? `${about[0].toUpperCase()}${about.slice(1)}. ` : "";
      return item(
        [
          outside(given.url, shown(plain(given.title), of)),
          ` – ${publisher(plain(given.publisher))}. ${told}`,
          ...(plain(given.archived) ? [outside(given.archived, words.archived_copy)] : []),
        ],
        { note: given.note, badge: plain(given.type) ? textOf(name("source_type", given.type)) : "" },
      );
    };

    /** @type {(heading: string, blocks: HTMLElement[]) => HTMLElement[]} */
    const section = (heading, blocks) =>
      blocks.length ? [element(`h${level + 1}`, { class: "gcm-preview-heading" }, words[heading]), ...blocks] : [];

    // Facts
    /** @type {(basis: string) => number[]} */
    const knownAs = (basis) => listed(group(data.objectives)[basis]).map(Number).filter(Number.isInteger);
    const objectives = () => {
      /** @type {Map<number, string>} */
      const basis = new Map();
      for (const each of ["editorial", "stated"]) for (const number of knownAs(each)) basis.set(number, each);
      return [...basis].sort(([one], [other]) => one - other);
    };
    const numbers = objectives();
    const ofSession = [...new Set(knownAs("through_session"))]
      .filter((number) => !numbers.some(([one]) => one === number))
      .sort((one, other) => one - other);
    const reasons = () => {
      const { reason, sources } = group(data.objectives);
      const places = listed(sources).filter((each) => !known.has(each));
      return numbers.length && localized(reason)
        ? [entry([`${words.objectives_reason} `, show(reason)], { marks: marksOf(sources), sources: places })]
        : [];
    };
    const origin = groups(data.listings).length ? "forum-listing" : plain(data.origin) || "contribution";
    const themes = settings.themes.filter(([, objectives]) =>
      objectives.some((each) => numbers.some(([number]) => number === each)),
    );
    /** @type {(field: string, list: string) => HTMLElement[]} */
    const links = (field, list) => listed(data[field]).map((id) => entry([link(list, id)]));
    const period = group(data.period);
    /** @type {() => [label: string, entries: HTMLElement[]][]} */
    const rows = () => [
      ["kind_label", plain(data.kind) ? [entry([name("practice_kind", data.kind)], { note: data.kind_note })] : []],
      ["origin", [entry([name("origin", origin)])]],
      ["countries", links("countries", "country")],
      ["implementers", links("implementers", "organisation")],
      [
        "objectives",
        [
          ...numbers.map(([number, basis]) => entry([link("objective", number)], { badge: words[`basis_${basis}`] })),
          ...reasons(),
        ],
      ],
      [
        "session_objectives",
        ofSession.length ? [entry(ofSession.flatMap((number, each) => [each ? ", " : "", link("objective", number)]))] : [],
      ],
      ["theme", themes.map(([label]) => entry([element("a", {}, own(label))]))],
      ["principles", links("principles", "principle")],
      ["criteria", links("criteria", "criterion")],
      ["period", plain(period.start) ? [entry([interval(period.start, period.end)])] : []],
      ["scope", plain(data.scope) ? [entry([name("scope", data.scope)])] : []],
      ["aliases", listed(data.aliases).map((alias) => entry([shown(alias, "es")]))],
      ["hub_entry", plain(data.hub_url) ? [entry([outside(data.hub_url, plain(data.hub_url))])] : []],
      [
        "confirmed_by",
        groups(data.confirmed_by).map(({ institution, on }) =>
          entry([fill("confirmed", { who: plain(institution), date: date(on) })]),
        ),
      ],
    ];

    // Sections
    /** @type {(listed: { [name: string]: Raw }) => HTMLElement} */
    const listing = ({ forum, session, kind, page, printed, source }) => {
      const place = `${plain(forum)}/${plain(session)}`;
      const where = Object.hasOwn(terms.session, place) ? link("session", place) : link("forum", forum);
      const heading = fill("listed_under", { heading: textOf(name("practice_kinds", kind)) });
      const print = item([`${words.printed_as} `, shown(`«${plain(printed)}»`, "es")], {
        sources: listed(source),
        page: plain(page),
      });
      return item([where, ` ${heading}`], { more: [print] });
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
        ? []
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
      for (const node of textsIn(prose)) {
        node.data = node.data.replace(MARK, (mark, key) => (known.has(key) ? `[${numberOf(key)}]` : mark));
      }
    };
    /** @type {(node: Node) => Text[]} */
    const textsIn = (node) => {
      if (node instanceof Text) return [node];
      return node instanceof Element && ["code", "pre"].includes(node.localName) ? [] : [...node.childNodes].flatMap(textsIn);
    };
    /** @param {[field: string, entries: HTMLElement[]][]} told */
    const texts = (told) => told.flatMap(([field, entries]) => section(field, lines(entries)));
    const identity = () => {
      const { certainty, remark, possible_match } = group(data.identity);
      if (!["likely", "doubtful"].includes(plain(certainty))) return [];
      const matches = groups(possible_match).map(({ url, title }) => item([outside(url, show(title) || plain(url))]));
      const said = element("p", { class: "gcm-note" }, `${words[`identity_${plain(certainty)}`]} `, show(remark));
      return [said, ...(matches.length ? [element("p", { class: "gcm-plain" }, words.possible_match), ...lines(matches)] : [])];
    };
    // Parts in the order of the page, since sources have their numbers in the order in which it names them.
    const lead = statements("summary").map((said) => {
      const made = statement("p", said, false);
      made.className = "gcm-lead";
      return made;
    });
    const remarks = identity();
    const givens = rows();
    /** @type {(fields: string[], tag: string) => [field: string, entries: HTMLElement[]][]} */
    const told = (fields, tag) => fields.map((field) => [field, statements(field).map((said) => statement(tag, said))]);
    const working = told(["how_it_works"], "li");
    const practised = told(settings.practised, "dd").filter(([, entries]) => entries.length);
    const learned = told(settings.sections, "li");
    for (const [, key] of (body?.text ?? "").matchAll(MARK)) if (known.has(key)) numberOf(key);
    for (const key of known.keys()) numberOf(key);
    const numbered = () => {
      const all = together();
      const said = [words.sources_reading, ...(all ? [consulted(all, "sources")] : [])];
      const entries = cited.map((key) => source(key, !all));
      const list = element("ol", { class: "gcm-lines" }, ...entries);
      return cited.length ? [...said.map((each) => element("p", { class: "gcm-plain" }, each)), list] : [];
    };
    const listings = groups(data.listings).map(listing);
    const adoptions = groups(data.adoptions).map(adoption);
    const title = () => show(data.title) || words.untitled;
    const related = listed(data.related).map((id) => element("li", {}, link("practice", id)));
    const kind = plain(data.kind)
      ? [" ", element("span", { "aria-hidden": "true" }, "›"), " ", link("practice_kind", data.kind)]
      : [];

    /** @type {() => PreviewNode} */
    const node = () => {
      const whole = element(
        "div",
        { class: "gcm-preview" },
        element("p", { class: "gcm-path" }, element("a", {}, words.practices), ...kind),
        element(`h${level}`, { class: "gcm-preview-title" }, title()),
        ...lead,
        ...remarks,
        facts(givens),
        ...texts(working),
        ...(practised.length ? section("in_practice", [facts(practised)]) : []),
        ...texts(learned),
        ...section("description", body ? [prose] : []),
        ...section("listings", lines(listings)),
        ...section("adoptions", lines(adoptions)),
        ...section("follow_up", followUp(group(data.follow_up))),
        ...section("pledges", lines(groups(data.pledges).map(pledge))),
        ...section("related", related.length ? [element("ul", { class: "gcm-lines" }, ...related)] : []),
        ...section("links", lines(groups(data.links).map(({ url, title }) => item([outside(url, show(title) || plain(url))])))),
        ...section("sources", numbered()),
      );
      return Object.assign(whole, { ready: describe() });
    };
    /** @type {MadePractice["rows"]} */
    const compared = () => [
      ["summary", [...lead, ...remarks]],
      ...givens,
      ...working,
      ...practised,
      ...learned,
      ["listings", listings],
      ["adoptions", adoptions],
      ["sources", cited.map((key) => source(key))],
    ];
    return { title, node, rows: compared };
  };
}
