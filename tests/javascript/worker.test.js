// The worker that keeps the site on a device, with a network and a store that are made here: an edition at a time, at short waits.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { beforeEach, test } from "node:test";
import vm from "node:vm";
import { textOf } from "./loading.js";

const SCOPE = "https://example.org/sitio/";
const PARTS = ["editions.js", "worker.js"].map((name) => textOf(`gcm/site/worker/${name}`)).join("\n");
const WAITS = { PATIENCE: 40, GIVE_UP: 400 };
const HURRIED = Object.entries(WAITS).reduce(
  (text, [name, wait]) => text.replace(new RegExp(`const ${name} = [\\d_]+`), `const ${name} = ${wait}`),
  PARTS,
);

/** A page as all of ours are, as far as the worker looks at it. @param {string} text */
const ours = (text) => `<html><script src="../assets/javascripts/first.js" data-base=".."></script>${text}</html>\n`;

/** @typedef {(url: string, options?: RequestInit) => Promise<Response>} Network */
/** @typedef {Record<string, string>} Files */
/** @typedef {{ respondWith?: Promise<Response>, work: Promise<unknown>[] }} Done */

/** @param {string} text */
const digest = (text) => createHash("sha256").update(text).digest("hex").slice(0, 16);

/** What a server has of an edition: its files, which edition it is, and the list. @type {(files: Files, day?: string) => Files} */
const publish = (files, day = "2026-11-30") => {
  const lang = (/** @type {string} */ address) =>
    address.startsWith("assets/") ? "" : address.startsWith("en/") ? "en" : "es";
  const listed = Object.fromEntries(Object.entries(files).map(([at, text]) => [at, [digest(text), text.length, lang(at)]]));
  const edition = digest(
    Object.entries(listed)
      .map(([at, [own]]) => `${at} ${own}`)
      .join("\n"),
  );
  const sizes = { core: [3, 1], es: [4, 2], en: [4, 2], all: [5, 3] };
  const core = ["./", "sin-conexion/", "en/offline/", "assets/site.css"];
  const absent = { es: "sin-conexion/", en: "en/offline/" };
  const says = { es: "Sin conexión", en: "Offline" };
  return {
    ...files,
    "edition.json": JSON.stringify({ edition, day, sizes }),
    "files.json": JSON.stringify({ edition, day, sizes, says, core, absent, files: listed }),
  };
};

const FIRST = {
  "./": ours("inicio 1"),
  "sin-conexion/": ours('Sin conexión <a href="../">'),
  "en/offline/": ours('Offline <link href="../../assets/site.css">'),
  "paises/": ours("países 1"),
  "en/countries/": ours("countries 1"),
  "assets/site.css": "css 1",
  "assets/search/texts.js": "texts 1",
};
const SECOND = { ...FIRST, "./": ours("inicio 2"), "assets/site.css": "css 2", "paises/": ours("países 2") };

/** @type {Files} */
let server;
/** Whether workers wait less; only tests of a silent network need that. @type {boolean} */
let hurried;
/** Milliseconds that passed meanwhile. @type {number} */
let passed;
/** @type {string[]} */
let asked;
/** @type {Network} */
let network;
/** @type {Map<string, Map<string, Response>>} */
let disk;
/** @type {{ id: string, postMessage: (message: object) => void }[]} */
let pages;

/** @type {Network} */
const online = async (url) => {
  const address = url.slice(SCOPE.length) || "./";
  if (!(address in server)) return new Response("?", { status: 404 });
  const type = address.endsWith("/") ? "text/html; charset=utf-8" : "text/plain";
  return new Response(server[address], { headers: { "Content-Type": type } });
};
/** @type {Network} */
const gone = async () => {
  throw new TypeError("Failed to fetch");
};
/** Accepts, and never answers. @type {Network} */
const silent = (_, options) =>
  new Promise((_done, failed) => options?.signal?.addEventListener("abort", () => failed(new DOMException("", "AbortError"))));
