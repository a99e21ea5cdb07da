/** The meeting as shown: one immutable value in the state, changed only through here. */
import type { Clock } from '../../../shared/clock.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import type { JoinStep, JoinStepKind, MeetingLink, MeetingState, Participant } from '../../../shared/model/meeting.ts';
import type { StateStore } from '../../store/state.ts';

export type EndReason = NonNullable<MeetingState['endedBecause']>;

export class MeetingView {
  readonly #store: StateStore;
  readonly #clock: Clock;
  readonly #startMs: number;
  #state: MeetingState;

  constructor(options: { store: StateStore; clock: Clock; id: string; link: MeetingLink; guestName: string }) {
    this.#store = options.store;
    this.#clock = options.clock;
    this.#startMs = options.clock.now();
    this.#state = {
      id: options.id,
      phase: 'joining',
      link: options.link,
      asGuest: false,
      guestName: options.guestName,
      participants: [],
      steps: [],
      canTryGuest: false,
      startedAt: options.clock.wall(),
    };
    this.#publish();
  }

  get state(): MeetingState {
    return this.#state;
  }

  get isOver(): boolean {
    return this.#state.phase === 'ended';
  }

  /** Begins a step; the step before it, if it still runs, is done. */
  begin(kind: JoinStepKind, server?: string): void {
    const atMs = Math.round(this.#clock.now() - this.#startMs);
    const step: JoinStep = { kind, state: 'running', atMs, ...(server ? { server } : {}) };
    this.#change({ steps: [...this.#settled('done'), step] });
  }

  /** A step that is over as it is told. */
  note(kind: JoinStepKind, options: { server?: string; failure?: Failure } = {}): void {
    const atMs = Math.round(this.#clock.now() - this.#startMs);
    const step: JoinStep = { kind, state: options.failure ? 'failed' : 'done', atMs, ...options };
    this.#change({ steps: [...this.#settled('done'), step] });
  }

  asGuest(homeFailure?: Failure): void {
    this.#change({ asGuest: true, ...(homeFailure ? { homeFailure } : {}) });
  }

  inLobby(): void {
    if (this.#state.phase === 'lobby') return;
    this.begin('in-lobby');
    this.#change({ phase: 'lobby' });
  }

  joined(): void {
    if (this.#state.phase === 'joined') return;
    this.note('joined');
    this.#change({ phase: 'joined' });
  }

  /** What the server said last of all who are here. */
  roster(told: { participants: readonly Participant[]; subject: string | undefined; isLocked: boolean }): void {
    const { participants, subject, isLocked } = told;
    const { rosterGapAt: _, ...rest } = this.#state;
    if (!this.isOver) this.#state = rest;
    this.#change({ participants, isLocked, ...(subject ? { subject } : {}) });
  }

  /** From now until the next word of the server the people shown may be others. */
  rosterAway(): void {
    if (this.#state.rosterGapAt === undefined) this.#change({ rosterGapAt: this.#clock.wall() });
  }

  leaving(): void {
    if (!this.isOver) this.#change({ phase: 'leaving' });
  }

  /** The first end counts; what comes after is an echo. */
  end(endedBecause: EndReason, options: { failure?: Failure; canTryGuest?: boolean } = {}): void {
    if (this.isOver) return;
    const steps = this.#settled(endedBecause === 'failed' ? 'failed' : 'skipped', options.failure);
    this.#change({
      phase: 'ended',
      endedBecause,
      steps,
      canTryGuest: options.canTryGuest ?? false,
      ...(options.failure ? { failure: options.failure } : {}),
    });
  }

  #settled(to: 'done' | 'failed' | 'skipped', failure?: Failure): readonly JoinStep[] {
    return this.#state.steps.map((step) =>
      step.state === 'running' ? { ...step, state: to, ...(failure ? { failure } : {}) } : step,
    );
  }

  /** What is over stays over, and another meeting on the screen is not painted over. */
  #change(patch: Partial<MeetingState>): void {
    if (this.isOver) return;
    this.#state = { ...this.#state, ...patch };
    if (this.#store.get().meeting?.id === this.#state.id) this.#publish();
  }

  #publish(): void {
    this.#store.set('meeting', this.#state);
  }
}
