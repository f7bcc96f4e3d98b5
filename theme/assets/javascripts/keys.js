// The menu of a narrow window, and its parts, for the keyboard: the theme opens them by labels, made for a pointer.
{
  const drawer = /** @type {HTMLInputElement} */ (document.getElementById("__drawer"));
  const button = document.querySelector(".gcm-menu");
  const menu = document.querySelector(".md-sidebar--primary");
  button.addEventListener("click", () => drawer.click());
  drawer.addEventListener("change", () => {
    button.setAttribute("aria-expanded", `${drawer.checked}`);
    (drawer.checked ? menu.querySelector("a[href]") : button).focus();
  });
  document.addEventListener("keydown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.key === "Escape" && drawer.checked) {
      drawer.click();
    } else if (event.key === " " && target.matches("label[tabindex]")) {
      event.preventDefault();
      target.click();
    }
  });
}
