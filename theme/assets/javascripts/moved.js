// An address that is in use no more leads on to the one of today, with its query and its anchor.
//
// `data-to` is where the page is now; without it, it is still here and only parts of it moved. `data-moves` says where each of
// these is: {"#old": "../other/#new", "?forum=old": "?forum=new"}.
{
  const { to, moves } = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;
  /** @type {Record<string, string>} */
  const moved = JSON.parse(moves ?? "{}");
  const here = new URL(location.href);
  const anchor = moved[here.hash];
  const now = new URL(anchor ?? to ?? here.href, here);
  if (!anchor && here.hash) now.hash = here.hash;

  // A value of the query that has another name now is asked for under that name; all else stays as it was asked.
  if (here.search && (to || !anchor)) {
    const asked = [...here.searchParams].flatMap(([name, value]) => {
      const instead = moved[`?${name}=${value}`];
      return instead ? [...new URLSearchParams(instead)] : [[name, value]];
    });
    const changed = String(new URLSearchParams(asked)) !== String(here.searchParams);
    if (changed || now.search !== here.search) now.search = String(new URLSearchParams(asked));
  }

  if (to) {
    location.replace(now.href);
  } else if (anchor) {
    addEventListener("DOMContentLoaded", () => location.replace(now.href));
  } else if (now.href !== here.href) {
    try {
      history.replaceState(null, "", now.href);
    } catch {
      location.replace(now.href); // some browsers change no address of a file
    }
  }
}
