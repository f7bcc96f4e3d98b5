// Practices that a reader chose, side by side or together. Which ones stands in the address (`?id=` for each), so that a list can be
// sent; without one it is the reader's own selection (basket.js). Each comes from the script of its record, so that a page in a
// folder reads it too.
{
  const root = document.querySelector(".gcm-chosen-practices");
  /** @type {ChosenSettings} */
  const settings = JSON.parse(root.querySelector(".gcm-chosen-data").textContent);
  /** @type {PreviewSettings} */
  const preview = JSON.parse(root.querySelector(".gcm-preview-data").textContent);
  const { words } = settings;
  const { basket, tables } = window.gcm;
  const packet = window.gcm.packet(settings, preview);
  const side = root.dataset.use === "compare";
  const most = side ? basket.most.compare : basket.most.collect;
  const list = root.querySelector(".gcm-chosen-list");
  const result = root.querySelector(".gcm-chosen-result");
  const input = root.querySelector(".gcm-chosen-add input");
  const titles = root.querySelector("datalist");
  const heading = document.querySelector("h1");
  /** @type {Fill} */
  const fill = (sentence, gaps) => sentence.replace(/{(\w+)}/g, (_, name) => `${gaps[name]}`);
  /** @type {MakeElement} */
  const element = (name, properties, ...content) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...content);
    return made;
  };
  /** @param {string} sentence */
  const say = (sentence) => {
    root.querySelector(".gcm-chosen-said").textContent = sentence;
  };

  const asked = basket.clean(new URLSearchParams(location.search).getAll("id"));
  let ids = (asked.length ? asked : basket.read()).slice(0, most);
  let isShared = !side && asked.length > 0;

  // Records
  /** @type {Map<string, PackedRecord>} */
  const records = new Map();
  window.gcm.record = (record) => records.set(record.id, record);
  /** @type {(id: string) => Promise<boolean>} */
  const need = async (id) => {
    if (!records.has(id)) await tables.load(`${settings.records}/practice/${id}.js`).catch(() => {});
    return records.has(id);
  };
  /** @type {(id: string) => ChosenPractice | null} */
  const practiceOf = (id) => {
    const record = records.get(id);
    if (record?.kind !== "practice") return null;
    /** @type {PracticeData} */
    const data = Object.fromEntries(record.fields.map(([name, value]) => [name, value]));
    const own = /** @type {Bilingual} */ (data.slug)?.[/** @type {Lang} */ (document.documentElement.lang)] || id;
    const [before, after] = settings.pages;
    const written = { data, bodies: record.bodies, level: 3 };
    return {
      id,
      data,
      href: `${before}${own}${after}`,
      published: `${settings.published}${own}/`,
      made: () => window.gcm.practice(root, written),
    };
  };
  const practices = () => ids.map(practiceOf).filter((practice) => practice !== null);

  // The list
  /** @type {(label: string, title: Piece, act: () => void) => HTMLElement} */
  const button = (label, title, act) => {
    const name = typeof title === "string" ? title : (title.textContent ?? "");
    const made = element("button", { type: "button", textContent: label, ariaLabel: `${label}: ${name}` });
    made.addEventListener("click", act);
    return made;
  };
  /** @type {(practice: ChosenPractice, place: number) => HTMLElement} */
  const line = (practice, place) => {
    const title = practice.made().title();
    const name = typeof title === "string" ? title : (title.textContent ?? "");
    const link = element("a", { href: practice.href }, title);
    const remove = button(words.chosen_remove, name, () => {
      choose(ids.filter((id) => id !== practice.id));
      say(fill(words.chosen_removed, { title: name }));
      (list.querySelectorAll("button")[Math.max(0, place - 1)] ?? input).focus();
    });
    const earlier = button(words.chosen_earlier, name, () => {
      const others = ids.filter((id) => id !== practice.id);
      choose([...others.slice(0, place - 1), practice.id, ...others.slice(place - 1)]);
      list.querySelectorAll("button")[Math.max(0, 2 * (place - 1))]?.focus();
    });
    return element("li", {}, link, " ", ...(place ? [earlier, " "] : []), remove);
  };

  // A name that leads nowhere here is no link.
  /** @template {HTMLElement} T @param {T} node */
  const unlinked = (node) => {
    for (const name of node.querySelectorAll("a:not([href])")) name.replaceWith(...name.childNodes);
    return node;
  };

  // Side by side; sources, of which there are many, open on demand, and so does what is long where the fields stand below one another.
  const LONG = 400; // characters
  const isNarrow = matchMedia("(max-width: 44.984375em)");
  /** @type {(entries: HTMLElement[], label: string) => HTMLElement} */
  const told = (entries, label) => {
    if (!entries.length) return element("span", { className: "gcm-untold" }, words.chosen_untold);
    const lines = entries.map((entry) => unlinked(element("li", {}, ...entry.childNodes)));
    const all = element(label === "sources" ? "ol" : "ul", { className: "gcm-lines" }, ...lines);
    if (label !== "sources" && all.textContent.length < LONG) return all;
    const summary = `${preview.words[label]} (${entries.length})`;
    return element("details", { open: label !== "sources" && !isNarrow.matches }, element("summary", {}, summary), all);
  };
  /** @param {ChosenPractice[]} found */
  const comparison = (found) => {
    if (found.length < 2) return found.length ? [element("p", { className: "gcm-empty" }, words.compare_needs)] : [];
    const made = found.map((practice) => practice.made().rows());
    const names = found.map((practice) => element("a", { href: practice.href }, practice.made().title()));
    const top = element(
      "tr",
      {},
      element("th", { scope: "col" }, words.compare_field),
      ...names.map((name) => element("th", { scope: "col" }, name)),
    );
    const rows = packet.labels(made).map((label) => {
      const cells = made.map((rows, place) => {
        const cell = element("td", {}, told(rows.find(([name]) => name === label)?.[1] ?? [], label));
        cell.dataset.head = names[place].textContent;
        return cell;
      });
      return element("tr", {}, element("th", { scope: "row" }, preview.words[label]), ...cells);
    });
    const table = element(
      "table",
      { className: "gcm-grid" },
      element("caption", {}, words.compare_caption),
      element("thead", {}, top),
      element("tbody", {}, ...rows),
    );
    const box = element("div", { className: "gcm-table gcm-stack gcm-compare", tabIndex: 0, role: "group" }, table);
    box.ariaLabel = words.compare_caption;
    return [box];
  };

  // Together
  /** @param {ChosenPractice[]} found */
  const together = (found) => {
    if (!found.length) return [];
    const parts = found.map((practice) => {
      const title = element("summary", {}, practice.made().title());
      const node = practice.made().node();
      for (const repeated of node.querySelectorAll(".gcm-path, .gcm-preview-title")) repeated.remove();
      return element("details", { className: "gcm-chosen-part" }, title, unlinked(node));
    });
    const cites = element("ol", { className: "gcm-lines" }, ...found.map((each) => element("li", {}, packet.apa(each))));
    return [...parts, element("h2", {}, words.chosen_cites), cites];
  };

  /** @param {string[]} chosen */
  const queryOf = (chosen) => `${new URLSearchParams(chosen.map((id) => ["id", id]))}`;
  const address = () => (ids.length ? `?${queryOf(ids)}` : location.pathname);
  const show = () => {
    const found = practices();
    const absent = ids.filter((id) => !found.some((practice) => practice.id === id));
    say(absent.length ? fill(words.chosen_absent, { ids: absent.join(", ") }) : "");
    list.replaceChildren(...found.map(line));
    result.replaceChildren(...(side ? comparison(found) : together(found)));
    root.querySelector(".gcm-chosen-none").hidden = found.length > (side ? 1 : 0);
    root.querySelector(".gcm-chosen-files").hidden = found.length < (side ? 2 : 1);
    root.querySelector(".gcm-chosen-add").hidden = found.length >= most;
    root.querySelector(".gcm-chosen-shared").hidden = !isShared;
    root.querySelector(".gcm-chosen-shared span").textContent = words.chosen_shared;
    const link = root.querySelector(".gcm-chosen-link");
    link.href = address();
    link.textContent = settings.here + (ids.length ? address() : "");
    const way = root.querySelector(".gcm-chosen-files a");
    way.search = side ? "" : queryOf(ids.slice(0, basket.most.compare));
    // The same page in the other language shows the same.
    for (const other of document.querySelectorAll("a[hreflang]")) other.search = side || isShared ? queryOf(ids) : "";
    root.hidden = false;
  };
  /** @param {string[]} chosen */
  const choose = (chosen) => {
    ids = chosen.slice(0, most);
    if (side || isShared) {
      try {
        history.replaceState(null, "", address());
      } catch {
        // Some browsers refuse it to a file; the list does not depend on it.
      }
    } else basket.write(ids);
    show();
  };

  // One more, by its title: all titles come with the first letter.
  /** @type {Map<string, string>} */
  const known = new Map();
  window.gcm.known = ({ records: listed }) => {
    const own = document.documentElement.lang === "es" ? 1 : 2;
    for (const record of listed) known.set(`${record[own] || record[3 - own]}`, record[0]);
    titles.replaceChildren(...[...known.keys()].map((value) => element("option", { value })));
  };
  const look = () =>
    tables.load(`${settings.records}/practice.js`).then(
      () => true,
      () => false,
    );
  const add = async () => {
    const title = input.value.trim();
    if (!title) return;
    if (!(await look())) return say(words.explorer_failed);
    const near = [...known.keys()].filter((each) => each.toLowerCase().includes(title.toLowerCase()));
    const id = known.get(title) ?? (near.length === 1 ? known.get(near[0]) : undefined);
    if (!id) return say(fill(words.chosen_missing, { title }));
    if (!(await need(id))) return say(fill(words.chosen_absent, { ids: id }));
    if (ids.length >= most) return say(fill(words.chosen_too_many, { most }));
    choose([...new Set([...ids, id])]);
    if (input.value.trim() === title) input.value = ""; // or the next one is being typed
    say(fill(words.chosen_is_in, { title: near.length === 1 ? near[0] : title }));
  };

  // Files
  const day = () => {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => `${part}`.padStart(2, "0")).join("-");
  };
  const bib = (/** @type {ChosenPractice[]} */ found) =>
    new Blob([`${found.map(packet.bibtex).join("\n\n")}\n`], { type: "application/x-bibtex;charset=utf-8" });
  const title = heading?.textContent ?? "";
  /** @type {Record<string, (found: ChosenPractice[]) => Blob | Promise<Blob>>} */
  const FORMATS = {
    docx: (found) => packet.word(found, { title, side }),
    xlsx: (found) => tables.xlsx(packet.table(found), title),
    csv: (found) => tables.csv(packet.table(found)),
    bib,
  };
  /** @type {Set<string>} */
  const making = new Set();
  /** @param {string} format */
  const make = async (format) => {
    if (making.has(format)) return;
    making.add(format);
    const found = practices();
    const file = `${fill(words.chosen_file, { count: found.length, day: day() })}.${format}`;
    say(words.chosen_making);
    try {
      tables.save(file, await FORMATS[format](found));
      say(fill(words.chosen_made, { file }));
    } catch {
      say(words.chosen_failed);
    }
    making.delete(format);
  };
  /** @type {Record<string, () => void>} */
  const ACTS = {
    add,
    empty: () => choose([]),
    keep: () => {
      isShared = false;
      choose([...ids]);
      say(words.chosen_kept);
    },
    print: () => {
      for (const part of result.querySelectorAll("details")) part.open = true;
      print();
    },
  };
  for (const each of root.querySelectorAll("[data-make]")) {
    const { make: wanted } = each.dataset;
    each.addEventListener("click", () => (ACTS[wanted] ?? (() => make(wanted)))());
  }
  input.addEventListener("focus", look);
  input.addEventListener("keydown", (event) => event.key === "Enter" && add());

  const open = async () => {
    await Promise.all(ids.map(need));
    show();
  };
  // The reader's own list may have changed in another window, or on a page that the reader comes back from.
  const follow = () => {
    const kept = basket.read().slice(0, most);
    if (side || isShared || `${kept}` === `${ids}`) return;
    ids = kept;
    open();
  };
  addEventListener("storage", follow);
  addEventListener("pageshow", follow);
  if (ids.length) document.documentElement.classList.add("asked"); // room for them, and the word that they are on their way
  say(words.chosen_waiting);
  open();
}
