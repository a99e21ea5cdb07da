/** Damages inputs in ways that hurt parsers, the same way for the same seed. */

/** Pseudo-random numbers that a seed decides. */
export interface Dice {
  /** A whole number from 0 to `limit` - 1. */
  below(limit: number): number;
}

/** Mulberry32: small, even enough for damage, and the same everywhere. */
export function createDice(seed: number): Dice {
  let state = seed >>> 0;
  return {
    below(limit) {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) % Math.max(1, limit);
    },
  };
}

/** No input grows beyond this, so that a slow answer is the reader's fault. */
export const MAX_INPUT = 96 * 1024;

const PIECES = [
  '',
  '\r\n',
  '\r',
  '\n',
  '\r\n\r\n',
  '\r\n ',
  ' ',
  '\t',
  '\0',
  ';',
  ':',
  ',',
  '=',
  '<',
  '>',
  '"',
  '\\',
  '\\"',
  '%',
  '%00',
  '%4',
  '@',
  '?',
  '/',
  '*',
  '-',
  '--',
  '[',
  ']',
  '[::1]',
  '{',
  '}',
  '&',
  '&amp;',
  '&#x0;',
  '<!DOCTYPE x>',
  '<![CDATA[',
  '-->',
  'sip:',
  'sips:',
  'tel:',
  'SIP/2.0',
  'Content-Length: 5\r\n',
  'l: 99999999999999999999\r\n',
  'Via: ',
  'From',
  'CSeq',
  '1017;',
  'Digest ',
  'realm="',
  '__proto__',
  'constructor',
  '-1',
  '0',
  '4294967296',
  '99999999999999999999',
  '1e9',
  '\u00ff',
  '\u{1F980}',
  '\ufeff',
  '\u202e',
  '(a+)+',
  '.*',
  '^$',
].map((piece) => new TextEncoder().encode(piece));

const REPEATABLE = [
  ' ',
  '\t',
  ';',
  ',',
  '=',
  '"',
  '\\',
  '<',
  '>',
  '(',
  'a',
  '0',
  '%',
  '/',
  '\r\n',
  '\r\n ',
  ';a',
  ',a',
  '=a',
  '""',
  '--b\r\n',
  '<a>',
].map((piece) => new TextEncoder().encode(piece));

type Mutation = (input: Uint8Array, dice: Dice, corpus: readonly Uint8Array[]) => Uint8Array;

const mutations: readonly Mutation[] = [
  (input, dice) => changeByte(input, dice),
  (input, dice) => insert(input, dice.below(input.length + 1), pick(PIECES, dice)),
  (input, dice) => remove(input, dice.below(input.length + 1), 1 + dice.below(24)),
  (input, dice) => replace(input, dice),
  (input, dice) => overLines(input, dice, (lines, at) => lines.toSpliced(at, 1)),
  (input, dice) => overLines(input, dice, (lines, at) => lines.toSpliced(at, 0, lines[dice.below(lines.length)] ?? '')),
  (input, dice) => overLines(input, dice, (lines, at) => [...lines.slice(at), ...lines.slice(0, at)]),
  (input, dice, corpus) => splice(input, pick(corpus, dice), dice),
  (input, dice) => copyPart(input, dice),
];

/**
 * One to four pieces of damage; one input in sixteen also gets one piece thousands of times over, to find readers whose
 * work grows faster than their input.
 */
export function mutate(corpus: readonly Uint8Array[], dice: Dice): Uint8Array {
  let input = pick(corpus, dice);
  for (let left = 1 + dice.below(4); left > 0; left--) input = pick(mutations, dice)(input, dice, corpus);
  if (dice.below(16) === 0) input = stretch(input, dice);
  return input.subarray(0, MAX_INPUT);
}

function pick<T>(items: readonly T[], dice: Dice): T {
  const item = items[dice.below(items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function changeByte(input: Uint8Array, dice: Dice): Uint8Array {
  const changed = input.slice();
  if (changed.length > 0) changed[dice.below(changed.length)] = dice.below(256);
  return changed;
}

function insert(input: Uint8Array, at: number, piece: Uint8Array): Uint8Array {
  return join(input.subarray(0, at), piece, input.subarray(at));
}

function remove(input: Uint8Array, at: number, length: number): Uint8Array {
  return join(input.subarray(0, at), input.subarray(at + length));
}

function replace(input: Uint8Array, dice: Dice): Uint8Array {
  const at = dice.below(input.length + 1);
  return join(input.subarray(0, at), pick(PIECES, dice), input.subarray(at + 1 + dice.below(12)));
}

function overLines(input: Uint8Array, dice: Dice, change: (lines: string[], at: number) => string[]): Uint8Array {
  // Latin-1 has one character a byte, so that damage to lines keeps the bytes of the rest.
  const lines = Buffer.from(input).toString('latin1').split('\r\n');
  return new Uint8Array(Buffer.from(change(lines, dice.below(lines.length)).join('\r\n'), 'latin1'));
}

function splice(input: Uint8Array, other: Uint8Array, dice: Dice): Uint8Array {
  return join(input.subarray(0, dice.below(input.length + 1)), other.subarray(dice.below(other.length + 1)));
}

function copyPart(input: Uint8Array, dice: Dice): Uint8Array {
  const from = dice.below(input.length + 1);
  return insert(input, dice.below(input.length + 1), input.slice(from, from + dice.below(200)));
}

function stretch(input: Uint8Array, dice: Dice): Uint8Array {
  const piece = pick(REPEATABLE, dice);
  const times = 1 + dice.below(Math.floor(MAX_INPUT / 2 / piece.length));
  return insert(input, dice.below(input.length + 1), join(...Array<Uint8Array>(times).fill(piece)));
}
