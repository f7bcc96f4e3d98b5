// What is wrong with a record that is being written, as scripts/validate.py would find it: the published schema, then the rules
// that go beyond single fields (gcm/catalogue/checks.py, gcm/catalogue/duplicates.py). A problem has the code of data/problems.yaml, the path of its
// field and the values of its sentence; a warning names the other record too.
window.gcm ??= {};
{
  const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
  const DATE = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;
  /** @type {Lang[]} */
  const LANGS = ["es", "en"];
  const ALIKE = 0.85;
  const ORDERED = [
    ["start", "end"],
    ["compiled_on", "reviewed_on"],
  ];
  // Letters that are not taken apart into a plain one and its accent.
  /** @type {Record<string, string>} */
  const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ł: "l", þ: "th", ħ: "h", ı: "i", ŋ: "ng" };

  /** @param {string} text */
  const plainLetters = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  /** @param {string} text */
  const fold = (text) => plainLetters(text).replaceAll("ß", "ss");

  // As `slug_of` in gcm/language/text.py, for the letters that titles are written in: a word that finds no more room is left out.
  /** @param {string} title */
  const slugOf = (title) => {
    const letters = plainLetters(title.replaceAll("'", "-").replace(/[‘’ʼ]|(\d),(?=\d)/g, "$1")).replace(
      /[^\0-\x7f]/g,
      (letter) => LETTERS[letter] ?? "-",
    );
    const [first = "", ...others] = letters.match(/[a-z0-9]+/g) ?? [];
    return others.reduce((slug, word) => (slug.length + 1 + word.length > 60 ? slug : `${slug}-${word}`), first).slice(0, 60);
  };

  // Dates: as early or as late as they can mean.
  /** @param {string} date */
  const first = (date) => `${date}-01-01`.slice(0, 10);
  /** @param {string} date */
  const last = (date) => `${date}${"-12-31".slice(date.length - 4)}`;
  /** @param {string} date */
  const exists = (date) => {
    const [year, month, day] = first(date).split("-").map(Number);
    const found = new Date(Date.UTC(2000, month - 1, day));
    found.setUTCFullYear(year, month - 1, day);
    return year > 0 && found.getUTCMonth() === month - 1 && found.getUTCDate() === day;
  };
  /** @param {string} url */
  const leadsSomewhere = (url) => {
    try {
      const { protocol, hostname, pathname } = new URL(url);
      return protocol === "mailto:" ? pathname.includes("@") : Boolean(hostname);
    } catch {
      return false;
    }
  };

  // Titles that are nearly the same share most pairs of letters; another number makes another thing of it. What is made of a
  // title is kept, since there may be thousands of them and they are compared at each pause.
  /** @type {<T>(make: (text: string) => T) => (text: string) => T} */
  const remembering = (make) => {
    const kept = new Map();
    return (text) => {
      if (!kept.has(text)) kept.set(text, make(text));
      return kept.get(text);
    };
  };
  const folded = remembering(fold);
  const telling = remembering((title) => {
    const words = (
      folded(title)
        .replace(/\([^()]*\)/g, " ")
        .match(/[\p{L}\p{N}]+/gu) ?? []
    ).filter((word) => word.length > 3 || /\d/.test(word));
    const letters = words.sort().join(" ");
    const pairs = Array.from({ length: Math.max(0, letters.length - 1) }, (_, each) => letters.slice(each, each + 2));
    return { pairs, numbers: words.filter((word) => /^\d+$/.test(word)).join(" ") };
  });
  /** @type {(one: string, other: string) => boolean} */
  const areAlike = (one, other) => {
    const [{ pairs, numbers }, { pairs: others, numbers: otherNumbers }] = [telling(one), telling(other)];
    const enough = ALIKE * (pairs.length + others.length);
    if (numbers !== otherNumbers || !enough || 2 * Math.min(pairs.length, others.length) < enough) return false;
    const rest = [...others];
    const shared = pairs.filter((pair) => rest.includes(pair) && rest.splice(rest.indexOf(pair), 1)).length;
    return 2 * shared >= enough;
  };
  /** @param {string} url */
  const addressOf = (url) => {
    const [, host, page] = /^https?:\/\/(?:www\.)?([^/?#]+)(.*)$/i.exec(url) ?? [];
    const kept = page?.replace(/#(?![/!]).*$/, "").replace(/\/+$/, "");
    return kept ? `${host.toLowerCase()} ${kept}` : "";
  };

  /** @type {(settings: FormSettings) => FormRules} */
  const rules = (settings) => {
    const { compact } = window.gcm.writing;
    const validator = new window.jsonSchema.Validator(settings.schema, "2020-12", false);
    // The fields that say something, each with its values: one, or those of a list.
    /** @type {(fields: Field[], data: Group) => [field: Field, values: Value[]][]} */
    const filled = (fields, data) =>
      fields
        .filter(({ name }) => data[name] !== undefined)
        .map((field) => [field, /** @type {Value[]} */ (field.many ? data[field.name] : [data[field.name]])]);
    // Values as the schema reads them: numbers as numbers.
    /** @type {(fields: Field[], data: Group) => { [name: string]: Raw }} */
    const typed = (fields, data) =>
      Object.fromEntries(
        filled(fields, data).map(([field, values]) => {
          const read = values.map((value) => single(field, value));
          return [field.name, field.many ? read : read[0]];
        }),
      );
    /** @type {(field: Field, value: Value) => Raw} */
    const single = (field, value) => {
      if (field.fields) return typed(field.fields, /** @type {Group} */ (value));
      if (field.control === "truth") return value === "true" ? true : value === "false" ? false : value;
      return field.numeric && /^\d{1,9}$/.test(`${value}`) ? Number(value) : value;
    };

    // The schema
    /** @type {(node: Schema, part: string) => Schema} */
    const inner = (node, part) =>
      part === "$ref" ? settings.schema.$defs[node.$ref.split("/").at(-1) ?? ""] : /** @type {Schema} */ (node[part]);
    /** @type {(data: Raw, path: Path) => Raw} */
    const valueAt = (data, path) => path.reduce((value, part) => /** @type {Record<string, Raw>} */ (value)[part], data);
    /** @type {(data: Raw) => Generator<Problem>} */
    const bySchema = function* (data) {
      const { errors } = validator.validate(data);
      for (const { keyword, keywordLocation, instanceLocation } of errors) {
        if (keywordLocation.includes("/anyOf/")) continue;
        const node = keywordLocation.split("/").slice(1, -1).reduce(inner, settings.schema);
        const path = instanceLocation
          .split("/")
          .slice(1)
          .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
        yield* byKeyword(keyword, node, path, valueAt(data, path));
      }
    };
    /** @type {(keyword: string, node: Schema, path: Path, value: Raw) => Generator<Problem>} */
    const byKeyword = function* (keyword, node, path, value) {
      const values = { value: String(value).slice(0, 60) };
      if (keyword === "required") {
        for (const name of node.required) if (!(name in Object(value))) yield { code: "R201", path: [...path, name] };
      } else if (keyword === "anyOf") {
        yield { code: node["x-problem"] ?? "R209", path: [...path, node.anyOf[0].required[0]] };
      } else if (keyword === "maxLength") {
        yield { code: "R207", path, values: { limit: node.maxLength } };
      } else if (["enum", "pattern", "type", "minimum", "maximum"].includes(keyword)) {
        yield { code: node["x-problem"] ?? "R209", path, values };
      }
    };

    // Beyond it
    /** @type {(fields: Field[], data: Group, path: Path, record: Draft) => Generator<Problem>} */
    const byFields = function* (fields, data, path, record) {
      for (const [field, values] of filled(fields, data)) {
        const at = [...path, field.name];
        const ids = values.map((value) => /** @type {Record<string, string>} */ (value).id);
        for (const [number, value] of values.entries()) {
          if (ids[number] && ids.indexOf(ids[number]) < number)
            yield { code: "R402", path: [...at, number, "id"], values: { value: ids[number] } };
          const here = field.many ? [...at, number] : at;
          if (field.fields) yield* byGroup(field, field.fields, /** @type {Group} */ (value), here, record);
          else if (field.control !== "text")
            yield* byValue(field, /** @type {string} */ (value), here, values.indexOf(value) < number, record);
        }
      }
    };
    /** @type {(field: Field, fields: Field[], data: Group, path: Path, record: Draft) => Generator<Problem>} */
    const byGroup = function* (field, fields, data, path, record) {
      yield* byFields(fields, data, path, record);
      const text = /** @type {Record<string, string>} */ (data);
      for (const [start, end] of ORDERED) {
        if (text[start] && text[end] && last(text[end]) < first(text[start])) {
          yield { code: "R405", path: [...path, end], values: { value: text[end], near: text[start] } };
        }
      }
      if (field.model === "Objectives") {
        const numbers = /** @type {string[][]} */ (Object.values(data)).flatMap((listed) => [...new Set(listed)]);
        const again = new Set(numbers.filter((number, place) => numbers.indexOf(number) < place));
        for (const number of again) yield { code: "R403", path, values: { value: number } };
      }
      if (field.model === "Review" && data.status === "reviewed" && !(data.reviewed_by && data.reviewed_on))
        yield { code: "R411", path };
    };
    /** @type {(field: Field, value: string, path: Path, again: boolean, record: Draft) => Generator<Problem>} */
    const byValue = function* (field, value, path, again, { id }) {
      const values = { value: value.slice(0, 60) };
      if (again) yield { code: "R402", path, values };
      if (field.control === "date" && DATE.test(value) && !exists(value)) yield { code: "R221", path, values };
      if (field.control === "url" && !leadsSomewhere(value)) yield { code: "R217", path, values };
      if (field.reference === settings.kind && value === id) yield { code: "R303", path };
      const document = value.split(":")[0];
      if (field.control === "citation" && !settings.documents.includes(document))
        yield { code: "R215", path, values: { value: document } };
    };

    // An objective is known through a session in which the practice is listed.
    /** @type {FormRules["sessionObjectives"]} */
    const sessionObjectives = (data) =>
      new Set(
        (data.listings ?? [])
          .flatMap(
            ({ forum, session }) => settings.lists.session.find(([id, , of]) => id === session && of === forum)?.[3] ?? [],
          )
          .map(String),
      );
    /** @type {(data: Draft["data"]) => Generator<Problem>} */
    const bySessions = function* (data) {
      if (!settings.fields.some(({ name }) => name === "listings")) return;
      const through = sessionObjectives(data);
      for (const number of data.objectives?.through_session ?? []) {
        if (!through.has(number)) yield { code: "R404", path: ["objectives", "through_session"], values: { value: number } };
      }
    };

    /** @type {(other: OtherRecord) => string} */
    const near = (other) => `${settings.folder}/${other.id}.md`;
    /** @type {(data: Draft["data"]) => [lang: Lang, title: string][]} */
    const titlesIn = ({ title = {} }) => LANGS.flatMap((lang) => (title[lang] ? [[lang, title[lang]]] : []));
    /** @type {(record: Draft) => Generator<Problem>} */
    const byRecord = function* ({ data, bodies, id, isNew, text, others }) {
      if (isNew && !id && data.title) yield { code: "R201", path: ["id"] };
      if (isNew && id && (!ID.test(id) || id.length > 80))
        yield { code: "R104", path: ["id"], values: { value: id.slice(0, 60) } };
      const taken = isNew && others.find((other) => other.id === id || LANGS.some((lang) => other.slug[lang] === id));
      if (taken) yield { code: "R305", path: ["id"], values: { value: id, near: near(taken) }, other: taken };
      for (const [lang, title] of titlesIn(data)) {
        const same = others.find((other) => folded(other.title[lang] ?? "") === folded(title));
        if (same) yield { code: "R304", path: ["title", lang], values: { value: title, near: near(same) }, other: same };
      }
      if (new TextEncoder().encode(text).length > settings.largest) {
        const longest = LANGS.reduce((one, other) => ((bodies[other] ?? "").length > (bodies[one] ?? "").length ? other : one));
        yield { code: "R106", path: ["body", longest], values: { value: settings.largest / 1000 } };
      }
    };

    // `record`: the data and bodies without what is blank, the id, whether it is new, the file's text, and the other records.
    /** @type {FormRules["problems"]} */
    const problems = (record) => {
      const data = /** @type {Group} */ (record.data);
      const found = [
        ...bySchema(typed(settings.fields, data)),
        ...byFields(settings.fields, data, [], record),
        ...bySessions(record.data),
        ...byRecord(record),
      ];
      const keys = found.map(({ code, path }) => `${code} ${path.join(".")}`);
      return found.filter((_, each) => keys.indexOf(keys[each]) === each);
    };

    /** @type {(data: Draft["data"]) => [url: string, path: Path][]} */
    const linksIn = ({ links = [], hub_url = "" }) => [
      ...links.map(({ url = "" }, each) => /** @type {[string, Path]} */ ([url, ["links", each, "url"]])),
      [hub_url, ["hub_url"]],
    ];
    // What is worth a second look, and keeps nobody from going on.
    /** @type {(record: Draft) => Generator<Problem>} */
    const warnings = function* ({ data, others }) {
      const unknown = others.filter((other) => !(data.related ?? []).includes(other.id));
      for (const [lang, title] of titlesIn(data)) {
        const alike = unknown.find(
          ({ title: { [lang]: other = "" } }) => folded(other) !== folded(title) && areAlike(other, title),
        );
        if (alike)
          yield {
            code: "W503",
            path: ["title", lang],
            values: { value: alike.title[lang] ?? "", near: near(alike) },
            other: alike,
          };
      }
      for (const [url, path] of linksIn(data)) {
        const same = addressOf(url) && unknown.find((other) => other.links.some((link) => addressOf(link) === addressOf(url)));
        if (same) yield { code: "W504", path, values: { value: url.slice(0, 60), near: near(same) }, other: same };
      }
    };

    // Labels and texts, and the languages that have any.
    /** @typedef {[label: string, text: Bilingual]} Labelled */
    /** @type {(fields: Field[], data: Group) => Labelled[]} */
    const textsOf = (fields, data) =>
      filled(fields, data).flatMap(([{ control, label, fields: inner = [] }, values]) =>
        control === "text"
          ? values.map((text) => /** @type {Labelled} */ ([label, text]))
          : values.flatMap((value) => textsOf(inner, /** @type {Group} */ (value))),
      );
    /** @type {(record: Pick<Draft, "data" | "bodies">) => Labelled[]} */
    const texts = ({ data, bodies }) => [
      ...textsOf(settings.fields, /** @type {Group} */ (data)),
      [settings.labels.body, /** @type {Bilingual} */ (compact(bodies) ?? {})],
    ];
    /** @type {FormRules["languages"]} */
    const languages = (record) => LANGS.filter((lang) => texts(record).some(([, text]) => text[lang]));
    /** @type {FormRules["missing"]} */
    const missing = (record, lang) =>
      texts(record)
        .filter(([, text]) => LANGS.some((each) => text[each]) && !text[lang])
        .map(([label]) => label);

    return { problems, warnings: (record) => [...warnings(record)], languages, missing, sessionObjectives };
  };
  window.gcm.rules = Object.assign(rules, { slugOf, fold });
}
