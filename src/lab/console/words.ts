/** Reads the words of a knob's line; what cannot be read is a sentence for the tester. */

/** A whole number that is not negative. Throws a sentence for anything else. */
export function numberFrom(word: string | undefined): number {
  if (word === undefined || !/^\d{1,9}$/.test(word)) throw new Error(`"${word ?? ''}" is not a number.`);
  return Number(word);
}

/** Throws a sentence for anything but on or off. */
export function switchFrom(word: string | undefined): boolean {
  if (word !== 'on' && word !== 'off') throw new Error(`Say on or off, not "${word ?? ''}".`);
  return word === 'on';
}

/** The one of the allowed words that was said. Throws a sentence for any other. */
export function oneOf<T extends string>(allowed: readonly T[], word: string | undefined): T {
  const found = allowed.find((each) => each === word);
  if (!found) throw new Error(`Say one of ${allowed.join(', ')}, not "${word ?? ''}".`);
  return found;
}

/** Throws a sentence when words are left that a knob does not read: nothing is done by halves and told as done. */
export function nothingMore(words: readonly string[]): void {
  if (words.length > 0) throw new Error(`"${words.join(' ')}" is too much.`);
}

/** A whole number up to the most. Throws a sentence for anything else. */
export function numberUpTo(most: number, word: string | undefined): number {
  const number = numberFrom(word);
  if (number > most) throw new Error(`${number} is too much: at most ${most}.`);
  return number;
}

/** Somebody's address, with or without its scheme. Throws a sentence for what names nobody. */
export function addressFrom(word: string | undefined): string {
  if (word === undefined || !/[^@:]@[^@]/.test(word)) throw new Error(`"${word ?? ''}" is no address.`);
  return word;
}