/** Breaks off in the middle of each answer. @type {Network} */
const broken = async (url) => {
  const text = await (await online(url)).text();
  const body = new ReadableStream({
    start(control) {
      control.enqueue(new TextEncoder().encode(text.slice(0, text.length / 2)));
    },
    pull(control) {
      control.error(new TypeError("terminated"));
    },
  });
  return new Response(body, { headers: { "Content-Type": "text/html" } });
};
/** The same, to a browser that takes what came for all. @type {Network} */
const cut = async (url) => {
  const text = await (await online(url)).text();
  return new Response(text.slice(0, text.length - 10), { headers: { "Content-Type": "text/html" } });
};
/** Answers everything with a page to sign in. @type {Network} */
const portal = async () => new Response("<html>Hotel Wi-Fi: sign in</html>", { headers: { "Content-Type": "text/html" } });
/** Leads to a page to sign in elsewhere. @type {Network} */
const elsewhere = async (_, options) => {
  if (options?.redirect === "error") throw new TypeError("redirect");
  return options?.redirect === "manual" ? Response.error() : portal("");
};

const cacheOf = (/** @type {string} */ name) => {
  const kept = disk.get(name) ?? new Map();
  disk.set(name, kept);
  return {
    match: async (/** @type {string} */ url) => kept.get(url)?.clone(),
    put: async (/** @type {string} */ url, /** @type {Response} */ response) => void kept.set(url, response),
    delete: async (/** @type {string | { url: string }} */ key) => kept.delete(typeof key === "string" ? key : key.url),
    keys: async () => [...kept.keys()].map((url) => ({ url })),
  };
};

const START = Date.now();

/** A worker that was begun just now; what it keeps stands in `disk`. */
const begin = () => {
  /** @type {Record<string, (event: object) => void>} */
  const heard = {};
  const self = {
    registration: { scope: SCOPE },
    addEventListener: (/** @type {string} */ name, /** @type {(event: object) => void} */ hear) => {
      heard[name] = hear;
    },
    skipWaiting() {},
    clients: { claim: async () => {}, matchAll: async () => pages },
  };
  const fetch = (/** @type {string | { url: string }} */ request, /** @type {RequestInit} */ options) => {
    const url = typeof request === "string" ? request : request.url;
    asked.push(url.slice(SCOPE.length) || "./");
    return network(url, options);
  };
  const own = { self, fetch, caches: { open: async (/** @type {string} */ name) => cacheOf(name) } };
  // A test that waits where nothing is to be waited for never ends, which Node.js tells; and the clock is one that hardly moves.
  const time = { setTimeout: hurried ? setTimeout : () => 0, clearTimeout, Date: { now: () => START + passed } };
  const given = { URL, Response, AbortController, TextEncoder, crypto, Uint8Array, TypeError };
  vm.runInNewContext(hurried ? HURRIED : PARTS, { ...given, ...time, ...own });

  /** @type {(name: string, event?: object) => Done} */
  const send = (name, event = {}) => {
    /** @type {Done} */
    const done = { work: [] };
    const respondWith = (/** @type {Promise<Response>} */ answer) => {
      done.respondWith = answer;
    };
    heard[name]({ ...event, respondWith, waitUntil: (/** @type {Promise<unknown>} */ work) => done.work.push(work) });
    return done;
  };
  /** All that an event began, to its end. @param {Done} done */
  const settled = async (done) => {
    for (let seen = 0; seen < done.work.length; ) seen = (await Promise.allSettled(done.work)).length;
  };
  /** @type {(address: string, id?: string) => Promise<{ text: string, work: Promise<void> }>} */
  const open = async (address, id = "page") => {
    const request = { method: "GET", mode: "navigate", url: SCOPE + address };
    const done = send("fetch", { request, resultingClientId: id });
    const response = await done.respondWith;
    return { text: (await response?.text()) ?? "", work: settled(done) };
  };
  return {
    send,
    install: async () => {
      const done = send("install");
      await settled(done);
      return (await Promise.allSettled(done.work)).every(({ status }) => status === "fulfilled");
    },
    open,
    /** Opens a page and waits for what that began. @type {(address: string, id?: string) => Promise<string>} */
    visit: async (address, id) => {
      const { text, work } = await open(address, id);
      await work;
      return text;
    },
    /** @type {(address: string, id?: string) => Promise<Response | undefined>} */
    load: async (address, id = "page") =>
      send("fetch", { request: { method: "GET", mode: "no-cors", url: SCOPE + address }, clientId: id }).respondWith,
    /** What a page is told that asks whether it came without a network. */
    away: async (id = "page") => {
      /** @type {WorkerMessage[]} */
      const told = [];
      const source = { id, postMessage: (/** @type {WorkerMessage} */ message) => told.push(message) };
      await settled(send("message", { source, data: { away: true } }));
      return told.map(({ away }) => away?.day);
    },
    keep: async (/** @type {string} */ choice) => settled(send("message", { data: { keep: choice } })),
  };
};

