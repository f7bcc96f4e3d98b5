// What is wrong with a record that is being written, as scripts/validate.py would find it: the published schema, then the rules
// that go beyond single fields (gcm/catalogue/checks.py, gcm/catalogue/duplicates.py). A problem has the code of data/problems.yaml, the path of its
// field and the values of its sentence; a warning names the other record too.
window.gcm = window.gcm ?? {};
{
  const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
  const DATE = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;
  const LANGS = ["es", "en"];
  const ALIKE = 0.85;
  const ORDERED = [["start", "end"], ["compiled_on", "reviewed_on"]];
  // Letters that are not taken apart into a plain one and its accent.
  const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ł: "l", þ: "th", ħ: "h", ı: "i", ŋ: "ng" };

  const plainLetters = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const fold = (text) => plainLetters(text).replaceAll("ß", "ss");

  // As `slug_of` in gcm/language/text.py, for the letters that titles are written in: a word that finds no more room is left out.
  const slugOf = (title) => {
    const letters = plainLetters(title.replaceAll("'", "-").replace(/[‘’ʼ]|(\d),(?=\d)/g, "$1"))
      .replace(/[^\0-\x7f]/g, (letter) => LETTERS[letter] ?? "-");
    const [first = "", ...others] = letters.match(/[a-z0-9]+/g) ?? [];
    return others.reduce((slug, word) => (slug.length + 1 + word.length > 60 ? slug : `${slug}-${word}`), first).slice(0, 60);
  };

  // Dates: as early or as late as they can mean.
  const first = (date) => `${date}-01-01`.slice(0, 10);
  const last = (date) => `${date}${"-12-31".slice(date.length - 4)}`;
  const exists = (date) => {
    const [year, month, day] = first(date).split("-").map(Number);
    const found = new Date(Date.UTC(2000, month - 1, day));
    found.setUTCFullYear(year, month - 1, day);
    return year > 0 && found.getUTCMonth() === month - 1 && found.getUTCDate() === day;
  };
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
  const remembering = (make) => {
    const kept = new Map();
    return (text) => {
      if (!kept.has(text)) kept.set(text, make(text));
      return kept.get(text);
    };
  };
  const folded = remembering(fold);
  const telling = remembering((title) => {
    const words = (folded(title).replace(/\([^()]*\)/g, " ").match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => word.length > 3 || /\d/.test(word));
    const letters = words.sort().join(" ");
    const pairs = Array.from({ length: Math.max(0, letters.length - 1) }, (_, each) => letters.slice(each, each + 2));
    return { pairs, numbers: words.filter((word) => /^\d+$/.test(word)).join(" ") };
  });
  const areAlike = (one, other) => {
    const [{ pairs, numbers }, { pairs: others, numbers: otherNumbers }] = [telling(one), telling(other)];
    const enough = ALIKE * (pairs.length + others.length);
    if (numbers !== otherNumbers || !enough || 2 * Math.min(pairs.length, others.length) < enough) return false;
    const rest = [...others];
    const shared = pairs.filter((pair) => rest.includes(pair) && rest.splice(rest.indexOf(pair), 1)).length;
    return 2 * shared >= enough;
  };
  const addressOf = (url) => {
    const [, host, page] = /^https?:\/\/(?:www\.)?([^/?#]+)(.*)$/i.exec(url) ?? [];
    const kept = page?.replace(/#(?![/!]).*$/, "").replace(/\/+$/, "");
    return kept ? `${host.toLowerCase()} ${kept}` : "";
  };

  window.gcm.rules = (told) => {
    const { compact } = window.gcm.writing;
    const validator = new window.jsonSchema.Validator(told.schema, "2020-12", false);
    // Values as the schema reads them: numbers as numbers.
    const typed = (fields, data) => Object.fromEntries(fields.filter((field) => data[field.name] !== undefined)
      .map((field) => [field.name, field.many ? data[field.name].map((each) => single(field, each)) : single(field, data[field.name])]));
    const single = (field, value) => {
      if (field.fields) return typed(field.fields, value);
      if (field.control === "truth") return value === "true" ? true : value === "false" ? false : value;
      return field.numeric && /^\d{1,9}$/.test(value) ? Number(value) : value;
    };

    // The schema
    const nodeAt = (location) => location.split("/").slice(1)
      .reduce((node, part) => (part === "$ref" ? told.schema.$defs[node.$ref.split("/").at(-1)] : node[part]), told.schema);
    const valueAt = (data, path) => path.reduce((value, part) => value[part], data);
    const bySchema = function* (data) {
      const { errors } = validator.validate(data);
      for (const { keyword, keywordLocation, instanceLocation } of errors) {
        if (keywordLocation.includes("/anyOf/")) continue;
        const node = nodeAt(keywordLocation.slice(0, keywordLocation.lastIndexOf("/")));
        const path = instanceLocation.split("/").slice(1).map((part) => (/^\d+$/.test(part) ? Number(part) : part));
        yield* byKeyword(keyword, node, path, valueAt(data, path));
      }
    };
    const byKeyword = function* (keyword, node, path, value) {
      const values = { value: String(value).slice(0, 60) };
      if (keyword === "required") {
        for (const name of node.required) if (!(name in value)) yield { code: "R201", path: [...path, name] };
      } else if (keyword === "anyOf") {
        yield { code: node["x-problem"], path: [...path, node.anyOf[0].required[0]] };
      } else if (keyword === "maxLength") {
        yield { code: "R207", path, values: { limit: node.maxLength } };
      } else if (["enum", "pattern", "type", "minimum", "maximum"].includes(keyword)) {
        yield { code: node["x-problem"] ?? "R209", path, values };
      }
    };

    // Beyond it
    const byFields = function* (fields, data, path, record) {
      for (const field of fields.filter((each) => data[each.name] !== undefined)) {
        const at = [...path, field.name];
        const values = field.many ? data[field.name] : [data[field.name]];
        const ids = values.map(({ id }) => id);
        for (const [number, value] of values.entries()) {
          if (ids[number] && ids.indexOf(ids[number]) < number) yield { code: "R402", path: [...at, number, "id"], values: { value: ids[number] } };
          const here = field.many ? [...at, number] : at;
          if (field.fields) yield* byGroup(field, value, here, record);
          else if (field.control !== "text") yield* byValue(field, value, here, values.indexOf(value) < number, record);
        }
      }
    };
    const byGroup = function* (field, data, path, record) {
      yield* byFields(field.fields, data, path, record);
      for (const [start, end] of ORDERED) {
        if (data[start] && data[end] && last(data[end]) < first(data[start])) {
          yield { code: "R405", path: [...path, end], values: { value: data[end], near: data[start] } };
        }
      }
      if (field.model === "Objectives") {
        const numbers = Object.values(data).flatMap((listed) => [...new Set(listed)]);
        const again = new Set(numbers.filter((number, place) => numbers.indexOf(number) < place));
        for (const number of again) yield { code: "R403", path, values: { value: number } };
      }
      if (field.model === "Review" && data.status === "reviewed" && !(data.reviewed_by && data.reviewed_on)) yield { code: "R411", path };
    };
    const byValue = function* (field, value, path, again, { id }) {
      const values = { value: value.slice(0, 60) };
      if (again) yield { code: "R402", path, values };
      if (field.control === "date" && DATE.test(value) && !exists(value)) yield { code: "R221", path, values };
      if (field.control === "url" && !leadsSomewhere(value)) yield { code: "R217", path, values };
      if (field.reference === told.kind && value === id) yield { code: "R303", path };
      const document = value.split(":")[0];
      if (field.control === "citation" && !told.documents.includes(document)) yield { code: "R215", path, values: { value: document } };
    };

    // An objective is known through a session in which the practice is listed.
    const sessionObjectives = (data) => new Set((data.listings ?? []).flatMap(({ forum, session }) =>
      told.lists.session.find(([id, , of]) => id === session && of === forum)?.[3] ?? []).map(String));
    const bySessions = function* (data) {
      if (!told.fields.some(({ name }) => name === "listings")) return;
      const through = sessionObjectives(data);
      for (const number of data.objectives?.through_session ?? []) {
        if (!through.has(number)) yield { code: "R404", path: ["objectives", "through_session"], values: { value: number } };
      }
    };

    const byRecord = function* ({ data, bodies, id, isNew, text, others }) {
      if (isNew && !id && data.title) yield { code: "R201", path: ["id"] };
      if (isNew && id && (!ID.test(id) || id.length > 80)) yield { code: "R104", path: ["id"], values: { value: id.slice(0, 60) } };
      const near = (other) => `${told.folder}/${other.id}.md`;
      const taken = isNew && others.find((other) => other.id === id || LANGS.some((lang) => other.slug[lang] === id));
      if (taken) yield { code: "R305", path: ["id"], values: { value: id, near: near(taken) }, other: taken };
      for (const lang of LANGS.filter((each) => data.title?.[each])) {
        const same = others.find((other) => other.title[lang] && folded(other.title[lang]) === folded(data.title[lang]));
        if (same) yield { code: "R304", path: ["title", lang], values: { value: data.title[lang], near: near(same) }, other: same };
      }
      if (new TextEncoder().encode(text).length > told.largest) {
        const longest = LANGS.reduce((one, other) => ((bodies[other] ?? "").length > (bodies[one] ?? "").length ? other : one));
        yield { code: "R106", path: ["body", longest], values: { value: told.largest / 1000 } };
      }
    };

    // `record`: the data and bodies without what is blank, the id, whether it is new, the file's text, and the other records.
    const problems = (record) => {
      const found = [...bySchema(typed(told.fields, record.data)), ...byFields(told.fields, record.data, [], record),
        ...bySessions(record.data), ...byRecord(record)];
      const keys = found.map(({ code, path }) => `${code} ${path.join(".")}`);
      return found.filter((_, each) => keys.indexOf(keys[each]) === each);
    };

    // What is worth a second look, and keeps nobody from going on.
    const warnings = function* ({ data, others }) {
      const unknown = others.filter((other) => !(data.related ?? []).includes(other.id));
      const near = (other) => `${told.folder}/${other.id}.md`;
      for (const lang of LANGS.filter((each) => data.title?.[each])) {
        const alike = unknown.find((other) => other.title[lang] && folded(other.title[lang]) !== folded(data.title[lang])
          && areAlike(other.title[lang], data.title[lang]));
        if (alike) yield { code: "W503", path: ["title", lang], values: { value: alike.title[lang], near: near(alike) }, other: alike };
      }
      const links = [...(data.links ?? []).map(({ url }, each) => [url, ["links", each, "url"]]), [data.hub_url, ["hub_url"]]];
      for (const [url, path] of links.filter(([each]) => each && addressOf(each))) {
        const same = unknown.find((other) => other.links.some((link) => addressOf(link) === addressOf(url)));
        if (same) yield { code: "W504", path, values: { value: url.slice(0, 60), near: near(same) }, other: same };
      }
    };

    // Labels and texts, and the languages that have any.
    const textsOf = (fields, data) => fields.filter((field) => data[field.name] !== undefined).flatMap((field) => {
      const values = field.many ? data[field.name] : [data[field.name]];
      if (field.control === "text") return values.map((text) => [field.label, text]);
      return field.fields ? values.flatMap((value) => textsOf(field.fields, value)) : [];
    });
    const texts = ({ data, bodies }) => [...textsOf(told.fields, data), [told.labels.body, compact(bodies) ?? {}]];
    const languages = (record) => LANGS.filter((lang) => texts(record).some(([, text]) => text[lang]));
    const missing = (record, lang) => texts(record).filter(([, text]) => LANGS.some((each) => text[each]) && !text[lang]).map(([label]) => label);

    return { problems, warnings: (record) => [...warnings(record)], languages, missing, sessionObjectives };
  };
  Object.assign(window.gcm.rules, { slugOf, fold });
}
