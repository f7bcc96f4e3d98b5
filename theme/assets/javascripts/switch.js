// The other language opens at the same place: at the same anchor where that is the same in both, else under the same heading, which
// is known by its number.
{
  const headings = () => Array.from(document.querySelectorAll("article h2"));
  const SIGN = "#~";

  /** @param {string} hash */
  const anchored = (hash) => document.getElementById(decodeURIComponent(hash.slice(1)));
  const here = () => {
    const target = location.hash ? anchored(location.hash) : null;
    const seen = target?.getBoundingClientRect();
    if (target && seen && seen.bottom > 0 && seen.top < innerHeight && !target.closest("h1, h2")) return location.hash;
    const number = headings().findLastIndex((each) => each.getBoundingClientRect().top < innerHeight / 3);
    return number < 0 ? "" : `${SIGN}${number}`;
  };
  for (const link of document.querySelectorAll("a[hreflang]")) {
    link.addEventListener("click", () => {
      link.hash = here();
    });
  }

  if (location.hash.startsWith(SIGN)) {
    const heading = headings()[Number(location.hash.slice(SIGN.length))];
    try {
      history.replaceState(null, "", heading ? `#${heading.id}` : location.pathname + location.search);
    } catch {
      // Some browsers refuse this to a page from a folder; the place is found all the same.
    }
    heading?.scrollIntoView();
  }
}
