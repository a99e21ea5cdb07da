/** The words around the first match, with the matches marked: one line, as a list of hits shows it. */
import type { MarkedRange, Snippet } from '../../shared/model/history.ts';
import { placesOf, type Sought } from './sought.ts';
import { composed, type Word, wordsOf } from './words.ts';

/** In UTF-16 units: before the first match, and altogether. */
const lead = 40;
const longest = 160;
const ellipsis = '…';

/** A snippet of a kept text. A text in which nothing is found gives its beginning, without marks. */
export function snippetOf(text: string, sought: Sought): Snippet {
  const whole = composed(text);
  const words = wordsOf(whole);
  const places = placesOf(sought, words).map(rangeOf);
  const { start, end } = windowAround(places[0], whole, words);
  const before = start > 0 ? ellipsis : '';
  const shown = whole.slice(start, end).replace(/\s/g, ' ');
  const shift = before.length - start;
  const marks = places
    .filter((place) => place.start >= start && place.end <= end)
    .map((place) => ({ start: place.start + shift, end: place.end + shift }));
  return { text: `${before}${shown}${end < whole.length ? ellipsis : ''}`, marks };
}

function rangeOf(words: readonly Word[]): MarkedRange {
  return { start: words[0]?.start ?? 0, end: words.at(-1)?.end ?? 0 };
}

/** Begins and ends where a word does, unless a single word is longer than all there is room for. */
function windowAround(first: MarkedRange | undefined, text: string, words: readonly Word[]): MarkedRange {
  const wanted = Math.max(0, (first?.start ?? 0) - lead);
  const start = wanted === 0 ? 0 : (words.find((word) => word.start >= wanted)?.start ?? wanted);
  const most = start + longest;
  if (most >= text.length) return { start, end: text.length };
  const lastWhole = words.findLast((word) => word.end <= most && word.start >= start)?.end ?? 0;
  return { start, end: Math.max(lastWhole, first?.end ?? 0) || wholeCharacters(text, most) };
}

/** Never half of a character that takes two units. */
function wholeCharacters(text: string, end: number): number {
  const unit = text.charCodeAt(end - 1);
  return unit >= 0xd800 && unit < 0xdc00 ? end - 1 : end;
}
