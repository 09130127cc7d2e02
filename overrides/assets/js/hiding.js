// Topics and entities that a reader does not want in lists. The rules are kept as CSS, which boot.js adopts before
// anything is drawn; on the page of a topic or entity its own stories stay.
import { choose, follow, keep, kept } from "./kept.js";

let shownHere = false;

/** Hide what is about a key such as `t/models` or `e/deepseek`. */
export function hide(key, name) {
  shownHere = false;
  choose((all) => {
    all.hidden = [...all.hidden.filter((one) => one.key !== key), { key, name }];
    all.css = rules(all.hidden);
  });
}

/** Show it again. */
export function unhide(key) {
  choose((all) => {
    all.hidden = all.hidden.filter((one) => one.key !== key);
    all.css = rules(all.hidden);
  });
}

/** Show what is hidden on this page, until it is left. */
export function showHere() {
  shownHere = true;
  adopt(kept());
}

/** The stories on this page that a key hides, or all that is hidden: the paths, each once. */
export function hiddenHere(keys = kept().hidden.map((one) => one.key)) {
  const stories = keys.length && !shownHere ? document.querySelectorAll(selector(keys)) : [];
  return [...new Set([...stories].map((story) => story.dataset.story))];
}

function selector(keys) {
  return keys.map((key) => {
    const quoted = JSON.stringify(key);
    return `[data-story][data-about~=${quoted}]:not(.page-head[data-hides=${quoted}]~* *)`;
  }).join();
}

function rules(hidden) {
  if (!hidden.length) return "";
  const stories = selector(hidden.map((one) => one.key));
  return [
    `${stories}{display:none!important}`,
    `:is(section,.second):has([data-story]):not(:has([data-story]:not(${stories}))){display:none}`, // no heading, no rule without stories
    `.second .story:nth-child(1 of :not(${stories})){border-inline-start:0;padding-inline-start:0;margin-inline-start:0}`,
  ].join("");
}

function adopt({ css = "" }) {
  if (!document.adoptedStyleSheets.length) document.adoptedStyleSheets = [new CSSStyleSheet()];
  document.adoptedStyleSheets[0].replaceSync(shownHere ? "" : css);
}

const { css, hidden } = kept();
if ((css ?? "") !== rules(hidden)) keep((all) => { all.css = rules(all.hidden); }); // written by an older edition of this script
follow(adopt);
