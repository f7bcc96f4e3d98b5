// What is wrong is told where it is, in the sentences of gcm/data/problems.yaml: once the field was left, or somebody tried to go
// on, never while it is first written; what is missing only to somebody who has begun to write it. A summary at the end leads to
// each field. `tell` is given problems and warnings with the paths of their fields.
window.gcm = window.gcm ?? {};
window.gcm.faults = (form, told, fields) => {
  const { words } = told;
  const { fill, element, announce } = fields;
  const summary = form.querySelector(".gcm-summary");
  const MISSING = ["R201", "R401"];
  const left = new WeakSet();
  const edited = new WeakSet();
  let tried = false;

  const nodesTo = function* (target) {
    for (let node = target.closest("[data-widget]"); node && node !== form; node = fields.around(node)) yield node;
  };
  form.addEventListener("input", ({ target }) => {
    for (const node of nodesTo(target)) edited.add(node);
  });
  form.addEventListener("focusout", ({ target, relatedTarget }) => {
    for (const node of nodesTo(target)) if (!node.contains(relatedTarget)) left.add(node);
  });
  const isDue = ({ node, code }) => tried || (left.has(node) && (edited.has(node) || !MISSING.includes(code)));

  // Words
  const labelAt = (path) => {
    let inner = told.fields;
    let label = told.labels[path[0]] ?? "";
    for (const name of path.filter((each) => typeof each === "string")) {
      const field = inner?.find((each) => each.name === name);
      label = field?.label ?? label;
      inner = field?.fields;
    }
    return label;
  };
  // Of the advice only what no gap is left open in, as in gcm/problems/problem.py.
  const sentence = ({ code, path, values }) => {
    const gaps = { ...values, name: labelAt(path) };
    const [message, hint] = told.sentences[code];
    const advice = (hint.match(/\S.*?[.?!](?=\s|$)|\S.*$/g) ?? []).filter((each) => [...each.matchAll(/{(\w+)}/g)].every(([, gap]) => gaps[gap]));
    return [message, ...advice].map((each) => fill(each, gaps)).join(" ");
  };
  const linkTo = ({ slug }, label = words.is_it) => {
    const [before, after] = told.pages;
    return element("a", { href: `${before}${slug[told.lang]}${after}`, target: "_blank", rel: "noopener" }, label);
  };

  const tellAt = (fault, problems, aloud) => {
    const node = fault.closest("[data-widget]");
    const text = problems.map(sentence).join(" ");
    if (fault.dataset.told === text) return;
    fault.dataset.told = text;
    fault.hidden = !text;
    const isWrong = problems.some(({ isWarning }) => !isWarning);
    fault.classList.toggle("gcm-doubt", !isWrong);
    fault.replaceChildren(...problems.flatMap((each) => [sentence(each), " ", ...(each.other ? [linkTo(each.other), " "] : [])]));
    for (const control of fields.controlsOf(node)) {
      if (isWrong) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    }
    if (text && aloud) announce(`${fields.labelOf(node)}: ${text}`);
  };
  const summarise = (problems) => {
    summary.hidden = !tried || !problems.length;
    const count = problems.length;
    summary.querySelector("h4").textContent = count === 1 ? words.problem : fill(words.problem_many, { count });
    summary.querySelector("ul").replaceChildren(...problems.map((each) => {
      const text = sentence(each);
      const label = labelAt(each.path);
      const link = element("a", { href: `#${fields.targetOf(each.node).id}` }, text.includes(label) ? text : `${label}: ${text}`);
      link.addEventListener("click", (event) => {
        event.preventDefault();
        fields.reveal(each.node);
      });
      return element("li", {}, link);
    }));
  };

  const byPlace = ({ node: one }, { node: other }) => (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_PRECEDING ? 1 : -1);
  const tell = (problems, warnings, aloud = true) => {
    const placed = (each, isWarning) => ({ ...each, isWarning, node: fields.locate(each.path) });
    const found = problems.map((each) => placed(each, false)).sort(byPlace);
    const due = [...found, ...warnings.map((each) => placed(each, true))].filter(isDue);
    for (const fault of form.querySelectorAll(".gcm-fault")) {
      const node = fault.closest("[data-widget]");
      tellAt(fault, due.filter((each) => each.node === node), aloud);
    }
    summarise(found);
  };
  const insist = () => { tried = true; };
  const show = () => summary.focus();

  return { tell, insist, show, labelAt, sentence, linkTo };
};
