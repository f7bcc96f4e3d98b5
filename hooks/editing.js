// While somebody edits (hooks/serving.py): the page on screen waits for the next edit, then shows what it has become.
(() => {
  const { edit, waiting } = document.currentScript.dataset;

  // What a script has taken in hand when the page was loaded is loaded anew.
  const LOADED = "article :is(form, script), .gcm-explorer, .gcm-time";
  const SWAPPED = ["article", ".md-sidebar--secondary .md-sidebar__inner"];

  let stop = new AbortController();

  async function follow() {
    let known = edit;
    for (;;) {
      try {
        const answer = await fetch(waiting + known, { signal: stop.signal });
        const now = (await answer.text()).trim();
        if (answer.ok && now !== known) {
          known = now;
          await show();
        }
      } catch {
        // The server begins anew, or nobody looks at this page.
        await new Promise((resolve) => setTimeout(resolve, 300));
        await seen();
      }
    }
  }

  function seen() {
    return new Promise((resolve) => {
      if (document.visibilityState === "visible") resolve();
      else document.addEventListener("visibilitychange", () => resolve(seen()), { once: true });
    });
  }

  async function show() {
    const answer = await fetch(location.href, { cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (document.querySelector(LOADED) || page.querySelector(LOADED)) {
      location.reload();
      return;
    }
    for (const selector of SWAPPED) {
      const [old, fresh] = [document.querySelector(selector), page.querySelector(selector)];
      if (old && fresh) old.replaceWith(document.adoptNode(fresh));
    }
    document.title = page.title;
    document.documentElement.dataset.edits = String(Number(document.documentElement.dataset.edits || 0) + 1);
  }

  document.addEventListener("visibilitychange", () => {
    // A browser keeps few connections open for all pages of a host.
    if (document.visibilityState === "hidden") {
      stop.abort();
      stop = new AbortController();
    }
  });
  follow();
})();
