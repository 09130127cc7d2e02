// The citation of a briefing: the page has it in words; here it becomes BibTeX as well, and both can be copied.
import { copying } from "./copying.js";
import { make } from "./make.js";

const COMMANDS = { "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" };

/** Put the buttons and the entry for BibTeX into the citation. `address` is the whole address of the page. */
export function fill(citation, address) {
  const words = citation.querySelector("p");
  const entry = make("pre", {}, bibtex(address));
  words.after(copying("Copy", () => words.textContent), entry, copying("Copy BibTeX", () => entry.textContent));
}

/** The same entry that data/briefings.bib has: the key is the day and the slug; the inner braces keep the capitals. */
function bibtex(address) {
  const { headline, datePublished, publisher } = JSON.parse(document.querySelector("script[type='application/ld+json']").textContent);
  const key = document.querySelector(".briefing").dataset.path.replaceAll("/", "-");
  return [
    `@online{${key},`,
    `  author = "{${tex(publisher.name)}}",`,
    `  title = "{${tex(headline)}}",`,
    `  date = {${datePublished.slice(0, 10)}},`,
    `  url = {${address}}`,
    "}",
  ].join("\n");
}

function tex(text) {
  return text.replace(/[\\{}~^&%$#_]/g, (sign) => COMMANDS[sign] ?? `\\${sign}`);
}
