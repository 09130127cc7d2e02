// What the reader chose: one object in localStorage, under a name of this site’s own, since several may share an origin.
import { say } from "./say.js";

/** The root of the site. */
export const root = new URL("../../", import.meta.url);
/** The name of everything that is kept here; boot.js makes the same one. */
export const name = `broadsheet:${root.pathname}`;

const PATH = /^\d{4}\/\d\d\/\d\d\/[^/?#]+$/;
const KEY = /^[te]\/./;
const listeners = [];
let standIn = null; // takes the place of storage once that has failed, until the page is left

/**
 * Read it anew, whatever state it is in:
 * `{look: {theme, size}, saved: [{path, title, counts, at, gone}], hidden: [{key, name}], visit, css, keys}`
 */
export function kept() {
  if (standIn) return standIn;
  try {
    return sound(JSON.parse(localStorage.getItem(name)));
  } catch {
    return sound(null); // what is not JSON was not written here
  }
}

function sound(found) {
  const all = isObject(found) ? found : {};
  const list = (value, good) => (Array.isArray(value) ? value.filter((one) => isObject(one) && good(one)) : []);
  return {
    ...all,
    look: isObject(all.look) ? all.look : {},
    saved: list(all.saved, (one) => PATH.test(one.path) && Number.isFinite(one.at)),
    hidden: list(all.hidden, (one) => KEY.test(one.key)),
    visit: isObject(all.visit) && isList(all.visit.now) ? { ...all.visit, before: isList(all.visit.before) ? all.visit.before : null } : null,
  };
}

/** What a visit found: `{day, paths}`. */
function isList(value) {
  return isObject(value) && typeof value.day === "string" && Array.isArray(value.paths) && value.paths.every((path) => typeof path === "string");
}

function isObject(value) {
  return typeof value === "object" && value !== null;
}

/** Change it and write it; every part that shows it is told. Return whether it could be kept. */
export function keep(change) {
  const next = kept();
  change(next);
  try {
    if (!standIn) localStorage.setItem(name, JSON.stringify(next));
  } catch {
    standIn = next;
  }
  tell();
  return !standIn;
}

/** Do the same at the reader’s wish: then they hear when it will not last. */
export function choose(change) {
  const lasts = keep(change);
  if (!lasts) say("This browser does not let the site keep that. It lasts until you leave this page.");
  return lasts;
}

/** Forget everything. */
export function forget() {
  standIn = null;
  try {
    localStorage.removeItem(name);
  } catch {
    // then there is nothing
  }
  tell();
}

/** Call `listener` with what is kept: now, and after every change here or in another tab. */
export function follow(listener) {
  listeners.push(listener);
  listener(kept());
}

function tell() {
  const now = kept();
  for (const listener of listeners) listener(now);
}

addEventListener("storage", (event) => {
  if (event.key === name || event.key === null) tell();
});
