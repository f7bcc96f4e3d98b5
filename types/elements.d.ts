// What our templates promise our scripts: an element for each selector. `| null` stands where a page may lack it.
// tests/javascript/elements.test.js sees to it that every class and attribute named here is in a template.

interface FoundOne {
  // Form (form.html)
  ".gcm-form": HTMLFormElement;
  ".gcm-form-data": HTMLScriptElement;
  ".gcm-way": HTMLElement;
  ".gcm-way h3": HTMLElement;
  ".gcm-way p": HTMLElement;
  ".gcm-restored": HTMLElement;
  ".gcm-restored span": HTMLElement;
  ".gcm-anew": HTMLButtonElement;
  ".gcm-summary": HTMLElement;
  ".gcm-path-of-file": HTMLElement;
  ".gcm-said": HTMLElement;
  ".gcm-file": HTMLDetailsElement;
  ".gcm-file textarea": HTMLTextAreaElement;
  ".gcm-preview-part": HTMLElement;
  ".gcm-preview-part h3": HTMLElement;
  ".gcm-preview-part div": HTMLElement;
  ".gcm-preview-data": HTMLScriptElement;
  ".gcm-live": HTMLElement;
  h4: HTMLElement;
  ul: HTMLElement;
  // A field of it
  "[data-widget]": HTMLElement;
  "input, textarea, select": TextControl;
  "legend, label": HTMLElement;
  ".gcm-number": HTMLElement;
  ".gcm-chips": HTMLElement;
  ".gcm-picked": HTMLElement;
  ".gcm-count": HTMLElement;
  ".gcm-options": HTMLElement;
  ".gcm-rows": HTMLElement;
  ":scope > .gcm-remove": HTMLButtonElement;
  ":scope > details": HTMLDetailsElement | null;
  ":scope > details > summary": HTMLElement | null;
  "[type=search]": HTMLInputElement;
  details: HTMLDetailsElement;
  summary: HTMLElement & { firstChild: Text };
  form: HTMLFormElement;
  '[data-field="forum"] select': HTMLSelectElement | null;
  '[data-field="through_session"]': HTMLElement;
  // A page that does not exist (404.html)
  ".gcm-near": HTMLElement;
  ".gcm-near ul": HTMLElement;
  // Whom to work with (finder.html)
  ".gcm-finder": HTMLFormElement & { dataset: Record<string, string> };
  ".gcm-finder-answer": HTMLElement;
  // Explorer (explorer.html)
  ".gcm-explorer": HTMLElement;
  ".gcm-entries": HTMLElement;
  "[role=status]": HTMLElement;
  ".gcm-explorer-download": HTMLElement;
  ".gcm-explorer-collect": HTMLButtonElement;
  ".gcm-explorer-cite": HTMLDetailsElement & { lastElementChild: HTMLElement };
  ".gcm-explorer-toggle": HTMLButtonElement & { lastElementChild: HTMLElement };
  ".gcm-explorer-more": HTMLElement & { firstElementChild: HTMLElement };
  ".gcm-explorer-done": HTMLButtonElement & { lastElementChild: HTMLElement };
  ".gcm-explorer-results": HTMLElement;
  ".gcm-chosen": HTMLElement & { firstElementChild: HTMLElement };
  ".gcm-chosen-count": HTMLElement;
  ".gcm-clear": HTMLButtonElement;
  "[name=sort]": HTMLSelectElement;
  ".gcm-facets": HTMLElement;
  ".gcm-card-title a": HTMLAnchorElement;
  ".gcm-card-text": HTMLElement | null;
  "li:last-child button": HTMLButtonElement | null;
  // Page of results (search.html)
  ".gcm-search": HTMLElement;
  ".gcm-search-form input": HTMLInputElement & { form: HTMLFormElement };
  ".gcm-search-results": HTMLElement;
  ".gcm-search-browse": HTMLElement;
  mark: HTMLElement | null;
  // Box that keeps the site on the device (keep.html)
  ".gcm-empty": HTMLElement;
  ".gcm-stored-none": HTMLElement;
  ".gcm-stored-removed": HTMLElement;
  "p[hidden]:has(select)": HTMLElement;
  select: HTMLSelectElement;
  "[data-action=keep]": HTMLButtonElement;
  "[data-action=remove]": HTMLButtonElement;
  progress: HTMLProgressElement;
  output: HTMLOutputElement;
  // Practices that a reader chose (chosen.html, html.py, header.html)
  ".gcm-basket": HTMLAnchorElement & { lastElementChild: HTMLElement };
  ".gcm-choose": (HTMLElement & { firstElementChild: HTMLButtonElement }) | null;
  ".gcm-chosen-practices": HTMLElement;
  ".gcm-chosen-data": HTMLScriptElement;
  ".gcm-chosen-list": HTMLElement;
  ".gcm-chosen-result": HTMLElement;
  ".gcm-chosen-add": HTMLElement;
  ".gcm-chosen-add input": HTMLInputElement;
  ".gcm-chosen-said": HTMLElement;
  ".gcm-chosen-none": HTMLElement;
  ".gcm-chosen-files": HTMLElement;
  ".gcm-chosen-files a": HTMLAnchorElement;
  ".gcm-chosen-shared": HTMLElement;
  ".gcm-chosen-shared span": HTMLElement;
  ".gcm-chosen-link": HTMLAnchorElement;
  datalist: HTMLDataListElement;
  h1: HTMLElement | null;
  // Frame of every page (theme/)
  ".gcm-menu": HTMLButtonElement;
  ".gcm-find": HTMLFormElement & { dataset: { suggested: string } };
  input: HTMLInputElement;
  ".gcm-share": HTMLButtonElement | null;
  ".gcm-footer": HTMLElement;
  ".gcm-palette": HTMLButtonElement;
  ".md-header": HTMLElement;
  ".md-header__title": HTMLElement;
  ".md-header__topic": HTMLElement;
  span: HTMLElement;
  ".md-logo": HTMLAnchorElement;
  ".md-overlay": HTMLElement;
  ".md-sidebar--secondary .md-nav__list": HTMLElement | null;
  ".md-sidebar__scrollwrap": HTMLElement | null;
  ".md-top": HTMLButtonElement;
  main: HTMLElement;
  strong: HTMLElement | null;
  "article h1": HTMLElement | null;
  "a[href]": HTMLAnchorElement;
  "link[rel=canonical]": HTMLLinkElement | null;
}

