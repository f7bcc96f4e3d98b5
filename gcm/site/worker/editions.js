// What the worker decides by: editions of the site, each a list of files that knows every byte of theirs. Nothing here asks the network
// or the store. The lists are made by gcm/site/offline.py.
{
  const EDITION = "edition.json"; // which edition is published, in a few bytes
  const LIST = "files.json"; // all of its files

  // The first half of a SHA-256, as Python writes it.
  /** @type {Editions["digestOf"]} */
  const digestOf = async (bytes) => {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return Array.from(digest.slice(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
  };

  // A sign-in page in the place of either file is no JSON; other JSON is of another shape, and no other list has the digest that it
  // claims. What is kept has the digests of such a list.
  /** @type {Editions["readEdition"]} */
  const readEdition = (text) => {
    const { edition } = JSON.parse(text);
    if (!/^[0-9a-f]{16}$/.test(edition)) throw new TypeError(`${EDITION} names no edition`);
    return edition;
  };

  /** @type {Editions["readList"]} */
  const readList = async (text) => {
    /** @type {KeptList} */
    const list = JSON.parse(text);
    const digests = Object.entries(list.files).map(([address, [digest]]) => `${address} ${digest}`);
    const edition = await digestOf(new TextEncoder().encode(digests.join("\n")));
    if (edition !== list.edition) throw new TypeError(`${LIST} is not the list of its edition`);
    return list;
  };

  // Each of our pages loads this script before all else, or leads on from an address of former days.
  /** @type {Editions["isOurs"]} */
  const isOurs = (html) => /<script src="[^"]*assets\/javascripts\/(?:first|moved)\.js"/.test(html);

  // Not every browser tells a page that broke off from a whole one.
  /** @type {Editions["isCut"]} */
  const isCut = (html) => isOurs(html) && !/<\/html>\s*$/.test(html);

  // What a file is called in the list.
  /** @type {Editions["addressOf"]} */
  const addressOf = (url, scope) => {
    const inside = new URL(url).pathname.slice(new URL(scope).pathname.length).replace(/(^|\/)index\.html$/, "$1");
    try {
      return decodeURIComponent(inside) || "./";
    } catch {
      return inside; // no file is called so
    }
  };

  // What every device keeps comes first; then a language with what both share, or all.
  /** @type {Editions["wantedOf"]} */
  const wantedOf = ({ core, files }, choice) => {
    if (choice === "core") return core;
    const chosen = Object.keys(files).filter((address) => choice === "all" || ["", choice].includes(files[address][2]));
    return [...new Set([...core, ...chosen])];
  };

  // The page that says that another is not kept, in the language of the address.
  /** @type {Editions["absentOf"]} */
  const absentOf = ({ absent }, address) => absent[address.startsWith("en/") ? "en" : "es"];

  // Its relative links lead from any address where they lead from its own. A `<base>` would do, and our policy allows none.
  /** @type {Editions["readAnywhere"]} */
  const readAnywhere = (html, url) =>
    html.replace(/="(\.\.?(?:\/[^"]*)?)"/g, (_, link) => {
      const { pathname, search, hash } = new URL(link, url);
      return `="${pathname}${search}${hash}"`;
    });

  self.editions = {
    EDITION,
    LIST,
    digestOf,
    readEdition,
    readList,
    isOurs,
    isCut,
    addressOf,
    wantedOf,
    absentOf,
    readAnywhere,
  };
}
