// Styles tell a page whose scripts run from one whose scripts do not, and keep room for the answer to what the address asks.
document.documentElement.className = location.search.length > 1 ? "js asked" : "js";

// Where the theme keeps a reader's choices: one drawer of the browser's storage for the whole site, under its base.
window.__md_scope = new URL(document.currentScript.dataset.base, location.href);
window.__md_hash = (text) => [...text].reduce((hash, char) => (hash << 5) - hash + char.charCodeAt(0), 0);
window.__md_get = (key, storage = localStorage, scope = window.__md_scope) => {
  try {
    return JSON.parse(storage.getItem(`${scope.pathname}.${key}`) ?? "null");
  } catch {
    return null; // what was not kept by this site is no choice
  }
};
window.__md_set = (key, value, storage = localStorage, scope = window.__md_scope) => {
  try {
    storage.setItem(`${scope.pathname}.${key}`, JSON.stringify(value));
  } catch {
    // A full or forbidden storage only means that the choice is not kept.
  }
};
