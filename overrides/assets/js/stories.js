// What the reader’s tools add to stories in lists: a button to save, a mark for what is new, a line that says what is hidden.
import { follow } from "./kept.js";
import { hiddenHere, showHere } from "./hiding.js";
import { button, count, make } from "./make.js";
import { isSaved, storyIn, toggleSaved } from "./saving.js";
import { markAsRead, news } from "./visits.js";

/** Dress the stories in a part of the page; whoever adds stories later calls this for them. */
export function dress(part = document) {
  for (const story of part.querySelectorAll("main [data-story]")) {
    const line = story.querySelector(":scope > .evidence p, .lead-head .evidence p") ?? story.querySelector(".meta");
    if (!line || line.querySelector(".save") || !story.querySelector(":is(h2, h3) a")) continue;
    const { path, title } = storyIn(story);
    line.append(button({
      className: "save",
      ariaLabel: `Save for later: ${title}`,
      ariaPressed: isSaved(path),
      onclick: () => toggleSaved(storyIn(story)),
    }));
  }
  mark(part);
}

function mark(part = document) {
  const isNew = news()?.isNew ?? (() => false);
  for (const story of part.querySelectorAll("main [data-story]")) {
    const there = story.querySelector(".news");
    if (!isNew(story.dataset.story)) there?.remove();
    else if (!there) place(story, make("b", { className: "new" }, "New"));
  }
}

/** The mark ends a line that is there, so that nothing moves; only a story with a headline alone gets a line for it. */
function place(story, word) {
  const line = story.querySelector(".kicker") ?? story.querySelector(":scope > .meta") ?? story.querySelector(".evidence p");
  if (!line) story.prepend(make("p", { className: "kicker news" }, word));
  else line.insertBefore(make("span", { className: "news" }, " · ", word), line.querySelector(".save"));
}

/** Keep everything in step with what is kept. */
export function followStories() {
  dress();
  follow(() => {
    for (const save of document.querySelectorAll(".save")) {
      save.ariaPressed = isSaved(save.closest("[data-story]").dataset.story);
    }
    mark();
    sayWhatIsNew();
    sayWhatIsHidden();
  });
}

/** On a front page: how many stories are new, and since when. */
function sayWhatIsNew() {
  document.querySelector(".notes .since")?.remove();
  const found = news();
  if (!document.querySelector(".edition-facts") || !found?.paths.length) return;
  const day = found.since.toLocaleDateString("en-GB", { day: "numeric", month: "long" });
  const here = [...document.querySelectorAll("main [data-story]")].map((story) => story.dataset.story);
  notes().prepend(make("p", { className: "since" },
    make("b", {}, `${found.paths.length} new`), " since ", make("span", { className: "wide" }, "your visit on "), day, " · ",
    button({ onclick: () => markAsRead(here) }, "Mark all as read")));
}

/** On every page with lists: how many stories are hidden, and the way back. */
function sayWhatIsHidden() {
  document.querySelector(".notes .hiding")?.remove();
  const number = hiddenHere().length;
  if (!number) return;
  const line = make("p", { className: "hiding" }, `${count(number, "story", "stories")} hidden · `, button({
    onclick: () => {
      showHere();
      line.remove();
      document.querySelector("main").focus();
    },
  }, number === 1 ? "Show it" : "Show them"));
  notes().append(line);
}

/** The place for both: below the head of a list page; on a briefing, at the foot of what is related. */
function notes() {
  const there = document.querySelector(".notes");
  if (there) return there;
  const place = make("div", { className: "notes" });
  const head = document.querySelector(".edition-facts, main > .page-head");
  if (head) head.after(place);
  else (document.querySelector(".side-column") ?? document.querySelector("main")).append(place);
  return place;
}
