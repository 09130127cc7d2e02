// The page of saved stories, and what a reader finds when a page is not to be had offline.
import { follow, kept, root } from "./kept.js";
import { button, count, make } from "./make.js";
import { noteGone, readable } from "./offline.js";
import { letGo } from "./saving.js";

const list = document.querySelector("#saved-stories");

follow(draw);
sayWhetherOffline();
findGone();

function draw({ saved }) {
  const newestFirst = saved.toSorted((one, other) => other.at - one.at);
  const focused = document.activeElement.closest?.("[data-story]")?.dataset.story;
  const place = focused ? [...list.querySelectorAll("[data-story]")].findIndex((item) => item.dataset.story === focused) : -1;
  if (saved.length) {
    list.replaceChildren(make("ul", { className: "saved-list" }, ...newestFirst.map(item)), exports(newestFirst));
  } else {
    list.replaceChildren(make("p", {}, "Nothing is saved yet. The ribbon at the end of a story’s sources saves it, and so does the button under a briefing’s headline."));
  }
  if (place >= 0) { // the item with the focus was drawn anew, or is no more
    const items = [...list.querySelectorAll("[data-story]")];
    const next = items.find((one) => one.dataset.story === focused) ?? items[Math.min(place, items.length - 1)];
    (next?.querySelector("button") ?? document.querySelector("main")).focus();
  }
}

function item({ path, title, counts, at, gone }) {
  const facts = [day(path), counts, `saved ${new Date(at).toLocaleDateString("en-GB", { day: "numeric", month: "long" })}`];
  return make("li", { "data-story": path },
    make("h3", {}, make("a", { href: new URL(`${path}/`, root) }, String(title))),
    make("p", { className: "meta" }, facts.filter(Boolean).join(" · ")),
    ...(gone ? [make("p", { className: "meta gone" }, "This page is no longer on the site.")] : []),
    button({ className: "action", ariaLabel: `Remove: ${title}`, onclick: () => letGo([path]) }, "Remove"));
}

function day(path) {
  const [year, month, date] = path.split("/").map(Number);
  return new Date(Date.UTC(year, month - 1, date)).toLocaleDateString("en-GB", { dateStyle: "long", timeZone: "UTC" });
}

function exports(stories) {
  const facts = stories.map(({ path, title, counts, at }) => ({
    title, url: new URL(`${path}/`, root).href, date: path.slice(0, 10).replaceAll("/", "-"), counts, saved: new Date(at).toISOString(),
  }));
  const text = () => facts.map((story) => `${story.title}\n${story.date}${story.counts && ` · ${story.counts}`}\n${story.url}\n`).join("\n");
  const remove = button({
    className: "action",
    onclick: () => { remove.replaceWith(sure); sure.focus(); },
  }, "Remove all");
  const sure = button({ className: "action", onclick: () => letGo(stories.map((story) => story.path)) }, `Remove all ${stories.length} for good`);
  return make("p", { className: "actions" },
    button({ className: "action", onclick: () => download("saved-stories.txt", "text/plain", text()) }, "Download as text"),
    button({ className: "action", onclick: () => download("saved-stories.json", "application/json", JSON.stringify(facts, null, 1)) }, "Download as JSON"),
    remove);
}

function download(name, type, content) {
  const url = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
  make("a", { href: url, download: name }).click();
  URL.revokeObjectURL(url);
}

/** Ask for each page, one after another, whether it is still there. */
async function findGone() {
  for (const { path } of kept().saved) {
    if (!navigator.onLine) return;
    try {
      noteGone(path, await fetch(new URL(`${path}/`, root), { method: "HEAD", cache: "no-cache" }));
    } catch {
      return;
    }
  }
}

/** The worker sends readers here when a page is not to be had; its address is in the query. */
async function sayWhetherOffline() {
  const wanted = new URLSearchParams(location.search).get("offline");
  if (wanted === null && navigator.onLine) return;
  const target = new URL(wanted ?? "", root);
  const again = wanted && target.href.startsWith(root.href) ? make("a", { href: target }, "Try that page again") : "";
  const note = make("p", { className: "offline-note", role: "status" });
  document.querySelector(".page-head").append(note);
  const tell = () => {
    if (navigator.onLine) note.replaceChildren(wanted === null ? "You are online again." : "That page could not be reached, and it is not kept here. ", again);
    else note.replaceChildren(make("b", {}, "You are offline"), wanted === null ? "" : ", and that page is not kept here", ". Below is what you can read.");
  };
  tell();
  addEventListener("online", tell);
  addEventListener("offline", tell);
  await markWhatIsNotKept();
}

/** A page that was not kept is named, and said not to be. */
async function markWhatIsNotKept() {
  const links = [...document.querySelectorAll("#newest-edition a, #saved-stories h3 a")];
  const held = new Set(await readable(links.map((link) => link.href)));
  for (const link of links) {
    if (!held.has(link.href)) link.closest("li").append(make("p", { className: "meta gone" }, "Not kept for reading offline."));
  }
}