const inStore = () => [...(disk.get("kept /sitio/")?.keys() ?? [])];
const keptFiles = () => inStore().filter((url) => url.includes("/file/")).length;
const text = async (/** @type {Response | undefined} */ response) => (response?.type === "error" ? "error" : response?.text());

beforeEach(() => {
  server = publish(FIRST);
  [asked, disk, pages, network] = [[], new Map(), [], online];
  [hurried, passed] = [false, 0];
});

/** A worker that has kept the first edition's core. */
const ready = async () => {
  const worker = begin();
  assert.ok(await worker.install());
  asked = [];
  return worker;
};

test("the waits are those that were promised", () => {
  assert.match(PARTS, /const PATIENCE = 4000;/);
  assert.match(PARTS, /const BAD_FOR = 300_000;/);
});

test("while nothing changed a page that is kept costs one small question", async () => {
  const worker = await ready();
  assert.equal(await worker.visit(""), FIRST["./"]);
  assert.equal(await text(await worker.load("assets/site.css")), "css 1");
  assert.deepEqual(asked, ["edition.json"]);
});

test("without a network what is kept answers, and what is not says so in the language of its address", async () => {
  const worker = await ready();
  network = gone;
  assert.equal(await worker.visit("?texto=trata"), FIRST["./"]);
  assert.equal(await worker.visit("index.html"), FIRST["./"]);
  assert.match(await worker.visit("paises/mexico/ficha/"), /Sin conexión <a href="\/sitio\/">/);
  assert.match(await worker.visit("en/countries/mexico/"), /Offline <link href="\/sitio\/assets\/site.css">/);
  assert.equal(await text(await worker.load("assets/site.css")), "css 1");
});

test("a page that is read without a network learns of which day it is, others do not", async () => {
  const worker = await ready();
  await worker.visit("", "online");
  server = publish(SECOND);
  await worker.visit("", "new");
  network = gone;
  await worker.visit("", "away");
  const told = await Promise.all(["online", "new", "away"].map(worker.away));
  assert.deepEqual(told, [[], [], ["2026-11-30"]]);
});

test("a folder without its last sign is completed", async () => {
  const worker = await ready();
  network = gone;
  const done = worker.send("fetch", {
    request: { method: "GET", mode: "navigate", url: `${SCOPE}sin-conexion` },
    resultingClientId: "page",
  });
  assert.equal((await done.respondWith)?.headers.get("location"), `${SCOPE}sin-conexion/`);
});

test("a server that never answers is waited for once, also by a worker that was ended meanwhile", async () => {
  hurried = true;
  const worker = await ready();
  network = silent;
  assert.equal((await worker.open("")).text, FIRST["./"]);
  hurried = false;
  for (const address of ["", "en/offline/"]) {
    assert.ok((await begin().open(address)).text.includes("first.js"));
  }
  passed = 300_000;
  const late = begin();
  network = online;
  server = publish(SECOND);
  assert.equal((await late.open("")).text, SECOND["./"], "after five minutes the network is trusted again");
});

