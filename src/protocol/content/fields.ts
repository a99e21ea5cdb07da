/** Fields of a server's JSON, each read by itself: a value within its bounds, or undefined. Nothing here throws. */

export type Fields = Readonly<Record<string, unknown>>;

/** A JSON object and no list; undefined for anything else. */
export function objectOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

/** A list with at most so many entries, each of which `read` accepts; undefined when one is wrong or there are more. */
export function listOf<T>(value: unknown, most: number, read: (entry: unknown) => T | undefined): T[] | undefined {
  if (!Array.isArray(value) || value.length > most) return undefined;
  const entries: T[] = [];
  for (const entry of value) {
    const one = read(entry);
    if (one === undefined) return undefined;
    entries.push(one);
  }
  return entries;
}

export function integerOf(value: unknown, least: number, most: number): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most ? value : undefined;
}

export function booleanField(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

/** One of these words; undefined for any other. */
export function wordOf<T extends string>(value: unknown, words: readonly T[]): T | undefined {
  return words.find((word) => word === value);
}

/** An id as the wire has them: 1 to 64 of `A–Z a–z 0–9 . _ ~ -`. */
export function idOf(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\w.~-]{1,64}$/.test(value) ? value : undefined;
}

/** An address; what it names is compared, never shown. */
export function addressField(value: unknown): string | undefined {
  return typeof value === 'string' && value.length > 0 && value.length <= 1024 ? value : undefined;
}

/** Controls but for line breaks and tabs, and what turns the direction of other text. */
const unshown = /[^\P{Cc}\n\t]|\p{Bidi_Control}|[\u2028\u2029\u200b\ufeff]/gu;

/** Text of several lines, fit to be shown; undefined when it is longer than `most` characters or blank. */
export function textField(value: unknown, most: number): string | undefined {
  if (typeof value !== 'string' || value.length > most) return undefined;
  const text = value.replace(/\r\n?/g, '\n').replace(unshown, '').trim();
  return text === '' ? undefined : text;
}

/** Text of one line. */
export function lineField(value: unknown, most: number): string | undefined {
  return textField(value, most)?.replace(/\s+/g, ' ');
}
