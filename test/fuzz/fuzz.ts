/** Runs damaged inputs through readers and tells which threw and which were slow more than once. */
import { createDice, type Dice, mutate } from './mutate.ts';
import { damageJson, damageXml } from './mutate-structure.ts';

/** One reader under fire. To add another: one more entry in targets.ts. */
export interface FuzzTarget {
  readonly name: string;
  /** Sound inputs to damage. */
  readonly corpus: readonly Uint8Array[];
  /** Damage that fits the syntax, for one input in three. */
  readonly damage?: (text: string, dice: Dice) => string;
  /** Reads one input. Throwing anything is a finding, and so is an `assert` of its own that fails. */
  run(input: Uint8Array): void;
}

/** A target whose reader takes text. */
export function textTarget(name: string, corpus: readonly string[], run: (text: string) => void): FuzzTarget {
  const encoder = new TextEncoder();
  return {
    name,
    corpus: corpus.map((text) => encoder.encode(text)),
    run: (input) => run(new TextDecoder().decode(input)),
  };
}

/** A target whose reader takes JSON. */
export function jsonTarget(name: string, corpus: readonly string[], run: (text: string) => void): FuzzTarget {
  return { ...textTarget(name, corpus, run), damage: damageJson };
}

/** A target whose reader takes XML. */
export function xmlTarget(name: string, corpus: readonly string[], run: (text: string) => void): FuzzTarget {
  return { ...textTarget(name, corpus, run), damage: damageXml };
}

/** The damaged input that a seed stands for: one that a finding names comes out again. */
export function inputOf({ corpus, damage }: FuzzTarget, seed: number): Uint8Array {
  const dice = createDice(seed);
  if (!damage || dice.below(3) > 0) return mutate(corpus, dice);
  const sound = corpus[dice.below(corpus.length)] ?? new Uint8Array();
  return new TextEncoder().encode(damage(new TextDecoder().decode(sound), dice));
}

export interface FuzzOptions {
  readonly targets: readonly FuzzTarget[];
  readonly count: number;
  readonly seed: number;
  /** One input may take this long before it is tried again. */
  readonly boundMs: number;
  /** Milliseconds that only grow. */
  readonly now: () => number;
  readonly onProgress?: (done: number) => void;
}

export interface FuzzFinding {
  readonly target: string;
  readonly kind: 'exception' | 'slow';
  readonly problem: string;
  /** To run this very input again: the seed of its dice. */
  readonly inputSeed: number;
  /** The beginning of the input, as JSON. */
  readonly input: string;
}

export interface FuzzReport {
  readonly count: number;
  readonly findings: readonly FuzzFinding[];
  /** Inputs that were slow once and quick when tried again: the machine, not the reader. */
  readonly slowOnce: number;
  readonly slowestMs: number;
}

const MAX_FINDINGS = 20;
/** A pause of the machine does not come five times in a row; a reader that backtracks does. */
const TRIES = 5;

/** Fires `count` damaged inputs, the targets in turn. Ends early after 20 findings. */
export function fuzz(options: FuzzOptions): FuzzReport {
  const { targets, count, seed } = options;
  const findings: FuzzFinding[] = [];
  const slowest = { once: 0, ms: 0 };
  for (let turn = 0; turn < count && findings.length < MAX_FINDINGS; turn++) {
    const target = targets[turn % targets.length];
    if (!target) throw new Error('no target');
    const inputSeed = (seed + Math.imul(turn, 0x9e3779b1)) >>> 0;
    const input = inputOf(target, inputSeed);
    const trouble = tryInput(target, input, options, slowest);
    if (trouble) findings.push({ target: target.name, ...trouble, inputSeed, input: show(input) });
    if (turn % 10_000 === 9_999) options.onProgress?.(turn + 1);
  }
  return { count, findings, slowOnce: slowest.once, slowestMs: slowest.ms };
}

/** Fires one input, again if it was slow; keeps the books in `slowest`. */
function tryInput(
  target: FuzzTarget,
  input: Uint8Array,
  options: FuzzOptions,
  slowest: { once: number; ms: number },
): Pick<FuzzFinding, 'kind' | 'problem'> | undefined {
  const { ms, problem } = fire(target, input, options.now);
  if (problem !== undefined) return { kind: 'exception', problem };
  if (ms > options.boundMs && !isSlowAgain(target, input, options)) {
    slowest.once++;
    return undefined;
  }
  slowest.ms = Math.max(slowest.ms, ms);
  return ms > options.boundMs ? { kind: 'slow', problem: `${Math.round(ms)} ms for ${input.length} bytes` } : undefined;
}

function fire(target: FuzzTarget, input: Uint8Array, now: () => number): { ms: number; problem?: string } {
  const before = now();
  try {
    target.run(input);
  } catch (error) {
    return { ms: now() - before, problem: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
  return { ms: now() - before };
}

function isSlowAgain(target: FuzzTarget, input: Uint8Array, { boundMs, now }: FuzzOptions): boolean {
  for (let left = TRIES; left > 0; left--) if (fire(target, input, now).ms <= boundMs) return false;
  return true;
}

function show(input: Uint8Array): string {
  return JSON.stringify(new TextDecoder().decode(input.subarray(0, 400)));
}
