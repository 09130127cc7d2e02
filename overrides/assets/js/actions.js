// The buttons under a briefing’s headline, and those that copy a citation.
import { follow } from "./kept.js";
import { button } from "./make.js";
import { isSaved, storyIn, toggleSaved } from "./saving.js";
import { say, whisper } from "./say.js";

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

for (const citation of briefing.querySelectorAll("details.cite > :is(p, pre)")) {
  citation.after(copying(citation.matches("pre") ? "Copy BibTeX" : "Copy", () => citation.textContent.trim()));
}

/** A button that copies a text, and says in its own place that it did. */
function copying(words, text) {
  const copy = button({
    className: "action",
    onclick: async () => {
      try {
        await navigator.clipboard.writeText(text());
      } catch {
        say("This browser does not let the site copy. Select the text, or the address, and copy it yourself.");
        return;
      }
      copy.textContent = "Copied";
      whisper("Copied");
      setTimeout(() => { copy.textContent = words; }, 2500);
    },
  }, words);
  return copy;
}
