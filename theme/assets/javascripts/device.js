// Starts the worker that keeps pages on the device, and says when the site has changed since the last visit. While the site
// is edited, and in a folder, there is none.
{
  const { worker, changed, show } = document.currentScript.dataset;

  /** @param {ServiceWorker} waiting */
  const announce = (waiting) => {
    const notice = document.createElement("p");
    const button = document.createElement("button");
    notice.className = "gcm-notice";
    notice.setAttribute("role", "status");
    button.type = "button";
    button.className = "gcm-button gcm-button--quiet";
    button.textContent = show;
    button.addEventListener("click", () => waiting.postMessage("take over"));
    document.body.append(notice);
    notice.append(`${changed} `, button);
  };

  /** @param {ServiceWorkerRegistration} registration */
  const watch = (registration) => {
    if (registration.waiting && navigator.serviceWorker.controller) announce(registration.waiting);
    registration.addEventListener("updatefound", () => {
      const coming = registration.installing;
      coming?.addEventListener("statechange", () => {
        if (coming.state === "installed" && navigator.serviceWorker.controller) announce(coming);
      });
    });
  };

  if (worker && "serviceWorker" in navigator && location.protocol.startsWith("http")) {
    const controlled = Boolean(navigator.serviceWorker.controller);
    navigator.serviceWorker.addEventListener("controllerchange", () => controlled && location.reload());
    addEventListener("load", () => navigator.serviceWorker.register(worker).then(watch, () => {}));
  }
}
