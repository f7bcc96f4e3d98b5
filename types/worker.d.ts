// What one part of the worker gives the other.

/** What the worker decides by (gcm/site/worker/editions.js). */
interface Editions {
  EDITION: string;
  LIST: string;
  digestOf: (bytes: BufferSource) => Promise<string>;
  readEdition: (text: string) => string;
  readList: (text: string) => Promise<KeptList>;
  isOurs: (html: string) => boolean;
  isCut: (html: string) => boolean;
  addressOf: (url: string, scope: string) => string;
  wantedOf: (list: KeptList, choice: Choice) => string[];
  absentOf: (list: KeptList, address: string) => string;
  readAnywhere: (html: string, url: string) => string;
}
declare var editions: Editions;
