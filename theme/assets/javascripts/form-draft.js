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
  /** @type {(value: unknown) => boolean} */
  const isGroup = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  // Another version of this page, or something else on this site, may have kept it: what is no draft is none.
  /** @type {(kept: any) => boolean} */
  const isDraft = (kept) =>
    isGroup(kept) &&
    isGroup(kept.data) &&
    isGroup(kept.bodies) &&
    Object.values(kept.bodies).every((text) => typeof text === "string") &&
    typeof kept.id === "string" &&
    Number.isFinite(new Date(kept.when).getTime());
  return {
    load: () =>
      attempt((storage) => {
        const kept = JSON.parse(storage.getItem(key) ?? "null");
        return isDraft(kept) ? kept : null;
      }),
    save: (draft) => attempt((storage) => storage.setItem(key, JSON.stringify({ ...draft, when: Date.now() }))),
    drop: () => attempt((storage) => storage.removeItem(key)),
  };
};
