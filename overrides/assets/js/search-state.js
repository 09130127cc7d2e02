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

/** Return which of the years (newest first) to search: the newest, and those that were asked for or that the days lie in. */
export function yearsOf(state, years) {
  const [newest] = years;
  const oldest = years.at(-1);
  const last = state.to ? Number(state.to.slice(0, 4)) : newest;
  const asked = state.years === "all" ? oldest : Number(state.years) || newest;
  const first = state.from ? Number(state.from.slice(0, 4)) : Math.min(asked, last);
  return years.filter((year) => year >= first && year <= last);
}
