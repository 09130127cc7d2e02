import { make } from "./make.js";

// It is there from the start, since a screen reader speaks only of changes to what it knows.
const line = document.body.appendChild(make("p", { className: "said visually-hidden", role: "status" }));
let fading;

/** Tell the reader something in a line at the bottom edge, for a while. */
export function say(text) {
  whisper(text);
  line.classList.remove("visually-hidden");
}

/** Tell those who listen what the others see. */
export function whisper(text) {
  clearTimeout(fading);
  line.classList.add("visually-hidden");
  line.textContent = text;
  fading = setTimeout(() => {
    line.classList.add("visually-hidden");
    line.textContent = "";
  }, 8000);
}
