// The buttons under a briefing’s headline, what its raised numbers stand for, and the way to cite it.
import { follow } from "./kept.js";
import { copying } from "./copying.js";
import { button } from "./make.js";
import { isSaved, storyIn, toggleSaved } from "./saving.js";
import { say } from "./say.js";

const briefing = document.querySelector(".briefing");
const story = storyIn(briefing);
const address = (document.querySelector("link[rel=canonical]") ?? location).href.split("#")[0];

const save = button({ className: "action keep", onclick: () => toggleSaved(story) });
follow(() => {
  const saved = isSaved(story.path);
  save.ariaPressed = saved;
  save.textContent = saved ? "Saved" : "Save for later";
});

const buttons = [save, copying("Copy link", () => address)];
if (navigator.share) {
  const share = async () => {
    try {
      await navigator.share({ title: story.title, url: address });
    } catch (error) {
      if (error.name !== "AbortError") say("This could not be shared. “Copy link” may do."); // else the reader thought better of it
    }
  };
  buttons.push(button({ className: "action", onclick: share }, "Share"));
}
briefing.querySelector(".actions")?.append(...buttons);

for (const number of briefing.querySelectorAll(".cites a")) {
  const card = document.querySelector(number.hash);
  const [publisher, title] = [card?.querySelector(".meta b"), card?.querySelector("a")];
  if (publisher && title) number.title = `${publisher.textContent}: ${title.textContent}`;
}

// Few cite a page, so what they need comes when it is opened, which may be before this module is here.
const citation = briefing.querySelector("details.cite");
if (citation?.open) cite();
else citation?.addEventListener("toggle", cite, { once: true });

function cite() {
  import("./cite.js").then(({ fill }) => fill(citation, address)).catch(() => {}); // the words are there without it
}
