// What is written is kept in this browser until it is given up, under the page and the record it is about. A browser that keeps
// nothing is no reason to write nothing.
window.gcm ??= {};
window.gcm.draft = (key) => {
  /**
   * @template T
   * @param {(storage: Storage) => T} action
   */
  const attempt = (action) => {
    try {
      return action(localStorage);
    } catch {
      return null;
    }
  };
  return {
    load: () => attempt((storage) => JSON.parse(storage.getItem(key) ?? "null")),
    save: (draft) => attempt((storage) => storage.setItem(key, JSON.stringify({ ...draft, when: Date.now() }))),
    drop: () => attempt((storage) => storage.removeItem(key)),
  };
};
