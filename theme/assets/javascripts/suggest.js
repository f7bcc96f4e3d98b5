// Titles of pages whose words begin as what is typed into a search box does, from the second letter on. They are in the index of names,
// which is asked for with the first letter. Without it the box leads to the page of results all the same; that page shows what it finds
// as one types.
window.gcm ??= {};
{
  const LEAST = 2; // letters
  const MOST = 7; // titles
  /** @param {string} text */
  const wordsOf = (text) =>
    text
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replaceAll("ß", "ss")
      .replaceAll("ς", "σ")
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  /** @type {MakeElement} */
  const element = (name, properties, ...content) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...content);
    return made;
  };

  /** @type {Promise<NamedPage[]> | undefined} */
  let loading;
  const load = () => {
    loading ??= new Promise((resolve) => {
      window.gcm.searchNames = (json) => {
        /** @type {SearchNames} */
        const { pages, kinds } = JSON.parse(json);
        resolve(
          pages.map(([location, title, kind]) => {
            const { href } = new URL(location, window.__md_scope);
            return { href, title, label: kinds[kind][0], words: wordsOf(title) };
          }),
        );
      };
      const script = element("script", { src: new URL("assets/search/names.js", window.__md_scope).href });
      script.addEventListener("error", () => {
        loading = undefined; // the next letter asks again
      });
      document.head.append(script);
    });
    return loading;
  };

  // Every word typed begins a word of the title; titles that begin so come first, then short ones.
  /** @type {(all: NamedPage[], typed: string[]) => NamedPage[]} */
  const near = (all, typed) => {
    /** @param {NamedPage} page */
    const begins = ({ words }) => Number(words[0]?.startsWith(typed[0]));
    return all
      .filter(({ words }) => typed.every((each) => words.some((word) => word.startsWith(each))))
      .sort((one, two) => begins(two) - begins(one) || one.title.length - two.title.length)
      .slice(0, MOST);
  };

  /** @type {(form: HTMLFormElement, box: HTMLInputElement, name: string) => void} */
  const suggest = (form, box, name) => {
    const list = element("ul", { className: "gcm-suggested", id: `gcm-suggested-${form.className}`, hidden: true });
    list.setAttribute("role", "listbox");
    list.ariaLabel = name;
    form.append(list);
    box.type = "text"; // of the kinds of boxes only this may have a list
    box.setAttribute("role", "combobox");
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-controls", list.id);

    /** @type {NamedPage[]} */
    let shown = [];
    let active = -1;
    let turn = 0;
    /** @param {number} place */
    const mark = (place) => {
      active = place;
      for (const [each, option] of [...list.children].entries()) option.setAttribute("aria-selected", `${each === active}`);
      if (active < 0) box.removeAttribute("aria-activedescendant");
      else box.setAttribute("aria-activedescendant", `${list.id}-${active}`);
    };
    /** @param {NamedPage[]} pages */
    const show = (pages) => {
      shown = pages;
      list.hidden = !pages.length;
      box.setAttribute("aria-expanded", `${!list.hidden}`);
      list.replaceChildren(
        ...pages.map(({ title, label }, place) => {
          const option = element("li", { id: `${list.id}-${place}` }, title, " ", element("small", {}, label));
          option.setAttribute("role", "option");
          option.addEventListener("click", () => open(place));
          return option;
        }),
      );
      mark(-1);
    };
    const close = () => {
      turn++; // what is still to come is not asked for any more
      show([]);
    };
    /** @param {number} place */
    const open = (place) => {
      location.assign(shown[place].href);
      close();
    };
    const ask = async () => {
      const mine = ++turn;
      const typed = wordsOf(box.value);
      if (!typed.length) return close();
      const all = await load();
      if (mine === turn) show(typed.join("").length < LEAST ? [] : near(all, typed));
    };

    /** @type {Record<string, () => void>} */
    const KEYS = {
      ArrowDown: () => mark(active + 1 < shown.length ? active + 1 : -1),
      ArrowUp: () => mark(active < 0 ? shown.length - 1 : active - 1),
      Escape: close,
    };
    box.addEventListener("input", ask);
    box.addEventListener("blur", close);
    box.addEventListener("keydown", (event) => {
      const act = event.key === "Enter" && active >= 0 ? () => open(active) : KEYS[event.key];
      if (list.hidden || !act) return;
      event.preventDefault();
      act();
    });
    list.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
    close();
  };

  const { suggested } = document.querySelector(".gcm-find").dataset;
  if (!document.querySelector(".gcm-search")) {
    for (const form of document.querySelectorAll(".gcm-find, .gcm-ask")) suggest(form, form.querySelector("input"), suggested);
  }
}
