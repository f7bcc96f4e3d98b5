// What is wrong is told where it is, in the sentences of gcm/data/problems.yaml: once the field was left, or somebody tried to go
// on, never while it is first written; what is missing only to somebody who has begun to write it. A summary at the end leads to
// each field. `tell` is given problems and warnings with the paths of their fields.
window.gcm ??= {};
/** @typedef {Problem & { isWarning: boolean, node: HTMLElement }} Placed a problem with the field that it is told at */
window.gcm.faults = (form, settings, fields) => {
  const { words } = settings;
  const { fill, element, announce } = fields;
  const summary = form.querySelector(".gcm-summary");
  const MISSING = ["R201", "R401"];
  /** @type {WeakSet<Element>} */
  const left = new WeakSet();
  /** @type {WeakSet<Element>} */
  const edited = new WeakSet();
  let tried = false;

  const nodesTo = function* (/** @type {HTMLElement} */ target) {
    for (let node = target.closest("[data-widget]"); node && node !== form; node = fields.around(node)) yield node;
  };
  form.addEventListener("input", ({ target }) => {
    for (const node of nodesTo(target)) edited.add(node);
  });
  form.addEventListener("focusout", ({ target, relatedTarget }) => {
    for (const node of nodesTo(target)) if (!node.contains(relatedTarget)) left.add(node);
  });
  /** @param {Placed} problem */
  const isDue = ({ node, code }) => tried || (left.has(node) && (edited.has(node) || !MISSING.includes(code)));

  // Words
  /** @param {Path} path */
  const labelAt = (path) => {
    /** @type {Field[] | undefined} */
    let inner = settings.fields;
    let label = settings.labels[path[0]] ?? "";
    for (const name of path.filter((each) => typeof each === "string")) {
      /** @type {Field | undefined} */
      const field = inner?.find((each) => each.name === name);
      label = field?.label ?? label;
      inner = field?.fields;
    }
    return label;
  };
  // Of the advice only what no gap is left open in, as in gcm/problems/problem.py.
  /** @param {Problem} problem */
  const sentence = ({ code, path, values }) => {
    /** @type {Gaps} */
    const gaps = { ...values, name: labelAt(path) };
    const [message, hint] = settings.sentences[code];
    const advice = (hint.match(/\S.*?[.?!](?=\s|$)|\S.*$/g) ?? []).filter((each) =>
      [...each.matchAll(/{(\w+)}/g)].every(([, gap]) => gaps[gap]),
    );
    return [message, ...advice].map((each) => fill(each, gaps)).join(" ");
  };
  /** @type {FormFaults["linkTo"]} */
  const linkTo = ({ slug }, label = words.is_it) => {
    const [before, after] = settings.pages;
    return element("a", { href: `${before}${slug[settings.lang]}${after}`, target: "_blank", rel: "noopener" }, label);
  };

  /** @type {(fault: HTMLElement, node: HTMLElement, problems: Placed[], aloud: boolean) => void} */
  const tellAt = (fault, node, problems, aloud) => {
    const text = problems.map(sentence).join(" ");
    if (fault.dataset.told === text) return;
    fault.dataset.told = text;
    fault.hidden = !text;
    const isWrong = problems.some(({ isWarning }) => !isWarning);
    fault.classList.toggle("gcm-doubt", !isWrong);
    fault.replaceChildren(
      ...problems.flatMap((each) => [sentence(each), " ", ...(each.other ? [linkTo(each.other), " "] : [])]),
    );
    for (const control of fields.controlsOf(node)) {
      if (isWrong) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    }
    if (text && aloud) announce(`${fields.labelOf(node)}: ${text}`);
  };
  /** @param {Placed[]} problems */
  const summarise = (problems) => {
    summary.hidden = !tried || !problems.length;
    const count = problems.length;
    summary.querySelector("h4").textContent = count === 1 ? words.problem : fill(words.problem_many, { count });
    summary.querySelector("ul").replaceChildren(
      ...problems.map((each) => {
        const text = sentence(each);
        const label = labelAt(each.path);
        const link = element(
          "a",
          { href: `#${fields.targetOf(each.node).id}` },
          text.includes(label) ? text : `${label}: ${text}`,
        );
        link.addEventListener("click", (event) => {
          event.preventDefault();
          fields.reveal(each.node);
        });
        return element("li", {}, link);
      }),
    );
  };

  /** @type {(one: Placed, other: Placed) => number} */
  const byPlace = ({ node: one }, { node: other }) =>
    one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_PRECEDING ? 1 : -1;
  /** @type {FormFaults["tell"]} */
  const tell = (problems, warnings, aloud = true) => {
    /** @type {(each: Problem, isWarning: boolean) => Placed} */
    const placed = (each, isWarning) => ({ ...each, isWarning, node: fields.locate(each.path) });
    const found = problems.map((each) => placed(each, false)).sort(byPlace);
    const due = [...found, ...warnings.map((each) => placed(each, true))].filter(isDue);
    for (const fault of form.querySelectorAll(".gcm-fault")) {
      const node = /** @type {HTMLElement} */ (fault.closest("[data-widget]"));
      const here = due.filter((each) => each.node === node);
      tellAt(fault, node, here, aloud);
    }
    summarise(found);
  };
  const insist = () => {
    tried = true;
  };
  const show = () => summary.focus();

  return { tell, insist, show, labelAt, sentence, linkTo };
};
