// Opens what is folded where it is wanted: on paper, and where an address leads into it.
{
  const print = matchMedia("print");
  /** @type {HTMLDetailsElement[]} */
  let opened = [];
  print.addEventListener("change", () => {
    if (print.matches) opened = Array.from(document.querySelectorAll("article details:not([open])"));
    for (const part of opened) part.open = print.matches;
  });

  const lead = () => {
    const part = document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest("details:not([open])");
    if (part) {
      part.open = true;
      part.scrollIntoView();
    }
  };
  addEventListener("hashchange", lead);
  lead();
}
