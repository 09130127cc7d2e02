// Day or night, and the size of the text. boot.js applies both before anything is drawn; this is for changes.
import { choose, follow, kept } from "./kept.js";

const system = matchMedia("(prefers-color-scheme: dark)");

/** Whether it is night here, by choice or by the system. */
export function isNight() {
  return (kept().look.theme ?? (system.matches ? "dark" : "light")) === "dark";
}

/** Choose a `theme` (`light`, `dark`) or a `size` (`1`, `2`); an empty value leaves it to the system. */
export function setLook(part, value) {
  choose(({ look }) => {
    if (value) look[part] = value;
    else delete look[part];
  });
}

/** Turn day into night, and night into day. */
export function turn() {
  setLook("theme", isNight() ? "light" : "dark");
}

/** Call `listener` whenever day or night may have changed. */
export function followNight(listener) {
  follow(() => listener(isNight()));
  system.addEventListener("change", () => listener(isNight()));
}

follow(({ look }) => {
  const { dataset } = document.documentElement;
  for (const part of ["theme", "size"]) {
    if (look[part]) dataset[part] = look[part];
    else delete dataset[part];
  }
});
