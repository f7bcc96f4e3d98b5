// A page tells once what a link leads to: the full name of an organisation, the publisher of a source. Here it shows wherever the same
// link is pointed at or reached by keys.
{
  /** @param {Event} event */
  const tell = ({ target }) => {
    const link = target instanceof Element ? target.closest("article a[href]") : null;
    if (!(link instanceof HTMLAnchorElement) || link.title) return;
    const first = document.querySelector(`article a[href="${CSS.escape(link.getAttribute("href") ?? "")}"][title]`);
    if (first instanceof HTMLAnchorElement) link.title = first.title;
  };
  for (const way of ["pointerover", "focusin"]) document.addEventListener(way, tell);
}
