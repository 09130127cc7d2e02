// The reader’s tools: all optional, all kept in this browser and nowhere else. What opens on a click is loaded on a click.
import { kept, name } from "./kept.js";
import { followNight, turn } from "./look.js";
import { button } from "./make.js";
import { say } from "./say.js";
import { followStories } from "./stories.js";
import { visit } from "./visits.js";

masthead();
visit();
followStories();
if (document.querySelector(".page-head[data-hides]")) load("hide");
if (document.querySelector(".briefing")) load("actions");
if (document.querySelector("#saved-stories")) load("saved");
startOffline();

document.addEventListener("click", (event) => {
  const asked = event.target.closest(".comments button[data-comments]");
  if (asked) load("comments", (comments) => comments.openComments(asked));
});

// Single keys can be switched off (WCAG 2.1.4), and never act while somebody is typing.
addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (key.length !== 1 || !"/jkosnphd?".includes(key) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.defaultPrevented || event.isComposing || target.closest?.("input, textarea, select, [contenteditable]")) return;
  if (document.querySelector("dialog[open]") || kept().keys === false) return;
  event.preventDefault();
  load("keys", (keys) => keys.act(key));
});

/** Load a module when it is needed. It may be out of reach; somebody who asked for it hears that. */
async function load(part, asked) {
  let module;
  try {
    module = await import(`./${part}.js`);
  } catch {
    if (asked) say("That could not be loaded. Are you offline?");
    return;
  }
  asked?.(module);
}

function startOffline() {
  if ("offline" in document.documentElement.dataset) load("offline", (offline) => offline.startOffline());
  else window.caches?.delete(`${name}:saved`).catch(() => {}); // it was offered once
}

function masthead() {
  const night = button({ className: "tool theme-tool", onclick: turn });
  followNight((isNight) => {
    night.ariaLabel = night.title = isNight ? "Switch to day" : "Switch to night";
    night.dataset.now = isNight ? "night" : "day";
  });
  const menu = button({
    className: "tool menu-tool",
    ariaLabel: "Reader’s tools",
    title: "Reader’s tools",
    ariaHasPopup: "dialog",
    onclick: () => load("tools", (tools) => tools.openTools(menu)),
  });
  document.querySelector(".masthead .tools").append(night, menu);
}
