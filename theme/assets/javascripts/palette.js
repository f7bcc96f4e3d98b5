// Light or dark: what the reader chose, or else what the device asks for, before anything is painted. The button turns it round.
{
  const LIGHT = "default";
  const DARK = "slate";
  const isDark = () => document.body.getAttribute("data-md-color-scheme") === DARK;

  /** @param {string} scheme */
  const apply = (scheme) => document.body.setAttribute("data-md-color-scheme", scheme);
  const start = () => {
    const chosen = window.__md_get("__palette")?.color?.scheme ?? "";
    apply([LIGHT, DARK].includes(chosen) ? chosen : matchMedia("(prefers-color-scheme: dark)").matches ? DARK : LIGHT);
  };
  start();

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector(".gcm-palette");
    const toDark = button.title;
    const name = () => {
      button.title = isDark() ? button.dataset.light : toDark;
      button.setAttribute("aria-label", button.title);
    };
    button.addEventListener("click", () => {
      const scheme = isDark() ? LIGHT : DARK;
      apply(scheme);
      window.__md_set("__palette", { color: { scheme } });
      name();
    });
    name();
    // Whoever comes back to a page that was kept in memory may have chosen on another one.
    addEventListener("pageshow", () => {
      start();
      name();
    });
  });
}