interface FoundMany {
  "button:disabled, select:disabled": HTMLButtonElement | HTMLSelectElement;
  ".gcm-chips button": HTMLButtonElement;
  ".gcm-facet": HTMLDetailsElement;
  ".gcm-fault": HTMLElement;
  ".gcm-keep": HTMLElement;
  ".gcm-stored": HTMLElement;
  ".gcm-countdown": HTMLTimeElement;
  ".gcm-mark, .gcm-number": HTMLElement;
  ".gcm-not-found": HTMLElement & { dataset: { home: string } };
  ".gcm-options input": HTMLInputElement;
  ".gcm-find, .gcm-ask": HTMLFormElement;
  ".gcm-part": HTMLDetailsElement;
  ".gcm-time": HTMLElement;
  "[data-exit]": HTMLElement;
  "[data-field]": HTMLElement;
  "[data-format]": HTMLButtonElement;
  "[data-value]": HTMLElement;
  "[data-make]": HTMLButtonElement;
  ".md-sidebar--secondary a": HTMLAnchorElement;
  "article details:not([open])": HTMLDetailsElement;
  a: HTMLAnchorElement;
  "a[hreflang]": HTMLAnchorElement;
  "input:checked": HTMLInputElement;
  "li button": HTMLButtonElement;
  "select, input:not([type]), input[type=text], textarea": TextControl;
  "select[data-list]": HTMLSelectElement;
  '[data-widget="picker"]': HTMLElement;
  'select[data-list="session"]': HTMLSelectElement;
}

interface ParentNode {
  querySelector<S extends keyof FoundOne>(selectors: S): FoundOne[S];
  querySelectorAll<S extends keyof FoundMany>(selectors: S): NodeListOf<FoundMany[S]>;
}

interface Element {
  closest(selectors: "a"): HTMLAnchorElement | null;
  closest(selectors: "details" | "details:not([open])"): HTMLDetailsElement | null;
  closest(selectors: "[data-widget]" | '[data-widget="picker"]' | ".gcm-add, .gcm-remove" | ".gcm-row"): HTMLElement | null;
}

type Find = <S extends keyof FoundOne>(selector: S) => FoundOne[S];

/** What comes to a form bubbles up from an element inside it; what a person types or ticks, from a control. */
interface HTMLFormElement {
  addEventListener(type: "input" | "change", listener: (event: Event & { target: HTMLInputElement }) => void): void;
  addEventListener(
    type: "click" | "toggle",
    listener: (event: Event & { target: HTMLElement }) => void,
    capture?: boolean,
  ): void;
  addEventListener(
    type: "focusout",
    listener: (event: FocusEvent & { target: HTMLElement; relatedTarget: Node | null }) => void,
  ): void;
}

/** The `data-` attributes that are there wherever a script reads them. */
interface DOMStringMap {
  // device.js, scope.js and palette.js
  worker: string;
  changed: string;
  show: string;
  base: string;
  light: string;
  rules: string;
  // Page of results
  lang: Lang;
  names: string;
  texts: string;
  explorer: string;
  other: string;
  contribute: string;
  // Explorer
  file: string;
  one: string;
  many: string;
  none: string;
  remove: string;
  words: string;
  id: string;
  facet: string;
  practices: string;
  cite: string;
  added: string;
  everything: string;
  terms: string;
  value: string;
  format: string;
  // Box that keeps the site on the device, and that of the privacy page
  root: string;
  progress: string;
  kept: string;
  core: string;
  failed: string;
  removed: string;
  label: string;
  // share.js and times.js
  done: string;
  offset: string;
  locale: string;
  own: string;
  // Practices that a reader chose
  use: string;
  make: string;
  add: string;
  head: string;
  // Form
  field: string;
  widget: string;
}
