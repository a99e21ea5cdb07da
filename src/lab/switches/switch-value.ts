/** Reads what somebody wants a switch to be; the answer names what it may be. */
import type { SwitchKind, SwitchValue } from '../../shared/model/lab-switch.ts';

export type ReadSwitchValue =
  | { readonly ok: true; readonly value: SwitchValue }
  /** What was expected, such as `one of off, on-except-blocked, on-only-allowed`. */
  | { readonly ok: false; readonly expected: string };

const MOST_DOMAINS = 200;
const domainName = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,62})(?:\.[a-z0-9-]{1,63}){0,8}$/;

/** A value from a file or a page, of any form. Never throws. */
export function readSwitchValue(kind: SwitchKind, given: unknown): ReadSwitchValue {
  const value = accepted(kind, given);
  return value === undefined ? { ok: false, expected: expectedOf(kind) } : { ok: true, value };
}

/** A word that a tester typed: `on`, `a.com,b.com`, `none`, `250`. */
export function readSwitchWord(kind: SwitchKind, word: string): ReadSwitchValue {
  if (kind.kind === 'on-off') return readSwitchValue(kind, word === 'on' ? true : word === 'off' ? false : word);
  if (kind.kind === 'number') return readSwitchValue(kind, /^\d{1,9}$/.test(word) ? Number(word) : word);
  if (kind.kind === 'choice') return readSwitchValue(kind, word);
  return readSwitchValue(kind, word === 'none' ? [] : word.split(',').filter((each) => each !== ''));
}

/** What a switch of this kind takes, for a sentence. */
export function expectedOf(kind: SwitchKind): string {
  switch (kind.kind) {
    case 'on-off':
      return 'true or false';
    case 'choice':
      return `one of ${kind.choices.map(({ value }) => value).join(', ')}`;
    case 'some-of':
      return `a list out of ${kind.words.join(', ')}, each once`;
    case 'domains':
      return `a list of at most ${MOST_DOMAINS} domain names`;
    case 'number':
      return `a whole number of ${kind.unit} from ${kind.least} to ${kind.most}`;
  }
}

function accepted(kind: SwitchKind, given: unknown): SwitchValue | undefined {
  switch (kind.kind) {
    case 'on-off':
      return typeof given === 'boolean' ? given : undefined;
    case 'choice':
      return kind.choices.find(({ value }) => value === given)?.value;
    case 'number':
      return typeof given === 'number' && Number.isInteger(given) && given >= kind.least && given <= kind.most
        ? given
        : undefined;
    case 'some-of': {
      const words = wordsOf(given, kind.words.length);
      const isGood = words?.every((word) => kind.words.includes(word)) && new Set(words).size === words.length;
      return isGood ? words : undefined;
    }
    case 'domains': {
      const domains = wordsOf(given, MOST_DOMAINS)?.map((domain) => domain.toLowerCase());
      return domains?.every((domain) => domainName.test(domain)) ? [...new Set(domains)] : undefined;
    }
  }
}

function wordsOf(given: unknown, most: number): readonly string[] | undefined {
  if (!Array.isArray(given) || given.length > most) return undefined;
  return given.every((word): word is string => typeof word === 'string' && word.length <= 253) ? given : undefined;
}
