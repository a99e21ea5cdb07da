/** The own meetings as they are known, and the one place that writes `ownMeetings`. */
import type { FactoryCapabilities, FactoryConference } from '../../../protocol/conference-factory/conference.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import { noOwnMeetings, type OwnMeeting, type OwnMeetingsState } from '../../../shared/model/scheduling.ts';
import type { StateStore } from '../../store/state.ts';
import { byStart, type Knowledge, ownMeeting } from './own-meeting.ts';

const mostMeetings = 200;
/** Not found, not allowed, bad event, not implemented. */
const ABSENT: ReadonlySet<number> = new Set([404, 405, 489, 501]);

interface Held {
  readonly meeting: OwnMeeting;
  /** The server's mark of the version whose details are known. */
  readonly version: string | undefined;
}

export class MeetingShelf {
  readonly #state: StateStore;
  readonly #clock: Clock;
  readonly #held = new Map<string, Held>();
  /** Set up, changed or taken back since a reading began: its list may be from before. */
  readonly #newer = new Set<string>();

  constructor(state: StateStore, clock: Clock) {
    this.#state = state;
    this.#clock = clock;
  }

  get(conferenceId: string): OwnMeeting | undefined {
    return this.#held.get(conferenceId)?.meeting;
  }

  /** Whether this very version was read whole before; servers that mark no versions are asked each time. */
  knows({ conferenceId, lastUpdate }: FactoryConference): boolean {
    return lastUpdate !== undefined && this.#held.get(conferenceId)?.version === lastUpdate;
  }

  /** A meeting as shown, from what was told and asked for; `isWhole`: all that the server keeps about it was told. */
  meetingOf(told: FactoryConference, { wish, isWhole = false }: Pick<Knowledge, 'wish' | 'isWhole'> = {}): OwnMeeting {
    const before = this.get(told.conferenceId);
    return ownMeeting(told, { ...(wish ? { wish } : {}), ...(before ? { before } : {}), isWhole });
  }

  /** Adds a meeting, or takes its place. */
  put(meeting: OwnMeeting, version: string | undefined): void {
    this.#newer.add(meeting.conferenceId);
    this.#held.set(meeting.conferenceId, { meeting, version });
    this.#show({});
  }

  remove(conferenceId: string): void {
    this.#newer.add(conferenceId);
    if (this.#held.delete(conferenceId)) this.#show({});
  }

  /** The list as the server has it now; those with `whole` are known in every detail. */
  replace(list: readonly { readonly told: FactoryConference; readonly whole: boolean }[]): void {
    const next = list.map(({ told, whole }): [string, Held] => {
      const version = whole ? told.lastUpdate : this.#held.get(told.conferenceId)?.version;
      return [told.conferenceId, { meeting: this.meetingOf(told, { isWhole: whole }), version }];
    });
    for (const id of [...this.#held.keys()]) if (!this.#newer.has(id)) this.#held.delete(id);
    for (const [id, held] of next) if (!this.#newer.has(id)) this.#held.set(id, held);
    this.#show({});
  }

  setCapabilities({ modalities, dialIn, dialInPage, anonymousScheduling, phoneBypass }: FactoryCapabilities): void {
    this.#show({
      modalities,
      dialIn,
      ...(dialInPage === undefined ? {} : { dialInPage }),
      ...(anonymousScheduling === undefined ? {} : { guestsForbidden: !anonymousScheduling }),
      ...(phoneBypass === undefined ? {} : { phonesMustWait: !phoneBypass }),
    });
  }

  /** A reading begins. */
  begin(): void {
    this.#newer.clear();
    const { failure: _, ...rest } = this.#state.get().ownMeetings;
    this.#state.set('ownMeetings', { ...rest, state: 'loading' });
  }

  finish(): void {
    this.#show({ state: 'ready', updatedAt: this.#clock.wall() });
  }

  /** Keeps what was known before. A server that knows no such address or question sets no meetings up at all. */
  fail(failure: Failure): void {
    const isAbsent = failure.code === 'SCHEDULING_UNAVAILABLE' && ABSENT.has(failure.sip?.status ?? 0);
    this.#show({ state: isAbsent ? 'none' : 'failed', failure });
  }

  /** Nobody is there to be asked any more: a reading that was to come, or was under way, comes to nothing. What was known stays. */
  giveUp(): void {
    if (this.#state.get().ownMeetings.state === 'loading') this.#show({ state: 'failed' });
  }

  clear(): void {
    this.#held.clear();
    this.#newer.clear();
    this.#state.set('ownMeetings', noOwnMeetings);
  }

  #show(change: Partial<OwnMeetingsState>): void {
    const meetings = [...this.#held.values()].map(({ meeting }) => meeting).sort(byStart);
    const before = this.#state.get().ownMeetings;
    this.#state.set('ownMeetings', { ...before, ...change, meetings: meetings.slice(0, mostMeetings) });
  }
}
