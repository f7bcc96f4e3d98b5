// What is made of the practices that a reader chose: a Word file, a table, citations. Words are those of the page; a practice is
// {id, data, bodies, published, made}, `made` giving its rows anew. The library for Word is loaded with the first file.
window.gcm ??= {};
window.gcm.packet = (settings, preview) => {
  const { words } = settings;
  const lang = /** @type {Lang} */ (document.documentElement.lang);
  const NAMED = 2;
  /** @type {Fill} */
  const fill = (sentence, gaps) => sentence.replace(/{(\w+)}/g, (_, name) => `${gaps[name]}`);
  const today = () => new Intl.DateTimeFormat(preview.locale, { dateStyle: "long" }).format(new Date());

  // Values, as gcm/views/citation.py reads them
  /** @param {Raw} value */
  const plain = (value) => (value === null || value === undefined ? "" : String(value).trim());
  /** @type {(value: Raw) => { [name: string]: Raw }} */
  const group = (value) => Object(value ?? {});
  /** @type {(value: Raw) => { [name: string]: Raw }[]} */
  const groups = (value) => (Array.isArray(value) ? value.map(group) : []);
  /** @type {(text: Piece) => string} */
  const textOf = (text) => (typeof text === "string" ? text : (text.textContent ?? ""));

  /** @type {(list: string, written: string) => string} */
  const named = (list, written) =>
    [Object.hasOwn(preview.terms[list], written) ? preview.terms[list][written] : written].flat()[0];
  /** @param {string} written */
  const publisherOf = (written) => {
    const known = named("publisher", written);
    return known === written ? written.replace(/\(([^()]+)\)$/, (_, place) => `(${named("place", place)})`) : known;
  };
  /** @param {ChosenPractice} practice */
  const basedOn = ({ data }) => {
    const listed = groups(data.listings).flatMap(({ source, page }) =>
      (Array.isArray(source) ? source.map(plain) : []).map((place) => {
        const document = named("document", place.split(":")[0]);
        return plain(page) ? fill(words.cite_page, { document, page: plain(page) }) : document;
      }),
    );
    const open = groups(data.sources).map(({ publisher, title }) =>
      fill(words.cite_source, { publisher: publisherOf(plain(publisher)), title: plain(title) }),
    );
    const found = [...new Set([...listed, ...open])];
    const more = found.length > NAMED ? [fill(words.cite_more, { number: found.length - NAMED })] : [];
    return found.length ? fill(words.cite_based, { source: [...found.slice(0, NAMED), ...more].join("; ") }) : "";
  };
  /** @param {ChosenPractice} practice */
  const yearOf = ({ data }) => {
    const on = plain(group(data.review).compiled_on) || plain(groups(data.changes).at(-1)?.on);
    return on.slice(0, 4) || `${settings.year}`;
  };
  /** @type {Packet["apa"]} */
  const apa = (practice) => {
    const based = basedOn(practice);
    const title = `${textOf(practice.made().title())}${based && ` [${based}]`}`;
    return `${settings.site}. (${yearOf(practice)}). ${title}. ${practice.published}`;
  };
  /** @type {Record<string, string>} */
  const COMMANDS = { "\\": "\\textbackslash{}", "^": "\\textasciicircum{}", "~": "\\textasciitilde{}" };
  /** @param {string} text */
  const tex = (text) => text.replace(/[\\{}$&#%_^~]/g, (sign) => COMMANDS[sign] ?? `\\${sign}`);
  /** @type {Packet["bibtex"]} */
  const bibtex = (practice) => {
    const based = basedOn(practice);
    const rows = [
      ["author", `{${tex(settings.site)}}`],
      ["title", `{${tex(textOf(practice.made().title()))}}`],
      ["year", yearOf(practice)],
      ["url", practice.published],
      ...(based ? [["note", tex(based)]] : []),
      ["langid", { es: "spanish", en: "english" }[lang]],
    ];
    const own = practice.published.replace(/\/$/, "").split("/").at(-1);
    return `@misc{${own},\n${rows.map(([name, value]) => `  ${name} = {${value}}`).join(",\n")}\n}`;
  };

  // A table: each practice a row, and in columns of their own where and when it comes from.
  /** @param {HTMLElement} entry */
  const lineOf = (entry) => (entry.textContent ?? "").replace(/\s+/g, " ").trim();
  /** @type {Packet["labels"]} */
  const labels = (made) => {
    const told = made.flatMap((rows) => rows.filter(([, entries]) => entries.length).map(([label]) => label));
    const order = made[0]?.map(([label]) => label) ?? [];
    return order.filter((label) => told.includes(label));
  };
  /** @type {Packet["table"]} */
  const table = (practices) => {
    const made = practices.map((practice) => practice.made().rows());
    const shown = labels(made);
    const source = ["column_address", "column_changed", "column_consulted", "column_licence", "column_cite"];
    const heads = [words.column_id, words.column_title, ...shown.map((label) => preview.words[label])];
    const rows = practices.map((practice, place) => [
      practice.id,
      textOf(practice.made().title()),
      ...shown.map((label) => (made[place].find(([name]) => name === label)?.[1] ?? []).map(lineOf).join("\n")),
      practice.published,
      plain(groups(practice.data.changes).at(-1)?.on),
      today(),
      words.licence_content_name,
      apa(practice),
    ]);
    return [[...heads, ...source.map((name) => words[name])], ...rows];
  };

  // Word
  /** @type {Packet["word"]} */
  const word = async (practices, { title, side }) => {
    await window.gcm.tables.load(`${window.gcm.tables.folder}docx.js`);
    const { Document, ExternalHyperlink, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow, TextRun, WidthType } =
      window.docx;
    /** @type {(node: Node, style?: object) => object[]} */
    const runs = (node, style = {}) => {
      if (!(node instanceof Element)) return node.textContent ? [new TextRun({ text: node.textContent, ...style })] : [];
      if (node.matches(".gcm-more")) return [];
      const own = node.matches(".gcm-badge, .gcm-remark") ? { ...style, italics: true } : style;
      const link = node instanceof HTMLAnchorElement && /^https?:/.test(node.getAttribute("href") ?? "");
      const inside = [...node.childNodes].flatMap((child) => runs(child, link ? { ...own, style: "Hyperlink" } : own));
      return link ? [new ExternalHyperlink({ link: node.href, children: inside })] : inside;
    };
    /** @type {(entry: HTMLElement, level?: number) => object[]} */
    const bullets = (entry, level = 0) => [
      new Paragraph({ children: runs(entry), bullet: { level } }),
      ...[.../** @type {NodeListOf<HTMLElement>} */ (entry.querySelectorAll(":scope > .gcm-more > li"))].flatMap((each) =>
        bullets(each, level + 1),
      ),
    ];
    /** @type {(text: string, level: "TITLE" | "HEADING_1" | "HEADING_2") => object} */
    const heading = (text, level) => new Paragraph({ text, heading: HeadingLevel[level] });
    /** @type {(text: string) => object} */
    const linked = (text) =>
      new Paragraph({
        children: [new ExternalHyperlink({ link: text, children: [new TextRun({ text, style: "Hyperlink" })] })],
      });
    /** @type {(practice: ChosenPractice) => object[]} */
    const chapter = (practice) => [
      heading(textOf(practice.made().title()), "HEADING_1"),
      linked(practice.published),
      ...practice
        .made()
        .rows()
        .filter(([, entries]) => entries.length)
        .flatMap(([label, entries]) => [
          heading(preview.words[label], "HEADING_2"),
          ...entries.flatMap((entry) => bullets(entry)),
        ]),
    ];
    /** @type {() => object} */
    const beside = () => {
      const made = practices.map((practice) => practice.made().rows());
      const width = { size: Math.floor(100 / (practices.length + 1)), type: WidthType.PERCENTAGE };
      /** @type {(children: object[]) => object} */
      const cell = (children) => new TableCell({ width, children: children.length ? children : [new Paragraph({})] });
      /** @type {(text: string) => object} */
      const strong = (text) => cell([new Paragraph({ children: [new TextRun({ text, bold: true })] })]);
      const top = new TableRow({
        tableHeader: true,
        children: [strong(words.compare_field), ...practices.map((each) => strong(textOf(each.made().title())))],
      });
      const rows = labels(made).map((label) => {
        const entries = made.map((rows) => rows.find(([name]) => name === label)?.[1] ?? []);
        const cells = entries.map((each) => cell(each.map((entry) => new Paragraph({ children: runs(entry) }))));
        return new TableRow({ children: [strong(preview.words[label]), ...cells] });
      });
      return new Table({ width: { size: 100, type: WidthType.PERCENTAGE }, rows: [top, ...rows] });
    };
    const from = { day: today(), site: settings.site, address: settings.here, licence: words.licence_content_name };
    const file = new Document({
      title,
      creator: settings.site,
      styles: {
        default: {
          document: { run: { font: "Calibri", size: 22, language: { value: preview.locale } } },
          title: { run: { size: 40, bold: true } },
          heading1: { run: { size: 30, bold: true }, paragraph: { spacing: { before: 360, after: 80 } } },
          heading2: { run: { size: 24, bold: true }, paragraph: { spacing: { before: 200, after: 40 } } },
        },
      },
      sections: [
        {
          properties: side ? { page: { size: { orientation: "landscape" } } } : {},
          children: [
            heading(title, "TITLE"),
            new Paragraph({ text: fill(words.chosen_from, from) }),
            ...(side ? [beside()] : practices.flatMap(chapter)),
            heading(words.chosen_cites, "HEADING_1"),
            ...practices.map((practice) => new Paragraph({ text: apa(practice), bullet: { level: 0 } })),
          ],
        },
      ],
    });
    return Packer.toBlob(file);
  };

  return { apa, bibtex, table, word, labels };
};
