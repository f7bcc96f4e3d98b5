// What a device keeps of the site (gcm/site/offline.py).

/** What a reader keeps: what every device keeps, a language, or all. */
type Choice = "core" | "es" | "en" | "all";

/** Digest, bytes, and the language that it belongs to; none where both share it. */
type KeptFile = [digest: string, size: number, lang: "" | "es" | "en"];

/** Choice → how many files, and their bytes. */
type KeptSizes = Record<Choice, [files: number, bytes: number]>;

/** An edition of the site, as it is published, by its digest and day. */
interface Edition {
  edition: string;
  day: string;
  sizes: KeptSizes;
}

/** An edition with its files: those of the core, the page for what is absent, and all. */
interface KeptList extends Edition {
  /** What a page says that is read without a network. */
  says: Record<"es" | "en", string>;
  core: string[];
  absent: Record<"es" | "en", string>;
  files: Record<string, KeptFile>;
}

/** The edition that is kept whole, as far as the reader chose. */
interface Kept extends Edition {
  says: Record<"es" | "en", string>;
  choice: Choice;
}

/** What the worker tells pages: how far it is, that an edition is kept whole, that the page's is older, that it was interrupted. */
interface WorkerMessage {
  done?: number;
  total?: number;
  kept?: string;
  renewed?: string;
  failed?: boolean;
  /** The edition of a page that is read without a network. */
  away?: Kept;
}
