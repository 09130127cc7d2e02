// Reading offline: the worker keeps the newest edition, this keeps what the reader saved. The worker reads both.
import { keep, kept, name, root } from "./kept.js";

const copies = `${name}:saved`;

/** Whether this site keeps anything for reading offline. */
export function isOffered() {
  return "offline" in document.documentElement.dataset && "caches" in window;
}

/** Set the worker up, once the page is there. A browser may refuse: then the site works as it does without. */
export async function startOffline() {
  if (!isOffered() || !navigator.serviceWorker) return;
  try {
    await navigator.serviceWorker.register(new URL("sw.js", root), { scope: root.pathname, updateViaCache: "none" });
  } catch {
    return;
  }
  keepCopies();
}

/** Bring the copies in line with what is saved: fetch what is missing, drop what was let go. */
export async function keepCopies() {
  if (!isOffered()) return;
  try {
    const { saved } = kept();
    if (!saved.length && !(await caches.has(copies))) return;
    const cache = await caches.open(copies);
    const pages = saved.map((story) => addressOf(story.path));
    const held = (await cache.keys()).map((request) => request.url);
    await Promise.all(held.filter((url) => !pages.some((page) => url.startsWith(page))).map((url) => cache.delete(url)));
    const missing = saved.filter((story) => !story.gone && !held.includes(addressOf(story.path)));
    await Promise.allSettled(missing.map((story) => copy(cache, story.path)));
  } catch {
    // no room, or none allowed: then the story is read online
  }
}

function addressOf(path) {
  return new URL(`${path}/`, root).href;
}

/** Note whether the page of a saved story is still on the site. */
export function noteGone(path, { status }) {
  const gone = status === 404 || status === 410;
  if (kept().saved.some((story) => story.path === path && Boolean(story.gone) !== gone)) {
    keep(({ saved }) => { saved.find((story) => story.path === path).gone = gone; });
  }
}

/** Keep a page with its picture; the page last, so that what is held is whole. */
async function copy(cache, path) {
  const page = addressOf(path);
  const answer = await fetch(page, { cache: "no-cache" });
  noteGone(path, answer);
  if (!answer.ok) return;
  const content = new DOMParser().parseFromString(await answer.clone().text(), "text/html");
  const picture = pictureOf(content);
  if (picture) await cache.add(new URL(picture, page));
  await cache.put(page, answer);
}

/** Choose one size of a briefing’s picture: the middle one, in a format that every browser shows. */
function pictureOf(content) {
  const sizes = content.querySelector(".briefing picture source[type='image/webp']")?.getAttribute("srcset").split(",") ?? [];
  return sizes[Math.floor(sizes.length / 2)]?.trim().split(" ")[0];
}

/** Which of these addresses can be read offline. */
export async function readable(urls) {
  if (!isOffered()) return [];
  const ours = (await caches.keys()).filter((cache) => cache.startsWith(`${name}:`));
  const held = (await Promise.all(ours.map(async (cache) => (await caches.open(cache)).keys()))).flat();
  const found = new Set(held.map((request) => request.url));
  return urls.filter((url) => found.has(url));
}

/** Drop every copy, and the worker with it. */
export async function dropCopies() {
  if (!("caches" in window)) return;
  const ours = (await caches.keys()).filter((cache) => cache.startsWith(`${name}:`));
  const worker = await navigator.serviceWorker?.getRegistration(root.href);
  await Promise.all([...ours.map((cache) => caches.delete(cache)), worker?.unregister()]);
}
