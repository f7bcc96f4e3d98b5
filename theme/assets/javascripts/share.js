// Shares a page's address by the means of the device, or copies it. Where neither is allowed, or the page lies in a folder, whose
// address is nobody else's, the button stays away.
{
  const allowed = /** @type {Partial<Navigator>} */ (navigator);
  const button = document.querySelector(".gcm-share");
  const address = document.querySelector("link[rel=canonical]")?.href ?? location.href;
  /** @param {HTMLElement} button */
  const copy = async (button) => {
    const copied = navigator.clipboard.writeText(address);
    button.textContent = await copied.then(
      () => button.dataset.done,
      () => button.dataset.failed,
    );
  };
  const share = () => navigator.share({ title: document.title, url: address }).catch(() => {});
  if (button && location.protocol !== "file:" && (allowed.share || allowed.clipboard)) {
    button.hidden = false;
    button.addEventListener("click", () => (allowed.share ? share() : copy(button)));
  }
}
