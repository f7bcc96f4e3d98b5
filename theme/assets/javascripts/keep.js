// Shows which edition this device keeps, and lets a reader keep the whole site, in one language or in both, and remove it again. The
// worker does the work (gcm/site/worker/), and goes on after this page is closed.
for (const box of document.querySelectorAll(".gcm-keep")) {
  const root = new URL(box.dataset.root, location.href);
  const cache = `kept ${root.pathname}`; // as the worker calls it
  const ALIVE = 20_000; // milliseconds after which a browser may end a worker that hears nothing
  const choice = box.querySelector("select");
  const keep = box.querySelector("[data-action=keep]");
  const remove = box.querySelector("[data-action=remove]");
  const bar = box.querySelector("progress");
  const status = box.querySelector("output");
  const words = box.dataset;
  const { lang } = document.documentElement;
  const number = new Intl.NumberFormat(lang, { maximumFractionDigits: 1 });
  const day = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, { dateStyle: "long", timeZone: "UTC" });
  /** @type {Fill} */
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => `${values[name]}`);

  /** @type {() => Promise<Kept | undefined>} */
  const readKept = async () => {
    if (!(await caches.has(cache))) return undefined;
    return (await (await caches.open(cache)).match(new URL(".kept/kept", root)))?.json();
  };

  /** @param {Kept | undefined} kept */
  const showKept = (kept) => {
    if (!kept) return;
    const [files, bytes] = kept.sizes[kept.choice];
    const told = { day: day.format(new Date(kept.day)), files: number.format(files), size: number.format(bytes / 1e6) };
    status.textContent = fill(kept.choice === "core" ? words.core : words.kept, told);
    if (remove) remove.hidden = kept.choice === "core";
  };

  const showState = async () => showKept(await readKept());

  /** @type {ReturnType<typeof setInterval> | undefined} */
  let alive;
  const stop = () => {
    clearInterval(alive);
    alive = undefined;
    bar.hidden = true;
    keep.disabled = false;
  };

  /** @type {(message: { keep?: string }) => Promise<void>} */
  const send = async (message) => (await navigator.serviceWorker.ready).active?.postMessage(message);

  /** @param {WorkerMessage} message */
  const hear = async ({ done, total, kept, failed }) => {
    if (kept) await showState();
    if (!alive) return;
    if (done && total) {
      Object.assign(bar, { max: total, value: done, hidden: false });
      status.textContent = fill(words.progress, { done: number.format(done), total: number.format(total) });
    }
    if (kept || failed) stop();
    if (failed) status.textContent = words.failed;
  };

  const offer = async () => {
    const kept = await readKept();
    const published = fetch(new URL("edition.json", root), { cache: "no-cache" }).then((answer) => answer.json());
    /** @type {Edition} */
    const { sizes } = await published.catch(() => kept);
    for (const option of choice.options) {
      const [, bytes] = sizes[/** @type {Choice} */ (option.value)];
      option.textContent = fill(option.dataset.label, { size: number.format(bytes / 1e6) });
    }
    box.querySelector(".gcm-empty").hidden = true;
    box.querySelector("p[hidden]:has(select)").hidden = false;
    keep.addEventListener("click", () => {
      keep.disabled = true;
      bar.removeAttribute("value"); // something is under way, before the first file has come
      bar.hidden = false;
      alive = setInterval(send, ALIVE, {});
      send({ keep: choice.value });
      navigator.storage?.persist?.();
    });
    remove.addEventListener("click", async () => {
      await send({ keep: "core" });
      remove.hidden = true;
    });
  };

  if ("serviceWorker" in navigator && "caches" in window && location.protocol.startsWith("http")) {
    navigator.serviceWorker.addEventListener("message", ({ data }) => hear(data));
    showState()
      .then(() => choice && offer())
      .catch(() => {});
  }
}
