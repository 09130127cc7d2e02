// What is searched for, as it stands in the address: ?q=…&source=…&source=…&from=2026-04-24&to=…&sort=date&years=all
const DAY = /^\d{4}-\d\d-\d\d$/;

/** Read an address. `facets` are the keys of the facets; of each, any number of values may be chosen. */
export function readState(search, facets) {
  const said = new URLSearchParams(search);
  const day = (name) => (DAY.test(said.get(name)) ? said.get(name) : "");
  return {
    q: (said.get("q") ?? "").slice(0, 200),
    chosen: Object.fromEntries(facets.map((facet) => [facet, [...new Set(said.getAll(facet))]])),
    from: day("from"),
    to: day("to"),
    sort: ["date", "relevance"].includes(said.get("sort")) ? said.get("sort") : "",
    years: /^(all|\d{4})$/.test(said.get("years")) ? said.get("years") : "",
  };
}

/** Write an address: `?` and what is not as it is by itself. An empty question asks for everything. */
export function writeState(state) {
  const said = new URLSearchParams({ q: state.q.trim() });
  for (const [facet, values] of Object.entries(state.chosen)) {
    for (const value of values) said.append(facet, value);
  }
  for (const name of ["from", "to", "sort", "years"]) {
    if (state[name]) said.set(name, state[name]);
  }
  return `?${said}`;
}

/** Return the state with a value of a facet chosen, or no longer. */
export function toggled(state, facet, value) {
  const values = state.chosen[facet];
  const next = values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
  return { ...state, chosen: { ...state.chosen, [facet]: next } };
}

/** Return the state without a facet, or without the days (`date`). */
export function without(state, facet) {
  if (facet === "date") return { ...state, from: "", to: "" };
  return { ...state, chosen: { ...state.chosen, [facet]: [] } };
}

/** Return the state without any filter. */
export function cleared(state) {
  return Object.keys(state.chosen).reduce(without, without(state, "date"));
}

/** Return the facets that narrow the results, `date` among them. */
export function narrowing(state) {
  const facets = Object.keys(state.chosen).filter((facet) => state.chosen[facet].length);
  return state.from || state.to ? [...facets, "date"] : facets;
}

/** Return how results are sorted: by what was asked for, else best match for a question and newest without. */
export function sorting(state) {
  return state.q.trim() ? state.sort || "relevance" : "date";
}

/**
 * Return which of the months (2026-04, the newest first) to search: those that the days lie in; without a first day, the
 * last twelve up to the last one, and all since the year that was asked for.
 */
export function monthsOf(state, months) {
  const upTo = months.filter((month) => !state.to || month <= state.to);
  if (!upTo.length || state.years === "all" && !state.from) return upTo;
  const first = state.from ? state.from.slice(0, 7) : [yearBefore(upTo[0]), `${state.years || 9999}-01`].sort()[0];
  return upTo.filter((month) => month >= first);
}

/** Return the first of the twelve months that end with this one. */
function yearBefore(month) {
  const [year, number] = month.split("-").map(Number);
  return number === 12 ? `${year}-01` : `${year - 1}-${`${number + 1}`.padStart(2, "0")}`;
}
