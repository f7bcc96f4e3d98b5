// What the scripts of the site are given and give one another. Only tsc reads this; nothing of it is published.

type Lang = "es" | "en";
type Kind = "practice" | "forum" | "roadmap";

/** A text in its languages. */
type Bilingual = Partial<Record<Lang, string>>;

/** A value of a record: every scalar is text, as in its file. */
type Value = string | Value[] | Group;
interface Group {
  [name: string]: Value;
}

/** What any value can be before it is cleaned. */
type Raw = string | number | boolean | null | undefined | Raw[] | { [name: string]: Raw };

type Gaps = Record<string, string | number | undefined>;
type Fill = (sentence: string, gaps: Gaps) => string;
type MakeElement = <N extends keyof HTMLElementTagNameMap>(
  name: N,
  properties?: Partial<HTMLElementTagNameMap[N]>,
  ...content: (Node | string)[]
) => HTMLElementTagNameMap[N];
/** Node → node of a widget; most helpers of the form's fields are of one of these. */
type OfNode<T> = (node: HTMLElement) => T;
type TextControl = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

// What Python tells the form: `_data` of gcm's view of the form.

/** A field of a record; a list may hold several values, a group has fields of its own. */
interface Field {
  name: string;
  label: string;
  control: string;
  many?: boolean;
  required?: boolean;
  model?: string;
  reference?: string;
  numeric?: boolean;
  fields?: Field[];
}

/** As much of a field as writing needs. */
type WrittenField = Pick<Field, "name" | "control" | "many"> & { fields?: WrittenField[] };

/** A value to choose: its id and label; of a session its forum and objectives too. */
type Option = [id: string, label: string, forum?: string, objectives?: number[]];

/** A JSON schema, with the code of the problem that a keyword finds. */
interface Schema {
  $ref: string;
  $defs: Record<string, Schema>;
  anyOf: Schema[];
  required: string[];
  maxLength: number;
  "x-problem"?: string;
  [keyword: string]: unknown;
}

/** The rules that Python hands over (`form_rules`). */
interface FormRuleData {
  headings: Record<Lang, string>;
  plain: Record<string, string>;
  id: { pattern: string; longest: number; reserved: string[] };
  ordered: [earlier: string, later: string][];
  slug: SlugRules;
  titles: TitleRules & { alike: number };
  years: [first: number, last: number];
  dates: DateRules;
  quoted: string;
  personal: PersonalRules;
  signs: Record<string, string>;
  bullets: string;
  languages: Record<string, Lang>;
}
interface DateRules {
  patterns: string[];
  months: Record<string, number>;
}
interface PersonalRules {
  pattern: string;
  address: string;
}
interface SlugRules {
  longest: number;
  letters: Record<string, string>;
}
interface TitleRules {
  number: string;
  small: Record<Lang, string[]>;
  generic: Record<Lang, string[]>;
}

interface FormSettings {
  lang: Lang;
  locale: string;
  kind: Kind;
  fields: Field[];
  lists: Record<string, Option[]>;
  labels: Record<string, string>;
  documents: string[];
  schema: Schema;
  sentences: Record<string, [message: string, hint: string]>;
  words: Record<string, string>;
  languages: Record<Lang, string>;
  ways: Record<string, { title: string; lead: string; adds: boolean }>;
  filled: Record<string, string[]>;
  begun: string[];
  rules: FormRuleData;
  largest: number;
  longest: number;
  repository: string;
  folder: string;
  records: string;
  forms: Record<string, string>;
  pages: [before: string, after: string];
}

/** Another record, as far as a new one must not repeat it. */
interface OtherRecord {
  id: string;
  title: Bilingual;
  slug: Record<Lang, string>;
  links: string[];
  related: string[];
  year?: number;
}

/** Id; title, then part of the address, in each language, 0 where there is none of its own; links; related; year of a forum. */
type ListedRecord = [
  id: string,
  es: string | 0,
  en: string | 0,
  slugEs: string | 0,
  slugEn: string | 0,
  links: string[],
  related?: string[],
  year?: number,
];

