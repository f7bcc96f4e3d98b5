// Answers from the network first and, where there is none, from what this device keeps: the core from the first visit on, more if the
// reader asked for it. So nobody who is online reads an old page, and nobody else waits long for what is here.
//
// Files are kept under their digests, so that editions share what did not change. Each page belongs to one edition, and so does all
// that it asks for.

const PATIENCE = 4000; // milliseconds until a kept copy stands in for a slow network
const BAD_FOR = 300_000; // milliseconds in which it then stands in at once
const GIVE_UP = 20_000; // milliseconds until a server that accepts and never answers is taken for none
const LONGEST = 300_000; // milliseconds that one file may take
const AT_ONCE = 4; // files that are fetched, where a reader waits for them

const { EDITION, LIST, digestOf, readEdition, readList, isOurs, isCut, addressOf, wantedOf, absentOf, readAnywhere } =
  self.editions;
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const { scope } = worker.registration;

worker.addEventListener("install", (event) => {
  worker.skipWaiting();
  event.waitUntil(keepFirst());
});
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener("message", (event) => {
  const { source, data } = event;
  if (data.away) event.waitUntil(sayAway(/** @type {Client} */ (source)));
  else event.waitUntil(data.keep ? keepChoice(data.keep) : Promise.resolve(renewing));
});
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(scope)) return;
  event.respondWith(request.mode === "navigate" ? openPage(event) : giveFile(event));
});

// The store. Sites of one host share their caches, so the name of ours holds the folder that this site is in.

const store = () => caches.open(`kept ${new URL(scope).pathname}`);
const entry = (/** @type {string} */ name) => new URL(`.kept/${name}`, scope).href;
/** @type {(name: string) => Promise<any>} */
const read = async (name) => (await (await store()).match(entry(name)))?.json();
/** @type {(name: string, value: unknown) => Promise<void>} */
const write = async (name, value) => (await store()).put(entry(name), new Response(JSON.stringify(value)));

/** @type {() => Promise<Kept | undefined>} */
const readKept = () => read("kept");
/** @type {() => Promise<Choice>} */
const readChoice = async () => (await read("choice")) ?? "core";

// The same bytes are of one type, unless they are called differently.
/** @type {(address: string, list: KeptList) => string} */
const place = (address, { files }) => entry(`file/${files[address][0]}${/\.\w+$/.exec(address)?.[0] ?? ""}`);
/** @type {(address: string, list: KeptList) => Promise<Response | undefined>} */
const keptFile = async (address, list) => (list.files[address] ? (await store()).match(place(address, list)) : undefined);

/** @type {Map<string, KeptList>} */
const lists = new Map();
/** @type {(edition: string | undefined) => Promise<KeptList | undefined>} */
const listOf = async (edition) => {
  if (!edition) return undefined;
  const list = lists.get(edition) ?? (await read(`list/${edition}`));
  if (list) lists.set(edition, list);
  return list;
};

// The network.

/** @param {Response} response */
const isPage = (response) => Boolean(response.headers.get("Content-Type")?.startsWith("text/html"));

/**
 * A server may be silent before it answers, and in the middle of an answer too; that matters where the answer is awaited as a whole.
 *
 * @type {(url: string, options?: Partial<{ isAwaited: (response: Response) => boolean, wait: number, redirect: RequestRedirect }>) => Promise<Response>}
 */
const ask = async (url, { isAwaited = () => true, wait = GIVE_UP, redirect = "error" } = {}) => {
  const control = new AbortController();
  const abort = () => control.abort();
  let timer = setTimeout(abort, wait);
  try {
    // The browser's own store may hold an old file too, so it asks whether that is still the one.
    const response = await fetch(url, { cache: "no-cache", redirect, signal: control.signal });
    if (!isAwaited(response)) return response;
    clearTimeout(timer);
    timer = setTimeout(abort, LONGEST);
    const whole = new Response(await response.arrayBuffer(), response);
    for (const name of ["Content-Encoding", "Content-Length", "Vary"]) whole.headers.delete(name); // of the way here
    return whole;
  } finally {
    clearTimeout(timer);
  }
};

