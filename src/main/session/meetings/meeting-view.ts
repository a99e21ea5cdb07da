/** The meeting as shown: one immutable value in the state, changed only through here. */
import type { Description } from '../../../protocol/roster/read.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import type {
  JoinStep,
  JoinStepKind,
  MeetingAccess,
  MeetingAway,
  MeetingLink,
  MeetingPermissions,
  MeetingState,
  Participant,
} from '../../../shared/model/meeting.ts';
import { partsOf } from '../../../shared/model/meeting-parts.ts';
import type { StateStore } from '../../store/state.ts';

export type EndReason = NonNullable<MeetingState['endedBecause']>;

/** The roster as the person sees it. */
export interface RosterNews {
  readonly participants: readonly Participant[];
  readonly description: Description;
  readonly isLocked: boolean;
  readonly access: MeetingAccess | undefined;
  readonly announces: boolean | undefined;
  readonly permissions: MeetingPermissions | undefined;
  readonly graceEndsAt: number | undefined;
}

/** Steps of the join and of every return; who comes back for hours has seen the first. */
const mostSteps = 40;

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
      parts: partsOf(undefined, options.store.get()),
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
    this.#change({ steps: [...this.#settled('done'), step].slice(-mostSteps) });
  }

  /** A step that is over as it is told. */
  note(kind: JoinStepKind, options: { server?: string; failure?: Failure } = {}): void {
    const atMs = Math.round(this.#clock.now() - this.#startMs);
    const step: JoinStep = { kind, state: options.failure ? 'failed' : 'done', atMs, ...options };
    this.#change({ steps: [...this.#settled('done'), step].slice(-mostSteps) });
  }

  asGuest(homeFailure?: Failure): void {
    // A guest is under nobody's rules.
    this.#change({ asGuest: true, parts: partsOf(undefined, undefined), ...(homeFailure ? { homeFailure } : {}) });
  }

  inLobby(): void {
    // Back at the door after falling out there one waits on, and has waited since the first time.
    if (this.#state.steps.some(({ kind, state }) => kind === 'in-lobby' && state === 'running')) return;
    this.begin('in-lobby');
    this.#change({ phase: 'lobby', lobbySince: this.#state.lobbySince ?? this.#clock.wall() });
  }

  joined(): void {
    if (this.#state.phase === 'joined') {
      const isRunning = this.#state.steps.some(({ state }) => state === 'running');
      if (isRunning) this.#change({ steps: this.#settled('done') });
      return;
    }
    this.note('joined');
    this.#drop('lobbySince');
    this.#change({ phase: 'joined' });
  }

  /** What the server said last of the meeting and of all who are here; what it does not say any more is not known any more. */
  roster(news: RosterNews): void {
    const { participants, description, isLocked, access, announces, permissions, graceEndsAt } = news;
    const { subject, organizerName, joinUrl, pstnLobbyBypass, uris } = description;
    const ownRole = participants.find(({ isSelf }) => isSelf)?.role;
    this.#drop('rosterGapAt', 'access', 'announces', 'permissions', 'graceEndsAt', 'phonesBypassLobby');
    this.#change({
      participants,
      isLocked,
      parts: partsOf(uris, this.#state.asGuest ? undefined : this.#store.get()),
      ...(subject ? { subject } : {}),
      ...(organizerName ? { organizerName } : {}),
      ...(joinUrl ? { joinUrl } : {}),
      ...(ownRole ? { ownRole } : {}),
      ...(access ? { access } : {}),
      ...(pstnLobbyBypass === undefined ? {} : { phonesBypassLobby: pstnLobbyBypass }),
      ...(announces === undefined ? {} : { announces }),
      ...(permissions ? { permissions } : {}),
      ...(graceEndsAt === undefined ? {} : { graceEndsAt }),
    });
  }

  /** One has fallen out; what is shown is from before. */
  away(news: Omit<MeetingAway, 'since'>): void {
    const since = this.#state.away?.since ?? this.#clock.wall();
    const steps = this.#settled('failed', news.failure);
    this.#change({ away: { ...news, since }, rosterGapAt: this.#state.rosterGapAt ?? since, steps });
  }

  /** The server has taken us in again. */
  back(): void {
    if (this.#state.away === undefined) return;
    this.#drop('away');
    this.#change({});
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
    this.#drop('lobbySince', 'graceEndsAt', 'away');
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

  /** Forgets, so that the next change is published without it. */
  #drop(...keys: readonly (keyof MeetingState)[]): void {
    if (this.isOver) return;
    const rest: Partial<MeetingState> = { ...this.#state };
    for (const key of keys) delete (rest as Record<string, unknown>)[key];
    this.#state = rest as MeetingState;
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