/** A record that is corrected: its fields, each as plain data and as it stands in the file. */
interface OriginalRecord {
  kind: Kind;
  id: string;
  path: string;
  text: string;
  fields: [name: string, value: Value, text: string][];
  bodies: Bilingual;
}

/**
 * The same as its script hands it over. Most files are as they would be written here: then there are the values alone. Of most others
 * there are the texts of the fields, and `around` is what stands before and after them.
 */
interface PackedRecord extends Omit<OriginalRecord, "text" | "fields"> {
  text?: string;
  around?: [before: string, after: string];
  fields: [name: string, value: Value, text?: string][];
}

/** What the rules look at of a record's data by name; all else they reach through its fields. */
interface RecordData extends Group {
  title: Group & Bilingual;
  related: string[];
  links: (Group & { url: string })[];
  hub_url: string;
  listings: (Group & { forum: string; session: string })[];
  objectives: Record<string, string[]>;
  translation: Group;
  review: Group;
}

/** A record as it is written at the moment. */
interface Draft extends Written {
  path?: string;
  text: string;
  isNew?: boolean;
  others: OtherRecord[];
  remark?: string;
}

type Path = (string | number)[];

/** What stands in the form: whole, as data without what is blank, as bodies, and the record's id. */
interface Written {
  raw: { [name: string]: Raw };
  data: Partial<RecordData>;
  bodies: Bilingual;
  id: string;
}

/** A problem: its code, the path of its field, the values of its sentence, and the other record that it names. */
interface Problem {
  code: string;
  path: Path;
  values?: Gaps;
  other?: OtherRecord;
}

// What the scripts of the form give one another.

interface FormFields {
  read(node?: HTMLElement): Raw;
  write(node: HTMLElement, value: Raw): void;
  pick(node: HTMLElement, id: string | null): void;
  fieldOf(name: string): HTMLElement | undefined;
  fieldAt(path: Path): Field | undefined;
  pathOf(node: HTMLElement): string[];
  locate(path: Path): HTMLElement;
  targetOf(node: HTMLElement): HTMLElement;
  controlsOf(node: HTMLElement): TextControl[];
  reveal(node: HTMLElement): void;
  addRow(node: HTMLElement, value?: Raw): HTMLElement;
  labelOf(node: HTMLElement): string;
  relist(name: string): void;
  around(node: Element): HTMLElement | null;
  fill: Fill;
  element: MakeElement;
  announce(sentence: string): void;
}

interface FormFaults {
  tell(problems: Problem[], warnings: Problem[], aloud?: boolean): void;
  insist(): void;
  show(): void;
  labelAt(path: Path): string;
  sentence(problem: Problem): string;
  linkTo(record: OtherRecord, label?: string): HTMLAnchorElement;
}

interface FormExits {
  download(record: Draft): void;
  copy(record: Draft): void;
  propose(record: Draft, link: HTMLAnchorElement): void;
  preview(record: Draft): void;
}

/** What a title is compared by. */
interface KeyWords {
  core: string[];
  letters: string[];
  numbers: string;
  starts: string[];
}

interface FormTexts {
  fold(text: string): string;
  slugOf(title: string, rules: SlugRules): string;
  isId(text: string, rules: FormRuleData["id"]): boolean;
  leadsSomewhere(url: string): boolean;
  isBefore(date: string, other: string): boolean;
  exists(date: string): boolean;
  keyWords(title: string, lang: Lang, rules: TitleRules): KeyWords | null;
  likeness(one: KeyWords, other: KeyWords, atLeast?: number): number;
  pageOf(url: string): string;
}

interface FormMeant {
  isoDate(text: string, rules: DateRules): string;
  unquoted(text: string, quoted: string): string;
  hyphenated(body: string, bullets: string): string;
  personalIn(text: string, rules: PersonalRules): string;
  signsIn(body: string, rules: Pick<FormRuleData, "signs" | "languages">): [kind: string, value: string][];
}

interface FormStatements {
  today(field: Field, value: Raw): Raw;
  resting(data: Group, settings: FormSettings, day: string): Group;
}

interface FormRules {
  problems(record: Draft): Problem[];
  warnings(record: Draft): Problem[];
  languages(record: Pick<Draft, "data" | "bodies">): Lang[];
  missing(record: Pick<Draft, "data" | "bodies">, lang: Lang): string[];
  sessionObjectives(data: Partial<RecordData>): Set<string>;
}

