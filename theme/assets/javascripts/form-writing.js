// A record's text, written as gcm/writing/writer.py writes it, letter by letter; and the text of a record that is there with only that
// changed which was altered. Nothing here knows a field by its name.
window.gcm ??= {};
{
  // What gcm/reading/characters.py refuses: control and direction marks and blank letters, with which a text reads otherwise than it is
  // stored.
  const REFUSED = /(?!\n|\t|\u00ad|\u200d|\ufe0e|\ufe0f)[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{DI}\u2800\ufffe\uffff]/gu;
  const BOUNDARY = /^-{3,}\s*$/gm;

  /** @type {FormWriting["clean"]} */
  const clean = (text) =>
    String(text ?? "")
      .replace(/\r\n?/g, "\n")
      .replace(REFUSED, "")
      .normalize("NFC")
      .trim();

  /** @type {<T>(value: T | undefined) => value is T} */
  const isThere = (value) => value !== undefined;

  // The value without what is blank, every text cleaned; undefined if nothing is left.
  /** @type {FormWriting["compact"]} */
  const compact = (value) => {
    if (Array.isArray(value)) {
      const kept = value.map(compact).filter(isThere);
      return kept.length ? kept : undefined;
    }
    if (value && typeof value === "object") {
      const kept = Object.entries(value)
        .map(([name, each]) => [name, compact(each)])
        .filter(([, each]) => each !== undefined);
      return kept.length ? Object.fromEntries(kept) : undefined;
    }
    return clean(value) || undefined;
  };

  // The fence that is open after a line: one is closed only by as many of its own sign, alone on a line.
  /** @type {(line: string, fence: string) => string} */
  const fenceAfter = (line, fence) => {
    const [, sign, rest] = /^\s*(`{3,}|~{3,})(.*)/.exec(line) ?? [];
    if (!sign) return fence;
    if (fence) return sign.startsWith(fence) && !rest.trim() ? "" : fence;
    return sign[0] === "~" || !rest.includes("`") ? sign : "";
  };

  // A body with each of its lines that is no code changed.
  /** @type {FormWriting["proseChanged"]} */
  const proseChanged = (body, change) => {
    let fence = "";
    const lines = body.split("\n").map((line) => {
      const before = fence;
      fence = fenceAfter(line, fence);
      return before || fence ? line : change(line);
    });
    return lines.join("\n");
  };

  /** @type {(body?: string) => string[]} */
  const bodyLines = (body) => {
    let fence = "";
    const lines = clean(body)
      .split("\n")
      .map((line) => {
        fence = fenceAfter(line, fence);
        return line.startsWith("# ") && !fence ? `#${line}` : line;
      });
    return fence ? [...lines, fence] : lines;
  };
  // Where the front matter of a file begins and ends.
  /** @type {(record: { text: string }) => { front: string, start: number, end: number }} */
  const frontOf = ({ text }) => {
    const [opening, closing] = text.matchAll(BOUNDARY);
    const start = text.indexOf("\n", opening.index) + 1;
    return { front: text.slice(start, closing.index), start, end: closing.index };
  };
  /** @typedef {{ lang?: Lang, text: string }} Part the text of a language, or what stands before the first */
  /** @type {(text: string) => string[]} */
  const linesOf = (text) => text.match(/[^\n]*\n|[^\n]+/g) ?? [];
  /** @typedef {[name: string, text: string]} Written a field as it stands in the file */

  // Writes the records of a form: how its fields and bodies are written is told with it.
  /** @type {FormWriting["writer"]} */
  const writer = ({ fields: all, rules: { headings, plain } }) => {
    const LANGS = /** @type {Lang[]} */ (Object.keys(headings));
    /** @type {WrittenField[]} */
    const SIDES = LANGS.map((lang) => ({ name: lang, control: "words" }));
    /** @type {(bodies: Bilingual) => string} */
    const bodiesText = (bodies) =>
      LANGS.filter((lang) => clean(bodies[lang]))
        .map((lang) => `\n${headings[lang]}\n\n${bodyLines(bodies[lang]).join("\n")}\n`)
        .join("");

    /** @type {(control: string, text: string) => string} */
    const scalar = (control, text) =>
      control in plain && new RegExp(`^(?:${plain[control]})$`).test(text) ? text : JSON.stringify(text);
    /** @type {(field: WrittenField, value: Raw) => string[]} */
    const lines = (field, value) => {
      const { control, many, fields = [] } = field;
      // Some readers of YAML take `on` for a truth value.
      const name = field.name === "on" ? '"on"' : field.name;
      const values = /** @type {Raw[]} */ (many ? value : [value]);
      if (control !== "group" && control !== "text") {
        const written = values
          .map(clean)
          .filter(Boolean)
          .map((text) => scalar(control, text));
        return written.length ? [`${name}: ${many ? `[${written.join(", ")}]` : written[0]}`] : [];
      }
      const groups = values.map((each) =>
        fieldLines(control === "text" ? SIDES : fields, /** @type {Record<string, Raw>} */ (each)),
      );
      const listed = groups.map((group) => group.map((line, number) => (number ? `  ${line}` : `- ${line}`)));
      const below = (many ? listed : groups).flat();
      return below.length ? [`${name}:`, ...below.map((line) => `  ${line}`)] : [];
    };
    /** @type {(fields: WrittenField[], data: Record<string, Raw>) => string[]} */
    const fieldLines = (fields, data) =>
      fields.flatMap((field) =>
        data[field.name] === undefined || data[field.name] === null ? [] : lines(field, data[field.name]),
      );

    /** @type {RecordWriter["recordText"]} */
    const recordText = (data, bodies) => `${["---", ...fieldLines(all, data), "---"].join("\n")}\n${bodiesText(bodies)}`;

    // A record as its script hands it over: where that has the values alone, the file is as it is written here.
    /** @type {RecordWriter["unpacked"]} */
    const unpacked = (packed) => {
      /** @type {OriginalRecord["fields"]} */
      const fields = packed.fields.map(([name, value, text]) => [name, value, text ?? fieldText(name, value)]);
      const front = fields.map(([, , text]) => text).join("");
      const text = packed.text ?? packed.around?.join(front) ?? `---\n${front}---\n${bodiesText(packed.bodies)}`;
      return { ...packed, fields, text };
    };
    /** @type {(name: string, value: Value) => string} */
    const fieldText = (name, value) => {
      const field = all.find((each) => each.name === name);
      return field ? rewritten(field, value, "") : "";
    };

    // A record that is there, unpacked. `changed` has the new value of each field that was altered,
    // undefined where it was emptied; `bodies` that of each language whose text was.
    /** @type {RecordWriter["corrected"]} */
    const corrected = (record, changed, bodies) => {
      const { front, start, end } = frontOf(record);
      const isKept = new Set(record.fields.map(([name]) => name));
      /** @type {Written[]} */
      const parts = record.fields.map(([name, , text]) => {
        const field = changed.has(name) && all.find((each) => each.name === name);
        return [name, field ? rewritten(field, changed.get(name), text) : text];
      });
      for (const field of all.filter(({ name }) => changed.has(name) && !isKept.has(name))) {
        const written = rewritten(field, changed.get(field.name), "");
        parts.splice(placeOf(parts, field.name), 0, [field.name, written]);
      }
      const text = changed.size ? parts.map(([, part]) => part).join("") : front;
      return `${record.text.slice(0, start)}${text}${correctedBodies(record.text.slice(end), bodies)}`;
    };
    /** @type {(field: WrittenField, value: Raw, text: string) => string} */
    const rewritten = (field, value, text) => {
      const written = value === undefined ? [] : lines(field, value);
      const remarks = written.length ? /^(?:#.*\n)*/.exec(text)?.[0] : "";
      return `${remarks}${written.map((line) => `${line}\n`).join("")}`;
    };
    // After the last of the fields that stand before it in every record.
    /** @type {(parts: Written[], name: string) => number} */
    const placeOf = (parts, name) => {
      const names = all.map((each) => each.name);
      return parts.findLastIndex(([each]) => names.includes(each) && names.indexOf(each) < names.indexOf(name)) + 1;
    };

    // The parts below a file's front matter: what stands before the first heading of a language, then each with its heading.
    /** @param {string} text */
    const bodyParts = (text) => {
      /** @type {Part} */
      let part = { text: "" };
      const parts = [part];
      let fence = "";
      for (const line of linesOf(text)) {
        fence = fenceAfter(line.trimEnd(), fence);
        const heading = line.startsWith("# ") && !fence ? line.slice(2).trim().toLowerCase() : "";
        const lang = LANGS.find((each) => headings[each].slice(2).toLowerCase() === heading);
        if (lang) {
          part = { lang, text: "" };
          parts.push(part);
        }
        part.text += line;
      }
      return parts;
    };
    /** @type {(text: string, bodies: Map<string, string>) => string} */
    const correctedBodies = (text, bodies) => {
      const parts = bodyParts(text);
      for (const lang of LANGS.filter((each) => bodies.has(each))) {
        const part = parts.find((each) => each.lang === lang);
        const written = clean(bodies.get(lang)) ? bodyLines(bodies.get(lang)) : [];
        if (part) replaceBody(part, written, part === parts.at(-1));
        else if (written.length) insertBody(parts, lang, written);
      }
      return parts.map((each) => each.text).join("");
    };
    /** @type {(part: Part, written: string[], last: boolean) => void} */
    const replaceBody = (part, written, last) => {
      const [heading] = linesOf(part.text);
      part.text = written.length ? `${heading.trimEnd()}\n\n${written.join("\n")}\n${last ? "" : "\n"}` : "";
    };
    /** @type {(parts: Part[], lang: Lang, written: string[]) => void} */
    const insertBody = (parts, lang, written) => {
      const next = parts.findIndex((each) => each.lang && LANGS.indexOf(each.lang) > LANGS.indexOf(lang));
      const place = next < 0 ? parts.length : next;
      const before = parts[place - 1];
      before.text = `${before.text.trimEnd()}\n\n`;
      parts.splice(place, 0, { lang, text: `${headings[lang]}\n\n${written.join("\n")}\n${next < 0 ? "" : "\n"}` });
    };
    return { recordText, unpacked, corrected };
  };

  window.gcm.writing = { clean, compact, proseChanged, writer };
}
