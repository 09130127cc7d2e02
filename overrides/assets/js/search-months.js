// The indexes, one a month: loaded when they are needed, asked, filtered and counted.
import { folded, termsOf } from "./search-terms.js";

const HERE = new URL("../../search/", import.meta.url);
const SIGNATURE = "pagefind_dcd";
const opened = new Map();
const records = new Map();
let first = null; // the engine that made the memory of all

/** The index of a month cannot be loaded. */
export class NotLoaded extends Error {}

/**
 * Search some months (2026-04), newest first. Return
 * { found: [{ score, words, record }], unfiltered: number of results if nothing narrowed, facets: facet -> Map(value -> number), months: Map(2026-04 -> number),
 *   without: facet or `date` -> number of results if it did not narrow, unknown: [words that no briefing has], terms }.
 * Throws NotLoaded.
 */
export async function searchMonths(asked, state, sort) {
  const question = state.q.trim();
  const phrase = /^".+"$/.test(question);
  const terms = termsOf(phrase ? question.slice(1, -1) : question, { phrase });
  const words = phrase ? `"${terms.map((term) => term.asked).join(" ")}"` : terms.map((term) => term.asked).join(" ");
  const answers = await Promise.all(asked.map(async (month) => {
    const index = await open(month);
    const hits = !question ? index.all() : words ? await index.ask(words) : new Map();
    const unknown = phrase || !question ? [] : await unknownTerms(index, terms, hits);
    if (unknown.length) hits.clear();
    return { month, unknown, hits: hits.size, ...narrowed(index, hits, state) };
  }));
  if (question) await mustBeThere(answers.filter((answer) => !answer.hits).map((answer) => answer.month));
  const found = answers.flatMap((answer) => answer.found);
  if (sort === "relevance") found.sort((one, other) => other.score - one.score); // equals stay newest first
  return {
    found,
    unfiltered: answers.reduce((all, { hits }) => all + hits, 0),
    terms,
    facets: summed(answers.map((answer) => answer.facets)),
    months: sum(answers.map((answer) => answer.months)),
    without: Object.fromEntries(sum(answers.map((answer) => answer.without))),
    unknown: terms.map((term) => term.said).filter((said) => answers.every((answer) => answer.unknown.includes(said))),
  };
}

/** Load the indexes of some months before they are needed; whoever needs them will hear why they are not there. */
export function warm(months) {
  for (const month of months) open(month).then((index) => index.start()).catch(() => {});
}

/** Return the index of a month: { size, days: [day of each story], values: facet -> Map(value -> [places]), places, all, start, ask }. */
function open(month) {
  if (!opened.has(month)) {
    const opening = load(month);
    opened.set(month, opening);
    opening.catch(() => opened.delete(month));
  }
  return opened.get(month);
}

async function load(month) {
  const folder = new URL(`${month}/`, HERE);
  const said = JSON.parse(await read(new URL("stories.json", folder), (answer) => answer.text(), { cache: "no-cache" }));
  const values = Object.entries(said.facets).map(([facet, found]) => [facet, new Map(found.map(([value, steps]) => [value, placesOf(steps)]))]);
  const hit = (id, score = 0, words = []) => [id, { id, score, words, record: () => recordOf(new URL(`fragment/${id}.pf_fragment`, folder)) }];
  let engine;
  const startOnce = () => (engine ??= start(folder));
  return {
    size: said.ids.length,
    days: said.days.flatMap(([day, number]) => Array(number).fill(day)),
    values: Object.fromEntries(values),
    places: new Map(said.ids.map((id, place) => [id, place])),
    all: () => new Map(said.ids.map((id) => hit(id))), // Pagefind would load every word for that
    start: startOnce,
    ask: async (text) => {
      try {
        const { results } = await (await startOnce()).search(text);
        return new Map(results.map(({ id, score, words }) => hit(id, score, words)));
      } catch (error) {
        opened.delete(month);
        throw new NotLoaded(`the index of ${month}`, { cause: error });
      }
    },
  };
}

/** Start an engine. All share one memory, which two that start at once would each make anew: the first one goes ahead. */
function start(folder) {
  const begin = async () => {
    const { createInstance } = await import(new URL("pagefind.js", HERE));
    const engine = createInstance({ basePath: folder.pathname, noWorker: true });
    await engine.filters(); // there are none, but the answer means that the index is there
    return engine;
  };
  if (first) return first.then(begin, () => start(folder));
  first = begin();
  first.catch(() => (first = null));
  return first;
}

/** Return a record as publish/search/records.py made it; Pagefind keeps each in a file of its own. */
function recordOf(url) {
  if (!records.has(url.href)) {
    const reading = read(url, (answer) => new Response(answer.body.pipeThrough(new DecompressionStream("gzip"))).text());
    records.set(url.href, reading.then((text) => JSON.parse(text.slice(SIGNATURE.length))));
    records.get(url.href).catch(() => records.delete(url.href));
  }
  return records.get(url.href);
}

