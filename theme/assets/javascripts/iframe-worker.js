// A worker for pages opened from a folder, where browsers refuse one: the same script in a hidden frame of the same page.
// Does what `iframe-worker` 1.0.4 does (Martin Donath, MIT), which writes an inline script that our policy refuses.
if (location.protocol === "file:") {
  class FrameWorker extends EventTarget {
    /** @param {string | URL} url */
    constructor(url) {
      super();
      const frame = document.createElement("iframe");
      frame.hidden = true;
      document.body.append(frame);
      this.inside = /** @type {Window} */ (frame.contentWindow);
      this.inside.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
      const script = this.inside.document.createElement("script");
      script.src = new URL(url, location.href).href;
      this.ready = new Promise((done) => script.addEventListener("load", done));
      this.inside.document.body.append(script);
    }

    /** @param {unknown} data */
    postMessage(data) {
      this.ready.then(() => this.inside.dispatchEvent(new MessageEvent("message", { data })));
    }
  }
  window.Worker = /** @type {typeof Worker} */ (/** @type {unknown} */ (FrameWorker));
}