/** What writing needs to know of a form: its fields, and how values and bodies are written. */
interface WritingForm {
  fields: WrittenField[];
  rules: Pick<FormRuleData, "plain" | "headings">;
}

interface FormWriting {
  clean(text: Raw): string;
  compact(value: Raw): Value | undefined;
  proseChanged(body: string, change: (line: string) => string): string;
  writer(form: WritingForm): RecordWriter;
}

interface RecordWriter {
  recordText(data: Record<string, Raw>, bodies: Bilingual): string;
  unpacked(packed: PackedRecord): OriginalRecord;
  corrected(record: Pick<OriginalRecord, "text" | "fields">, changed: Map<string, Raw>, bodies: Map<string, string>): string;
}

interface KeptDraft {
  data: Record<string, Raw>;
  bodies: Bilingual;
  id: string;
}

interface DraftStore {
  load(): (KeptDraft & { when: number }) | null;
  save(draft: KeptDraft): void;
  drop(): void;
}

/** A page as the search boxes suggest it. */
interface NamedPage {
  href: string;
  title: string;
  label: string;
  words: string[];
}

interface Gcm {
  draft(key: string): DraftStore;
  exits(form: HTMLFormElement, settings: FormSettings, fields: FormFields): FormExits;
  faults(form: HTMLFormElement, settings: FormSettings, fields: FormFields): FormFaults;
  fields(form: HTMLFormElement, settings: FormSettings): FormFields;
  writing: FormWriting;
  texts: FormTexts;
  statements: FormStatements;
  meant: FormMeant;
  rules(settings: FormSettings): FormRules;
  preview(form: Element, practice: WrittenPractice): PreviewNode;
  practice(form: Element, practice: WrittenPractice): MadePractice;
  start(form: HTMLFormElement): Promise<void>;
  basket: Basket;
  tables: Tables;
  packet(settings: ChosenSettings, preview: PreviewSettings): Packet;
  form(html: string): void;
  known(listed: { kind: Kind; records: ListedRecord[] }): void;
  record(record: PackedRecord): void;
  words: SearchWords;
  unpackIndex(index: PackedIndex): SerializedIndex;
  searcher(names: SearchNames, lang: Lang): Searcher;
  searchNames(json: string): void;
  searchTexts(json: string): Promise<void>;
  explorer(piece: { name: string; content: unknown }): void;
}

// What Python tells the preview (`preview_data`), and what it shows.

/** Words in the page's language, or words and their own language. */
type Shown = string | [text: string, lang: string];

interface MarkdownRules {
  enable: string[];
  disable: string[];
  tags: string[];
  schemes: string[];
  link: string;
  cells: number;
}

interface PreviewSettings {
  locale: string;
  words: Record<string, string>;
  terms: Record<string, Record<string, Shown>>;
  parts: Record<string, [line: number, name: string, page: number][]>;
  themes: [label: Shown, objectives: number[]][];
  practised: string[];
  sections: string[];
  markdown: MarkdownRules;
}

/** A practice as anybody may have typed it: nothing is sure to be there, or to be what it should. */
type PracticeData = { [name: string]: Raw };
type Piece = string | Node;
interface LineExtras {
  badge?: string;
  note?: Raw;
  marks?: number[];
  sources?: string[];
  page?: string;
  more?: Piece[];
}
type PreviewNode = HTMLElement & { ready: Promise<void> };
interface WrittenPractice {
  data: PracticeData;
  bodies: Bilingual;
  level?: number;
}
/** A practice as nodes, which can be put into the page once: whole, or as rows under the names of their labels. */
interface MadePractice {
  title(): Piece;
  node(): PreviewNode;
  rows(): [label: string, entries: HTMLElement[]][];
}

// The practices that a reader chose.

interface Basket {
  /** How many practices a table, and how many a packet, has room for. */
  most: { compare: number; collect: number };
  read(): string[];
  write(ids: string[]): void;
  clean(ids: unknown): string[];
}

