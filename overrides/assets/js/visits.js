// What is new since the last visit. A visit ends when no page was opened for half an hour.
import { keep, kept, root } from "./kept.js";

const PAUSE = 30 * 60 * 1000;
let isRunning = false;

/**
 * Go on with the running visit, or begin a new one. `visit` is `{at, now, before}`: the time of the last page; what was
 * on the site when the visit began; and the same of the visit before, with its last time. Both hold `{day, paths}`.
 */
export async function visit() {
  const last = kept().visit;
  if (last && Math.abs(Date.now() - last.at) < PAUSE) {
    isRunning = true;
    keep((all) => { all.visit.at = Date.now(); });
    return;
  }
  const now = await whatIsThere();
  if (!now) return; // offline: the visit begins with the first page from the site itself
  isRunning = true;
  keep((all) => {
    all.visit = { at: Date.now(), now, before: last && { ...last.now, at: last.at } };
  });
}

async function whatIsThere() {
  if (!navigator.onLine) return null;
  try {
    const answer = await fetch(new URL("data/recent.json", root), { cache: "no-cache" });
    const paths = (await answer.json()).editions.flatMap((edition) => edition.stories);
    return { day: dayOf(paths), paths };
  } catch {
    return null;
  }
}

/** The newest day of some paths, such as `2026/04/24`. */
function dayOf(paths) {
  return paths.reduce((newest, path) => (path.slice(0, 10) > newest ? path.slice(0, 10) : newest), "");
}

/** Say of stories whether they are new: `{isNew(path), paths, since}`, or null on the first visit and before one has begun. */
export function news() {
  const { now, before } = kept().visit ?? {};
  if (!isRunning || !now || !before) return null;
  const there = new Set(now.paths);
  const known = new Set(before.paths);
  const first = before.paths.reduce((oldest, path) => (path < oldest ? path : oldest), before.day);
  // A day that comes back into the list because a newer one was taken out is not new.
  const isNew = (path) => path.slice(0, 10) > before.day || (there.has(path) && !known.has(path) && path >= first.slice(0, 10));
  return { isNew, paths: now.paths.filter(isNew), since: new Date(before.at) };
}

/** Have nothing new any more. `shown` are the paths on this page, which may be newer than the visit. */
export function markAsRead(shown) {
  keep(({ visit: current }) => {
    const paths = [...new Set([...current.now.paths, ...shown])];
    current.before = { day: dayOf(paths), paths, at: Date.now() };
  });
}
