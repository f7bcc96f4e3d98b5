// Whom to work with: of the countries that stand below the objective chosen, all but the reader's own, each with the reasons for it.
//
// The address holds what is asked, in ids that both languages share: colaborar/?country=HN&objective=6
{
  const form = document.querySelector(".gcm-finder");
  const answer = document.querySelector(".gcm-finder-answer");
  const data = form.dataset;
  /** @type {FinderData} */
  const { known, names } = JSON.parse(data.known);
  const country = /** @type {HTMLSelectElement} */ (form.elements.namedItem("country"));
  const objective = /** @type {HTMLSelectElement} */ (form.elements.namedItem("objective"));
  const language = document.documentElement.lang;
  const list = new Intl.ListFormat(language === "en" ? "en-GB" : language, { type: "conjunction" });
  /** @type {MakeElement} */
  const element = (name, properties, ...content) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...content);
    return made;
  };
  /** @type {Fill} */
  const fill = (sentence, gaps) => sentence.replace(/{(\w+)}/g, (_, name) => `${gaps[name]}`);

  /** @type {<T>(one: T[], other: T[]) => T[]} */
  const common = (one, other) => one.filter((each) => other.includes(each));
  /** @type {(code: string, other: string) => Shared} */
  const shared = (code, other) => ({
    groups: common(known[code].groups, known[other].groups),
    forums: common(known[code].forums, known[other].forums),
    objectives: common(known[code].objectives, known[other].objectives),
  });
  /** @type {(ids: string[]) => string} */
  const named = (ids) => list.format(ids.map((id) => names[id])).replaceAll(" e II", " y II"); // 'II' is read 'segundo'
  /** @type {(both: Shared) => string[]} */
  const reasons = ({ groups, forums, objectives }) => [
    ...(groups.length ? [fill(data.groups, { names: named(groups) })] : []),
    ...(forums.length ? [fill(data.forums, { names: named(forums) })] : []),
    ...(objectives.length ? [fill(data.objectives, { numbers: list.format(objectives.map(String)) })] : []),
  ];

  // Who meets in a regional conference or a forum comes first, then who has more objectives in common, then who has more practices.
  /** @type {(both: Shared) => number} */
  const near = ({ groups, forums, objectives }) =>
    100 * Number(groups.length > 0) + 50 * Number(forums.length > 0) + objectives.length;
  const partners = () =>
    Array.from(document.querySelectorAll(`li[id^="${objective.value}-"]`), (line) => {
      const other = line.id.split("-")[1];
      return { line, other, both: shared(country.value, other) };
    })
      .filter(({ other }) => other !== country.value)
      .sort((one, other) => near(other.both) - near(one.both));

  const show = () => {
    const isAsked = Boolean(country.value && objective.value);
    answer.hidden = !isAsked;
    if (!isAsked) document.documentElement.classList.remove("asked");
    if (!isAsked) return;
    const found = partners();
    const gaps = { country: country.selectedOptions[0].label, objective: objective.selectedOptions[0].label };
    const title = element("h2", {}, fill(found.length ? data.title : data.none, gaps));
    const own = document.getElementById(`${objective.value}-${country.value}`);
    const lines = found.map(({ line, both }) => {
      const why = element("ul", { className: "gcm-more" }, ...reasons(both).map((reason) => element("li", {}, reason)));
      return element("li", {}, ...Array.from(line.childNodes, (node) => node.cloneNode(true)), why);
    });
    const ownLine = own
      ? [element("p", {}, `${data.own} `, ...Array.from(own.childNodes, (node) => node.cloneNode(true)))]
      : [];
    answer.replaceChildren(title, element("ol", { className: "gcm-lines" }, ...lines), ...ownLine);
  };

  const address = () => {
    const asked = new URLSearchParams();
    if (country.value) asked.set("country", country.value);
    if (objective.value) asked.set("objective", objective.value);
    return asked.size ? `?${asked}` : location.pathname;
  };
  const follow = () => {
    // The same page in the other language shows the same.
    for (const link of document.querySelectorAll("a[hreflang]")) link.search = location.search;
    show();
  };
  const restore = () => {
    const asked = new URLSearchParams(location.search);
    country.value = asked.get("country") ?? "";
    objective.value = asked.get("objective") ?? "";
    follow();
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", () => {
    try {
      history.pushState(null, "", address());
    } catch {
      // Some browsers refuse this to a page from a folder; the answer does not depend on it.
    }
    follow();
  });
  addEventListener("popstate", restore);
  form.hidden = false;
  restore();
}
