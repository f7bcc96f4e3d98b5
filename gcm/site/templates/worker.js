// Answers from the network first and, where there is none, from what this device keeps: the core from the first visit on, the
// whole site if the reader asked for it. So nobody who is online reads an old page. Made by gcm/site/offline.py; another content of
// the site is another version, and thereby another worker.
const VERSION = "$version";
const CORE = $core;
// No template literal: Python would take what stands in it for something to fill in.
const LIST = "files.json";
const PATIENCE = 4000; // milliseconds until a kept copy stands in for a slow network

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

// Sites of one host share their caches, so the names of ours hold the folder that this site is in. No folder's name has a space.
const FOLDER = new URL(worker.registration.scope).pathname;
const CORE_CACHES = "core ".concat(FOLDER, " ");
const CORE_CACHE = CORE_CACHES.concat(VERSION);
const WHOLE_CACHE = "whole ".concat(FOLDER);

worker.addEventListener("install", (event) => event.waitUntil(keepCore()));
worker.addEventListener("activate", (event) => event.waitUntil(dropOld().then(renewWhole)));
worker.addEventListener("message", (event) => {
  if (event.data === "take over") worker.skipWaiting();
});
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith(worker.registration.scope)) event.respondWith(answer(request));
});

async function keepCore() {
  const cache = await caches.open(CORE_CACHE);
  await cache.addAll(CORE.map((path) => new Request(path, { cache: "reload" })));
}

async function dropOld() {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith(CORE_CACHES) && name !== CORE_CACHE).map((name) => caches.delete(name)),
  );
  await worker.clients.claim();
}

// A whole site that the reader keeps follows the published one: what changed is fetched, what is gone is dropped.
async function renewWhole() {
  if (!(await caches.has(WHOLE_CACHE))) return;
  const whole = await caches.open(WHOLE_CACHE);
  /** @type {KeptList | undefined} */
  const before = await whole.match(LIST).then((response) => response?.json());
  const response = await fetch(LIST, { cache: "reload" });
  if (!before || !response.ok) return;
  /** @type {KeptList} */
  const { files } = await response.clone().json();
  for (const [path, [digest]] of Object.entries(files)) {
    if (before.files[path]?.[0] !== digest && within(before, path)) await whole.add(new Request(path, { cache: "reload" }));
  }
  for (const path of Object.keys(before.files)) if (!files[path]) await whole.delete(path);
  const renewed = { ...(await response.json()), kept: before.kept };
  await whole.put(LIST, new Response(JSON.stringify(renewed), { headers: { "Content-Type": "application/json" } }));
}

// Whether a path belongs to the languages that are kept.
/** @type {(list: KeptList, path: string) => boolean} */
const within = ({ kept }, path) =>
  !kept || kept === "all" || path.startsWith("assets/") || path.startsWith("en/") === (kept === "en");

/** @param {Request} request */
async function answer(request) {
  const kept = await keptCopy(request);
  try {
    return await Promise.race([current(request), ...(kept ? [late(kept)] : [])]);
  } catch {
    return kept ?? (request.mode === "navigate" ? notKept(request) : Response.error());
  }
}

// The browser's own store may hold an old page too, so it asks whether that is still the one; names with a digest never change.
/** @param {Request} request */
const current = (request) =>
  request.url.includes(".min.") ? fetch(request) : fetch(request.url, { cache: "no-cache", redirect: "manual" });

/** @type {(response: Response) => Promise<Response>} */
const late = (response) => new Promise((resolve) => setTimeout(() => resolve(response), PATIENCE));

/** @param {RequestInfo} request */
const keptCopy = async (request) =>
  (await caches.match(request, { ignoreSearch: true, cacheName: CORE_CACHE })) ??
  caches.match(request, { ignoreSearch: true, cacheName: WHOLE_CACHE });

// A page that is not kept says so in its own language.
/** @param {Request} request */
async function notKept(request) {
  const inside = request.url.slice(worker.registration.scope.length);
  const page = inside.startsWith("en/") ? "en/offline/" : "sin-conexion/";
  return (await keptCopy(page)) ?? Response.error();
}
