// The fields of a form as data: read, filled in, found by their paths. How a field is read is said by its `data-widget`:
//   input   one control: a line, an area, a choice of one
//   boxes   values to tick
//   picker  values chosen from the list `data-list`, which is searched
//   group   the fields inside it, by their `data-field`
//   rows    entries made from its template, any number of them
// A group keeps what it was filled with and has no field for, so that nothing is lost on the way.
window.gcm ??= {};
window.gcm.fields = (form, settings) => {
  const { words } = settings;
  const { compact } = window.gcm.writing;
  const MOST = 300;

  /** @type {MakeElement} */
  const element = (name, properties, ...content) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...content);
    return made;
  };
  /** @type {Fill} */
  const fill = (sentence, gaps) => sentence.replace(/{(\w+)}/g, (_, gap) => `${gaps[gap] ?? ""}`);
  const live = form.querySelector(".gcm-live");
  /** @param {string} sentence */
  const announce = (sentence) => {
    live.textContent = sentence;
  };
  /** @type {OfNode<boolean>} */
  const changed = (node) => node.dispatchEvent(new Event("input", { bubbles: true }));

  /** @type {OfNode<string>} */
  const widgetOf = (node) => node.dataset.widget;
  /** @type {FormFields["around"]} */
  const around = (node) => node.parentElement?.closest("[data-widget]") ?? null;
  /** @type {(node: HTMLElement, selector: string) => Element[]} */
  const own = (node, selector) => [...node.querySelectorAll(selector)].filter((each) => each.closest("[data-widget]") === node);
  /** @type {OfNode<HTMLElement[]>} */
  const children = (node) => [...node.querySelectorAll("[data-field]")].filter((each) => around(each) === node);
  /** @type {OfNode<HTMLElement[]>} */
  const rowsOf = (node) => /** @type {HTMLElement[]} */ ([...node.querySelector(".gcm-rows").children]);
  /** @type {OfNode<HTMLElement>} */
  const inside = (row) => row.querySelector("[data-widget]");
  /** @type {OfNode<TextControl>} */
  const controlOf = (node) => node.querySelector("input, textarea, select");
  /** @type {OfNode<string>} */
  const labelOf = (node) => {
    const label = /** @type {HTMLElement} */ (node.querySelector("legend, label").cloneNode(true));
    for (const each of label.querySelectorAll(".gcm-mark, .gcm-number")) each.remove();
    return label.textContent.trim();
  };

  // Lists
  /** @type {OfNode<Option[]>} */
  const listOf = (node) => settings.lists[node.dataset.list ?? ""] ?? [];
  /** @type {(node: HTMLElement, id: string) => string} */
  const labelIn = (node, id) => listOf(node).find(([each]) => each === id)?.[1] ?? id;

  // A choice of one. Sessions are those of the forum chosen nearest to them.
  /** @type {OfNode<string>} */
  const forumOf = (select) => {
    for (let node = around(select); node; node = around(node)) {
      const forum = node.querySelector('[data-field="forum"] select');
      if (forum) return forum.value;
    }
    return "";
  };
  /** @type {(select: HTMLSelectElement, value?: string) => void} */
  const offer = (select, value = select.value) => {
    const forum = forumOf(select);
    const offered = listOf(select).filter(([, , of]) => select.dataset.list !== "session" || of === forum);
    const known = !value || offered.some(([id]) => id === value);
    const isComplete = known || select.dataset.list === "session";
    const options = offered.map(([id, label]) => new Option(label, id));
    if (!isComplete) options.push(new Option(value, value));
    select.replaceChildren(select.options[0], ...options);
    select.value = value;
    if (select.selectedIndex < 0) select.selectedIndex = 0;
  };

  // A choice of several from a long list
  /** @type {WeakMap<HTMLElement, string[]>} */
  const chosen = new WeakMap();
  /** @type {OfNode<string[]>} */
  const chosenIn = (node) => chosen.get(node) ?? [];
  /** @type {(node: HTMLElement, ids: string[]) => void} */
  const choose = (node, ids) => {
    chosen.set(node, [...new Set(ids)]);
    showChosen(node);
  };
  /** @type {OfNode<void>} */
  const showChosen = (node) => {
    const ids = chosenIn(node);
    const chips = node.querySelector(".gcm-chips");
    chips.replaceChildren(...ids.map((id) => chip(node, id)));
    chips.hidden = !ids.length;
    node.querySelector(".gcm-picked").textContent = ids.length ? `(${ids.length})` : "";
    for (const box of node.querySelectorAll(".gcm-options input")) box.checked = ids.includes(box.value);
  };
  /** @type {(node: HTMLElement, id: string) => HTMLElement} */
  const chip = (node, id) => {
    const label = labelIn(node, id);
    const button = element("button", { type: "button", title: fill(words.remove, { what: label }) }, label);
    button.setAttribute("aria-label", button.title);
    button.addEventListener("click", () => {
      const place = chosenIn(node).indexOf(id);
      const others = chosenIn(node).filter((each) => each !== id);
      choose(node, others);
      const buttons = node.querySelectorAll(".gcm-chips button");
      (buttons[place] ?? buttons[place - 1] ?? node.querySelector("summary")).focus();
      announce(fill(words.removed, { what: label }));
      changed(node);
    });
    return element("li", {}, button);
  };
  /** @type {WeakMap<HTMLElement, Option[]>} */
  const listed = new WeakMap();
  /** @type {OfNode<void>} */
  const showOptions = (node) => {
    const { fold } = window.gcm.texts;
    const asked = fold(node.querySelector("[type=search]").value).split(/\s+/).filter(Boolean);
    const all = listOf(node);
    const met = all.filter(([id, label]) => asked.every((word) => fold(`${label} ${id}`).includes(word)));
    // `pana` is in España too: what has a word that begins so is what is looked for.
    /** @param {Option} option */
    const begins = ([, label]) =>
      asked.length > 0 &&
      fold(label)
        .split(/[^\p{L}\p{N}]+/u)
        .some((word) => word.startsWith(asked[0]));
    const shown = [...met.filter(begins), ...met.filter((each) => !begins(each))].slice(0, MOST);
    // Values that stand there already stay, and with them the focus: that a list has opened is told late on a busy device.
    const isShown = JSON.stringify(shown) === JSON.stringify(listed.get(node));
    if (!isShown) {
      node.querySelector(".gcm-options").replaceChildren(...shown.map(tickable));
      listed.set(node, shown);
    }
    const sentence = met.length > shown.length ? words.count_more : words.count;
    node.querySelector(".gcm-count").textContent = fill(sentence, { count: shown.length, total: all.length });
    showChosen(node);
  };

  /** @param {Option} option */
  const tickable = ([id, label]) => {
    const box = element("input", { type: "checkbox", value: id });
    return element("li", {}, element("label", {}, box, " ", element("span", {}, label)));
  };

  // Entries of a list
  let made = 0;
  /** @type {(root: ParentNode, depth: number, number: number) => void} */
  const numbered = (root, depth, number) => {
    for (const node of root.querySelectorAll("*")) {
      for (const { name, value } of [...node.attributes]) {
        if (value.includes(`{${depth}}`)) node.setAttribute(name, value.replaceAll(`{${depth}}`, `${number}`));
      }
      if (node instanceof HTMLTemplateElement) numbered(node.content, depth, number);
    }
  };
  /** @type {OfNode<number>} */
  const depthOf = (node) => {
    const outer = around(node);
    return outer ? depthOf(outer) + (widgetOf(outer) === "rows" ? 1 : 0) : 0;
  };
  /** @type {FormFields["addRow"]} */
  const addRow = (node, value) => {
    const [template] = /** @type {HTMLTemplateElement[]} */ (own(node, "template"));
    const row = /** @type {HTMLElement} */ (document.importNode(template.content, true).firstElementChild);
    numbered(row, depthOf(node), made++);
    node.querySelector(".gcm-rows").append(row);
    prepare(row);
    write(inside(row), value);
    // What is there already is folded under its first words.
    const fold = row.querySelector(":scope > details");
    if (fold && value) fold.open = false;
    renumber(node);
    return row;
  };
  /** @type {OfNode<void>} */
  const renumber = (node) => {
    for (const [place, row] of rowsOf(node).entries()) {
      const label = inside(row).querySelector("legend, label");
      if (!label.querySelector(".gcm-number")) label.append(" ", element("span", { className: "gcm-number" }));
      label.querySelector(".gcm-number").textContent = `${place + 1}`;
      row.querySelector(":scope > .gcm-remove").textContent = fill(words.remove, { what: nameOf(row) });
      entitle(row);
    }
  };
  /** @type {OfNode<void>} */
  const entitle = (row) => {
    const summary = row.querySelector(":scope > details > summary");
    if (summary) summary.textContent = [nameOf(row), gist(row)].filter(Boolean).join(": ");
  };
  /** @type {OfNode<string>} */
  const gist = (row) => {
    const shown = [...row.querySelectorAll("select, input:not([type]), input[type=text], textarea")]
      .filter((control) => control.value && (control.lang || settings.lang) === settings.lang)
      .map((control) => (control instanceof HTMLSelectElement ? control.selectedOptions[0].label : control.value));
    const [text] = shown.slice(0, 2).join(" – ").split("\n");
    return text.length > 90 ? `${text.slice(0, 90)}…` : text;
  };
  /** @type {OfNode<string>} */
  const nameOf = (row) => `${labelOf(inside(row))} ${inside(row).querySelector(".gcm-number").textContent}`;
  /** @type {OfNode<void>} */
  const removeRow = (row) => {
    const node = /** @type {HTMLElement} */ (around(row));
    const place = rowsOf(node).indexOf(row);
    const name = nameOf(row);
    row.remove();
    renumber(node);
    const rows = rowsOf(node);
    (rows[place] ?? rows[place - 1])?.querySelector(":scope > .gcm-remove").focus();
    if (!rows.length) /** @type {HTMLElement[]} */ (own(node, ".gcm-add"))[0].focus();
    announce(fill(words.removed, { what: name }));
    changed(node);
  };

  // What a node needs that is new on the page
  /** @type {OfNode<void>} */
  const prepare = (root) => {
    for (const select of root.querySelectorAll("select[data-list]")) if (select.options.length < 2) offer(select);
    for (const picker of root.querySelectorAll('[data-widget="picker"]')) {
      const details = picker.querySelector("details");
      details.addEventListener("toggle", () => details.open && showOptions(picker));
      picker.querySelector("[type=search]").addEventListener("input", (event) => {
        event.stopPropagation();
        showOptions(picker);
      });
    }
  };

  // Read and filled in
  /** @type {WeakMap<HTMLElement, { [name: string]: Raw }>} */
  const kept = new WeakMap();
  /** @type {Record<string, OfNode<Raw>>} */
  const readers = {
    input: (node) => controlOf(node).value,
    boxes: (node) => [...node.querySelectorAll("input:checked")].map((box) => box.value),
    picker: chosenIn,
    rows: (node) => rowsOf(node).map((row) => read(inside(row))),
    group: (node) => {
      const fields = children(node);
      const known = fields.map((each) => each.dataset.field);
      const others = Object.entries(kept.get(node) ?? {}).filter(([name]) => !known.includes(name));
      return Object.fromEntries([...fields.map((each) => [each.dataset.field, read(each)]), ...others]);
    },
  };
  /** @type {(value: Raw) => Raw[]} */
  const list = (value) => (Array.isArray(value) ? value : []);
  /** @type {Record<string, (node: HTMLElement, value: Raw) => void>} */
  const writers = {
    input: (node, value) => {
      const control = controlOf(node);
      const text = String(value ?? "");
      if (control instanceof HTMLSelectElement && control.dataset.list) offer(control, text);
      else control.value = text;
    },
    boxes: (node, value) => {
      for (const box of node.querySelectorAll("input")) box.checked = list(value).map(String).includes(box.value);
    },
    picker: (node, value) => choose(node, list(value).map(String)),
    rows: (node, value) => {
      node.querySelector(".gcm-rows").replaceChildren();
      for (const each of list(value)) addRow(node, each);
    },
    group: (node, value) => {
      const group = /** @type {{ [name: string]: Raw }} */ (value ?? {});
      kept.set(node, group);
      for (const each of children(node)) write(each, group[each.dataset.field]);
    },
  };
  /** @type {OfNode<Raw>} */
  const read = (node) => readers[widgetOf(node)](node);
  /** @type {FormFields["write"]} */
  const write = (node, value) => writers[widgetOf(node)](node, value);

  // The node of a path, or the nearest around it; entries that are blank are no entries.
  /** @type {(node: HTMLElement) => HTMLElement[]} */
  const entriesOf = (node) =>
    rowsOf(node)
      .map(inside)
      .filter((each) => compact(read(each)) !== undefined);
  /** @type {FormFields["locate"]} */
  const locate = (path) => {
    /** @type {HTMLElement} */
    let node = form;
    for (const part of path) {
      const next =
        widgetOf(node) === "rows" ? entriesOf(node)[Number(part)] : children(node).find((each) => each.dataset.field === part);
      if (!next) return node;
      node = next;
    }
    return node;
  };
  // Where a person goes to mend it
  const TARGET = ".gcm-fold:not([open]) > summary, .gcm-picker > summary, input:not([type=search]), textarea, select, button";
  /** @type {OfNode<HTMLElement>} */
  const targetOf = (node) => /** @type {HTMLElement} */ (node.querySelector(TARGET));
  /** @type {OfNode<void>} */
  const reveal = (node) => {
    for (let part = node.closest("details"); part; part = part.parentElement?.closest("details") ?? null) part.open = true;
    targetOf(node)?.focus();
  };

  form.addEventListener("change", ({ target }) => {
    const field = around(target);
    const group = field && around(field);
    if (target.dataset.list === "forum" && group) {
      for (const select of group.querySelectorAll('select[data-list="session"]')) offer(select);
    }
  });
  form.addEventListener("input", ({ target }) => {
    const picker = target.closest('[data-widget="picker"]');
    if (picker && target.type === "checkbox") {
      const others = chosenIn(picker).filter((id) => id !== target.value);
      choose(picker, target.checked ? [...others, target.value] : others);
    }
  });
  form.addEventListener("click", ({ target }) => {
    const button = target.closest(".gcm-add, .gcm-remove");
    const row = button?.closest(".gcm-row");
    if (row && button?.matches(".gcm-remove")) removeRow(row);
    const rows = button?.closest("[data-widget]");
    if (rows && button?.matches(".gcm-add")) {
      const row = addRow(rows);
      announce(fill(words.added, { what: nameOf(row) }));
      reveal(row);
      changed(row);
    }
  });
  form.addEventListener(
    "toggle",
    ({ target }) => {
      if (target.parentElement && target.matches(".gcm-fold")) entitle(target.parentElement);
    },
    true,
  );
  prepare(form);

  // Names of records come later than the form.
  /** @param {string} name */
  const relist = (name) => {
    for (const picker of form.querySelectorAll('[data-widget="picker"]')) {
      if (picker.dataset.list !== name) continue;
      if (picker.querySelector("details").open) showOptions(picker);
      else showChosen(picker);
    }
  };

  // A value from an address, if the field's list has it.
  /** @type {FormFields["pick"]} */
  const pick = (node, id) => {
    const isKnown = listOf(node.dataset.list ? node : controlOf(node)).some(([each]) => each === id);
    if (isKnown) write(node, widgetOf(node) === "input" ? id : [id]);
  };
  /** @param {string} name */
  const fieldOf = (name) => children(form).find((each) => each.dataset.field === name);
  // The names that lead from the form to a node, and the field that they end at: that of both languages, where it is one of them.
  /** @type {FormFields["pathOf"]} */
  const pathOf = (node) => {
    const outer = around(node);
    const path = outer ? pathOf(outer) : [];
    return node.dataset.field ? [...path, node.dataset.field] : path;
  };
  /** @type {FormFields["fieldAt"]} */
  const fieldAt = (path) => {
    /** @type {Field | undefined} */
    let field;
    for (const name of path) field = (field ? field.fields : settings.fields)?.find((each) => each.name === name) ?? field;
    return field;
  };
  // The controls that are wrong if the field is: its own, or those of both languages.
  /** @type {OfNode<TextControl[]>} */
  const controlsOf = (node) => {
    const isGroup = widgetOf(node) === "group";
    const inputs = (isGroup ? children(node) : [node]).filter((each) => widgetOf(each) === "input").map(controlOf);
    return isGroup ? inputs.filter(({ lang }) => lang) : inputs;
  };

  return {
    read: (node = form) => read(node),
    write,
    pick,
    fieldOf,
    fieldAt,
    pathOf,
    locate,
    targetOf,
    controlsOf,
    reveal,
    addRow,
    labelOf,
    relist,
    around,
    fill,
    element,
    announce,
  };
};
