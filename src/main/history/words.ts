/**
 * Cuts text into the words that the full-text index holds, all spellings of one word alike. SQLite's own tokenizers cut Chinese, Japanese
 * and Thai into whole sentences, or need three letters; docs/decisions/0011-history-store.md compares them.
 */

/** One word of a text: as the index has it, and where it stands. */
export interface Word {
  readonly word: string;
  /** Half open, in UTF-16 units of the text. */
  readonly start: number;
  readonly end: number;
}

/** Scripts that put no spaces between words: every letter is a word of its own, and what is searched is a run of them. */
const letterByLetter =
  '\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
const oneLetter = `(?=[\\p{L}\\p{N}])[${letterByLetter}]\\p{M}*`;
/** What only says how the sign before it is drawn, as the keycap and the variation selector of an emoji do: part of no word. */
const drawings = '\\ufe00-\\ufe0f\\u20e3\\u{e0100}-\\u{e01ef}';
const otherLetters = `(?:(?![${letterByLetter}${drawings}])[\\p{L}\\p{N}\\p{M}\\p{Co}])+`;
const drawn = new RegExp(`[${drawings}]`, 'gu');
const wordPattern = `${oneLetter}|${otherLetters}|\\p{Extended_Pictographic}`;

/** Accents and vowel signs that people leave out when they type; those of Indian scripts are no such thing. */
const leftOut = /[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670]/g;
const between = /[^\p{L}\p{N}\p{M}\p{Co}\p{Extended_Pictographic}]/gu;
/** Letters that do not come apart into a plain one and an accent. */
const plainLetters: Readonly<Record<string, string>> = {
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ς: 'σ',
};

/** The form in which texts are searched and shown: letters in one piece with their accents. */
export function composed(text: string): string {
  return text.normalize('NFC');
}

/** The words of a composed text, in order. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(new RegExp(wordPattern, 'gu'))) {
    const word = fold(match[0]);
    // An accent that stands alone is no word.
    if (word) words.push({ word, start: match.index, end: match.index + match[0].length });
  }
  return words;
}

/** Upper case first: it knows that ß is ss, and takes the dot from ı as from i. */
function fold(word: string): string {
  if (/^[a-z\d]+$/i.test(word)) return word.toLowerCase();
  const folded = word.replace(drawn, '').normalize('NFKD').replace(leftOut, '').toUpperCase().toLowerCase();
  const plain = folded.replace(/[æœøłđðþς]/g, (letter) => plainLetters[letter] ?? letter);
  // Marks that upper and lower case brought in, such as the dot of İ, and what stands between the letters of signs such as ⑴ and ﷺ; then
  // Korean in syllables again, so that a syllable is the beginning of a word.
  return plain.normalize('NFKD').replace(leftOut, '').replace(between, '').normalize('NFC');
}
