// The reader's selection: the ids of practices in the order in which they were added, kept in this browser only. The link in the
// header says how many there are, and the page of a practice has a button that adds it or takes it out.
window.gcm ??= {};
{
  const KEY = "selection";
  // More make neither a table nor a packet that anybody reads; each costs the browser a file.
  const most = { compare: 4, collect: 60 };
  const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
  const link = document.querySelector(".gcm-basket");
  const choose = document.querySelector(".gcm-choose");

  // What others, or an older version, have left in the storage must not stop a page.
  /** @param {unknown} ids */
  const clean = (ids) => [...new Set(Array.isArray(ids) ? ids.filter((id) => typeof id === "string" && ID.test(id)) : [])];
  const read = () => {
    try {
      return clean(window.__md_get(KEY));
    } catch {
      return [];
    }
  };
  /** @param {string[]} ids */
  const write = (ids) => {
    window.__md_set(KEY, ids.slice(0, most.collect));
    show();
  };

  const show = () => {
    const ids = read();
    link.hidden = !ids.length;
    link.lastElementChild.textContent = `${ids.length}`;
    if (!choose) return;
    const button = choose.firstElementChild;
    const isIn = ids.includes(choose.dataset.id);
    button.textContent = isIn ? button.dataset.remove : button.dataset.add;
    choose.hidden = false;
  };
  choose?.firstElementChild.addEventListener("click", () => {
    const button = choose.firstElementChild;
    const { id } = choose.dataset;
    const ids = read();
    const wanted = ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id];
    write(wanted);
    if (read().length !== wanted.length) button.textContent = button.dataset.failed.replace("{most}", `${most.collect}`);
  });
  addEventListener("storage", show);
  addEventListener("pageshow", show);

  window.gcm.basket = { read, write, clean, most };
  show();
}
