// Statements and what they rest on, as gcm/models/former.py has it: a draft or a record in a form that was right before is read as
// what it means today, and a statement that names no source rests on those that the record gives.
window.gcm ??= {};
{
  /** @type {Record<string, string>} */
  const OLD = { source: "place", note: "remark" };

  /** @type {(value: Raw) => { [name: string]: Raw }} */
  const group = (value) => Object(value ?? {});
  /** @type {(value: Raw) => Raw} */
  const statement = (value) => {
    const { text, ...others } = group(value);
    if (text === undefined) return value;
    return { ...group(text), ...Object.fromEntries(Object.entries(others).map(([name, part]) => [OLD[name] ?? name, part])) };
  };
  /** @type {(field: Field, value: Raw) => Raw} */
  const today = (field, value) => {
    if (value === undefined || value === null) return value;
    if (field.model === "Statement") return (Array.isArray(value) ? value : [value]).map(statement);
    if (!field.fields || typeof value !== "object") return value;
    const inner = field.fields;
    /** @type {(each: Raw) => Raw} */
    const members = (each) =>
      Object.fromEntries(
        Object.entries(group(each)).map(([name, part]) => {
          const found = inner.find((one) => one.name === name);
          return [name, found ? today(found, part) : part];
        }),
      );
    return Array.isArray(value) ? value.map(members) : members(value);
  };

  // The site of an address is its publisher until somebody knows better.
  /** @type {(url: string) => string} */
  const siteOf = (url) =>
    url
      .match(/^https?:\/\/([^/?#:]+)/)?.[1]
      .toLowerCase()
      .replace(/^www\./, "") ?? "";
  /** @type {(url: string, taken: string[], rules: SlugRules) => string} */
  const keyOf = (url, taken, rules) => {
    const key = window.gcm.texts.slugOf(siteOf(url).replace(/\.[^.]*$/, ""), rules) || "fuente";
    let free = key;
    for (let number = 2; taken.includes(free); number++) free = `${key}-${number}`;
    return free;
  };

  /** @type {FormStatements["resting"]} */
  const resting = (data, settings, day) => {
    const fields = settings.fields.filter(({ model }) => model === "Statement").map(({ name }) => name);
    const rows = /** @type {Group[]} */ (data.sources ?? []);
    const taken = rows.map(({ key }) => `${key ?? ""}`);
    const sources = rows.map((source) => {
      if (source.key || !source.url) return source;
      const url = `${source.url}`;
      const key = keyOf(url, taken, settings.rules.slug);
      taken.push(key);
      const { title = siteOf(url) || url, publisher = siteOf(url) || url, ...others } = source;
      return { key, url, title, publisher, consulted: day, ...others };
    });
    const keys = sources.map(({ key }) => key).filter(Boolean);
    const listings = /** @type {Group[]} */ (data.listings ?? []);
    const places = [...new Set(listings.flatMap(({ source }) => /** @type {string[]} */ (source ?? [])))];
    /** @type {Group} */
    const rests = keys.length ? { sources: keys } : places.length ? { place: places } : {};
    const stated = fields
      .filter((name) => data[name])
      .map((name) => [
        name,
        /** @type {Group[]} */ (data[name]).map((each) => (each.sources || each.place ? each : { ...each, ...rests })),
      ]);
    return { ...data, ...Object.fromEntries(stated), ...(rows.length ? { sources } : {}) };
  };

  window.gcm.statements = { today, resting };
}