test("behind a bad network's back it is asked, and what it then answers is believed", async () => {
  hurried = true;
  const worker = await ready();
  network = silent;
  await worker.visit("");
  network = online;
  server = publish(SECOND);
  assert.equal(await worker.visit(""), FIRST["./"]);
  assert.equal(await worker.visit(""), SECOND["./"]);
});

for (const [name, bad] of Object.entries({ silent, broken, cut, gone })) {
  test(`a page that is not kept is waited for, but a ${name} network has none`, async () => {
    hurried = bad === silent;
    const worker = await ready();
    network = bad;
    assert.match((await worker.open("paises/")).text, /Sin conexión/);
  });
}

for (const [name, bad] of Object.entries({ portal, elsewhere, broken, cut, gone, silent })) {
  test(`a ${name} network neither shows nor keeps anything in the place of what is kept`, async () => {
    hurried = bad === silent;
    const worker = await ready();
    const before = inStore();
    network = bad;
    assert.equal(await worker.visit(""), FIRST["./"]);
    assert.equal(await text(await worker.load("assets/site.css")), "css 1");
    assert.equal(await text(await worker.load("assets/search/texts.js")), "error");
    await worker.keep("all");
    await worker.visit("");
    const kept = new Set([...before, `${SCOPE}.kept/bad`, `${SCOPE}.kept/choice`, `${SCOPE}.kept/page/page`]);
    assert.deepEqual(
      inStore().filter((url) => !kept.has(url)),
      [],
    );
  });

  test(`a ${name} network in the middle of a renewal leaves the old edition whole, and the next visit goes on`, async () => {
    hurried = bad === silent;
    const worker = await ready();
    await worker.keep("all");
    server = publish(SECOND);
    const [first, ...later] = ["assets/site.css", "paises/"];
    network = (url, options) => (later.some((at) => url === SCOPE + at) ? bad(url, options) : online(url, options));
    await worker.visit("", "a");
    assert.ok(asked.includes(first) && asked.includes(later[0]));
    network = gone;
    assert.equal(await worker.visit("", "b"), FIRST["./"]);
    assert.equal(await text(await worker.load("assets/site.css", "b")), "css 1");
    [asked, network] = [[], online];
    await worker.visit("", "c");
    assert.ok(!asked.includes(first) && asked.includes(later[0]), `${asked}`);
    network = gone;
    assert.equal(await worker.visit("paises/", "d"), SECOND["paises/"]);
    assert.equal(await text(await worker.load("assets/site.css", "d")), "css 2");
  });

  test(`a ${name} network at the first visit keeps nothing, and the next visit does`, async () => {
    hurried = bad === silent;
    network = bad;
    assert.ok(!(await begin().install()));
    assert.equal(keptFiles(), 0);
    network = online;
    assert.ok(await begin().install());
  });
}

test("a sign-in page is shown where nothing is kept, so that somebody can sign in", async () => {
  const worker = await ready();
  network = portal;
  assert.match(await worker.visit("paises/"), /sign in/);
});

test("a list that claims to be of another edition is not believed", async () => {
  const worker = await ready();
  server = {
    ...publish(SECOND),
    "files.json": publish(FIRST)["files.json"].replace(/"edition":"\w+"/, '"edition":"0123456789abcdef"'),
  };
  server["edition.json"] = '{"edition":"0123456789abcdef"}';
  await worker.visit("");
  assert.equal(
    JSON.parse((await text(await cacheOf("kept /sitio/").match(`${SCOPE}.kept/kept`))) ?? "").edition,
    editionOf(FIRST),
  );
});

const editionOf = (/** @type {Files} */ files) => JSON.parse(publish(files)["edition.json"]).edition;