/** Rows of text, the first one the heads. */
type TextTable = string[][];
interface Tables {
  csv(rows: TextTable): Blob;
  xlsx(rows: TextTable, name: string): Promise<Blob>;
  save(file: string, blob: Blob): void;
  load(source: string): Promise<void>;
  folder: string;
}

/** What Python tells the pages of chosen practices (`_data` of gcm's view of them). */
interface ChosenSettings {
  words: Record<string, string>;
  records: string;
  pages: [before: string, after: string];
  published: string;
  here: string;
  site: string;
  year: number;
}
interface ChosenPractice {
  id: string;
  data: PracticeData;
  href: string;
  published: string;
  made(): MadePractice;
}
interface Packet {
  apa(practice: ChosenPractice): string;
  bibtex(practice: ChosenPractice): string;
  table(practices: ChosenPractice[]): TextTable;
  word(practices: ChosenPractice[], how: { title: string; side: boolean }): Promise<Blob>;
  /** The labels of what any of the practices tells, in the order of a practice's page. */
  labels(made: [label: string, entries: HTMLElement[]][][]): string[];
}

// Libraries of others, and what the theme keeps for its own scripts and ours.

interface MarkdownToken {
  attrs: [name: string, value: string][] | null;
  children: MarkdownToken[] | null;
}
interface MarkdownParser {
  linkify: { set(options: Record<string, boolean>): void; add(scheme: string, rule: null): void };
  enable(rules: string[]): MarkdownParser;
  disable(rules: string[]): MarkdownParser;
  parse(text: string, env: object): MarkdownToken[];
  validateLink(url: string): boolean;
  options: object;
  renderer: { render(tokens: MarkdownToken[], options: object, env: object): string };
}
type MarkdownIt = (preset: string, options: object) => MarkdownParser;

interface SchemaError {
  keyword: string;
  keywordLocation: string;
  instanceLocation: string;
}

interface XlsxCell {
  value: string;
  type: StringConstructor;
  wrap?: boolean;
  alignVertical?: "top";
  fontWeight?: "bold";
}
interface XlsxSheet {
  sheet: string;
  data: XlsxCell[][];
  columns: { width: number }[];
  stickyRowsCount: number;
}

type DocxPart = new (options: object) => object;
interface Docx {
  Document: DocxPart;
  ExternalHyperlink: DocxPart;
  Paragraph: DocxPart;
  Table: DocxPart;
  TableCell: DocxPart;
  TableRow: DocxPart;
  TextRun: DocxPart;
  HeadingLevel: Record<"TITLE" | "HEADING_1" | "HEADING_2", string>;
  WidthType: Record<"PERCENTAGE", string>;
  Packer: { toBlob(file: object): Promise<Blob> };
}

interface Palette {
  color?: { scheme: string };
}

interface Window {
  get gcm(): Gcm;
  set gcm(parts: Partial<Gcm>);
  markdownit: MarkdownIt;
  jsonSchema: {
    Validator: new (
      schema: Schema,
      draft: string,
      shortCircuit: boolean,
    ) => { validate(data: unknown): { errors: SchemaError[] } };
  };
  xlsx: { write(sheets: XlsxSheet[]): Promise<Blob> };
  docx: Docx;
  gcmSearchRules: SearchRules;
  MiniSearch: MiniSearchLibrary;
  SpanishStemmer: new () => Stemmer;
  EnglishStemmer: new () => Stemmer;
  __md_scope: URL;
  __md_hash(text: string): number;
  __md_get(key: "__palette", storage?: Storage, scope?: URL): Palette | null;
  __md_get(key: string, storage?: Storage, scope?: URL): unknown;
  __md_set(key: string, value: unknown, storage?: Storage, scope?: URL): void;
}

/** A script of ours is loaded by an element of its own, never as a module. */
interface Document {
  get currentScript(): HTMLScriptElement;
}

// The search: rules and indexes that Python makes (gcm/site/search_files.py), and what the scripts make of them.

interface SearchRules {
  spellings: Record<Lang, [spelling: string, instead: string][]>;
  irregular: Record<Lang, Record<string, string>>;
  small: Record<Lang, string[]>;
  asking: Record<Lang, string[]>;
}
interface SearchWords {
  split(text: string): string[];
  stem(word: string, lang: Lang): string;
  telling(words: string[], lang: Lang): string[];
  asked(text: string): string[];
}

