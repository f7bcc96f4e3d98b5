// Which pages answer a query, and in what order: over the index of names, and over that of all other words once it is there.
// Each word, or phrase that people say, is a part that is looked for by itself; decisions/12-search.md tells why. The numbers were tried
// on tests/queries.yaml, which they are held to.
{
  const { stem, split, telling, asked } = window.gcm.words;

  const BOOSTS = { title: 6, names: 4, summary: 2, other: 2, facts: 1.5, text: 0.4 };
  const OPTIONS = { boost: BOOSTS, weights: { prefix: 0.6, fuzzy: 0.3 }, combineWith: "AND" };
  const SYNONYM = 0.1; // of what its own words would count
  const LEAD = 100; // more than a word in a title: the page about what a word means, or called so
  const FACET = 30; // a page of the kind, the country or the forum that is named
  const AT_HAND = 0.5; // what a word that every page could have adds
  const ALL = 1.3; // times: a page that has everything asked in its names
  const MEANT = 1.2; // times: the page about just what was typed
  const WHOLE = 1.6; // times: the page that is called exactly what was typed
  const OTHERWISE = 0.7; // times: what is not of the kind that is named
  const ENOUGH = 0.6; // of what was asked: a page that has less says something else,
  const LEAST = 0.4; // unless it is about a word of the field, or its title has one of several words that it has
  const CLOSE = 0.05; // of the best: what is less is not shown
  const LIKELY = 0.65; // that a word spelled alike was meant, and a short one
  const HARDLY = 0.3;
  const LONGEST = 6; // words of something that people say
  const NEAR = 0.6; // of a word's letters: what begins like it is suggested
  const SHORTEST = 4; // letters of such a beginning
  const SUGGESTED = 4;

  /** A letter of a word may be wrong, two of a long one; a number means itself. @param {string} term */
  const mistakes = (term) => (term.length < 5 || /\d/.test(term) ? false : term.length < 10 ? 1 : 2);
  const EXACT = { prefix: false, fuzzy: false };
  const BEGINS = { prefix: true, fuzzy: false };
  const ALIKE = { prefix: false, fuzzy: mistakes };

  // `3 2*4` → page 3 once, page 5 four times (packed_index in gcm/site/minisearch.py).
  /** @param {string} packed */
  const unpack = (packed) => {
    /** @type {Record<number, number>} */
    const pages = {};
    let page = 0;
    for (const each of packed.split(" ")) {
      const [distance, count = 1] = each.split("*").map(Number);
      page += distance;
      pages[page] = count;
    }
    return pages;
  };

  // What follows from the number of pages is left out of the files.
  /** @type {(index: PackedIndex) => SerializedIndex} */
  const unpackIndex = (index) => {
    const ids = Object.fromEntries(Array.from({ length: index.documentCount }, (_, place) => [place, place]));
    const fieldLength = index.fieldLength ?? Object.fromEntries(Object.keys(ids).map((id) => [id, index.averageFieldLength]));
    /** @type {(fields: string[]) => Record<string, Record<string, number>>} */
    const fieldsOf = (fields) => Object.fromEntries(fields.flatMap((pages, field) => (pages ? [[field, unpack(pages)]] : [])));
    return { ...index, documentIds: ids, fieldLength, index: index.index.map(([term, ...fields]) => [term, fieldsOf(fields)]) };
  };

  /** @param {PackedIndex} packed */
  const optionsOf = (packed) => ({
    fields: Object.keys(packed.fieldIds),
    tokenize: (/** @type {string} */ text) => text.split(" "),
    processTerm: (/** @type {string} */ term) => term,
  });

  /** @type {(page: SearchPage, facet: string) => boolean} */
  const isOf = ([, , , facets], facet) => facets.split(" ").includes(facet);
  /** @param {string | undefined} facet */
  const isCountry = (facet) => facet?.startsWith("country:") ?? false;
  // By these the explorer narrows its list; others are kinds of pages, and forums.
  /** @param {string} facet */
  const narrows = (facet) => facet === "practice" || /^(kind|country):/.test(facet);

  // Of several names for one thing a page counts for the one that it matches best.
  /** @param {SearchHit[][]} found */
  const best = (found) => {
    /** @type {Map<number, SearchHit>} */
    const kept = new Map();
    for (const hit of found.flat()) if (hit.score > (kept.get(hit.id)?.score ?? 0)) kept.set(hit.id, hit);
    return [...kept.values()];
  };

  /** @type {(scores: PartScores, found: SearchHit[], weight?: number) => void} */
  const add = (scores, found, weight = 1) => {
    for (const { id, score, match } of found) {
      const entry = scores.get(id) ?? { score: 0, terms: new Set(), fields: new Set() };
      entry.score += weight * score;
      for (const term of Object.keys(match)) entry.terms.add(term);
      for (const field of Object.values(match).flat()) entry.fields.add(field);
      scores.set(id, entry);
    }
  };

  window.gcm.unpackIndex = unpackIndex;

  /** @type {Gcm["searcher"]} */
  window.gcm.searcher = ({ pages, kinds, concepts, said, index }, lang) => {
    const other = lang === "es" ? "en" : "es";
    const names = window.MiniSearch.loadJS(unpackIndex(index), optionsOf(index));
    /** @type {MiniSearchIndex | undefined} */
    let texts;
    /** @type {string[]} */
    let summaries = [];

    // The query

    /** @type {(side: Lang, words: string[]) => number[]} */
    const saidIn = (side, words) => {
      const text = words.join(" ");
      return Object.hasOwn(said[side], text) ? said[side][text] : [];
    };
    // The pages that are called exactly so.
    /** @type {(stems: string[], how?: object) => number[]} */
    const calledSo = (stems, how = EXACT) =>
      names.search(`_${stems.join("")}`, { fields: ["whole"], ...how }).map(({ id }) => id);

    /** @type {(words: AskedTerm[]) => SearchConcept[]} */
    const meaning = (words) => {
      const own = saidIn(
        lang,
        words.map((each) => each.own),
      );
      const foreign = saidIn(
        other,
        words.map((each) => each.foreign),
      );
      return [...new Set([...own, ...foreign])].map((each) => concepts[each]);
    };

    /** @type {(words: AskedTerm[]) => AskedPart} */
    const partOf = (words) => ({ words, concepts: meaning(words), called: calledSo(words.map((each) => each.own)) });

    // The longest that people say, or that a page is called, from here on; or the one word.
    /** @type {(words: AskedTerm[]) => AskedPart} */
    const firstPart = (words) => {
      for (let length = Math.min(words.length, LONGEST); length > 1; length--) {
        const phrase = partOf(words.slice(0, length));
        if (phrase.concepts.length || phrase.called.length) return phrase;
      }
      return partOf(words.slice(0, 1));
    };

    /** @type {(words: AskedTerm[]) => AskedPart[]} */
    const partsOf = (words) => {
      if (!words.length) return [];
      const part = firstPart(words);
      return [part, ...partsOf(words.slice(part.words.length))];
    };

    /** @param {string} text */
    const read = (text) =>
      partsOf(asked(text).map((typed) => ({ typed, own: stem(typed, lang), foreign: stem(typed, other) })));

    // The indexes

    /** @type {(own: string[], foreign: string[], options: object) => SearchHit[]} */
    const namesHits = (own, foreign, options) => {
      const inOwn = { ...options, queries: [own.join(" ")], fields: ["title", "names"] };
      const inOther = foreign.length ? [{ ...options, queries: [foreign.join(" ")], fields: ["other"] }] : [];
      return names.search({ combineWith: "OR", queries: [inOwn, ...inOther] });
    };

    /** @type {(own: string[], foreign: string[], how: object) => SearchHit[]} */
    const hits = (own, foreign, how) => {
      const options = { ...OPTIONS, ...how };
      const found = namesHits(own, foreign, options);
      return texts ? [...found, ...texts.search(own.join(" "), options)] : found;
    };

    // A word is looked for as it stands, and as the beginning of another; only where there is none, as one that is spelled alike.
    /** @param {AskedTerm} term */
    const wordHits = ({ typed, own, foreign }) => {
      const begins = typed.length > 2 ? hits([typed], [typed], BEGINS) : [];
      const found = begins.length && typed === own ? begins : [...hits([own], [foreign], EXACT), ...begins];
      if (found.length) return { found, share: 1 };
      const alike = hits([own], [foreign], ALIKE).filter(({ match }) => Object.keys(match).some((term) => term[0] === own[0]));
      return { found: alike, share: own.length < 6 ? HARDLY : LIKELY };
    };

    /** @param {AskedTerm[]} words */
    const phraseHits = (words) => {
      const [own, foreign] = [words.map((word) => word.own), words.map((word) => word.foreign)];
      return { found: hits(own, foreign, EXACT), share: 1 };
    };

    // What a concept adds: its other names, the pages about it, and what has the facet that it stands for.
    /** @type {(scores: PartScores, concept: SearchConcept, own: string) => void} */
    const addConcept = (scores, [, led, called, facet], own) => {
      const others = called.filter((name) => name !== own).map((name) => hits(name.split(" "), [], EXACT));
      add(scores, best(others), SYNONYM);
      const about = led.map((id, place) => ({ id, score: LEAD / (1 + place), match: { _concept: ["_concept"] } }));
      const among = facet ? pages.flatMap((page, id) => (isOf(page, facet) ? [{ id, score: FACET, match: {} }] : [])) : [];
      add(scores, [...about, ...among]);
      for (const { terms } of scores.values()) for (const term of called[0]?.split(" ") ?? []) terms.add(term);
    };

    /** @type {(part: AskedPart) => FoundPart} */
    const find = ({ words, concepts: meant, called }) => {
      /** @type {PartScores} */
      const scores = new Map();
      const { found, share } = words.length === 1 ? wordHits(words[0]) : phraseHits(words);
      add(scores, found);
      const named = called.map((id) => ({ id, score: LEAD, match: { _called: ["names"] } }));
      add(scores, named);
      for (const concept of meant) addConcept(scores, concept, words.map((each) => each.own).join(" "));
      const facet = meant.map((concept) => concept[3]).find(Boolean);
      return { scores, share: meant.length ? 1 : share, words: words.length, facet };
    };

    // The order

    // A page on migration is told by other words than 'migration'; where it has them in its names, that counts all the same.
    /** @param {string} text */
    const atHand = (text) => {
      const left = new Set(asked(text));
      /** @type {Map<number, number>} */
      const added = new Map();
      for (const word of telling(telling(split(text), "es"), "en").filter((each) => !left.has(each))) {
        const found = namesHits([stem(word, lang)], [stem(word, other)], { ...OPTIONS, ...EXACT });
        for (const { id, score } of found) added.set(id, (added.get(id) ?? 0) + AT_HAND * Math.log1p(score));
      }
      return added;
    };

    const NAMES = ["title", "names", "other"];
    /** @type {(id: number, found: FoundPart[]) => boolean} */
    const namesAll = (id, found) =>
      found.length > 1 && found.every(({ scores }) => NAMES.some((field) => scores.get(id)?.fields.has(field)));

    // A part counts as much as it has words; who asks for practices means a practice.
    /** @type {(id: number, found: FoundPart[], times: number, added: number) => SearchResult} */
    const weigh = (id, found, times, added) => {
      const page = pages[id];
      const has = found.filter(({ scores }) => scores.has(id));
      const entries = has.flatMap(({ scores }) => scores.get(id) ?? []);
      const [terms, fields] = [
        new Set(entries.flatMap((each) => [...each.terms])),
        new Set(entries.flatMap((each) => [...each.fields])),
      ];
      const [label, heading, weight] = kinds[page[2]];
      const all = found.reduce((total, { words }) => total + words, 0);
      const share = has.reduce((total, { words }) => total + words, 0) / all;
      const sure = has.reduce((total, part) => total + part.words * part.share, 0) / all;
      const lacks = fields.has("_concept") ? [] : found.filter(({ facet }) => facet && !isCountry(facet) && !isOf(page, facet));
      const sum = entries.reduce((total, { score }) => total + Math.log1p(score), added);
      return {
        id,
        page,
        summary: summaries[id] ?? "",
        label,
        heading,
        sure,
        parts: has.length,
        terms,
        fields,
        score: sum * share * weight * times * OTHERWISE ** lacks.length,
      };
    };

    /** @type {(text: string, parts: AskedPart[], found: FoundPart[]) => SearchResult[]} */
    const ranked = (text, parts, found) => {
      const stems = asked(text).map((word) => stem(word, lang));
      const called = new Set(calledSo(stems, found.some(({ share }) => share < 1) ? ALIKE : EXACT));
      const added = atHand(text);
      const meant = new Set(parts.length === 1 ? parts[0].concepts.map(([, [first]]) => first) : []);
      const times = (/** @type {number} */ id) =>
        (called.has(id) ? WHOLE : meant.has(id) ? MEANT : 1) * (namesAll(id, found) ? ALL : 1);
      const ids = new Set(found.flatMap(({ scores }) => [...scores.keys()]));
      const results = [...ids].map((id) => weigh(id, found, times(id), added.get(id) ?? 0));
      return results.sort((one, two) => two.score - one.score || one.id - two.id);
    };

    // 'Policies of Costa Rica' asks for a list: the practices that are all that, and the page of the country; for all practices of a
    // country that page is the list. Null where something else is asked for.
    /** @type {(parts: AskedPart[], results: SearchResult[]) => { facets: string[], results: SearchResult[] } | null} */
    const listed = (parts, results) => {
      const named = parts.flatMap((part) => part.concepts.filter(([, , , facet]) => facet).slice(0, 1));
      const facets = named.map(([, , , facet]) => facet);
      if (facets.length < 2 || facets.length < parts.length || !facets.every(narrows) || facets.every(isCountry)) return null;
      const countries = named.filter(([, , , facet]) => isCountry(facet)).flatMap(([, led]) => led);
      const fitting = results.filter(({ id, page }) => countries.includes(id) || facets.every((facet) => isOf(page, facet)));
      const first = (/** @type {SearchResult} */ { id }) => Number(facets.includes("practice") && countries.includes(id));
      return { facets, results: fitting.sort((one, two) => first(two) - first(one)) };
    };

    /** @param {SearchResult} result */
    const answers = ({ sure, parts, fields }) =>
      sure >= ENOUGH || (sure >= LEAST && (fields.has("_concept") || (parts > 1 && fields.has("title"))));
    /** @param {SearchResult[]} results */
    const enough = (results) => results.filter((each) => answers(each) && each.score >= results[0].score * CLOSE);

    return {
      // All words are many: taken in by and by, they keep nobody from typing.
      addTexts: async ({ index: all, summaries: shown }) => {
        texts = await window.MiniSearch.loadJSAsync(unpackIndex(all), optionsOf(all));
        summaries = shown;
      },
      search: (text) => {
        const parts = read(text);
        const found = parts.map(find);
        const all = ranked(text, parts, found);
        const missing = parts.filter((_, place) => !found[place].scores.size);
        const alike = parts.filter((part, place) => found[place].share < 1 && !missing.includes(part));
        // One word has nothing beside it that could be meant instead.
        const results = parts.length === 1 ? all.filter(({ score }) => score >= all[0].score * CLOSE) : enough(all);
        return { parts, missing, alike, facets: [], results, ...listed(parts, all) };
      },
      near: (typed) => {
        const known = new Set([...pages.map(([, title]) => title), ...concepts.map(([term]) => term)].flatMap(split));
        const beginnings = typed.map((word) => word.slice(0, Math.max(SHORTEST, Math.ceil(word.length * NEAR))));
        return [...known].filter((word) => beginnings.some((beginning) => word.startsWith(beginning))).slice(0, SUGGESTED);
      },
    };
  };
}
