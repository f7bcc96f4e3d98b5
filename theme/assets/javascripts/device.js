// Starts the worker that keeps pages on the device; says when a page is read without a network, and when there is a newer edition of it
// than this one. While the site is edited, and in a folder, there is no worker.
{
  const { worker, changed, show } = document.currentScript.dataset;

  const announce = () => {
    const notice = document.createElement("p");
    const button = document.createElement("button");
    notice.className = "gcm-notice";
    notice.setAttribute("role", "status");
    button.type = "button";
    button.className = "gcm-button gcm-button--quiet";
    button.textContent = show;
    button.addEventListener("click", () => location.reload());
    document.body.append(notice);
    notice.append(`${changed} `, button);
  };

  /** @param {Kept} kept */
  const tellDay = ({ day, sizes, choice, says }) => {
    const lang = /** @type {Lang} */ (document.documentElement.lang);
    const locale = lang === "en" ? "en-GB" : lang;
    const line = document.createElement("p");
    line.className = "gcm-away";
    line.setAttribute("role", "status");
    line.textContent = says[lang]
      .replace("{day}", new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(new Date(day)))
      .replace("{size}", new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(sizes[choice][1] / 1e6));
    document.querySelector("main")?.prepend(line);
  };

  if (worker && "serviceWorker" in navigator && location.protocol.startsWith("http")) {
    navigator.serviceWorker.addEventListener("message", ({ data }) => {
      if (data.renewed && !document.querySelector(".gcm-notice")) announce();
      if (data.away) tellDay(data.away);
    });
    navigator.serviceWorker.controller?.postMessage({ away: true });
    addEventListener("load", () => navigator.serviceWorker.register(worker).catch(() => {}));
  }
}
