// Facets: counted choices, the days, and how the column becomes a sheet on a phone.
import { button, make } from "./make.js";
import { narrowing } from "./search-state.js";

const FIRST = 7;
const LONG = 15; // a list of this many choices gets a field to narrow it
const MONTHS = 12;
const wide = matchMedia("(min-width: 60rem)");

const facets = document.querySelector(".facets");
const sheet = document.querySelector(".facets-sheet");
const opener = document.querySelector(".open-facets");
const parts = [...facets.querySelectorAll("[data-facet]")];
const shown = new Map(); // facet -> { all: whether the whole list is shown, narrow: what the list is narrowed to }

/** The keys of the facets, in their order. */
export const FACETS = parts.map((part) => part.dataset.facet);

/** The name of a facet, or of the days. */
export function nameOf(facet) {
  return parts.find((part) => part.dataset.facet === facet)?.dataset.name ?? "Date";
}

/** Wire the column: `choose(facet, value)`, `setDays({ from, to })` and `clear()` change what is searched for. */
export function startFacets({ choose, setDays, clear }) {
  facets.addEventListener("change", ({ target }) => {
    if (target.type === "checkbox") choose(target.closest("[data-facet]").dataset.facet, target.value);
    if (target.type === "date") setDays({ [target.name]: target.value });
  });
  facets.addEventListener("click", ({ target }) => {
    const month = target.closest("button[data-month]");
    if (month) setDays(month.ariaPressed === "true" ? { from: "", to: "" } : daysOf(month.dataset.month));
  });
  opener.addEventListener("click", () => sheet.showModal());
  sheet.querySelector(".close-facets").addEventListener("click", () => sheet.close());
  sheet.querySelector(".clear-facets").addEventListener("click", clear);
  sheet.addEventListener("click", ({ target }) => target === sheet && sheet.close());
  wide.addEventListener("change", place);
  place();
}

/** Draw the choices with their counts. `say` is what the sheet's button says. */
export function drawFacets(state, { facets: counts, months }, say) {
  for (const part of parts) drawFacet(part, state, counts[part.dataset.facet] ?? new Map());
  drawDays(state, months);
  const number = narrowing(state).length;
  opener.textContent = number ? `Filter (${number})` : "Filter";
  sheet.querySelector(".close-facets").textContent = say;
  sheet.querySelector(".clear-facets").hidden = !number;
}

function place() {
  if (wide.matches && sheet.open) sheet.close();
  document.querySelector(wide.matches ? ".facets-column" : ".facets-place").append(facets);
}

function drawFacet(part, state, counts) {
  const { facet, plural } = part.dataset;
  const chosen = state.chosen[facet];
  const marks = Object.fromEntries((part.dataset.marks ?? "").split(" ").map((pair) => pair.split(":")));
  const order = [...new Set([...chosen, ...counts.keys()])].filter((value) => chosen.includes(value) || counts.get(value));
  order.sort((one, other) => (counts.get(other) ?? 0) - (counts.get(one) ?? 0) || one.localeCompare(other));
  part.hidden = !order.length;
  const now = shown.get(facet) ?? { all: false, narrow: "" };
  shown.set(facet, now);
  const list = make("ul", {});
  const fill = () => list.replaceChildren(...order
    .filter((value, n) => chosen.includes(value) || (now.all || n < FIRST) && value.toLowerCase().includes(now.narrow.toLowerCase()))
    .map((value) => make("li", {}, make("label", {},
      make("input", { type: "checkbox", value, checked: chosen.includes(value) }),
      make("span", { className: "value" }, marks[value] ? make("span", { className: "sign", "aria-hidden": "true" }, `${marks[value]} `) : "", value),
      make("span", { className: "number" }, `${counts.get(value) ?? 0}`)))));
  fill();
  const inside = [list];
  if (now.all && order.length > LONG) {
    inside.unshift(make("input", {
      type: "search", className: "narrow", ariaLabel: `Narrow the list of ${plural}`, placeholder: "Type to narrow", value: now.narrow,
      oninput: ({ target }) => {
        now.narrow = target.value;
        fill();
      },
    }));
  }
  if (order.length > FIRST) {
    inside.push(button({ className: "all-or-few", onclick: () => {
      Object.assign(now, { all: !now.all, narrow: "" });
      drawFacet(part, state, counts);
      part.querySelector(now.all && order.length > LONG ? ".narrow" : ".all-or-few").focus();
    } }, now.all ? `Show fewer ${plural}` : `Show all ${order.length} ${plural}`));
  }
  redrawn(part.querySelector(".facet-body"), inside);
}

function drawDays(state, months) {
  const [from, to] = facets.querySelectorAll("[type=date]");
  from.value = state.from;
  to.value = state.to;
  const newest = [...months].sort(([one], [other]) => other.localeCompare(one)).slice(0, MONTHS);
  redrawn(facets.querySelector(".facet-months"), newest.map(([month, number]) => {
    const days = daysOf(month);
    return make("li", {}, button({ "data-month": month, ariaPressed: `${state.from === days.from && state.to === days.to}` }, monthInWords(month)),
      " ", make("span", { className: "number" }, `${number}`));
  }));
}

/** Return `April 2026` for 2026-04. */
export function monthInWords(month) {
  return new Date(`${month}-01T00:00Z`).toLocaleDateString("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });
}

function daysOf(month) {
  const [year, number] = month.split("-").map(Number);
  const last = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return { from: `${month}-01`, to: `${month}-${last}` };
}

/** Replace what is inside, and leave the focus on the control that had it. */
function redrawn(place, inside) {
  const had = place.contains(document.activeElement) ? document.activeElement : null;
  const same = had && ["value", "className"].find((name) => had[name]);
  const month = had?.dataset.month;
  place.replaceChildren(...inside);
  if (!had) return;
  const again = [...place.querySelectorAll("input, button")].find((one) =>
    one.tagName === had.tagName && one.type === had.type && (month ? one.dataset.month === month : one[same] === had[same]));
  again?.focus({ preventScroll: true });
}