/** @param {string} path */
const askText = async (path) => {
  const response = await ask(new URL(path, scope).href);
  if (!response.ok) throw new TypeError(`${path}: ${response.status}`);
  return response.text();
};

// A file of an edition, or nothing: a sign-in page, half a file and the file of another edition all have another digest.
/** @type {(address: string, list: KeptList, wait?: number) => Promise<Response>} */
const askFile = async (address, list, wait) => {
  const response = await ask(new URL(address, scope).href, { wait });
  const digest = await digestOf(await response.clone().arrayBuffer());
  if (!response.ok || digest !== list.files[address][0])
    throw new TypeError(`${address} is not that of edition ${list.edition}`);
  return response;
};

// A whole page or file of ours, or nothing.
/** @param {string} url */
const askPage = async (url) => {
  const response = await ask(url);
  const html = isPage(response) ? await response.clone().text() : undefined;
  if (response.status >= 500 || (html !== undefined && (!isOurs(html) || isCut(html))))
    throw new TypeError(`${url} is not ours`);
  return response;
};

/** @type {() => Promise<boolean>} */
const isBad = async () => (await read("bad")) > Date.now();
/** @param {boolean} bad */
const remember = async (bad) => {
  if (bad) await write("bad", Date.now() + BAD_FOR);
  else if (await isBad()) await write("bad", 0);
};

/** How long a server is waited for that holds what is not here. @type {() => Promise<number>} */
const patience = async () => ((await isBad()) ? 2 * PATIENCE : GIVE_UP);

/** @type {Promise<string | undefined> | undefined} */
let asking;
/** The edition that is published; nothing where no answer of ours comes. It is asked for once at a time. */
const askEdition = () => {
  asking ??= askInTime();
  return asking;
};
const askInTime = async () => {
  const wait = begin(PATIENCE);
  const edition = await askText(EDITION)
    .then(readEdition)
    .catch(() => undefined);
  asking = undefined;
  await remember(wait.isOver());
  return edition;
};

/**
 * A wait that begins now. That it is over its timer says: the clock may tell less, as browsers round it, and it can be set anew.
 *
 * @param {number} milliseconds
 */
const begin = (milliseconds) => {
  let isOver = false;
  /** @type {Promise<undefined>} */
  const over = new Promise((resolve) => {
    setTimeout(() => {
      isOver = true;
      resolve(undefined);
    }, milliseconds);
  });
  return { over, isOver: () => isOver };
};

/** What comes before a wait is over; nothing else. @type {<T>(promise: Promise<T>, wait: { over: Promise<undefined> }) => Promise<T | undefined>} */
const before = (promise, { over }) => Promise.race([promise.catch(() => undefined), over]);

// Pages, and what they ask for.

/** Page's id → the edition that it belongs to. @type {Map<string, Promise<string | undefined>>} */
const pages = new Map();

/** Pages that were kept, and shown without knowing what is published. @type {Set<string>} */
const away = new Set();

// A worker is ended and begun again while its pages are open, so what a page belongs to is kept too.
/** @type {(event: FetchEvent, edition: string | undefined | Promise<string | undefined>) => void} */
const belong = (event, edition) => {
  const id = event.resultingClientId;
  const known = Promise.resolve(edition);
  pages.set(id, known);
  event.waitUntil(known.then((each) => (each ? write(`page/${id}`, { edition: each, since: Date.now() }) : undefined)));
};

/** @param {FetchEvent} event */
async function openPage(event) {
  const address = addressOf(event.request.url, scope);
  const list = await listOf((await readKept())?.edition);
  const copy = list && (await keptFile(address, list));
  event.waitUntil(follow());
  return copy ? openKept(event, copy, list.edition) : openAbsent(event, address, list);
}

