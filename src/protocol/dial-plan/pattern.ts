/** Server-sent patterns on an engine whose time grows with the input only, never explodes (mission G10). */
import { RE2JS } from 're2js';
import { expandReplacement } from './replacement.ts';
import { translatePattern } from './translate.ts';

export interface DialPattern {
  /** Instructions of the compiled pattern: one try costs at most this many steps a character. */
  readonly size: number;
  /** The input with every match replaced and the rest kept, as Regex.Replace does; undefined when nothing matches. */
  replace(input: string, replacement: string): string | undefined;
}

export type PatternCompilation =
  | { readonly ok: true; readonly pattern: DialPattern }
  | { readonly ok: false; readonly reason: string };

const LONGEST = 512;
const LONGEST_RESULT = 1024;

/** Compiles a .NET pattern; the reason why not is for people. */
export function compilePattern(source: string): PatternCompilation {
  if (source === '') return { ok: false, reason: 'It has no pattern.' };
  if (source.length > LONGEST) return { ok: false, reason: `Its pattern is longer than ${LONGEST} characters.` };
  const translated = translatePattern(source);
  if (!translated.ok) return translated;
  try {
    return { ok: true, pattern: new EnginePattern(RE2JS.compile(translated.pattern)) };
  } catch {
    return { ok: false, reason: 'Its pattern is not one that Offhook can read.' };
  }
}

class EnginePattern implements DialPattern {
  readonly size: number;
  readonly #engine: RE2JS;
  /** .NET numbers groups without a name first, then those with one; the engine goes from left to right. */
  readonly #order: readonly number[];
  readonly #names: readonly (readonly [name: string, index: number])[];

  constructor(engine: RE2JS) {
    this.#engine = engine;
    this.size = engine.programSize();
    this.#names = Object.entries(engine.namedGroups());
    const named = this.#names.map(([, index]) => index).sort((a, b) => a - b);
    const all = Array.from({ length: engine.groupCount() + 1 }, (_, index) => index);
    this.#order = [...all.filter((index) => !named.includes(index)), ...named];
  }

  replace(input: string, replacement: string): string | undefined {
    const matcher = this.#engine.matcher(input);
    const groupText = (index: number) => matcher.group(index) ?? '';
    let result = '';
    let from = 0;
    let hasMatch = false;
    while (result.length < LONGEST_RESULT && matcher.find()) {
      hasMatch = true;
      const start = matcher.start();
      const end = matcher.end();
      const groups = this.#order.map(groupText);
      const named = new Map(this.#names.map(([name, index]) => [name, groupText(index)]));
      result += input.slice(from, start) + expandReplacement(replacement, { input, start, end, groups, named });
      from = end;
    }
    return hasMatch ? (result + input.slice(from)).slice(0, LONGEST_RESULT) : undefined;
  }
}