/** Address below the root of the language, title, kind by number, facets. */
type SearchPage = [location: string, title: string, kind: number, facets: string];
type SearchConcept = [term: string, pages: number[], names: string[], facet: string];
interface SearchNames {
  pages: SearchPage[];
  kinds: [label: string, heading: string, weight: number][];
  concepts: SearchConcept[];
  said: Record<Lang, Record<string, number[]>>;
  index: PackedIndex;
}
interface SearchTexts {
  summaries: string[];
  index: PackedIndex;
}

/** A word of a query: as typed, and its stem in the page's language and in the other. */
interface AskedTerm {
  typed: string;
  own: string;
  foreign: string;
}
interface AskedPart {
  words: AskedTerm[];
  concepts: SearchConcept[];
  /** The pages that are called so. */
  called: number[];
}
interface SearchHit {
  id: number;
  score: number;
  match: Record<string, string[]>;
}
type PartScores = Map<number, { score: number; terms: Set<string>; fields: Set<string> }>;
/** What a part of a query found; `share` is how sure it is that this was meant. */
interface FoundPart {
  scores: PartScores;
  share: number;
  words: number;
  facet: string | undefined;
}
interface SearchResult {
  id: number;
  page: SearchPage;
  summary: string;
  label: string;
  heading: string;
  sure: number;
  /** How many parts of the query it has. */
  parts: number;
  score: number;
  terms: Set<string>;
  fields: Set<string>;
}
interface SearchAnswer {
  parts: AskedPart[];
  facets: string[];
  results: SearchResult[];
  missing: AskedPart[];
  alike: AskedPart[];
}
interface Searcher {
  addTexts(texts: SearchTexts): Promise<void>;
  search(text: string): SearchAnswer;
  near(words: string[]): string[];
}

// MiniSearch 7, as far as it is used, and Snowball's stemmers.

interface SerializedIndex {
  documentCount: number;
  fieldIds: Record<string, number>;
  fieldLength?: Record<string, number[]>;
  averageFieldLength: number[];
  index: [term: string, fields: Record<string, Record<string, number>>][];
}

/** The same as it is handed over: a text for each field of a term. */
type PackedIndex = Omit<SerializedIndex, "index"> & { index: [term: string, ...fields: string[]][] };
interface MiniSearchIndex {
  search(query: string | object, options?: object): SearchHit[];
  addAll(documents: object[]): void;
  toJSON(): SerializedIndex;
}
interface MiniSearchLibrary {
  new (options: object): MiniSearchIndex;
  loadJS(index: object, options: object): MiniSearchIndex;
  loadJSAsync(index: object, options: object): Promise<MiniSearchIndex>;
}
interface Stemmer {
  stemWord(word: string): string;
}

// Whom to work with.

/** What two countries have in common. */
interface Shared {
  groups: string[];
  forums: string[];
  objectives: number[];
}
interface FinderData {
  known: Record<string, Shared>;
  names: Record<string, string>;
}

// The explorer.

interface FacetValue {
  index: number;
  line: HTMLElement;
  box: HTMLInputElement;
  count: Element;
  label: string;
}
interface Facet {
  id: string;
  label: string;
  details: HTMLDetailsElement;
  chosen: Set<string>;
  values: Map<string, FacetValue>;
}

/** An entry of the list; `values` are, facet by facet, the places of what it has, `rank` its place by title; its card may yet come. */
interface Entry {
  node: HTMLElement;
  place: number;
  values: number[][];
  percent: number;
  year: number;
  rank: number;
  words?: string;
  shown?: boolean;
}

/** What `entries.js` holds, each list by the places of the entries. */
interface EntryValues {
  piece: number;
  values: number[][];
  years: number[];
  percents: number[];
  ranks: number[];
}
interface ExplorerRules {
  endings: [ending: string, instead: string][][];
  small: string[];
}
type AskedWord = { begins: string; equals: string[] };

/** What is downloaded of an entry; a facet's column holds all its values. */
type Row = Record<string, string | number | string[] | null>;
