/** What a person types into the search field, as words to find: every group must occur, each as the beginning of a run of words. */
import { composed, type Word, wordsOf } from './words.ts';

/** Words that must follow each other; the last may be the beginning of a longer one. */
export type Sought = readonly (readonly string[])[];

/** More nobody types; each group costs a look-up. */
const longestTyped = 500;
const mostGroups = 16;

/** Cuts at the spaces: `re: 12:30` seeks `re` and, in a row, `12 30…`. Nothing to seek gives an empty list. */
export function soughtIn(typed: string): Sought {
  const groups = composed(typed.slice(0, longestTyped))
    .split(/\s+/)
    .map((part) => wordsOf(part).map(({ word }) => word));
  return groups.filter((group) => group.length > 0).slice(0, mostGroups);
}

/** The same for SQLite; the words hold letters and digits only, so nothing in them can be taken for syntax. FTS5 3. */
export function matchExpression(sought: Sought): string {
  return sought.map((group) => `"${group.join(' ')}" *`).join(' AND ');
}

/** Where the groups stand among the words of a text, in order, without overlaps. */
export function placesOf(sought: Sought, words: readonly Word[]): Word[][] {
  const places: Word[][] = [];
  for (let at = 0; at < words.length; ) {
    const found = longestAt(sought, words, at);
    if (found > 0) places.push(words.slice(at, at + found));
    at += Math.max(found, 1);
  }
  return places;
}

/** Whether every group stands somewhere in one of these texts. */
export function occursIn(sought: Sought, texts: readonly (readonly Word[])[]): boolean {
  return sought.every((group) => texts.some((words) => words.some((_, at) => standsAt(group, words, at))));
}

function longestAt(sought: Sought, words: readonly Word[], at: number): number {
  return sought.reduce((longest, group) => (standsAt(group, words, at) ? Math.max(longest, group.length) : longest), 0);
}

function standsAt(group: readonly string[], words: readonly Word[], at: number): boolean {
  return group.every((wanted, offset) => {
    const word = words[at + offset]?.word;
    return word !== undefined && (offset === group.length - 1 ? word.startsWith(wanted) : word === wanted);
  });
}