test("what changed is fetched in the visit that finds it, one file after the other, and nothing else", async () => {
  const worker = await ready();
  await worker.keep("all");
  server = publish(SECOND, "2026-12-01");
  let [open, most] = [0, 0];
  network = async (url, options) => {
    const isFile = !url.endsWith(".json");
    if (isFile) most = Math.max(most, ++open);
    await new Promise((done) => setTimeout(done, 2));
    if (isFile) open -= 1;
    return online(url, options);
  };
  asked = [];
  assert.equal(await worker.visit("mapa/"), "?");
  assert.deepEqual(
    asked.filter((at) => !["mapa/", "edition.json", "files.json"].includes(at)),
    ["./", "assets/site.css", "paises/"],
  );
  assert.ok(most <= 2, "the page itself, and one file");
  network = gone;
  assert.equal(await worker.visit("paises/"), SECOND["paises/"]);
  assert.equal(await worker.visit("en/countries/"), FIRST["en/countries/"]);
});

test("who is online reads the new page, with what belongs to it, while the old one stays as it is", async () => {
  const worker = await ready();
  await worker.visit("", "old");
  /** @type {string[]} */
  const told = [];
  pages = [{ id: "old", postMessage: (message) => told.push(JSON.stringify(message)) }];
  server = publish(SECOND);
  assert.equal(await worker.visit("", "new"), SECOND["./"]);
  assert.equal(await text(await worker.load("assets/site.css", "new")), "css 2");
  assert.equal(await text(await worker.load("assets/site.css", "old")), "css 1");
  assert.equal(await text(await begin().load("assets/site.css", "old")), "css 1");
  assert.equal(told.at(-1), JSON.stringify({ renewed: editionOf(SECOND) }));
});

for (const lost of [".css", "files.json"]) {
  test(`a page of the new edition never gets a file of the old one, nor without ${lost}`, async () => {
    const worker = await ready();
    server = publish(SECOND);
    network = (url, options) => (/\.css$/.test(url) || url.endsWith(lost) ? gone(url) : online(url, options));
    assert.equal(await worker.visit("", "new"), SECOND["./"]);
    assert.equal(await text(await worker.load("assets/site.css", "new")), "error");
  });
}

for (const [name, bad] of Object.entries({ portal, elsewhere, broken, cut, gone })) {
  test(`a new edition whose page a ${name} network gives is not shown yet`, async () => {
    const worker = await ready();
    server = publish(SECOND);
    network = (url, options) => (url === SCOPE ? bad(url, options) : online(url, options));
    assert.equal(await worker.visit("", "old"), FIRST["./"]);
    assert.equal(await text(await worker.load("assets/site.css", "old")), "css 1");
  });
}

test("a page of the old edition never gets a file of the new one", async () => {
  const worker = await ready();
  await worker.visit("", "old");
  server = publish({ ...FIRST, "assets/search/texts.js": "texts 2" });
  assert.equal(await text(await worker.load("assets/search/texts.js", "old")), "error");
});

test("a language is kept with what both share, and removed but for the core", async () => {
  const worker = await ready();
  const core = keptFiles();
  await worker.keep("es");
  network = gone;
  assert.equal(await worker.visit("paises/"), FIRST["paises/"]);
  assert.match(await worker.visit("en/countries/"), /Offline/);
  await worker.keep("core");
  assert.equal(keptFiles(), core);
  assert.match(await worker.visit("paises/"), /Sin conexión/);
});

test("an edition that nothing needs any more is dropped", async () => {
  const worker = await ready();
  const before = keptFiles();
  await worker.visit("", "closed");
  server = publish(SECOND);
  passed = 300_000;
  await worker.visit("paises/");
  assert.equal(keptFiles(), before);
  assert.deepEqual(
    inStore().filter((url) => url.includes("/list/")),
    [`${SCOPE}.kept/list/${editionOf(SECOND)}`],
  );
});
