// Words as the index has them. scripts/broadsheet/publish/search/terms.py does the same to the briefings; change both, or neither.
const UNSPACED = "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3005\\u3007\\u3040-\\u30ff\\u3400-\\u9fff\\uac00-\\ud7af\\uf900-\\ufaff\\uff66-\\uff9f\\u{20000}-\\u{3ffff}";
const RUN = new RegExp(`[${UNSPACED}]+|[^${UNSPACED}]+`, "gu");
const IS_UNSPACED = new RegExp(`^[${UNSPACED}]`, "u");
const ARABIC = /[\u0620-\u065f\u0670-\u06d3]{2,}/gu;
const SAME_LETTER = { أ: "ا", إ: "ا", آ: "ا", ٱ: "ا", ى: "ي", ة: "ه" };
// Letters that are no other letter with an accent, which is all that Pagefind takes off.
const PLAIN_LETTERS = {
  ß: "ss", ẞ: "SS", æ: "ae", Æ: "AE", œ: "oe", Œ: "OE", þ: "th", Þ: "Th", ĳ: "ij", Ĳ: "IJ", ø: "o", Ø: "O", đ: "d", Đ: "D", ð: "d", Ð: "D",
  ł: "l", Ł: "L", ı: "i", ħ: "h", Ħ: "H", ŧ: "t", Ŧ: "T", ŋ: "n", Ŋ: "N", ĸ: "k", ə: "a", Ə: "A", ɓ: "b", ɗ: "d", ƙ: "k", ɛ: "e", ɔ: "o",
  ŀ: "l", Ŀ: "L",
};
const SUCH_LETTERS = new RegExp(`[${Object.keys(PLAIN_LETTERS).join("")}]`, "gu");

/**
 * Split a question into terms { said, asked, kind }: a word or a run as written, and what to ask the index for. Parts of
 * "open-source" may stand apart in a text, unless the question is a phrase, word for word.
 */
export function termsOf(question, { phrase = false } = {}) {
  const runs = question.split(phrase ? /\s+/u : /[\s\-\u2010-\u2015/]+/u).flatMap((word) => word.match(RUN) ?? []);
  return runs.map((run) => run.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}\p{M}]+$/gu, "")).filter(Boolean).map((said) => {
    if (IS_UNSPACED.test(said)) return { said, asked: pairs(said).join(" "), kind: "unspaced" };
    if (said.search(ARABIC) >= 0) return { said, asked: said.replace(ARABIC, arabicStem), kind: "arabic" };
    return { said, asked: phrase ? said : plainLetters(said), kind: "word" };
  });
}

/** Return the Arabic stems in a word. */
export function arabicStems(word) {
  return (word.match(ARABIC) ?? []).map(arabicStem);
}

/** Whether a word has letters that Pagefind does not make plain. */
export function hasSuchLetters(word) {
  return word.search(SUCH_LETTERS) >= 0;
}

/** Return a text in plain letters: "Lodz" for "Łódź". One without such letters stays as it is. */
function plainLetters(text) {
  if (!hasSuchLetters(text)) return text;
  return text.replace(SUCH_LETTERS, (letter) => PLAIN_LETTERS[letter]).normalize("NFKD").replace(/[\u0300-\u036f]/gu, "").normalize("NFC");
}

/** Return a text without case, accents and marks, in plain letters, as words are compared. */
export function folded(text) {
  return plainLetters(text).normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

function pairs(run) {
  const signs = [...run];
  return signs.length < 2 ? signs : signs.slice(1).map((sign, place) => signs[place] + sign);
}

function arabicStem(word) {
  const written = word.replace(/[\u0640\u064b-\u065f\u0670]/gu, "").replace(/[أإآٱىة]/gu, (letter) => SAME_LETTER[letter]);
  return written.replace(/^(?:[وفبك]?ال|لل)(?=..)/u, "");
}
