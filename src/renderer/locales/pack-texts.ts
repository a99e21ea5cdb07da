/** For the tests of languages: every text of one beside the English one. */
import { pack as english } from './en/pack.ts';
import type { LanguagePack } from './language-pack.ts';

/** Where a text stands, such as `calls.callTexts.hold`, in English and in the other language. */
export interface TextPair {
  readonly path: string;
  readonly english: string;
  readonly other: string;
}

/** Arguments to call a function of words with, one set after the other. */
const samples: readonly unknown[] = ['Karen Berg', 3, 1, 0, undefined];

/** Constants as they are; functions with sample arguments, as far as they take them. */
export function textPairs(other: LanguagePack): readonly TextPair[] {
  return pairsOf('', english, other);
}

function pairsOf(path: string, one: unknown, other: unknown): readonly TextPair[] {
  if (typeof one === 'string' && typeof other === 'string') return [{ path, english: one, other }];
  if (isFunction(one) && isFunction(other)) {
    return samples.flatMap((sample) => pairsOf(`${path}(${String(sample)})`, call(one, sample), call(other, sample)));
  }
  if (!isObject(one) || !isObject(other)) return [];
  return Object.entries(one).flatMap(([key, value]) => pairsOf(`${path}${path ? '.' : ''}${key}`, value, other[key]));
}

type Words = (...values: readonly unknown[]) => unknown;

/** Undefined where the function wants something else. */
function call(words: Words, sample: unknown): unknown {
  try {
    return words(sample, sample, sample);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isFunction(value: unknown): value is Words {
  return typeof value === 'function';
}
