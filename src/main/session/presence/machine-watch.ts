/** Whether somebody sits at this machine: active, then idle after a while, then away; away at once when locked. */
import type { Clock } from '../../../shared/clock.ts';
import type { Machine } from './combine.ts';

/** What the desktop knows of the person before it. */
export interface DesktopActivity {
  /** Since the last key or movement of the mouse. */
  idleSeconds(): number;
  isLocked(): boolean;
  /** Told when the screen is locked or unlocked, or the machine wakes; the returned function ends that. */
  onChange(listener: () => void): () => void;
}

export interface MachineLimits {
  /** From the last touch to "inactive", and from there to "away", milliseconds. */
  readonly idleMs: number;
  readonly awayMs: number;
}

export interface MachineWatchOptions {
  readonly activity: DesktopActivity;
  readonly clock: Clock;
  /** Asked at each look. */
  readonly limits: () => MachineLimits;
  readonly onMachine: (machine: Machine) => void;
}

/** Not every desktop tells that it was locked: then it is seen within this time. */
const lookMs = 20_000;
/** Somebody who comes back should not stay "away" for long. */
const returnMs = 2000;
const leastMs = 1000;

export class MachineWatch {
  readonly #options: MachineWatchOptions;
  #machine: Machine = 'active';
  #stopTimer: () => void = () => undefined;
  #stopListening: (() => void) | undefined;

  constructor(options: MachineWatchOptions) {
    this.#options = options;
  }

  /** Begins to watch, and returns how things are. Watching already, only that. */
  start(): Machine {
    this.#stopListening ??= this.#options.activity.onChange(() => this.look());
    this.#machine = this.#read().machine;
    this.#schedule();
    return this.#machine;
  }

  stop(): void {
    this.#stopTimer();
    this.#stopListening?.();
    this.#stopListening = undefined;
  }

  /** Looks now, such as after the limits were changed. */
  look(): void {
    if (!this.#stopListening) return;
    const { machine } = this.#read();
    this.#schedule();
    if (machine === this.#machine) return;
    this.#machine = machine;
    this.#options.onMachine(machine);
  }

  #read(): { machine: Machine; nextMs: number } {
    const { activity, limits } = this.#options;
    if (activity.isLocked()) return { machine: 'locked', nextMs: returnMs };
    const { idleMs, awayMs } = limits();
    const idle = activity.idleSeconds() * 1000;
    if (idle >= idleMs + awayMs) return { machine: 'away', nextMs: returnMs };
    if (idle >= idleMs) return { machine: 'idle', nextMs: Math.min(returnMs, idleMs + awayMs - idle) };
    return { machine: 'active', nextMs: Math.min(lookMs, idleMs - idle) };
  }

  #schedule(): void {
    this.#stopTimer();
    const nextMs = Math.max(leastMs, this.#read().nextMs);
    this.#stopTimer = this.#options.clock.after(nextMs, () => this.look());
  }
}
