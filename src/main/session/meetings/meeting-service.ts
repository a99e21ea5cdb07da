/** Meetings as a person has them: read a link, join, leave, put away. One at a time. */
import { type LinkProblem, readMeetingLink } from '../../../protocol/links/meeting-link.ts';
import { oneLine } from '../../../protocol/text/one-line.ts';
import type { AccountState } from '../../../shared/model/account.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import type { MeetingLink, ReadMeetingLink } from '../../../shared/model/meeting.ts';
import { reasonAgainstAccess } from '../../../shared/model/scheduling.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import { uuidFrom } from '../../sip/identity.ts';
import type { StateStore } from '../../store/state.ts';
import type { Tracer } from '../../trace/tracer.ts';
import { isAccountAway, untilAccountBack } from './account-way.ts';
import { type Attendance, type JoinDependencies, type JoinInput, type JoinResult, runJoin, type Seat } from './join.ts';
import { createMeetingControl, type MeetingControl } from './meeting-control.ts';
import { MeetingReturn } from './meeting-return.ts';
import { MeetingView } from './meeting-view.ts';

/** From click to roster or sentence. */
const joinLimitMs = 30_000;

export interface JoinRequest {
  readonly text: string;
  readonly guestName: string;
  readonly as: 'auto' | 'guest';
  readonly conferenceKey?: string;
  /** Leaves the meeting that is open. Without it a second join is refused. */
  readonly replace?: boolean;
  /** With `as: 'guest'`: also in a meeting of the own company, where one else goes by the own name. */
  readonly ownCompanyAsGuest?: boolean;
}

export interface ResolvedLink {
  readonly link: MeetingLink;
  readonly conferenceKey?: string;
}

export interface MeetingDependencies extends JoinDependencies {
  readonly state: StateStore;
  readonly tracer: Tracer;
  readonly home: () => JoinInput['home'] | undefined;
  /** The account's address, so that it can never stand in a guest's name. */
  readonly ownAddress: () => string;
  /** Asks a meeting's page for the conference behind it. */
  readonly resolvePage: (
    url: string,
    context: { signal: AbortSignal; tracer: Tracer },
  ) => Promise<Outcome<ResolvedLink>>;
}

export interface MeetingService {
  /** Running the meeting one is in. */
  readonly control: MeetingControl;
  readLink(text: string): Outcome<ReadMeetingLink>;
  /**
   * Resolves when attending, waiting in the lobby, failed or cancelled; `meeting` says which. Failures: MEETING_OPEN, LINK_*,
   * those of discovery and connecting, CONFERENCE_*, GUESTS_NOT_ALLOWED, JOIN_REFUSED, JOURNEY_TIMEOUT.
   */
  join(request: JoinRequest): Promise<Outcome<void>>;
  leave(): Promise<void>;
  dismiss(): void;
  /** The machine woke up or has another network: a lost meeting is tried at once, a guest's connection is looked at. */
  hurry(gone: readonly string[]): void;
  /** The person does not want to wait for the next try to come back. */
  tryNow(): void;
}

export function createMeetingService(deps: MeetingDependencies): MeetingService {
  return new Meetings(deps);
}

interface Current {
  readonly controller: AbortController;
  /** Somebody was signed in when it was asked for. */
  readonly hadAccount: boolean;
  view?: MeetingView;
  attendance?: Attendance;
  /** While one has fallen out. */
  comingBack?: MeetingReturn;
}

class Meetings implements MeetingService {
  readonly #deps: MeetingDependencies;
  readonly control: MeetingControl;
  #current: Current | undefined;
  /** Who is signed in, or was last. */
  #owner = '';
  #count = 0;

