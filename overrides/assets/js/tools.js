// The reader’s tools in one place: what they do, what they keep, and how to be rid of it.
import { forget, kept, root } from "./kept.js";
import { hiddenHere, unhide } from "./hiding.js";
import { setLook } from "./look.js";
import { button, count, make } from "./make.js";
import { dropCopies } from "./offline.js";
import { say } from "./say.js";
import { openSheet } from "./sheet.js";

/** Open them below the button that was pressed. */
export function openTools(menu) {
  const { look, saved } = kept();
  const sheet = openSheet("Reader’s tools",
    choice("Appearance", "theme", look.theme, [["", "As the system"], ["light", "Day"], ["dark", "Night"]]),
    choice("Size of the text", "size", look.size, [["", "Usual"], ["1", "Larger"], ["2", "Largest"]]),
    part("Saved for later", make("p", {}, make("a", { href: new URL("saved/", root) }, saved.length ? count(saved.length, "saved story", "saved stories") : "Nothing yet"))),
    part("Hidden", hiddenList()),
    part("Keyboard", make("p", {}, button({ onclick: () => openMap(sheet) }, "Keyboard map"))),
    part("What is kept", forgetting()));
  const below = menu.getBoundingClientRect().bottom;
  sheet.style.setProperty("--below", `${Math.max(below, 8)}px`);
}

function part(title, ...inside) {
  return make("section", { className: "sheet-part" }, make("h3", {}, title), ...inside);
}

/** Some words to choose one from. */
function choice(title, name, current = "", options) {
  return make("fieldset", { className: `sheet-part choice ${name}` }, make("legend", {}, title),
    ...options.map(([value, words]) => make("label", {},
      make("input", { type: "radio", name, value, checked: value === current, onchange: () => setLook(name, value) }), words)));
}

function hiddenList() {
  const list = make("ul", { className: "hidden-list" });
  const draw = () => {
    const { hidden } = kept();
    list.replaceChildren(...hidden.map(({ key, name }) => {
      const here = hiddenHere([key]).length;
      const show = button({ ariaLabel: `Show ${name} again`, onclick: () => { unhide(key); draw(); } }, "Show again");
      return make("li", {}, make("span", {}, make("b", {}, String(name)), here ? ` · ${here} here` : ""), show);
    }));
    if (!hidden.length) list.append(make("li", {}, "Nothing. A topic or an entity can be hidden on its own page."));
  };
  draw();
  return list;
}

async function openMap(sheet) {
  const { openHelp } = await import("./help.js");
  sheet.close();
  openHelp();
}

/** Forgetting takes two presses, since nothing brings it back. */
function forgetting() {
  const words = make("p", {}, "Only what you choose here, in this browser. Nobody else sees it.");
  const all = make("p");
  const ask = button({ onclick: () => { all.replaceChildren("Your saved stories too. ", yes, " ", no); no.focus(); } }, "Forget everything");
  const yes = button({
    onclick: async () => {
      await dropCopies();
      forget();
      say("Everything is forgotten.");
      yes.closest("dialog").close();
    },
  }, "Forget it all");
  const no = button({ onclick: () => { all.replaceChildren(ask); ask.focus(); } }, "Keep it");
  all.append(ask);
  return make("div", {}, words, all);
}
