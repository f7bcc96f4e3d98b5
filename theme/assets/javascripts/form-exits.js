// The ways out of the form: the record as a file, as text to paste, as a proposal on GitHub, and how it will look. Each is given
// what form.js knows of the record: its id, data, bodies, text, the file that it corrects, if it is one, and a remark to make.
window.gcm ??= {};
window.gcm.exits = (form, settings, { fill, element }) => {
  const { words } = settings;
  const ours = [...document.scripts].find(({ src }) => src.includes("form-exits.js"))?.src;
  /** @type {Find} */
  const here = (selector) => form.querySelector(selector);
  /** @param {Draft} record */
  const nameOf = ({ id, path }) => path ?? `${id}.md`;
  /** @type {(sentence: string, gaps: Gaps, remark?: string) => void} */
  const say = (sentence, gaps, remark = "") => {
    here(".gcm-said").textContent = `${fill(words[sentence], gaps)} ${remark}`.trim();
  };

  // The older way first: it needs no secure connection, and is done before another page opens.
  /** @param {string} text */
  const copied = async (text) => {
    const area = element("textarea", { value: text, className: "gcm-hidden" });
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    form.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    focused?.focus();
    return (
      done ||
      navigator.clipboard?.writeText(text).then(
        () => true,
        () => false,
      )
    );
  };
  /** @type {(record: Draft, sentence: string) => Promise<void>} */
  const sayOrShow = async (record, sentence) => {
    if (await copied(record.text)) return say(sentence, { file: nameOf(record) }, record.remark);
    here(".gcm-file").open = true;
    here(".gcm-file textarea").select();
    say("said_not_copied", { button: words.file });
  };

  // A proposal holds the whole text where an address is long enough for it.
  /** @type {(record: Draft) => { href: string, sentence: string }} */
  const whereTo = ({ id, path, text }) => {
    if (path) return { href: `${settings.repository}/edit/main/${path}`, sentence: "said_replace" };
    const bare = `${settings.repository}/new/main/${settings.folder}?filename=${id}.md`;
    const whole = `${bare}&value=${encodeURIComponent(text)}`;
    return whole.length > settings.longest ? { href: bare, sentence: "said_paste" } : { href: whole, sentence: "said_propose" };
  };

  /** @type {Promise<unknown> | undefined} */
  let loading;
  const script = () => {
    loading ??= new Promise((resolve, reject) => {
      const made = element("script", { src: new URL("preview.js", ours).href });
      made.addEventListener("load", resolve);
      made.addEventListener("error", () => {
        loading = undefined; // the next press asks again
        reject(new Error("preview.js"));
      });
      document.head.append(made);
    });
    return loading;
  };

  return {
    download: ({ id, text, remark }) => {
      const link = element("a", {
        href: URL.createObjectURL(new Blob([text], { type: "text/markdown" })),
        download: `${id}.md`,
      });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
      say("said_download", { file: `${id}.md` }, remark);
    },
    copy: (record) => sayOrShow(record, "said_copy"),
    propose: (record, link) => {
      const { href, sentence } = whereTo(record);
      link.href = href;
      if (sentence === "said_propose") say(sentence, { file: nameOf(record) }, record.remark);
      else sayOrShow(record, sentence);
    },
    preview: async ({ data, bodies }) => {
      here(".gcm-said").textContent = "";
      const came = await script().then(
        () => true,
        () => false,
      );
      if (!came) return say("said_no_preview", {});
      const names = JSON.parse(here(".gcm-preview-data").textContent);
      const { practice, countries, implementers } = settings.lists;
      for (const [kind, list] of Object.entries({ practice, country: countries, organisation: implementers }))
        names.terms[kind] = Object.fromEntries(list);
      here(".gcm-preview-data").textContent = JSON.stringify(names);
      const shown = window.gcm.preview(form, { data, bodies, level: 4 });
      await shown.ready;
      here(".gcm-preview-part div").replaceChildren(shown);
      here(".gcm-preview-part").hidden = false;
      here(".gcm-preview-part h3").focus();
    },
  };
};