  constructor(deps: MeetingDependencies) {
    this.#deps = deps;
    const { clock, random, state } = deps;
    const inside = () => this.#current?.attendance?.inside;
    this.control = createMeetingControl({
      ...{ clock, random, inside },
      meeting: () => state.get().meeting,
      forbids: (access) => reasonAgainstAccess(state.get(), access),
    });
    state.onDelta(({ slices }) => slices.account && this.#accountIs(slices.account));
  }

  readLink(text: string): Outcome<ReadMeetingLink> {
    const reading = readMeetingLink(text);
    if (reading.kind === 'meeting') return done({ ...reading.link, ownCompany: this.#isOwnCompany(reading.link) });
    if (reading.kind === 'page') return done({ form: 'https', host: reading.page.host });
    return failed(this.#linkFailure(reading.problem));
  }

  async join(request: JoinRequest): Promise<Outcome<void>> {
    if (this.#isOpen() && !request.replace) return failed({ code: 'MEETING_OPEN', at: this.#deps.clock.wall() });
    const leaving = this.leave();
    this.#count += 1;
    const tracer = this.#deps.tracer.for(`join-${this.#count}`);
    const hadAccount = this.#deps.home() !== undefined || isAccountAway(this.#deps.state);
    const current: Current = { controller: new AbortController(), hadAccount };
    // From here on a leave, or another join, ends this one, also while the meeting before is still being left.
    this.#current = current;
    await leaving;
    if (this.#current !== current) return done(undefined);
    const limit = new AbortController();
    const stopLimit = this.#deps.clock.after(joinLimitMs, () => limit.abort());
    try {
      const signal = AbortSignal.any([current.controller.signal, limit.signal]);
      return await this.#run(current, request, { signal, tracer, limit: limit.signal });
    } finally {
      stopLimit();
      // Nothing came of it, so there is nothing to leave.
      if (this.#current === current && !current.attendance) this.#current = undefined;
    }
  }

  async leave(): Promise<void> {
    const current = this.#current;
    this.#current = undefined;
    if (!current) return;
    const wasJoining = current.attendance === undefined;
    current.controller.abort();
    current.comingBack?.stop();
    current.view?.leaving();
    await current.attendance?.leave();
    current.view?.end(wasJoining ? 'cancelled' : 'left');
  }

  dismiss(): void {
    if (this.#deps.state.get().meeting?.phase === 'ended') this.#deps.state.set('meeting', null);
  }

  hurry(gone: readonly string[]): void {
    const { comingBack, attendance } = this.#current ?? {};
    if (!comingBack) attendance?.check(gone);
    // Also one that is lost by this very change.
    this.#current?.comingBack?.startOver();
  }

  tryNow(): void {
    this.#current?.comingBack?.tryNow();
  }

  /** Whom the server gave up has not signed out: what is left of their meeting is nothing for the next. */
  #accountIs(account: AccountState): void {
    this.#current?.comingBack?.accountIs(account);
    if (account.kind !== 'registered') return;
    const { sipUri } = account.account;
    if (this.#owner !== '' && this.#owner !== sipUri) this.dismiss();
    this.#owner = sipUri;
  }

  async #run(
    current: Current,
    request: JoinRequest,
    context: { signal: AbortSignal; tracer: Tracer; limit: AbortSignal },
  ): Promise<Outcome<void>> {
    const resolved = await this.#resolve(request.text, context);
    if (this.#current !== current) return done(undefined);
    if (!resolved.ok) return context.limit.aborted ? failed(this.#tooLong()) : resolved;
    const { link } = resolved.value;
    const goesByOwnName = request.as === 'auto' || (this.#isOwnCompany(link) && !request.ownCompanyAsGuest);
    const guestName = this.#guestName(request.guestName);
    const key = request.conferenceKey ?? resolved.value.conferenceKey;
    const view = new MeetingView({
      store: this.#deps.state,
      clock: this.#deps.clock,
      id: `meeting-${this.#count}`,
      link,
      guestName,
    });
    current.view = view;
    const asked = { link, guestName, view, tracer: context.tracer, ...(key ? { conferenceKey: key } : {}) };
    const onLost = (seat: Seat, failure: Failure) => this.#lost(current, asked, { seat, failure });
    const input = { ...asked, endpointId: uuidFrom(this.#deps.random.bytes(16)), signal: context.signal, onLost };
    const result = goesByOwnName ? await this.#joinByAccount(current, input) : await runJoin(this.#deps, input);
    return this.#settle(current, { view, result }, context);
  }

  /** Where the account's connection is lost meanwhile the join begins anew over its next one, for as long as a join may take. */
  async #joinByAccount({ hadAccount }: Current, input: Omit<JoinInput, 'home'>): Promise<JoinResult> {
    const { state } = this.#deps;
    let result: JoinResult | undefined;
    for (;;) {
      await untilAccountBack(state, input.signal);
      const home = this.#deps.home();
      // Nobody who was on the way by the own name becomes a guest, nor does who ran out of time.
      if (result && !home) return result;
      if (input.signal.aborted) return { kind: 'cancelled' };
      if (!home && hadAccount) return { kind: 'failed', failure: this.#signedOut(), canTryGuest: true };
      result = await runJoin(this.#deps, { ...input, ...(home ? { home } : {}) });
      const isCut = result.kind === 'failed' && result.failure.code === 'CONNECTION_LOST';
      // The next connection may stand already.
      if (!home || !isCut || this.#deps.home()?.agent === home.agent) return result;
    }
  }

  #settle(
    current: Current,
    { view, result }: { readonly view: MeetingView; readonly result: JoinResult },
    { tracer, limit }: { readonly tracer: Tracer; readonly limit: AbortSignal },
  ): Outcome<void> | Promise<Outcome<void>> {
    if (result.kind === 'attending') return this.#attend(current, result.attendance);
    // Whoever left knows; whom the clock stopped is told.
    const isTooLong = result.kind === 'cancelled' && this.#current === current && limit.aborted;
    if (result.kind === 'cancelled' && !isTooLong) {
      view.end('cancelled');
      return done(undefined);
    }
    const { failure, canTryGuest } =
      result.kind === 'failed' ? result : { failure: this.#tooLong(), canTryGuest: false };
    view.end('failed', { failure, canTryGuest });
    tracer.record({ kind: 'failure', code: failure.code, text: failure.server ?? '' });
    return failed(failure);
  }

  /** The way to the meeting is lost, not the meeting. */
  #lost(
    current: Current,
    asked: Pick<JoinInput, 'link' | 'guestName' | 'view' | 'tracer' | 'conferenceKey'>,
    { seat, failure }: { readonly seat: Seat; readonly failure: Failure },
  ): void {
    // Who left has said so.
    if (this.#current !== current) return;
    current.comingBack ??= new MeetingReturn({
      ...this.#deps,
      asked,
      seat,
      failure,
      account: () => this.#deps.state.get().account,
      limitMs: joinLimitMs,
      onBack: (attendance) => {
        current.attendance = attendance;
        delete current.comingBack;
      },
      onLost: (next) => this.#lost(current, asked, { seat, failure: next }),
    });
  }

  /** Joining, in the lobby or in; a meeting that ended by itself is not open. */
  #isOpen(): boolean {
    return this.#current !== undefined && !this.#current.view?.isOver;
  }

  #isOwnCompany({ organizerDomain }: MeetingLink): boolean {
    return this.#deps.home()?.domain.toLowerCase() === organizerDomain.toLowerCase();
  }

  /** Somebody may have left while the last answer was on its way. */
  async #attend(current: Current, attendance: Attendance): Promise<Outcome<void>> {
    if (this.#current === current) current.attendance = attendance;
    else await attendance.leave();
    return done(undefined);
  }

  async #resolve(text: string, context: { signal: AbortSignal; tracer: Tracer }): Promise<Outcome<ResolvedLink>> {
    const reading = readMeetingLink(text);
    if (reading.kind === 'meeting') return done(reading);
    if (reading.kind === 'problem') return failed(this.#linkFailure(reading.problem));
    return this.#deps.resolvePage(reading.page.url, context);
  }

  /** A guest is who he says he is, and never the account's address. */
  #guestName(typed: string): string {
    const name = oneLine(typed, 255);
    const own = this.#deps.ownAddress().toLowerCase();
    return name === '' || (own !== '' && name.toLowerCase().includes(own)) ? 'Guest' : name;
  }

  /** Why nobody is signed in any more. */
  #signedOut(): Failure {
    const { account } = this.#deps.state.get();
    const known = account.kind === 'signed-out' ? account.failure : undefined;
    return known ?? { code: 'NOT_SIGNED_IN', at: this.#deps.clock.wall() };
  }

  #tooLong(): Failure {
    return { code: 'JOURNEY_TIMEOUT', at: this.#deps.clock.wall() };
  }

  #linkFailure(problem: LinkProblem): Failure {
    return { code: 'LINK_INVALID', data: { problem }, detail: problem, at: this.#deps.clock.wall() };
  }
}
