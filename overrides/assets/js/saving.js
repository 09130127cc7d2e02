// Stories saved for later.
import { choose, kept } from "./kept.js";
import { whisper } from "./say.js";

/** Whether the story at a path is saved. */
export function isSaved(path) {
  return kept().saved.some((story) => story.path === path);
}

/** Save a story `{path, title, counts}`, or let it go when it is saved already. */
export function toggleSaved(story) {
  if (isSaved(story.path)) return letGo([story.path]);
  const lasts = choose(({ saved }) => saved.push({ ...story, at: Date.now() }));
  if (lasts) whisper(`Saved for later: ${story.title}`);
  keepCopies();
}

/** Let saved stories go. */
export function letGo(paths) {
  const lasts = choose((all) => {
    all.saved = all.saved.filter((story) => !paths.includes(story.path));
  });
  if (lasts) whisper(paths.length === 1 ? "No longer saved" : "All saved stories were removed");
  keepCopies();
}

/** Have the copies follow; what cannot be kept for reading offline is read online. */
function keepCopies() {
  import("./offline.js").then((offline) => offline.keepCopies(), () => {});
}

/** Read a story off the page: an item of a list, or the briefing itself. */
export function storyIn(element) {
  const title = element.querySelector("h1, :is(h2, h3) a");
  return {
    path: element.dataset.story ?? element.dataset.path,
    title: title.textContent.trim(),
    counts: element.querySelector(".evidence p")?.firstChild.textContent.trim() ?? "",
  };
}
