// The search page. What is searched for stands in the address, so it can be sent, reloaded and gone back to.
import { button, count, make } from "./make.js";
import { drawFacets, FACETS, monthInWords, nameOf, startFacets } from "./search-facets.js";
import { NotLoaded, searchMonths, warm } from "./search-months.js";
import { drawResult } from "./search-results.js";
import { cleared, monthsOf, narrowing, readState, sorting, toggled, without, writeState } from "./search-state.js";
import { dress } from "./stories.js";

const AT_ONCE = 20;
const PAUSE = 150; // ms in which somebody who types has not finished

const find = (selector) => document.querySelector(selector);
const form = find(".search-form");
const field = form.elements.q;
const says = find(".found-says");
const found = find(".found");
const list = find(".results");
const sort = find(".found-sort select");
const MONTHS = found.dataset.months.split(" "); // that have briefings, the newest first

let state = readState(location.search, FACETS);
let latest = 0; // answers that arrive after a newer question are dropped
let typing;

field.value = state.q;
startFacets({
  choose: (facet, value) => go(toggled(state, facet, value)),
  setDays: (days) => go({ ...state, ...days }),
  clear: () => go(cleared(state)),
});
sort.addEventListener("change", () => go({ ...state, sort: sort.value }));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(typing);
  go({ ...state, q: field.value });
});
field.addEventListener("focus", () => warm(monthsOf(state, MONTHS)), { once: true });
field.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(() => go({ ...state, q: field.value }, { whileTyping: true }), PAUSE);
});
addEventListener("popstate", () => {
  state = readState(location.search, FACETS);
  field.value = state.q;
  show();
});
document.addEventListener("keydown", onKey);
show();

/** Search for something else, and put it into the address; while somebody types, all letters are one step back. */
function go(next, { whileTyping = false } = {}) {
  state = next;
  const address = writeState(state);
  if (address !== location.search) history[whileTyping && location.search ? "replaceState" : "pushState"](null, "", address);
  show();
}

/** Show what the address asks for: nothing, and then the page is as it is without scripts, or results. */
async function show({ number = AT_ONCE } = {}) {
  const turn = ++latest;
  const browsing = !location.search;
  find(".browse").hidden = !browsing;
  find(".browse").classList.add("ready");
  found.hidden = browsing;
  if (browsing) {
    says.textContent = "";
    return;
  }
  const slow = setTimeout(() => turn === latest && say("Searching …"), 300);
  try {
    const months = monthsOf(state, MONTHS);
    const answer = await searchMonths(months, state, sorting(state));
    const drawn = await Promise.all(answer.found.slice(0, number).map((hit) => drawResult(hit, answer.terms)));
    if (turn !== latest) return;
    list.replaceChildren(...drawn);
    dress(list);
    describe(answer, months);
  } catch (error) {
    if (turn === latest) fail(error);
  } finally {
    clearTimeout(slow);
  }
}

function describe(answer, months) {
  const number = answer.found.length;
  const question = state.q.trim();
  const asked = question ? ` for “${question}”` : "";
  say(number ? `${count(number, "briefing")}${asked}` : `Nothing found${asked}`);
  found.classList.add("ready");
  found.classList.toggle("nothing", !number);
  sort.value = sorting(state);
  find(".found-sort").hidden = !question || number < 2;
  drawFacets(state, answer, number ? `Show ${count(number, "briefing")}` : "Nothing found");
  find(".chosen").replaceChildren(...chosen());
  find(".found-years").replaceChildren(...(number && yearsIn(MONTHS).length > 1 ? [`In ${spanOf(months)}.`, ...olderYears(months)] : []));
  find(".found-end").replaceChildren(...(number ? more(answer) : advice(answer, months)));
}

/** Each filter with a way to take it back. */
function chosen() {
  const filters = narrowing(state).flatMap((facet) => facet === "date"
    ? [[nameOf("date"), days(), without(state, "date")]]
    : state.chosen[facet].map((value) => [nameOf(facet), value, toggled(state, facet, value)]));
  if (!filters.length) return [];
  const lines = filters.map(([name, value, next]) => make("li", {}, `${name}: `, make("b", {}, value), " ",
    link(next, "Remove", `Remove ${name}: ${value}`)));
  if (filters.length > 1) lines.push(make("li", {}, link(cleared(state), "Clear all")));
  return [make("ul", { ariaLabel: "Filters in use" }, ...lines)];
}

function days() {
  if (!state.from) return `to ${inWords(state.to)}`;
  if (!state.to) return `from ${inWords(state.from)}`;
  return state.from === state.to ? inWords(state.from) : `${inWords(state.from)} to ${inWords(state.to)}`;
}

function inWords(day) {
  return new Date(`${day}T00:00Z`).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
}

