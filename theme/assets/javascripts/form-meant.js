// What somebody meant who wrote a value otherwise than a record has it, and what in a text no page shows as it was meant. Python
// answers the same (gcm/models/meant.py, gcm/language/personal.py, gcm/reading/markdown.py): tests/vectors/ holds both sides to it.
window.gcm ??= {};
{
  /** @type {(pattern: string) => RegExp} */
  const whole = (pattern) => new RegExp(`^(?:${pattern})$`, "u");

  // A day or a month that can be read in one way only, as a record has it; nothing else.
  /** @type {FormMeant["isoDate"]} */
  const isoDate = (text, { patterns, months }) => {
    const { fold, exists } = window.gcm.texts;
    const folded = fold(text).trim().split(/\s+/).join(" ");
    const found = patterns.map((pattern) => whole(pattern).exec(folded)?.groups).find(Boolean);
    if (!found) return "";
    const month = found.month ?? (Object.hasOwn(months, found.name) ? `${months[found.name]}` : "0");
    const parts = [found.year, month, found.day].filter((part) => part !== undefined);
    const date = parts.map((part) => part.padStart(2, "0")).join("-");
    return exists(date) ? date : "";
  };
  // A title without the quotation marks around the whole of it.
  /** @type {FormMeant["unquoted"]} */
  const unquoted = (text, quoted) => whole(quoted).exec(text.trim())?.[1].trim() ?? text;

  // A body whose lists have hyphens, where a word processor puts bullets.
  /** @type {FormMeant["hyphenated"]} */
  const hyphenated = (body, bullets) => {
    const isBullet = new RegExp(`^([ \\t]*)[${bullets}](?=\\s*\\S)[ \\t\u00a0]*`, "u");
    return window.gcm.writing.proseChanged(body, (line) => line.replace(isBullet, "$1- "));
  };

  // The first e-mail address or telephone number; those in web addresses are not meant.
  /** @type {FormMeant["personalIn"]} */
  const personalIn = (text, { pattern, address }) =>
    new RegExp(pattern, "u").exec(text.replace(new RegExp(address, "gu"), (found) => " ".repeat(found.length)))?.[1] ?? "";

  // The first of each kind of sign in the lines of a body that no page shows as it is meant, and of headings that name a language.
  /** @type {FormMeant["signsIn"]} */
  const signsIn = (body, { signs, languages }) => {
    const { fold } = window.gcm.texts;
    const isProse = window.gcm.writing.proseChanged(body, (line) => `\0${line}`);
    const prose = isProse.split("\n").filter((line) => line.startsWith("\0"));
    const lines = prose.map((line) => line.slice(1).replace(/(`+)(?!`).*?\1/g, ""));
    /** @type {[kind: string, value: string][]} */
    const found = [];
    for (const [kind, pattern] of Object.entries(signs)) {
      const match = new RegExp(pattern, "mu").exec(lines.join("\n"));
      if (match) found.push([kind, match[0].trim()]);
    }
    const headings = lines.map((line) => /^ {0,3}#{1,6}[ \t]+(.+?)[\s:.#*]*$/.exec(line)?.[1] ?? "");
    const named = headings.find((heading) => Object.hasOwn(languages, fold(heading)));
    return named ? [...found, ["language", named]] : found;
  };

  window.gcm.meant = { isoDate, unquoted, hyphenated, personalIn, signsIn };
}
