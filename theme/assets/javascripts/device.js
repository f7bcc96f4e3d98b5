// Starts the worker that keeps pages on the device, and says when it has fetched a newer edition than that of this page. While the site
// is edited, and in a folder, there is none.
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

  if (worker && "serviceWorker" in navigator && location.protocol.startsWith("http")) {
    navigator.serviceWorker.addEventListener("message", ({ data }) => {
      if (data.renewed && !document.querySelector(".gcm-notice")) announce();
    });
    addEventListener("load", () => navigator.serviceWorker.register(worker).catch(() => {}));
  }
}
