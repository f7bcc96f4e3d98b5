// What is wrong with a record that is being written, as scripts/validate.py would find it: the published schema, then the rules
// that go beyond single fields (gcm/catalogue/checks.py, gcm/catalogue/duplicates.py). A problem has the code of data/problems.yaml,
// the path of its field and the values of its sentence; a warning names the other record too.
window.gcm ??= {};
{
  const DATE = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;
  /** @type {Lang[]} */
  const LANGS = ["es", "en"];

  /** @type {Record<string, string>} */
  const SIGNS = { footnote: "W509", markup: "W510", picture: "W511", task: "W512", bullet: "W513", language: "W514" };

  // What is made of a title is kept, since there may be thousands of them and they are compared at each pause.
  /** @type {<T>(make: (text: string) => T) => (text: string) => T} */
  const remembering = (make) => {
    const kept = new Map();
    return (text) => {
      if (!kept.has(text)) kept.set(text, make(text));
      return kept.get(text);
    };
  };

  /** @type {(settings: FormSettings) => FormRules} */
  const rules = (settings) => {
    const { compact } = window.gcm.writing;
    const { fold, isId, leadsSomewhere, isBefore, exists, keyWords, likeness, pageOf } = window.gcm.texts;
    const { personalIn, signsIn } = window.gcm.meant;
    const { id: ids, ordered, titles, years } = settings.rules;
    const folded = remembering(fold);
    const keyed = {
      es: remembering((title) => keyWords(title, "es", titles)),
      en: remembering((title) => keyWords(title, "en", titles)),
    };
    const validator = new window.jsonSchema.Validator(settings.schema, "2020-12", false);
    // The fields that say something, each with its values: one, or those of a list.
    /** @type {(fields: Field[], data: Group) => [field: Field, values: Value[]][]} */
    const filled = (fields, data) =>
      fields
        .filter(({ name }) => data[name] !== undefined)
        .map((field) => [
          field,
          /** @type {Value[]} */ (field.many && Array.isArray(data[field.name]) ? data[field.name] : [data[field.name]]),
        ]);
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
      } else if (keyword === "pattern" && node["x-problem"] === "R216" && ids.reserved.includes(values.value)) {
        yield { code: "R226", path, values };
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
      for (const [start, end] of ordered) {
        if (text[start] && text[end] && isBefore(text[end], text[start])) {
          yield { code: "R405", path: [...path, end], values: { value: text[end], near: text[start] } };
        }
      }
      if (field.model === "Objectives") {
        const { stated = [], editorial = [] } = /** @type {Record<string, string[]>} */ (data);
        for (const number of new Set(stated.filter((each) => editorial.includes(each))))
          yield { code: "R403", path, values: { value: number } };
      }
      if (field.model === "Statement") yield* byStatement(data, path, record);
      if (field.model === "Review" && data.status === "reviewed" && !(data.reviewed_by && data.reviewed_on))
        yield { code: "R411", path };
    };
    /** @type {(field: Field, value: string, path: Path, again: boolean, record: Draft) => Generator<Problem>} */
    const byValue = function* (field, value, path, again, { id, data }) {
      const values = { value: value.slice(0, 60) };
      if (again) yield { code: "R402", path, values };
      if (field.control === "date" && DATE.test(value)) {
        const year = Number(value.slice(0, 4));
        if (!exists(value)) yield { code: "R221", path, values };
        else if (year < years[0] || year > years[1]) yield { code: "R228", path, values };
      }
      if (field.control === "url" && !leadsSomewhere(value)) yield { code: "R217", path, values };
      if (field.reference === settings.kind && value === id) yield { code: "R303", path };
      if (field.control !== "citation") return;
      const [document, lines] = value.split(":");
      // What an objective rests on is a source of the record or lines of a document.
      if (field.name === "sources" && lines === undefined) yield* byKey(value, path, data);
      else if (!settings.documents.includes(document)) yield { code: "R215", path, values: { value: document } };
    };
    /** @type {(key: string, path: Path, data: Draft["data"]) => Generator<Problem>} */
    const byKey = function* (key, path, { sources }) {
      const keys = /** @type {Group[]} */ (sources ?? []).map((source) => source.key);
      if (!keys.includes(key)) yield { code: "R414", path, values: { value: key, allowed: keys.join(", ") } };
    };

    // A statement rests on sources of its record or on a place in a document, never on both and never on nothing.
    /** @type {(data: Group, path: Path, record: Draft) => Generator<Problem>} */
    const byStatement = function* ({ sources, place }, path, { data }) {
      if (!sources && !place) yield { code: "R412", path };
      if (sources && place) yield { code: "R413", path };
      for (const [number, key] of /** @type {string[]} */ (sources ?? []).entries())
        yield* byKey(key, [...path, "sources", number], data);
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
      if (isNew && id && !isId(id, ids)) yield { code: "R104", path: ["id"], values: { value: id.slice(0, 60) } };
      if (isNew && ids.reserved.includes(id)) yield { code: "R111", path: ["id"], values: { value: id } };
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
    // What is worth a second look, and keeps nobody from going on. A pair of which one names the other as related is known.
    /** @type {(record: Draft) => OtherRecord[]} */
    const unknown = ({ data, id, others }) =>
      others.filter((other) => !data.related?.includes(other.id) && !other.related.includes(id));
    // A title with the year of its event, of which another one makes another event.
    /** @type {(lang: Lang, title?: string, year?: string | number) => KeyWords | null} */
    const keyOf = (lang, title = "", year = "") => {
      const key = keyed[lang](title);
      return key && { ...key, numbers: `${year} ${key.numbers}` };
    };
    /** @typedef {{ lang: Lang, other: OtherRecord, alike: number }} Near */
    /** @type {(record: Draft) => Near[]} */
    const alikeTo = (record) =>
      titlesIn(record.data).flatMap(([lang, title]) => {
        const key = keyOf(lang, title, `${record.data.start ?? ""}`.slice(0, 4));
        return unknown(record).flatMap((other) => {
          const own = folded(other.title[lang] ?? "") !== folded(title) && keyOf(lang, other.title[lang], other.year);
          const alike = key && own ? likeness(key, own, titles.alike) : 0;
          return alike < titles.alike ? [] : [{ lang, other, alike }];
        });
      });
    /** @type {(one: Near, other: Near) => number} */
    const nearestFirst = (one, other) =>
      other.alike - one.alike || Number(one.other.id > other.other.id) - Number(one.other.id < other.other.id);
    /** @type {(record: Draft) => Generator<Problem>} */
    const warnings = function* (record) {
      yield* byWords(record.data, []);
      yield* byBodies(record.bodies);
      const [nearest] = alikeTo(record).sort(nearestFirst);
      if (nearest) {
        const { lang, other } = nearest;
        yield { code: "W503", path: ["title", lang], values: { value: other.title[lang], near: near(other) }, other };
      }
      for (const [url, path] of linksIn(record.data)) {
        const page = pageOf(url);
        const other = page && unknown(record).find(({ links }) => links.some((link) => pageOf(link) === page));
        if (other) yield { code: "W504", path, values: { value: url.slice(0, 60), near: near(other) }, other };
      }
    };

    // Nobody's address or number is published, and no sign that a page does not show as it was meant.
    /** @type {(value: Raw, path: Path) => Generator<Problem>} */
    const byWords = function* (value, path) {
      if (typeof value === "string") {
        const found = personalIn(value, settings.rules.personal);
        if (found) yield { code: "W515", path, values: { value: found } };
      } else if (Array.isArray(value)) {
        for (const [number, each] of value.entries()) yield* byWords(each, [...path, number]);
      } else {
        for (const [name, each] of Object.entries(value ?? {})) yield* byWords(each, [...path, name]);
      }
    };
    /** @type {(bodies: Bilingual) => Generator<Problem>} */
    const byBodies = function* (bodies) {
      yield* byWords(bodies, ["body"]);
      for (const lang of LANGS) {
        const language = settings.languages[lang];
        for (const [kind, value] of signsIn(bodies[lang] ?? "", settings.rules))
          yield { code: SIGNS[kind], path: ["body", lang], values: { value, in_es: language, in_en: language } };
      }
    };

    // Labels and texts, and the languages that have any.
    /** @typedef {[label: string, text: Bilingual]} Labelled */
    /** @type {(fields: Field[], data: Group) => Labelled[]} */
    const textsOf = (fields, data) =>
      filled(fields, data).flatMap(([{ control, label, fields: inner = [] }, values]) =>
        control === "text"
          ? values.map((text) => /** @type {Labelled} */ ([label, text]))
          : values.flatMap((value) => [
              ...(inner.some(({ name }) => name === "es") ? [/** @type {Labelled} */ ([label, value])] : []),
              ...textsOf(inner, /** @type {Group} */ (value)),
            ]),
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
  window.gcm.rules = rules;
}
