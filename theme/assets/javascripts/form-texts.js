// When two texts say the same: in plain letters, as part of an address, as dates, as titles and as links. Python answers the same
// (gcm/language/text.py, gcm/language/dates.py, gcm/catalogue/likeness.py): tests/vectors/ holds both sides to it. Lists, numbers
// and patterns come from there (gcm/views/parts/form_rules.py).
window.gcm ??= {};
{
  /** @param {string} text */
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ß", "ss").replaceAll("ς", "σ");

  // Letters of other scripts than ours become a line: a file's name is only proposed.
  /** @type {FormTexts["slugOf"]} */
  const slugOf = (title, { longest, letters }) => {
    const words = title
      .replaceAll("'", "-")
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .replace(/[^\0-\x7f]/gu, (letter) => letters[letter] ?? "-")
      .toLowerCase()
      .replace(/(\d),(?=\d)/g, "$1")
      .match(/[a-z0-9]+/g);
    // A word that finds no more room is left out.
    const slug = (words ?? []).reduce((kept, word) => {
      const longer = kept ? `${kept}-${word}` : word;
      return longer.length > longest ? kept : longer;
    }, "");
    return slug || (words?.[0] ?? "").slice(0, longest);
  };

  /** @type {FormTexts["isId"]} */
  const isId = (text, { pattern, longest }) => text.length <= longest && new RegExp(`^(?:${pattern})$`).test(text);

  // Dates, as early or as late as they can mean.
  /** @param {string} date */
  const first = (date) => `${date}-01-01`.slice(0, 10);
  /** @param {string} date */
  const last = (date) => `${date}${"-12-31".slice(date.length - 4)}`;
  /** @type {FormTexts["isBefore"]} */
  const isBefore = (date, other) => last(date) < first(other);
  /** @type {FormTexts["exists"]} */
  const exists = (date) => {
    const [year, month, day] = first(date).split("-").map(Number);
    const found = new Date(Date.UTC(2000, month - 1, day));
    found.setUTCFullYear(year, month - 1, day);
    return year > 0 && found.getUTCMonth() === month - 1 && found.getUTCDate() === day;
  };

  // A title's words in order, without small ones, numbers and what is in brackets; and its numbers: another one makes another
  // thing of it.
  /** @type {FormTexts["keyWords"]} */
  const keyWords = (title, lang, { small, generic, number }) => {
    const isNumber = new RegExp(`^(?:${number})$`);
    /** @type {(text: string) => string[]} */
    const wordsOf = (text) => text.match(/[\p{L}\p{N}]+/gu) ?? [];
    const folded = fold(title);
    const all = wordsOf(folded);
    const outside = wordsOf(folded.replace(/\([^()]*\)/g, " "));
    const numbers = all.filter((word) => isNumber.test(word)).sort();
    const words = (outside.length ? outside : all).filter((word) => !numbers.includes(word) && !small[lang].includes(word));
    const letters = [...words.sort().join(" ")];
    // What says which thing it is: `Política` and `Plan` do not.
    const core = [...words.filter((word) => !generic[lang].includes(word)).join(" ")];
    return words.length
      ? { letters, core, numbers: numbers.join(" "), starts: words.map((word) => [...word].slice(0, 4).join("")) }
      : null;
  };
  // How many letters both have in the same order.
  /** @type {(letters: string[], others: string[]) => number} */
  const shared = (letters, others) => {
    const row = new Uint16Array(others.length + 1);
    for (const letter of letters) {
      let before = 0;
      for (let each = 1; each <= others.length; each++) {
        const above = row[each];
        row[each] = letter === others[each - 1] ? before + 1 : Math.max(above, row[each - 1]);
        before = above;
      }
    }
    return row[others.length];
  };
  /** @type {(letters: string[], others: string[], atLeast: number) => number} */
  const alike = (letters, others, atLeast) => {
    const both = letters.length + others.length;
    const most = Math.min(letters.length, others.length);
    return !most || (200 * most) / both < atLeast ? 0 : (200 * shared(letters, others)) / both;
  };
  // Per cent of their letters that two titles share, all of them or those of their core. `atLeast`: less is not worth counting.
  /** @type {FormTexts["likeness"]} */
  const likeness = (one, other, atLeast = 0) => {
    if (one.numbers !== other.numbers || !one.starts.some((start) => other.starts.includes(start))) return 0;
    return Math.max(alike(one.letters, other.letters, atLeast), alike(one.core, other.core, atLeast));
  };

  // Whether a link has a site or a mailbox; that it looks like one is for the schema to say.
  /** @param {string} url */
  const leadsSomewhere = (url) => {
    try {
      const { protocol, hostname, pathname } = new URL(url);
      return protocol === "mailto:" ? pathname.includes("@") : Boolean(hostname);
    } catch {
      return false;
    }
  };
  // A link without what may differ between two ways of writing it: scheme, `www.`, the usual ports, a final slash, a place in the
  // page, and how a letter is encoded. Some sites keep their pages behind the fragment. A home page is not about one thing.
  /** @param {string} text */
  const plain = (text = "") =>
    text.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
      try {
        return decodeURIComponent(encoded);
      } catch {
        return encoded;
      }
    });
  /** @type {FormTexts["pageOf"]} */
  const pageOf = (url) => {
    const parts = /^(?:[^:/?#]+:)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(url) ?? [];
    const [host, path, query, fragment] = parts.slice(1).map(plain);
    const site = host
      .toLowerCase()
      .replace(/^www\./, "")
      .replace(/(?::443|:80)$/, "");
    const page = [path.replace(/\/+$/, ""), query, /^[/!]/.test(fragment) ? fragment : ""];
    return site && page.some(Boolean) ? [site, ...page].join(" ") : "";
  };

  window.gcm.texts = { fold, slugOf, isId, leadsSomewhere, isBefore, exists, keyWords, likeness, pageOf };
}
