// Shares a page's address by the means of the device, or copies it. Where neither is allowed, or the page lies in a folder, whose
// address is nobody else's, the button stays away.
{
  const button = document.querySelector(".gcm-share");
  const address = document.querySelector("link[rel=canonical]")?.href ?? location.href;
  const copy = async () => {
    await navigator.clipboard.writeText(address);
    button.textContent = button.dataset.done;
  };
  const share = () => navigator.share({ title: document.title, url: address }).catch(() => {});
  if (button && location.protocol !== "file:" && (navigator.share || navigator.clipboard)) {
    button.hidden = false;
    button.addEventListener("click", navigator.share ? share : copy);
  }
}
