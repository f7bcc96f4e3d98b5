// The form of a practice as the site has it (tests/vectors/form.html), for the tests of its scripts.

import { load, textOf } from "./loading.js";

export const FORM = textOf("tests/vectors/form.html");

/** @type {FormSettings} */
export const settings = JSON.parse(/gcm-form-data">(.*?)<\/script>/s.exec(FORM)?.[1] ?? "");

export const gcm = load("vendor/json-schema", "form-texts", "form-meant", "form-writing", "form-rules");

/** @type {(id: string, title: Bilingual, more?: Partial<OtherRecord>) => OtherRecord} */
export const other = (id, title, more) => ({ id, title, slug: { es: id, en: id }, links: [], related: [], ...more });

/** @type {(data: object, more?: Partial<Draft>) => Draft} */
export const draft = (data, more) => ({
  raw: {},
  data: /** @type {Partial<RecordData>} */ ({
    title: { es: "Ventanilla" },
    kind: "tool",
    countries: ["PA"],
    review: { status: "proposed" },
    ...data,
  }),
  bodies: {},
  id: "ventanilla",
  text: "",
  isNew: true,
  others: [],
  ...more,
});
