// Files that the browser makes when they are asked for: tables as CSV or XLSX, and whatever else is to be saved. The library for
// XLSX is loaded with the first such file; it writes text as text, never as a formula.
window.gcm ??= {};
{
  const FOLDER = new URL("vendor/", document.currentScript.src).href;
  const LONGEST_CELL = 32_767;
  const LONGEST_NAME = 31;

  /** @type {Map<string, Promise<void>>} */
  const loading = new Map();
  /** @param {string} source */
  const load = (source) => {
    const before = loading.get(source);
    if (before) return before;
    /** @type {Promise<void>} */
    const now = new Promise((resolve, reject) => {
      const script = Object.assign(document.createElement("script"), { src: source });
      script.addEventListener("load", () => resolve());
      script.addEventListener("error", () => {
        loading.delete(source);
        reject(new Error(source));
      });
      document.head.append(script);
    });
    loading.set(source, now);
    return now;
  };

  // A cell that a spreadsheet would take for a formula is marked as text.
  /** @param {string} content */
  const cell = (content) => `"${content.replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`;
  /** @type {Tables["csv"]} */
  const csv = (rows) => {
    const lines = rows.map((row) => `${row.map(cell).join(",")}\r\n`);
    return new Blob(["\ufeff", ...lines], { type: "text/csv;charset=utf-8" });
  };

  /** @type {Tables["xlsx"]} */
  const xlsx = async ([heads, ...rows], name) => {
    await load(`${FOLDER}xlsx.js`);
    /** @type {(text: string) => XlsxCell} */
    const plain = (text) => ({ value: text.slice(0, LONGEST_CELL), type: String, wrap: true, alignVertical: "top" });
    /** @type {(text: string) => XlsxCell} */
    const head = (text) => ({ ...plain(text), fontWeight: "bold" });
    return window.xlsx.write([
      {
        sheet: name.replace(/[\\/?*[\]:]/g, " ").slice(0, LONGEST_NAME),
        data: [heads.map(head), ...rows.map((row) => row.map(plain))],
        columns: heads.map((_, place) => ({ width: rows.some((row) => row[place].length > 40) ? 60 : 24 })),
        stickyRowsCount: 1,
      },
    ]);
  };

  /** @type {Tables["save"]} */
  const save = (file, blob) => {
    const href = URL.createObjectURL(blob);
    Object.assign(document.createElement("a"), { href, download: file }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60_000);
  };

  window.gcm.tables = { csv, xlsx, save, load, folder: FOLDER };
}
