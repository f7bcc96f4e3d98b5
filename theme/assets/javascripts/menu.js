// The menu of a narrow window: the list at the foot of the page, and the page's contents, shown in a drawer. Without this script
// the list is where it always is.
{
  const drawer = /** @type {HTMLInputElement} */ (document.getElementById("__drawer"));
  const button = document.querySelector(".gcm-menu");

  /** @type {(title: string, list: Node, open?: boolean) => HTMLElement} */
  const fold = (title, list, open = false) => {
    const part = document.createElement("details");
    const summary = document.createElement("summary");
    summary.textContent = title;
    part.open = open;
    part.append(summary, list.cloneNode(true));
    return part;
  };

  const nameOfSite = () => {
    const logo = document.querySelector(".md-logo");
    const name = /** @type {HTMLElement} */ (logo.cloneNode(true));
    name.append(logo.title);
    return name;
  };

  const contents = () => {
    const list = document.querySelector(".md-sidebar--secondary .md-nav__list");
    return list ? [fold(document.getElementById("__toc")?.textContent ?? "", list)] : [];
  };

  const sections = () =>
    Array.from(document.querySelector(".gcm-footer").children, (part) => {
      const title = part.querySelector("strong")?.textContent;
      const isHere = Array.from(part.querySelectorAll("a")).some(({ href }) => href === location.href.split("#")[0]);
      return title ? fold(title, /** @type {Node} */ (part.lastElementChild), isHere) : part.cloneNode(true);
    });

  const build = () => {
    const menu = document.createElement("nav");
    menu.className = "gcm-drawer";
    menu.setAttribute("aria-label", button.getAttribute("aria-label") ?? "");
    menu.append(nameOfSite(), ...contents(), ...sections());
    // What leads into the page itself leaves the drawer open otherwise.
    menu.addEventListener("click", ({ target }) => {
      const link = /** @type {HTMLElement} */ (target).closest("a");
      if (link?.hash) drawer.click();
    });
    document.querySelector(".md-overlay").after(menu);
    return menu;
  };

  /** @type {HTMLElement | undefined} */
  let menu;
  button.addEventListener("click", () => drawer.click());
  drawer.addEventListener("change", () => {
    menu ??= build();
    button.setAttribute("aria-expanded", `${drawer.checked}`);
    (drawer.checked ? menu.querySelector("a[href]") : button).focus();
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape" && drawer.checked) drawer.click();
  });
}
