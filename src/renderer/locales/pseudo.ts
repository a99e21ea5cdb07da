/** English stretched and accented: whatever stays plain was not translated, whatever does not fit will not fit in German. */
import { pack } from './en/pack.ts';
import type { LanguagePack } from './language-pack.ts';

const accents: Readonly<Record<string, string>> = {
  a: 'á',
  e: 'ë',
  i: 'í',
  o: 'ö',
  u: 'ü',
  y: 'ý',
  A: 'Á',
  E: 'É',
  I: 'Í',
  O: 'Ö',
  U: 'Ü',
};

/** Marks where a text begins and ends, so that one cut off or put together from pieces is seen. */
const [begin, end] = ['⟦', '⟧'];

/** One text: every vowel with an accent, two fifths longer, between marks. */
export function pseudoText(text: string): string {
  if (text === '') return text;
  const accented = Array.from(text, (letter) => accents[letter] ?? letter).join('');
  return `${begin}${accented}${'~'.repeat(Math.ceil(text.length * 0.4))}${end}`;
}

/** All topics in the pseudo-language. */
export function pseudoPack(): LanguagePack {
  return pseudo(pack);
}

/** The same shape with every text in it changed, also those that functions return. */
function pseudo<T>(value: T): T;
function pseudo(value: unknown): unknown {
  if (typeof value === 'string') return pseudoText(value);
  if (typeof value === 'function') return (...values: readonly unknown[]) => pseudo(value(...values));
  if (Array.isArray(value)) return value.map((each: unknown) => pseudo(each));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, pseudo(each)]));
}
