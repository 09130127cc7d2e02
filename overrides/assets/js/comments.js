// Comments by giscus. Nothing of it is loaded before a reader asks for it.
import { followNight } from "./look.js";
import { make } from "./make.js";

const GISCUS = "https://giscus.app";

/** Put the comments in the place of the button, whose `data-comments` says where they are kept. */
export function openComments(asked) {
  const { repo, repo_id, category, category_id } = JSON.parse(asked.dataset.comments);
  const place = make("div", { className: "giscus" });
  let theme = "light";
  followNight((isNight) => {
    theme = isNight ? "dark" : "light";
    place.querySelector("iframe")?.contentWindow.postMessage({ giscus: { setConfig: { theme } } }, GISCUS);
  });
  const script = make("script", {
    src: `${GISCUS}/client.js`,
    "data-repo": repo,
    "data-repo-id": repo_id,
    "data-category": category,
    "data-category-id": category_id,
    "data-mapping": "pathname",
    "data-strict": "1",
    "data-theme": theme,
    "data-lang": document.documentElement.lang,
    "data-loading": "lazy",
    crossOrigin: "anonymous",
  });
  (asked.closest("p") ?? asked).replaceWith(place, script);
}
