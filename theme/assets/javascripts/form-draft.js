// What is written is kept in this browser until it is given up, under the page and the record it is about. A browser that keeps
// nothing is no reason to write nothing.
window.gcm = window.gcm ?? {};
window.gcm.draft = (key) => {
  const attempt = (action) => {
    try {
      return action(localStorage);
    } catch {
      return null;
    }
  };
  return {
    load: () => attempt((storage) => JSON.parse(storage.getItem(key))),
    save: (draft) => attempt((storage) => storage.setItem(key, JSON.stringify({ ...draft, when: Date.now() }))),
    drop: () => attempt((storage) => storage.removeItem(key)),
  };
};
