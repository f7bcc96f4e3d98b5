// Opens what is folded where it is wanted: on paper, and where an address leads into it.
{
  const print = matchMedia("print");
  let opened = [];
  const unfold = () => {
    opened.push(...document.querySelectorAll("article details:not([open])"));
    opened.forEach((part) => (part.open = true));
  };
  const foldAgain = () => {
    opened.forEach((part) => (part.open = false));
    opened = [];
  };
  print.addEventListener("change", () => (print.matches ? unfold() : foldAgain()));

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
