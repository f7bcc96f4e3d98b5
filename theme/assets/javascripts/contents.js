// Where the reader is: the part on screen is marked in the page's contents, the header shows the page's title once it is out of
// sight, and on the way up a button leads back to the top.
{
  const main = document.querySelector("main");
  const header = document.querySelector(".md-header");
  const title = document.querySelector(".md-header__title");
  const heading = document.querySelector("article h1");
  const back = document.querySelector(".md-top");
  const frame = document.querySelector(".md-sidebar__scrollwrap");
  const links = Array.from(document.querySelectorAll(".md-sidebar--secondary a"));
  const parts = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  let before = scrollY;
  let asked = false;

  /** @param {number} line */
  const mark = (line) => {
    const atEnd = scrollY > 0 && innerHeight + scrollY >= document.documentElement.scrollHeight - 1;
    const here = atEnd ? links.length - 1 : parts.findLastIndex((part) => part && part.getBoundingClientRect().top <= line);
    links.forEach((link, place) => {
      link.classList.toggle("gcm-passed", place <= here);
      link.classList.toggle("gcm-here", place === here);
    });
    if (frame && here >= 0 && frame.scrollHeight > frame.clientHeight) {
      frame.scrollTop = links[here].offsetTop - frame.clientHeight / 2;
    }
  };

  const look = () => {
    const line = header.offsetHeight;
    asked = false;
    header.classList.toggle("md-header--shadow", main.getBoundingClientRect().top <= line);
    title.classList.toggle("md-header__title--active", heading !== null && heading.getBoundingClientRect().bottom < line);
    back.hidden = scrollY >= before || scrollY <= line;
    before = scrollY;
    if (links.length) mark(line + 32);
  };

  const ask = () => {
    if (!asked) requestAnimationFrame(look);
    asked = true;
  };
  const ofPage = /** @type {HTMLElement} */ (document.querySelector(".md-header__topic").cloneNode(true));
  ofPage.setAttribute("aria-hidden", "true");
  ofPage.querySelector("span").textContent = heading?.textContent ?? "";
  document.querySelector(".md-header__topic").after(ofPage);
  addEventListener("scroll", ask, { passive: true });
  addEventListener("resize", ask, { passive: true });
  back.addEventListener("click", () => scrollTo({ top: 0 }));
  ask();
}
