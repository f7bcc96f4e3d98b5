// The search: its script would be more than half of what a first view weighs, so it comes with the first touch of the box.
{
  const { search } = document.currentScript.dataset;
  const box = document.querySelector(".md-search");
  const field = document.querySelector(".md-search input");
  const toggle = /** @type {HTMLInputElement} */ (document.getElementById("__search"));

  const load = () => {
    const script = document.createElement("script");
    script.src = search;
    document.body.append(script);
  };
  box.addEventListener("focusin", load, { once: true });

  // In a narrow window a mark opens the box, and what is typed next belongs in it.
  toggle.addEventListener("change", () => toggle.checked && field.focus());

  // The theme's own keys, which work before its script is here.
  document.addEventListener("keydown", (event) => {
    const typing = /** @type {HTMLElement} */ (event.target).matches("input, select, textarea");
    if (["f", "s", "/"].includes(event.key) && !typing && !(event.ctrlKey || event.metaKey || event.altKey)) {
      event.preventDefault();
      field.focus();
    }
  });
}
