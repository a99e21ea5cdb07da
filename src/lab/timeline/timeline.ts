/** Carries faults and switches out at their time: one clock, and the lab's own log for what happened. */
import type { Clock } from '../../shared/clock.ts';
import type { LabLogEntry } from '../api.ts';
import type { SwitchedLab } from '../switches/lab-switch.ts';
import type { LabSwitches } from '../switches/settings.ts';
import { partOf, placeOf, surfaceOf, underFaults } from './apply-fault.ts';
import { firstProblem } from './first-problem.ts';
import { Overlay } from './overlay.ts';
import { type LabFault, type TimelineEvent, type TimelineStep, timelineSchema } from './plan.ts';
import type { LabTimeline, TimelineStepState } from './settings.ts';

interface Running {
  state: TimelineStepState;
  seen: number;
}

/** Builds the timeline of one lab; nothing happens before `start`. */
export function createTimeline(
  lab: SwitchedLab,
  switches: LabSwitches,
  clock: Clock,
): LabTimeline & { readonly under: SwitchedLab } {
  return new Timeline(lab, switches, clock);
}

class Timeline implements LabTimeline {
  /** The lab, read as if no fault stood. */
  readonly under: SwitchedLab;
  readonly #lab: SwitchedLab;
  readonly #switches: LabSwitches;
  readonly #clock: Clock;
  /** By their place, so that a later fault there replaces an earlier one. */
  readonly #standing = new Map<string, LabFault>();
  /** By what the standing faults lie upon. */
  readonly #overlays = new Map<string, Overlay>();
  readonly #timers = new Set<() => void>();
  readonly #listeners = new Set<() => void>();
  #running: readonly Running[] = [];
  #startedAt = 0;
  #stopLog: () => void = () => undefined;

  constructor(lab: SwitchedLab, switches: LabSwitches, clock: Clock) {
    this.#lab = lab;
    this.under = underFaults(lab, (surface) => this.#overlays.get(surface)?.under());
    this.#switches = switches;
    this.#clock = clock;
  }

  start(plan: unknown): void {
    const read = timelineSchema.safeParse(plan);
    if (!read.success) throw new Error(firstProblem(read.error, 'timeline'));
    this.stop();
    this.#startedAt = this.#clock.now();
    this.#running = read.data.map((step) => ({ state: { step, state: step.after ? 'waiting' : 'due' }, seen: 0 }));
    if (this.#running.some(({ state }) => state.state === 'waiting')) {
      this.#stopLog = this.#lab.onLog((entry) => this.#hear(entry));
    }
    for (const running of this.#running) if (running.state.state === 'due') this.#schedule(running);
    this.#changed();
  }

  steps(): readonly TimelineStepState[] {
    return this.#running.map(({ state }) => state);
  }

  apply(fault: LabFault): void {
    // What was dropped is gone: there is nothing to take back.
    if (fault.layer === 'tcp' && fault.does === 'drop') {
      this.#lab.dropConnections(fault.server);
      return;
    }
    const surface = surfaceOf(this.#lab, fault);
    const overlay = this.#overlays.get(surface.name) ?? new Overlay(surface);
    overlay.put(placeOf(fault), partOf(fault));
    this.#overlays.set(surface.name, overlay);
    this.#standing.set(placeOf(fault), fault);
  }

  heal(fault: LabFault): void {
    this.#standing.delete(placeOf(fault));
    const { name } = surfaceOf(this.#lab, fault);
    const overlay = this.#overlays.get(name);
    overlay?.take(placeOf(fault));
    if (overlay?.isEmpty) this.#overlays.delete(name);
  }

  stop(): void {
    this.#stopLog();
    this.#stopLog = () => undefined;
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
    for (const fault of [...this.#standing.values()]) this.heal(fault);
    this.#running = [];
    this.#changed();
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #hear(entry: LabLogEntry): void {
    for (const running of this.#running) {
      const { step, state } = running.state;
      if (state !== 'waiting' || !step.after || !isEvent(entry, step.after)) continue;
      running.seen += 1;
      if (running.seen < (step.after.times ?? 1)) continue;
      running.state = { step, state: 'due' };
      this.#schedule(running);
    }
  }

  #schedule(running: Running): void {
    const { atMs = 0 } = running.state.step;
    if (atMs === 0) this.#carryOut(running);
    else this.#later(atMs, () => this.#carryOut(running));
  }

  #carryOut(running: Running): void {
    const { step } = running.state;
    try {
      this.#perform(step);
      running.state = { step, state: 'done', doneAtMs: Math.round(this.#clock.now() - this.#startedAt) };
    } catch (error) {
      running.state = { step, state: 'failed', problem: error instanceof Error ? error.message : String(error) };
    }
    const { fault, forMs } = step;
    if (running.state.state === 'done' && fault && forMs !== undefined) {
      this.#later(forMs, () => {
        // Another fault may stand at its place by now.
        if (this.#standing.get(placeOf(fault)) === fault) this.heal(fault);
        running.state = { ...running.state, state: 'healed' };
        this.#changed();
      });
    }
    this.#changed();
  }

  #perform({ fault, heal, set }: TimelineStep): void {
    if (fault) this.apply(fault);
    if (heal) this.heal(heal);
    if (set) this.#switches.set(set.switch, set.target, set.value);
  }

  #later(ms: number, task: () => void): void {
    const cancel = this.#clock.after(ms, () => {
      this.#timers.delete(cancel);
      task();
    });
    this.#timers.add(cancel);
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

function isEvent({ server, direction, startLine }: LabLogEntry, event: TimelineEvent): boolean {
  if (event.server !== undefined && event.server !== server) return false;
  if (event.received !== undefined) return direction === 'received' && startLine.startsWith(`${event.received} `);
  return direction === 'sent' && startLine.startsWith(`SIP/2.0 ${event.sent} `);
}
