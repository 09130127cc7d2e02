// Buttons that copy something.
import { button } from "./make.js";
import { say, whisper } from "./say.js";

/** A button that copies a text, and says in its own place that it did. */
export function copying(words, text) {
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
