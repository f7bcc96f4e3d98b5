// Words as the search compares them: in plain lower-case letters, without small words, as stems. gcm/site/search_words.py answers the same
// for the index: tests/vectors/stems.json holds both sides to it. The rules come from there (gcm/data/search.yaml).
window.gcm ??= {};
{
  const { spellings, irregular, small, asking } = window.gcmSearchRules;
  const SHORTEST = 4;
  const stemmers = { es: new window.SpanishStemmer(), en: new window.EnglishStemmer() };

  /** @param {string} text */
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ß", "ss").replaceAll("ς", "σ");

  /** @type {SearchWords["split"]} */
  const split = (text) => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];

  /** @type {SearchWords["stem"]} */
  const stem = (typed, lang) => {
    if (typed.length < SHORTEST) return typed;
    const word = Object.hasOwn(irregular[lang], typed) ? irregular[lang][typed] : typed;
    return stemmers[lang].stemWord(spellings[lang].reduce((spelled, [one, other]) => spelled.replaceAll(one, other), word));
  };

  /** @type {SearchWords["telling"]} */
  const telling = (words, lang) => words.filter((word) => !small[lang].includes(word));

  // A question is asked with words that no page answers; where there are no others, they are what is asked for.
  /** @type {SearchWords["asked"]} */
  const asked = (text) => {
    const words = telling(telling(split(text), "es"), "en");
    const rest = words.filter((word) => !asking.es.includes(word) && !asking.en.includes(word));
    return rest.length ? rest : words;
  };

  window.gcm.words = { split, stem, telling, asked };
}
