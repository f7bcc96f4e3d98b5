// An address that does not exist: its language first, and the addresses of the site that are most like it.
{
  const MOST = 5;
  const parts = document.querySelectorAll(".gcm-not-found");
  // An address may hold letters as servers wrote them before Unicode: /pr%E1cticas.
  const read = () => {
    try {
      return decodeURIComponent(location.pathname);
    } catch {
      return location.pathname;
    }
  };
  const asked = read();
  const [own, root] = Array.from(parts).sort((one, other) => other.dataset.home.length - one.dataset.home.length);
  (asked.startsWith(own.dataset.home) ? root : own).before(asked.startsWith(own.dataset.home) ? own : root);

  /** @param {string} path */
  const words = (path) =>
    path
      .toLowerCase()
      .replace(/\.html$/, "")
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean);
  /** @type {(one: string, other: string) => boolean} */
  const alike = (one, other) => one === other || (one.length > 3 && other.length > 3 && one.slice(0, 5) === other.slice(0, 5));
  const wanted = words(asked);
  // The words that both have, of all that either has; those at the end of an address, which say what it is about, count twice.
  /** @param {string} path */
  const nearness = (path) => {
    const found = words(path);
    const met = wanted.filter((word) => found.some((each) => alike(word, each)));
    const last = wanted.at(-1) ?? "";
    return (met.length + Number(found.some((each) => alike(last, each)))) / (wanted.length + found.length + 1);
  };

  for (const part of parts) {
    const { home } = part.dataset;
    fetch(`${home}sitemap.xml`)
      .then((answer) => answer.text())
      .then((text) => {
        const locations = new DOMParser().parseFromString(text, "text/xml").querySelectorAll("loc");
        const paths = Array.from(locations, ({ textContent }) => new URL(textContent).pathname);
        // The site's own address in its list need not be that of the server that is asked.
        const root = paths.reduce((shortest, each) => (each.length < shortest.length ? each : shortest), paths[0] ?? "/");
        const near = paths
          .map((path) => ({ path: home + path.slice(root.length), score: nearness(path.slice(root.length)) }))
          .filter(({ score }) => score > 0.25)
          .sort((one, other) => other.score - one.score)
          .slice(0, MOST);
        part.querySelector(".gcm-near ul").append(
          ...near.map(({ path }) => {
            const line = document.createElement("li");
            line.append(Object.assign(document.createElement("a"), { href: path, textContent: path.slice(home.length) }));
            return line;
          }),
        );
        part.querySelector(".gcm-near").hidden = !near.length;
      })
      .catch(() => {});
  }
}
