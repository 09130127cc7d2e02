// What the keys of the keyboard map do; start.js listens for them.
import { root } from "./kept.js";
import { turn } from "./look.js";
import { storyIn, toggleSaved } from "./saving.js";

const STORIES = "main [data-story] :is(h2, h3) a";

const ACTIONS = {
  "/": search,
  j: () => step(1),
  k: () => step(-1),
  o: () => document.activeElement.matches(STORIES) && document.activeElement.click(),
  s: save,
  n: () => follow("next"),
  p: () => follow("prev"),
  h: () => location.assign(root),
  d: turn,
  "?": async () => (await import("./help.js")).openHelp(),
};

/** Do what a key is for. */
export function act(key) {
  ACTIONS[key]();
}

function search() {
  const field = document.querySelector("main input[type=search]");
  if (field) field.focus();
  else location.assign(new URL("search/", root));
}

/** Go to the next story that can be seen, from the one that has the focus, else from the top of the window. */
function step(by) {
  const links = [...document.querySelectorAll(STORIES)].filter((link) => link.checkVisibility());
  const here = links.indexOf(document.activeElement.closest("[data-story]")?.querySelector(":is(h2, h3) a"));
  const below = links.findIndex((link) => link.getBoundingClientRect().top >= 0);
  const next = links[here >= 0 ? here + by : by > 0 ? below : below - 1];
  if (!next) return;
  next.focus({ preventScroll: true, focusVisible: true });
  next.scrollIntoView({ block: "center" });
}

function save() {
  const story = document.activeElement.closest("[data-story]") ?? document.querySelector("[data-path]");
  if (story) toggleSaved(storyIn(story));
}

function follow(relation) {
  document.querySelector(`a[rel=${relation}]`)?.click();
}
