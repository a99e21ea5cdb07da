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