// A kept page is shown if it is what is published, and if it is not known in time what is.
/** @type {(event: FetchEvent, copy: Response, edition: string) => Promise<Response>} */
async function openKept(event, copy, edition) {
  const wait = begin(PATIENCE);
  const published = (await isBad()) ? undefined : await before(askEdition(), wait);
  const renewed = published && published !== edition && (await before(askPage(event.request.url), wait));
  if (wait.isOver()) await remember(true);
  belong(event, renewed ? published : edition);
  if (!renewed && published !== edition) away.add(event.resultingClientId);
  return renewed || copy;
}

// A page that came from here because there was no network says so, and of which day it is.
/** @param {Client} client */
async function sayAway(client) {
  if (away.has(client.id)) client.postMessage({ away: await readKept() });
}

// What is not kept comes from the network whatever it is: where somebody has to sign in first, they see that they have to.
/** @type {(event: FetchEvent, address: string, list: KeptList | undefined) => Promise<Response>} */
async function openAbsent(event, address, list) {
  const wait = await patience();
  const edition = askEdition();
  try {
    const response = await ask(event.request.url, { isAwaited: isPage, redirect: "manual", wait });
    if (isPage(response) && isCut(await response.clone().text())) throw new TypeError(`${address} broke off`);
    belong(event, edition);
    return response;
  } catch {
    return list ? sayAbsent(event, address, list) : Response.error();
  }
}

// A folder without its last sign is completed, as a server does; else the page says so in the language of its address.
/** @type {(event: FetchEvent, address: string, list: KeptList) => Promise<Response>} */
async function sayAbsent(event, address, list) {
  if (await keptFile(`${address}/`, list)) return Response.redirect(new URL(`${address}/`, scope).href);
  belong(event, list.edition);
  const page = absentOf(list, address);
  const html = await (await keptFile(page, list))?.text();
  const headers = { "Content-Type": "text/html; charset=utf-8" };
  return new Response(readAnywhere(html ?? "", new URL(page, scope).href), { headers });
}

// What a page asks for is that of its edition, or nothing.
/** @param {FetchEvent} event */
async function giveFile(event) {
  const { request, clientId } = event;
  const address = addressOf(request.url, scope);
  const belongs = pages.get(clientId) ?? read(`page/${clientId}`).then((page) => page?.edition);
  const edition = await before(belongs, begin(PATIENCE));
  const list = await listOf(edition);
  if (!list) return giveUnlisted(request, address, edition);
  if (!list.files[address]) return fetch(request);
  return (await keptFile(address, list)) ?? askFile(address, list, await patience()).catch(() => Response.error());
}

// The list of a new edition is on its way: meanwhile the server has its files.
/** @type {(request: Request, address: string, edition: string | undefined) => Promise<Response>} */
async function giveUnlisted(request, address, edition) {
  if (!edition) return fetch(request);
  try {
    return await ask(request.url, { redirect: "follow" });
  } catch {
    const list = await fetchList(edition).catch(() => undefined);
    return (list?.edition === edition && (await keptFile(address, list))) || Response.error();
  }
}

// Renewal: what changed is fetched, and is the edition that is kept once all of it is here. What a break leaves is used the next time.

/** @type {Map<string, Promise<KeptList>>} */
const fetching = new Map();
/** @type {(edition: string) => Promise<KeptList>} */
const fetchList = async (edition) => {
  const known = await listOf(edition);
  if (known) return known;
  const fetched = fetching.get(edition) ?? askText(LIST).then(readList);
  fetching.set(edition, fetched);
  const list = await fetched.finally(() => fetching.delete(edition));
  lists.set(list.edition, list);
  await write(`list/${list.edition}`, list);
  return list;
};

async function keepFirst() {
  if (await readKept()) return;
  const edition = await askEdition();
  if (!edition) throw new TypeError(`No edition of this site is published at ${scope}`);
  await renew(edition, AT_ONCE);
}

