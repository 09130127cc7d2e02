// The keyboard map, as a reader sees it.
import { choose, kept } from "./kept.js";
import { make } from "./make.js";
import { openSheet } from "./sheet.js";

const MAP = [
  ["/", "Search"],
  ["j", "Next story"],
  ["k", "Story before"],
  ["o", "Open the story, as Enter does"],
  ["s", "Save it for later, or let it go"],
  ["n", "Newer edition or briefing"],
  ["p", "Older edition or briefing"],
  ["h", "Today’s front page"],
  ["d", "Day or night"],
  ["?", "This map"],
];

/** Open it. */
export function openHelp() {
  const keys = make("input", { type: "checkbox", checked: kept().keys !== false });
  keys.addEventListener("change", () => choose((all) => { all.keys = keys.checked; }));
  openSheet("Keyboard map",
    make("dl", { className: "key-map" }, ...MAP.map(([key, words]) =>
      make("div", {}, make("dt", {}, make("kbd", {}, key)), make("dd", {}, words)))),
    make("label", { className: "sheet-line" }, keys, " These keys are on"));
}
