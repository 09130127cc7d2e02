// The service worker, for reading offline. `KEPT` stands before this text: {version, shell, edition}, addresses below the
// root. It keeps the design, the newest edition and, in a cache that the pages fill, what the reader saved. The network
// comes first: nobody who is online sees yesterday's front page.
const root = new URL(self.registration.scope);
const ours = `broadsheet:${root.pathname}:`; // several sites may share an origin, each with caches of its own
const newest = ours + KEPT.version;
const saved = `${ours}saved`;
const shell = new Set(KEPT.shell.map((address) => new URL(address, root).href));
// Their addresses say what is in them: a hash of the bytes, or (fonts) they change with the version.
const lasting = /\/picture-[0-9a-f]{10}-\d+\.\w+$|\/assets\/fonts\//;

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(fill());
});

/** The design has to be there whole; of the edition, what can be had, and nothing for readers who save data. */
async function fill() {
  const cache = await caches.open(newest);
  const add = (address) => cache.add(new Request(new URL(address, root), { cache: "no-cache" }));
  await Promise.all(KEPT.shell.map(add));
  if (!navigator.connection?.saveData) await Promise.allSettled(KEPT.edition.map(add));
}

self.addEventListener("activate", (event) => {
  event.waitUntil(tidy());
});

async function tidy() {
  const old = (await caches.keys()).filter((name) => name.startsWith(ours) && name !== newest && name !== saved);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(root.href) || request.headers.has("range")) return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (lasting.test(request.url)) event.respondWith(lastingFile(request));
  else if (shell.has(request.url)) event.respondWith(networkFirst(event));
});

async function page(event) {
  try {
    return await networkFirst(event);
  } catch {
    const asked = event.request.url.slice(root.href.length);
    if (asked.startsWith("saved/")) return Response.error(); // it is not kept either: no way round in circles
    return Response.redirect(new URL(`saved/?offline=${encodeURIComponent(asked)}`, root));
  }
}

/** What the site sends, which becomes the copy where there is one; the copy when the site cannot be reached. */
async function networkFirst(event) {
  const { request } = event;
  let answer;
  try {
    // A page asks the site itself, not the browser's cache, unless the reader goes back in history.
    answer = await (request.mode === "navigate" && request.cache === "default"
      ? fetch(request.url, { cache: "no-cache", redirect: "manual" })
      : fetch(request));
  } catch (error) {
    const copy = await find(request);
    if (copy) return copy;
    throw error;
  }
  if (answer.ok) event.waitUntil(renew(request, answer.clone()));
  return answer;
}

async function find(request) {
  for (const cacheName of [newest, saved]) {
    const copy = await caches.match(request, { cacheName, ignoreSearch: true, ignoreVary: true });
    if (copy) return copy;
  }
}

async function renew(request, answer) {
  const address = request.url.split(/[?#]/)[0];
  for (const cacheName of [newest, saved]) {
    if (!(await caches.match(address, { cacheName, ignoreVary: true }))) continue;
    const cache = await caches.open(cacheName);
    await cache.put(address, answer.clone());
  }
}

/** The copy, else the file; offline any size and format of the same picture will do. */
async function lastingFile(request) {
  const copy = await find(request);
  if (copy) return copy;
  try {
    return await fetch(request);
  } catch (error) {
    const stem = request.url.replace(/-\d+\.\w+$/, "-");
    for (const name of [newest, saved]) {
      if (!(await caches.has(name))) continue;
      const cache = await caches.open(name);
      const other = (await cache.keys()).find((one) => one.url.startsWith(stem));
      if (other) return cache.match(other);
    }
    throw error;
  }
}
