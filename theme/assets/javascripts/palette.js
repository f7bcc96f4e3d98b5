// Light or dark: what the reader chose, or else what the device asks for, before anything is painted. The button turns it round.
{
  const DARK = "slate";
  const chosen = window.__md_get("__palette")?.color?.scheme;
  const apply = (scheme) => document.body.setAttribute("data-md-color-scheme", scheme);
  const isDark = () => document.body.getAttribute("data-md-color-scheme") === DARK;
  apply(chosen ?? (matchMedia("(prefers-color-scheme: dark)").matches ? DARK : "default"));

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector(".gcm-palette");
    const [dark, light] = [button.title, button.dataset.light];
    const tell = () => {
      button.title = isDark() ? light : dark;
      button.setAttribute("aria-label", button.title);
    };
    button.addEventListener("click", () => {
      apply(isDark() ? "default" : DARK);
      window.__md_set("__palette", { color: { scheme: isDark() ? DARK : "default" } });
      tell();
    });
    tell();
  });
}
