// What this browser keeps of the site, and the button that removes all of it. Other sites of the same host are not touched.
for (const box of document.querySelectorAll(".gcm-stored")) {
  // A language is a site of its own to the theme; the worker is that of both.
  const root = new URL(document.documentElement.lang === "es" ? "./" : "../", window.__md_scope);
  const { pathname } = root;
  const button = /** @type {HTMLButtonElement} */ (box.querySelector("button"));
  const forms = (box.dataset.forms ?? "").split(" ").map((form) => `gcm-form ${pathname}${form}`);
  const isDraft = (/** @type {string} */ name) => forms.some((form) => name.startsWith(form));
  const isChoice = (/** @type {string} */ name) => [`${pathname}.`, `${pathname}en/.`].some((start) => name.startsWith(start));
  const cache = `kept ${pathname}`; // as the worker calls it (gcm/site/worker/)

  // A browser that keeps nothing refuses to be asked.
  const storages = () => {
    try {
      return [localStorage, sessionStorage];
    } catch {
      return [];
    }
  };
  const names = () => storages().flatMap((storage) => Object.keys(storage));
  const files = async () => {
    if (!("caches" in window) || !(await caches.has(cache))) return 0;
    return (await (await caches.open(cache)).keys()).filter(({ url }) => url.includes("/.kept/file/")).length;
  };

  const show = async () => {
    const found = {
      drafts: names().filter(isDraft).length,
      choices: names().filter(isChoice).length,
      pages: await files().catch(() => 0),
    };
    for (const [part, count] of Object.entries(found)) {
      const line = box.querySelector(`[data-kept=${part}]`);
      if (!(line instanceof HTMLElement)) continue;
      line.hidden = !count;
      for (const number of line.querySelectorAll("output")) number.textContent = `${count}`;
    }
    const isEmpty = Object.values(found).every((count) => !count);
    box.querySelector(".gcm-stored-none").hidden = !isEmpty;
    button.hidden = isEmpty;
  };

  const remove = async () => {
    for (const storage of storages()) {
      for (const name of Object.keys(storage)) if (isDraft(name) || isChoice(name)) storage.removeItem(name);
    }
    const registration = await navigator.serviceWorker?.getRegistration(root.href);
    if (registration?.scope === root.href) await registration.unregister();
    if ("caches" in window) await caches.delete(cache);
    await show();
    box.querySelector(".gcm-stored-removed").textContent = box.dataset.removed ?? "";
  };

  button.addEventListener("click", remove);
  show().then(() => {
    box.hidden = false;
  });
}
