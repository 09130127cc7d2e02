// Results as stories of the paper: headline, the sentence that matches, source bar and counts, and the picture if there is one.
import { make } from "./make.js";
import { fieldsOf, matchedSentence } from "./search-sentence.js";

const ROOT = new URL("../../", import.meta.url);
const SVG = "http://www.w3.org/2000/svg";

/** Load what a result shows, and draw it. */
export async function drawResult({ words, record }, terms) {
  const { url, content } = await record();
  const [path, said] = url.split("#");
  const facts = Object.fromEntries(new URLSearchParams(said));
  const address = new URL(path, ROOT);
  const story = path.slice(0, -1);
  const article = make("article", { className: "story result", "data-story": story, ...(facts.lang && { lang: facts.lang, dir: facts.dir }) },
    kicker(facts, story),
    make("h3", {}, make("a", { href: address.href }, fieldsOf(content).title)),
    make("p", { className: "story-dek" }, ...matchedSentence(content, words, terms, facts.lang).map(({ text, marked }) =>
      marked ? make("mark", {}, text) : text)),
    evidence(facts));
  if (facts.image) article.append(picture(facts.image, address.href));
  return make("li", {}, article);
}

function kicker({ date, label, topic }, story) {
  const line = ours(make("time", { dateTime: story.slice(0, 10).replaceAll("/", "-") }, date));
  if (label) line.append(" · ", make("span", { className: "label" }, label));
  if (topic) line.append(" · ", topic);
  return make("p", { className: "kicker" }, line);
}

/** What the paper says about a story stays in the language of the paper, whatever the story is in. */
function ours(...inside) {
  const { lang, dir } = document.documentElement;
  return make("bdi", { lang, dir: dir || "ltr" }, ...inside);
}

function evidence({ bar, counts }) {
  const drawn = document.createElementNS(SVG, "svg");
  for (const [name, value] of [["class", "bar"], ["viewBox", "0 0 600 8"], ["preserveAspectRatio", "none"], ["aria-hidden", "true"]]) {
    drawn.setAttribute(name, value);
  }
  for (const part of bar.split("_")) {
    const [x, width, shade] = part.split(".");
    const segment = document.createElementNS(SVG, "rect");
    segment.setAttribute("x", x);
    segment.setAttribute("width", width);
    if (shade !== "0") segment.setAttribute("class", `s${shade}`);
    drawn.append(segment);
  }
  return make("div", { className: "evidence" }, drawn, make("p", {}, ours(counts)));
}

/** The headline beside it says where it leads, so that for the keyboard and for screen readers it is not there. */
function picture(said, href) {
  const [width, height, ...address] = said.split(".");
  const image = make("img", { src: new URL(address.join("."), ROOT).href, width: Number(width), height: Number(height), alt: "", loading: "lazy", decoding: "async" });
  return make("a", { className: "result-picture", href, tabIndex: -1, "aria-hidden": "true" }, image);
}
