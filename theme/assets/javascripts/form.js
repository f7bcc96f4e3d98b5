// The form in which a record is written or corrected.
//
// The address says what is asked for: ?country=PA&objective=13 fills in a new record (`filled` of gcm/data/form.yaml);
// ?record=<id> opens one that is there (&kind=roadmap a roadmap), and &part=<field> opens it at that field.
// Records that are there come as scripts, since a page in a folder may read no other file; they call gcm.record and gcm.known.
window.gcm ??= {};
window.gcm.start = async (form) => {
  /** @type {FormSettings} */
  const settings = JSON.parse(form.querySelector(".gcm-form-data").textContent);
  const { words, lang } = settings;
  const { clean, compact, writer } = window.gcm.writing;
  const { recordText, unpacked, corrected } = writer(settings);
  const today = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
  const rules = window.gcm.rules(settings);
  const fields = window.gcm.fields(form, settings);
  const faults = window.gcm.faults(form, settings, fields);
  const exits = window.gcm.exits(form, settings, fields);
  const { fill, element } = fields;
  /** @type {Find} */
  const here = (selector) => form.querySelector(selector);
  const asked = new URLSearchParams(location.search);
  const id = /** @type {HTMLElement} */ (fields.fieldOf("id"));
  const body = /** @type {HTMLElement} */ (fields.fieldOf("body"));

  let original = /** @type {OriginalRecord | null} */ (null); // the record that is corrected, as its file has it
  /** @type {OtherRecord[]} */
  let others = []; // the other records of the kind
  /** @type {DraftStore} */
  let draft; // where it is kept
  /** @type {Record<string, string>} */
  let before = {}; // field → what it said when the form was opened
  let isNamed = false; // whether a person has named the file

  // Names and their values, in one list.
  /** @type {<T, V>(items: T[], pair: (item: T) => [name: string, value: V]) => [name: string, value: V][]} */
  const pairs = (items, pair) => items.map(pair);

  // What is written
  /** @type {() => Written} */
  const written = () => {
    const raw = /** @type {{ body: Bilingual, id: string, [name: string]: Raw }} */ (fields.read());
    const { body: bodies, id: name, ...fieldsRead } = raw;
    const entered = /** @type {Group} */ (compact(fieldsRead) ?? {});
    const data = /** @type {Partial<RecordData>} */ (window.gcm.statements.resting(entered, settings, today()));
    return { raw, data, bodies, id: original?.id ?? clean(name) };
  };
  /** @type {(value: unknown) => string} */
  const asJson = (value) => JSON.stringify(value ?? null);
  /** @type {(now: Pick<Written, "data" | "bodies">) => [name: string, value: string][]} */
  const values = ({ data, bodies }) => [
    ...pairs(settings.fields, ({ name }) => [name, asJson(data[name])]),
    ...pairs(Object.entries(bodies), ([each, text]) => [`body ${each}`, asJson(clean(text))]),
  ];
  /** @param {Written} now */
  const changes = (now) =>
    values(now)
      .filter(([name, value]) => value !== before[name])
      .map(([name]) => name);
  const remember = () => {
    before = Object.fromEntries(values(written()));
  };

  // A new record says what it is: proposed, on which day, and in one language or, as a person told, translated.
  /** @param {Written} now */
  const completed = (now) => {
    const [only, second] = rules.languages(now);
    const translation = second ? now.data.translation : { from: only };
    const review = { status: "proposed", compiled_on: today(), ...now.data.review };
    const history = settings.fields.some(({ name }) => name === "changes") ? [{ on: today(), what: "added" }] : undefined;
    return /** @type {Group} */ (compact({ ...now.data, translation, review, changes: history }));
  };
  /** @type {(original: OriginalRecord, now: Written) => string} */
  const correctedText = (original, now) => {
    const changed = changes(now);
    const altered = settings.fields.filter(({ name }) => changed.includes(name));
    /** @type {Map<string, Raw>} */
    const data = new Map(pairs(altered, ({ name }) => [name, now.data[name]]));
    const history = settings.fields.find(({ name }) => name === "changes");
    if (history && changed.length) {
      const past = original.fields.find(([name]) => name === "changes")?.[1] ?? [];
      data.set("changes", [.../** @type {Raw[]} */ (past), { on: today(), what: "changed" }]);
    }
    const bodies = Object.entries(now.bodies).filter(([each]) => changed.includes(`body ${each}`));
    return corrected(original, data, new Map(bodies));
  };
  /** @type {() => Draft} */
  const record = () => {
    const now = written();
    if (original) return { ...now, path: original.path, text: correctedText(original, now), others };
    const data = completed(now);
    return { ...now, data, text: recordText(data, now.bodies), isNew: true, others };
  };

  // What follows from it
  /** @type {(aloud: boolean) => Draft | null} */
  const tell = (aloud) => {
    const now = record();
    const problems = rules.problems(now);
    faults.tell(problems, rules.warnings(now), aloud);
    here(".gcm-path-of-file").textContent = now.path ?? (now.id && `${settings.folder}/${now.id}.md`);
    here(".gcm-file textarea").value = now.text;
    return problems.length ? null : now;
  };
  // A record in one language is valid; a translation is welcome.
  /** @param {Draft} now */
  const remarkOn = (now) => {
    if (original) return changes(now).length ? "" : words.said_unchanged;
    const languages = /** @type {Lang[]} */ (Object.keys(settings.languages));
    const lacking = languages.find((each) => rules.missing(now, each).length);
    if (!lacking) return "";
    const labels = rules.missing(now, lacking);
    const language = settings.languages[lacking];
    const listed = labels.slice(0, 4).join(", ") + (labels.length > 4 ? " …" : "");
    return faults.sentence({ code: "W501", path: [], values: { in_es: language, in_en: language, fields: listed } });
  };
  const nameFile = () => {
    const { title } = written().data;
    if (!original && !isNamed && !id.contains(document.activeElement))
      fields.write(id, window.gcm.texts.slugOf(title?.es ?? title?.en ?? "", settings.rules.slug));
  };
  const keep = () => {
    const now = written();
    const names = changes(now);
    /** @type {<T>(values: Record<string, T>, prefix?: string) => Record<string, T>} */
    const kept = (values, prefix = "") =>
      Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(`${prefix}${name}`)));
    if (names.length || isNamed)
      draft.save({ data: kept(now.raw), bodies: kept(now.bodies, "body "), id: isNamed ? now.id : "" });
    else draft.drop();
  };

  // Objectives known through a session are proposed from the sessions in which the practice is listed.
  const through = fields.fieldOf("listings") && fields.fieldOf("objectives")?.querySelector('[data-field="through_session"]');
  const sentence = element("span");
  const add = element("button", { type: "button" }, words.through_add);
  const proposal = element("p", { className: "gcm-proposal" }, sentence, " ", add);
  through?.querySelector("details").before(proposal);
  const propose = () => {
    if (!through) return;
    const { data } = written();
    const treated = [...rules.sessionObjectives(data)];
    const known = Object.values(data.objectives ?? {}).flat();
    const numbers = treated.filter((number) => !known.includes(number)).sort((one, other) => Number(one) - Number(other));
    proposal.hidden = treated.length > 0 && !numbers.length;
    add.hidden = !numbers.length;
    add.value = numbers.join(" ");
    sentence.textContent = numbers.length
      ? fill(words.through, { numbers: numbers.join(", ") })
      : fill(words.through_none, { listings: faults.labelAt(["listings"]) });
  };
  add.addEventListener("click", () => {
    const { value } = add;
    if (!through || !value) return;
    fields.write(through, [.../** @type {string[]} */ (fields.read(through)), ...value.split(" ")]);
    fields.announce(fill(words.added, { what: value.replaceAll(" ", ", ") }));
    through.querySelector("summary").focus();
    update();
  });

  // What can mean one thing only is put as records have it once the field is left, and told.
  /** @type {(path: Path, text: string) => string} */
  const meant = (path, text) => {
    const { isoDate, unquoted, hyphenated } = window.gcm.meant;
    if (path[0] === "body") return hyphenated(text, settings.rules.bullets);
    if (fields.fieldAt(path)?.control === "date") return isoDate(text, settings.rules.dates) || text;
    return path[0] === "title" ? unquoted(text, settings.rules.quoted) : text;
  };
  /** @param {HTMLElement} target */
  const mend = (target) => {
    const node = target.closest('[data-widget="input"]');
    if (!(node instanceof HTMLElement)) return;
    const was = clean(String(fields.read(node)));
    const path = fields.pathOf(node);
    const now = meant(path, was);
    if (now === was) return;
    fields.write(node, now);
    const told = node.querySelector(".gcm-mended") ?? node.appendChild(element("p", { className: "gcm-mended" }));
    told.textContent = path[0] === "body" ? words.mended_body : fill(words.mended, { was, now });
    fields.announce(`${fields.labelOf(node)}: ${told.textContent}`);
  };

  /** @type {ReturnType<typeof setTimeout> | 0} */
  let waiting = 0;
  const update = () => {
    clearTimeout(waiting);
    waiting = 0;
    nameFile();
    propose();
    keep();
    return tell(true);
  };
  // What is told moves what stands below it, so nothing is told between the press of a button and its release.
  let isPressed = false;
  let isWaiting = false;
  const calmly = () => {
    isWaiting = isPressed;
    if (!isPressed) update();
  };
  document.addEventListener(
    "pointerdown",
    () => {
      isPressed = true;
    },
    true,
  );
  for (const end of ["pointerup", "pointercancel"]) {
    document.addEventListener(
      end,
      () => {
        isPressed = false;
        setTimeout(() => isWaiting && calmly());
      },
      true,
    );
  }
  form.addEventListener("input", ({ target }) => {
    if (id.contains(target)) isNamed = Boolean(clean(target.value));
    clearTimeout(waiting);
    waiting = setTimeout(calmly, 300);
  });
  form.addEventListener("focusout", ({ target }) => mend(target));
  form.addEventListener("focusout", calmly);
  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("pagehide", () => waiting && update());
  here(".gcm-anew").addEventListener("click", () => {
    clearTimeout(waiting);
    waiting = 0;
    draft.drop();
    location.reload();
  });
  for (const way of form.querySelectorAll("[data-exit]")) {
    way.addEventListener("click", (event) => {
      if (way.dataset.exit === "preview") return void exits.preview(record());
      faults.insist();
      const ready = update();
      here(".gcm-said").textContent = "";
      const leave = exits[/** @type {keyof FormExits} */ (way.dataset.exit)];
      if (ready) return void leave({ ...ready, remark: remarkOn(ready) }, /** @type {HTMLAnchorElement} */ (way));
      event.preventDefault();
      faults.show();
    });
  }

  // The records that are there
  /** @type {(src: string) => Promise<unknown>} */
  const load = (src) =>
    new Promise((resolve, reject) => {
      const script = element("script", { src });
      script.addEventListener("load", resolve);
      script.addEventListener("error", reject);
      document.head.append(script);
    });
  window.gcm.known = ({ kind, records }) => {
    const all = records.map(([name, es, en, slugEs, slugEn, links, related = [], year]) => ({
      id: name,
      links,
      related,
      year,
      title: { es: es || "", en: en || "" },
      slug: { es: slugEs || name, en: slugEn || name },
    }));
    const rest = all.filter((each) => each.id !== original?.id || kind !== settings.kind);
    if (kind === settings.kind) others = rest;
    const own = kind === settings.kind && all.find((each) => each.id === original?.id);
    if (own) here(".gcm-way p").append(" ", faults.linkTo(own, words.record_page));
    settings.lists[kind] = rest.map(({ id: name, title }) => [name, title[lang] || title.es || title.en || name]);
    fields.relist(kind);
    tell(false);
  };
  window.gcm.record = (found) => {
    original = unpacked(found);
  };

  /** @type {(sentence: string, gaps: Gaps) => void} */
  const entitle = (sentence, gaps) => {
    here(".gcm-way h3").textContent = fill(sentence, gaps);
    here(".gcm-way").hidden = false;
  };
  const part = asked.get("part") ?? "";
  /** @type {(name: string, value: Raw) => Raw} */
  const inToday = (name, value) => {
    const field = settings.fields.find((each) => each.name === name);
    return field ? window.gcm.statements.today(field, value) : value;
  };
  /** @param {OriginalRecord} original */
  const open = (original) => {
    const data = /** @type {Partial<RecordData>} */ (
      Object.fromEntries(original.fields.map(([name, value]) => [name, inToday(name, value)]))
    );
    fields.write(form, { ...data, body: original.bodies, id: original.id });
    id.hidden = true;
    const way = settings.ways[Object.hasOwn(settings.ways, part) ? part : "correct"];
    entitle(way.title, { title: data.title?.[lang] ?? data.title?.es ?? data.title?.en });
    here(".gcm-way p").textContent = way.lead;
  };
  const restore = () => {
    const kept = draft.load();
    if (!kept) return;
    for (const [name, value] of Object.entries(kept.data)) {
      const field = fields.fieldOf(name);
      if (field) fields.write(field, inToday(name, value));
    }
    fields.write(body, { .../** @type {Bilingual} */ (fields.read(body)), ...kept.bodies });
    if (kept.id) fields.write(id, kept.id);
    isNamed = Boolean(kept.id);
    const when = new Intl.DateTimeFormat(settings.locale, { dateStyle: "long", timeStyle: "short" }).format(kept.when);
    here(".gcm-restored span").textContent = fill(words.restored, { when });
    here(".gcm-restored").hidden = false;
  };
  const fillIn = () => {
    const { data } = written();
    for (const [name, path] of Object.entries(settings.filled)) {
      /** @type {Value | undefined} */
      const value = path.reduce(
        (inner, each) => /** @type {Group | undefined} */ (inner)?.[each],
        /** @type {Value | undefined} */ (data),
      );
      if (value === undefined) fields.pick(fields.locate(path), asked.get(name));
    }
  };
  /** @param {HTMLElement} [node] */
  const goTo = (node) => {
    if (!node) return here(".gcm-way h3").focus();
    for (const each of form.querySelectorAll(".gcm-part")) each.open = each.contains(node);
    const isBegun = !here(".gcm-restored").hidden;
    fields.reveal(settings.ways[node.dataset.field]?.adds && !isBegun ? fields.addRow(node) : node);
  };

  const name = asked.get("record");
  if (/^[a-z0-9-]+$/.test(name ?? "")) await load(`${settings.records}/${settings.kind}/${name}.js`).catch(() => {});
  if (original) open(original);
  draft = window.gcm.draft(`gcm-form ${location.pathname} ${settings.kind} ${original?.id ?? ""}`);
  if (!original) {
    fillIn();
    for (const each of settings.begun) fields.addRow(/** @type {HTMLElement} */ (fields.fieldOf(each)));
  }
  remember();
  try {
    restore();
  } catch {
    // A draft that cannot be shown is given up, and nothing else with it.
    draft.drop();
    fields.write(form, {});
    if (original) open(original);
  }
  form.hidden = false;
  nameFile();
  propose();
  tell(false);
  if (original) goTo(fields.fieldOf(part));
  else if (name) {
    entitle(words.not_found, { id: name });
    goTo();
  }
  for (const kind of new Set([settings.kind, "practice"])) load(`${settings.records}/${kind}.js`).catch(() => {});
};

// The form of the page, or the one for another kind of record that the address asks for.
{
  const form = document.querySelector(".gcm-form");
  /** @type {FormSettings} */
  const { forms } = JSON.parse(form.querySelector(".gcm-form-data").textContent);
  const wanted = new URLSearchParams(location.search).get("kind") ?? "";
  window.gcm.form = (html) => {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    const found = holder.content.querySelector("form");
    form.replaceWith(found);
    window.gcm.start(found);
  };
  const start = () => window.gcm.start(form);
  const script = Object.assign(document.createElement("script"), { src: forms[wanted], onerror: start });
  if (Object.hasOwn(forms, wanted)) document.head.append(script);
  else start();
}
