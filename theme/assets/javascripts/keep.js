// Keeps the whole site on this device, in one language or in both, shows how far it is, and removes it again.
const AT_ONCE = 4;
for (const box of document.querySelectorAll(".gcm-keep")) {
  const root = new URL(box.dataset.root, location.href);
  const list = new URL("files.json", root).href;
  const whole = `whole ${root.pathname}`; // as the worker calls it (gcm/site/templates/worker.js)
  const choice = box.querySelector("select");
  const keep = box.querySelector("[data-action=keep]");
  const remove = box.querySelector("[data-action=remove]");
  const bar = box.querySelector("progress");
  const status = box.querySelector("output");
  const words = box.dataset;
  const number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
  /** @type {Fill} */
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => `${values[name]}`);
  /** @type {(files: [path: string, file: KeptFile][]) => string} */
  const megabytes = (files) => number.format(files.reduce((sum, [, [, size]]) => sum + size, 0) / 1e6);
  /** @type {(files: Record<string, KeptFile>, kept: string | undefined) => [path: string, file: KeptFile][]} */
  const wanted = (files, kept) =>
    Object.entries(files).filter(
      ([path]) => kept === "all" || path.startsWith("assets/") || path.startsWith("en/") === (kept === "en"),
    );

  /** @param {KeptList} site */
  const showSizes = (site) => {
    for (const option of choice.options) {
      option.textContent = fill(option.dataset.label, { size: megabytes(wanted(site.files, option.value)) });
    }
  };

  const showState = async () => {
    const kept = (await caches.has(whole)) && (await (await caches.open(whole)).match(list));
    remove.hidden = !kept;
    if (!kept) status.textContent = "";
    else {
      /** @type {KeptList} */
      const site = await kept.json();
      const files = wanted(site.files, site.kept);
      status.textContent = fill(words.kept, { pages: number.format(files.length), size: megabytes(files) });
    }
  };

  /** @param {KeptList} site */
  const keepAll = async (site) => {
    const cache = await caches.open(whole);
    const files = wanted(site.files, choice.value);
    bar.max = files.length;
    bar.value = 0;
    bar.hidden = false;
    keep.disabled = true;
    try {
      const left = files.map(([path]) => new Request(new URL(path, root), { cache: "no-cache" }));
      const fetchNext = async () => {
        for (let request = left.pop(); request; request = left.pop()) {
          await cache.add(request);
          bar.value += 1;
          status.textContent = fill(words.progress, { done: number.format(bar.value), total: number.format(bar.max) });
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, fetchNext));
      const body = JSON.stringify({ ...site, kept: choice.value });
      await cache.put(list, new Response(body, { headers: { "Content-Type": "application/json" } }));
      navigator.storage?.persist?.();
      await showState();
    } catch {
      status.textContent = words.failed;
    }
    bar.hidden = true;
    keep.disabled = false;
  };

  const start = async () => {
    /** @type {KeptList} */
    const site = await (await fetch(list, { cache: "no-cache" })).json();
    showSizes(site);
    await showState();
    box.querySelector(".gcm-empty").hidden = true;
    box.querySelector("p[hidden]:has(select)").hidden = false;
    keep.addEventListener("click", () => keepAll(site));
    remove.addEventListener("click", async () => {
      await caches.delete(whole);
      await showState();
      status.textContent = words.removed;
    });
  };

  if ("serviceWorker" in navigator && "caches" in window && location.protocol.startsWith("http")) start().catch(() => {});
}