// A visit finds out whether what is kept is what is published, and all that the reader chose.
async function follow(atOnce = 1) {
  const published = await askEdition();
  const [kept, choice] = await Promise.all([readKept(), readChoice()]);
  if (!published || (kept?.edition === published && kept.choice === choice)) return;
  await renew(published, atOnce).catch(() => tell({ failed: true }));
}

/** @param {Choice} choice */
async function keepChoice(choice) {
  await write("choice", choice);
  await renewing?.catch(() => {});
  const list = await listOf((await readKept())?.edition);
  const isHere = list && !(await missingOf(list, wantedOf(list, choice))).length;
  await (isHere ? settle(list, choice) : follow(AT_ONCE));
  if ((await readKept())?.choice !== choice) await tell({ failed: true });
}

/** @type {Promise<void> | undefined} */
let renewing;
/** @type {(edition: string, atOnce: number) => Promise<void>} */
const renew = (edition, atOnce) => {
  renewing ??= renewOnce(edition, atOnce).finally(() => {
    renewing = undefined;
  });
  return renewing;
};

/** @type {(edition: string, atOnce: number) => Promise<void>} */
async function renewOnce(edition, atOnce) {
  const list = await fetchList(edition);
  const choice = await readChoice();
  const wanted = wantedOf(list, choice);
  const left = await missingOf(list, wanted);
  let done = wanted.length - left.length;
  const fetchNext = async () => {
    for (let address = left.shift(); address !== undefined; address = left.shift()) {
      await (await store()).put(place(address, list), await askFile(address, list));
      done += 1;
      await tell({ done, total: wanted.length });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, fetchNext));
  await settle(list, choice);
}

/** @type {(list: KeptList, addresses: string[]) => Promise<string[]>} */
async function missingOf(list, addresses) {
  const here = new Set((await (await store()).keys()).map(({ url }) => url));
  return addresses.filter((address) => !here.has(place(address, list)));
}

/** @type {(list: KeptList, choice: Choice) => Promise<void>} */
async function settle(list, choice) {
  const { edition, day, sizes, says } = list;
  await write("kept", { edition, day, sizes, says, choice });
  const open = await openPages();
  await prune(list, choice, new Set(open.map((page) => page.edition)));
  await tell({ kept: edition });
  for (const page of open) if (page.edition !== edition) page.client?.postMessage({ renewed: edition });
}

// Pages that are open or about to be, with their editions; those that are gone are forgotten.
async function openPages() {
  const cache = await store();
  const clients = new Map((await worker.clients.matchAll()).map((client) => [entry(`page/${client.id}`), client]));
  const found = [];
  for (const { url } of await cache.keys()) {
    const page = url.startsWith(entry("page/")) && (await (await cache.match(url))?.json());
    if (!page) continue;
    const client = clients.get(url);
    if (client || Date.now() - page.since < LONGEST) found.push({ edition: page.edition, client });
    else await cache.delete(url);
  }
  return found;
}

// What neither the edition that is kept nor an open page needs is dropped.
/** @type {(list: KeptList, choice: Choice, open: Set<string>) => Promise<void>} */
async function prune(list, choice, open) {
  const needed = new Set(wantedOf(list, choice).map((address) => place(address, list)));
  for (const edition of [list.edition, ...open]) {
    needed.add(entry(`list/${edition}`));
    const other = edition === list.edition ? undefined : await listOf(edition);
    for (const address of Object.keys(other?.files ?? {})) needed.add(place(address, /** @type {KeptList} */ (other)));
  }
  const cache = await store();
  const old = (await cache.keys()).filter(({ url }) => /\.kept\/(?:file|list)\//.test(url) && !needed.has(url));
  await Promise.all(old.map((request) => cache.delete(request)));
}

/** @param {WorkerMessage} message */
async function tell(message) {
  for (const client of await worker.clients.matchAll()) client.postMessage(message);
}