/** The years that are not searched, or not whole, are loaded when they are asked for. */
function olderYears(months) {
  if (state.from) return [];
  const older = yearsIn(MONTHS.filter((month) => month < months.at(-1)));
  if (!older.length) return [];
  const links = [yearsIn(months).includes(older[0]) ? "all of " : "", link({ ...state, years: older[0] }, older[0])];
  if (older.length > 1) links.push(" or ", link({ ...state, years: "all" }, `all years back to ${older.at(-1)}`));
  return [" Also search ", ...links];
}

/** Return in words from when to when these months are: by years, unless one of these has others. */
function spanOf(months) {
  const years = yearsIn(months);
  const whole = !MONTHS.some((month) => years.includes(month.slice(0, 4)) && !months.includes(month));
  const [last, first] = whole ? [years[0], years.at(-1)] : [months[0], months.at(-1)].map(monthInWords);
  return first === last ? first : `${first}${whole ? "–" : " – "}${last}`;
}

function yearsIn(months) {
  return [...new Set(months.map((month) => month.slice(0, 4)))];
}

function more({ found: hits, terms }) {
  const left = hits.length - list.children.length;
  if (left <= 0) return [];
  return [button({ className: "more-results", onclick: async ({ target }) => {
    const turn = latest;
    target.disabled = true;
    const here = list.children.length;
    const drawn = await Promise.all(hits.slice(here, here + AT_ONCE).map((hit) => drawResult(hit, terms))).catch(fail);
    if (turn !== latest || !drawn) return;
    list.append(...drawn);
    dress(list);
    find(".found-end").replaceChildren(...more({ found: hits, terms }));
    links()[here].focus();
  } }, `Show ${Math.min(left, AT_ONCE)} more of ${hits.length}`)];
}

/** Nothing was found: what would find something. */
function advice({ without: numbers, unfiltered, unknown, terms }, months) {
  const ways = [];
  if (unknown.length) {
    const known = terms.map((term) => term.said).filter((said) => !unknown.includes(said));
    ways.push([`No briefing ${months.length ? `of ${spanOf(months)} ` : ""}has ${unknown.map((word) => `“${word}”`).join(" or ")}. `,
      ...(known.length ? ["Search for ", link({ ...state, q: known.join(" ") }, `“${known.join(" ")}”`), " alone"] : ["Check the spelling"]), "."]);
  }
  for (const facet of narrowing(state)) {
    const number = numbers[facet];
    const what = facet === "date" ? days() : state.chosen[facet].join(", ");
    if (number) ways.push([link(without(state, facet), `Without ${nameOf(facet)}: ${what}`), `, ${count(number, "briefing")}.`]);
  }
  if (narrowing(state).length > 1 && unfiltered) {
    ways.push([link(cleared(state), "Without any filter"), `, ${count(unfiltered, "briefing")}.`]);
  }
  const older = olderYears(months);
  if (older.length) ways.push([`Only ${spanOf(months)} was searched.`, ...older, "."]);
  if (!unknown.length && state.q.trim()) ways.push(["Try fewer words, or another spelling."]);
  ways.push(["Look through the ", ...places(), "."]);
  return [make("ul", { className: "advice" }, ...ways.map((way) => make("li", {}, ...way)))];
}

function places() {
  const place = (address, name) => make("a", { href: new URL(address, new URL("../../", import.meta.url)).href }, name);
  return [place("archive/", "archive"), ", ", place("topics/", "topics"), " or ", place("sources/", "sources")];
}

/** The index is out of reach: say so, and offer what is not. */
function fail(error) {
  found.classList.add("ready");
  list.replaceChildren();
  find(".chosen").replaceChildren();
  const why = error instanceof NotLoaded || !navigator.onLine
    ? "The search could not be loaded. You seem to be offline."
    : "Something went wrong in the search.";
  say(why);
  find(".found-end").replaceChildren(
    make("p", {}, button({ className: "try-again", onclick: () => show() }, "Try again")),
    make("p", {}, "Without the search there are the ", ...places(), "."));
}

function say(text) {
  says.textContent = text;
}

/** A link to another search, which can be opened in a new window, too. */
function link(next, text, name) {
  const follow = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    field.value = next.q;
    go(next);
    says.focus({ preventScroll: true });
  };
  return make("a", { href: writeState(next), onclick: follow, ...(name && { ariaLabel: name }) }, text);
}

function links() {
  return [...list.querySelectorAll("h3 a")];
}

/** `/` and Escape lead to the field, the arrows through the results and back. */
function onKey(event) {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || find("dialog[open]")) return;
  const editing = target.closest("input, textarea, select, [contenteditable]");
  const all = links();
  const here = all.indexOf(target);
  if (key === "/" && !editing) {
    field.select();
  } else if (key === "Escape" && target === field && field.value) {
    field.value = "";
    field.dispatchEvent(new Event("input"));
  } else if (key === "Escape" && here >= 0) {
    field.select();
  } else if (key === "ArrowDown" && (target === field || here >= 0) && all[here + 1]) {
    all[here + 1].focus();
  } else if (key === "ArrowUp" && here >= 0) {
    (all[here - 1] ?? field).focus();
  } else {
    return;
  }
  event.preventDefault();
}
