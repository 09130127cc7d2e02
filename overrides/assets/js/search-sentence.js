// The sentence of a briefing that matches: whole, with its words marked.
import { arabicStems, folded, hasSuchLetters } from "./search-terms.js";

const END = "\u2063"; // ends a field; a second one ends what may be shown (see publish/search/records.py)
const LONGEST = 320;

/** Return the headline of a record, and its other fields with the places where they begin. */
export function fieldsOf(content) {
  const shown = content.slice(0, content.indexOf(END + END) + 1);
  const fields = [];
  let start = 0;
  for (const field of shown.split(END).slice(0, -1)) {
    const text = field.trimStart();
    fields.push({ text, start: start + field.length - text.length });
    start += field.length + 1;
  }
  const [title, ...others] = fields;
  return { title: title.text, others };
}

/**
 * Return the best sentence as pieces: { text, marked }. `places` are numbers of words in the content, parted at spaces;
 * without a match in a sentence, the standfirst is returned.
 */
export function matchedSentence(content, places, terms, language) {
  const { others } = fieldsOf(content);
  const marks = marksIn(content, places, terms);
  let best = null;
  for (const sentence of others.flatMap((field) => sentencesOf(field, language))) {
    const inside = marks.filter((mark) => mark.start >= sentence.start && mark.end <= sentence.end);
    const worth = new Set(inside.map((mark) => mark.term)).size;
    if (worth > (best?.worth ?? 0)) best = { ...sentence, worth, inside };
  }
  if (best) return pieces(content, shortened(content, best), best.inside);
  const [first] = others;
  if (!first) return [];
  const start = first.text.length > LONGEST ? sentencesOf(first, language)[0] : { start: first.start, end: first.start + first.text.length };
  return pieces(content, shortened(content, { ...start, inside: [] }), []);
}

/** Return where the content matches: { start, end, term }, in order. */
function marksIn(content, places, terms) {
  const marks = [];
  const words = [...content.matchAll(/\S+/gu)];
  for (const place of new Set(places)) {
    const word = words[place];
    const [core] = word?.[0].match(/[\p{L}\p{N}](?:.*[\p{L}\p{N}\p{M}])?/u) ?? [];
    if (!core || terms.every((term) => term.kind !== "word")) continue;
    const start = word.index + word[0].indexOf(core);
    marks.push({ start, end: start + core.length, term: stemLike(core) });
  }
  for (const { said, kind } of terms) {
    if (kind === "unspaced") {
      for (let at = content.indexOf(said); at >= 0; at = content.indexOf(said, at + said.length)) {
        marks.push({ start: at, end: at + said.length, term: said });
      }
    } else if (kind === "word") {
      for (const word of words) {
        const [core] = (hasSuchLetters(word[0]) && word[0].match(/\p{L}(?:.*[\p{L}\p{N}\p{M}])?/u)) || [];
        if (core && folded(core).startsWith(folded(said))) {
          const start = word.index + word[0].indexOf(core);
          marks.push({ start, end: start + core.length, term: stemLike(core) });
        }
      }
    } else if (kind === "arabic") {
      const [stem] = arabicStems(said);
      for (const word of words) {
        if (arabicStems(word[0]).some((one) => one.startsWith(stem))) {
          const core = word[0].match(/[\p{L}\p{N}\p{M}]+/u)[0];
          const start = word.index + word[0].indexOf(core);
          marks.push({ start, end: start + core.length, term: stem });
        }
      }
    }
  }
  return marks.sort((one, other) => one.start - other.start || other.end - one.end);
}

/** Words that begin alike count as one when it is asked how much of a question a sentence answers. */
function stemLike(word) {
  return folded(word).slice(0, 5);
}

function sentencesOf({ text, start }, language) {
  const found = [];
  for (const { segment, index } of new Intl.Segmenter(language || undefined, { granularity: "sentence" }).segment(text)) {
    const last = found.at(-1);
    const end = start + index + segment.trimEnd().length;
    if (last && /(?:\b\p{Lu}|\b(?:Mr|Mrs|Ms|Dr|St|No|vs|Inc|Corp))\.$/u.test(text.slice(last.start - start, last.end - start))) last.end = end;
    else found.push({ start: start + index, end });
  }
  return found;
}

/** Cut a sentence that is as long as a paragraph to what stands around its first match, at spaces. */
function shortened(content, { start, end, inside }) {
  if (end - start <= LONGEST) return { start, end };
  let from = Math.max(start, (inside[0]?.start ?? start) - LONGEST / 3);
  let to = Math.min(end, from + LONGEST);
  if (from > start) from = Math.min(content.indexOf(" ", from) + 1 || from, inside[0]?.start ?? from);
  if (to < end) to = Math.max(content.lastIndexOf(" ", to), from + LONGEST / 2);
  return { start: from, end: to, cutBefore: from > start, cutAfter: to < end };
}

function pieces(content, { start, end, cutBefore, cutAfter }, marks) {
  const found = cutBefore ? [{ text: "… " }] : [];
  let at = start;
  for (const mark of marks) {
    if (mark.start < at || mark.end > end) continue;
    found.push({ text: content.slice(at, mark.start) }, { text: content.slice(mark.start, mark.end), marked: true });
    at = mark.end;
  }
  found.push({ text: content.slice(at, end) + (cutAfter ? " …" : "") });
  return found.filter((piece) => piece.text);
}
