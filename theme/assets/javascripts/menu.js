// The menu of a narrow window: the list at the foot of the page, and the page's contents, shown in a drawer. Without this script
// the list is where it always is.
{
  const drawer = document.getElementById("__drawer");
  const button = document.querySelector(".gcm-menu");

  const fold = (title, list, open) => {
    const part = document.createElement("details");
    const summary = document.createElement("summary");
    summary.textContent = title;
    part.open = open;
    part.append(summary, list.cloneNode(true));
    return part;
  };

  const build = () => {
    const menu = document.createElement("nav");
    const name = document.querySelector(".md-logo").cloneNode(true);
    name.append(name.title);
    menu.className = "gcm-drawer";
    menu.setAttribute("aria-label", button.getAttribute("aria-label"));
    menu.append(name);
    const contents = document.querySelector(".md-sidebar--secondary .md-nav__list");
    if (contents) {
      menu.append(fold(document.getElementById("__toc").textContent, contents, false));
    }
    for (const part of document.querySelector(".gcm-footer").children) {
      const title = part.querySelector("strong");
      const list = title ? part.querySelector("ul") : part;
      const here = [...list.querySelectorAll("a")].some((link) => link.href === location.href.split("#")[0]);
      menu.append(title ? fold(title.textContent, list, here) : list.cloneNode(true));
    }
    menu.addEventListener("click", (event) => event.target.closest("a[href*='#']") && drawer.click());
    document.querySelector(".md-overlay").after(menu);
    return menu;
  };

  let menu;
  button.addEventListener("click", () => drawer.click());
  drawer.addEventListener("change", () => {
    menu ??= build();
    button.setAttribute("aria-expanded", drawer.checked);
    (drawer.checked ? menu.querySelector("a") : button).focus();
  });
  document.addEventListener("keydown", ({ key }) => key === "Escape" && drawer.checked && drawer.click());
}