async function read(url, how, options) {
  try {
    const answer = await fetch(url, options);
    if (!answer.ok) throw new Error(`${answer.status}`);
    return await how(answer);
  } catch (error) {
    throw new NotLoaded(url.pathname, { cause: error });
  }
}

/** Pagefind takes a part that it cannot load for one without words, so nothing found in a month is believed only with the line up. */
async function mustBeThere([month, ...others]) {
  if (!month) return;
  const there = await fetch(new URL(`${month}/pagefind-entry.json`, HERE), { method: "HEAD", cache: "no-store" }).then(({ ok }) => ok, () => false);
  if (there) return;
  for (const one of [month, ...others]) opened.delete(one);
  throw new NotLoaded(`the index of ${month}`);
}

function placesOf(steps) {
  let place = 0;
  return steps.map((step) => (place += step));
}

/**
 * Return the terms that this index does not have. Pagefind drops a word it does not know, and takes its beginning instead
 * if that is a word ("aardvark" finds "a"); readers expect every word of theirs to be there.
 */
async function unknownTerms(index, terms, hits) {
  const [best] = hits.values();
  const unknown = await Promise.all(terms.map(async ({ said, asked, kind }) => {
    const results = await index.ask(asked);
    const result = results.get(best?.id) ?? results.values().next().value;
    if (!result) return said;
    if (kind !== "word" || !result.words.length) return null;
    const { content } = await result.record();
    const words = content.split(/\s+/u);
    return result.words.some((place) => isMeant(said, words[place] ?? "")) ? null : said;
  }));
  return unknown.filter(Boolean);
}

/** Whether a word in a text can be what was asked for: it begins so, or does but for an ending such as -ing or -ies. */
function isMeant(said, word) {
  const [asked, there] = [said, word].map((text) => folded(text).replace(/[^\p{L}\p{N}]/gu, ""));
  const stem = asked.replace(/(?:ations?|ments?|ingly|ings?|edly|ed|ies|es|s|ers?|ly|ity|ive|al)$/, "");
  const needed = stem.length < 3 ? asked : stem.slice(0, Math.max(3, stem.length - 1));
  return there.includes(needed);
}

/** Keep the hits that pass every facet, and count what each choice would give: choices of one facet add up. */
function narrowed({ size, days, values, places }, hits, state) {
  const passes = {};
  for (const [facet, chosen] of Object.entries(state.chosen)) {
    if (!chosen.length) continue;
    passes[facet] = new Uint8Array(size);
    for (const value of chosen) for (const place of values[facet]?.get(value) ?? []) passes[facet][place] = 1;
  }
  if (state.from || state.to) {
    passes.date = Uint8Array.from(days, (day) => day >= state.from && (!state.to || day <= state.to));
  }
  const misses = new Uint8Array(size).fill(1); // how many facets stop a story; one for not being a hit
  for (const id of hits.keys()) misses[places.get(id)] = 0;
  for (const pass of Object.values(passes)) for (let place = 0; place < size; place++) misses[place] += 1 - pass[place];
  // A story counts for a facet when nothing but that facet stops it.
  const hit = new Uint8Array(size);
  for (const id of hits.keys()) hit[places.get(id)] = 1;
  const counts = (facet) => (place) => hit[place] && misses[place] - (passes[facet] ? 1 - passes[facet][place] : 0) === 0;
  const facets = Object.fromEntries(Object.entries(values).map(([facet, found]) => {
    const count = counts(facet);
    return [facet, new Map([...found].map(([value, at]) => [value, at.filter(count).length]))];
  }));
  const months = new Map();
  const inMonth = counts("date");
  for (const [place, day] of days.entries()) {
    if (inMonth(place)) months.set(day.slice(0, 7), (months.get(day.slice(0, 7)) ?? 0) + 1);
  }
  const without = new Map(Object.keys(passes).map((facet) => [facet, days.filter((_, place) => counts(facet)(place)).length]));
  const found = [...hits.values()].filter(({ id }) => misses[places.get(id)] === 0);
  found.sort((one, other) => places.get(one.id) - places.get(other.id));
  return { facets, months, without, found };
}

function sum(maps) {
  const total = new Map();
  for (const map of maps) for (const [key, number] of map) total.set(key, (total.get(key) ?? 0) + number);
  return total;
}

function summed(all) {
  const facets = new Set(all.flatMap((one) => Object.keys(one)));
  return Object.fromEntries([...facets].map((facet) => [facet, sum(all.map((one) => one[facet] ?? new Map()))]));
}
