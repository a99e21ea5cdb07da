/** Being in a meeting: the dialog, the roster that follows, what stands on both, and the one end. RFC 4575, [MS-CONFBAS] 3.4 */
import { accessOf, announcesOf, isLocked, permissionsOf } from '../../../protocol/roster/meeting-facts.ts';
import type { RosterState } from '../../../protocol/roster/merge.ts';
import { ownState, participantsOf, type RosterLines } from '../../../protocol/roster/people.ts';
import type { SipRequest } from '../../../protocol/sip/message.ts';
import type { Clock, Random } from '../../../shared/clock.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import type { Dialog, DialogListener, SipAgent } from '../../sip/agent.ts';
import type { Tracer } from '../../trace/tracer.ts';
import { Attachments } from './attachments.ts';
import { hostOf } from './command-failure.ts';
import { FocusCommands } from './focus-commands.ts';
import type { OnAttending } from './focus-line.ts';
import { GracePeriod } from './grace-period.ts';
import { LiveFocusLine } from './live-focus-line.ts';
import { LobbyWatch } from './lobby-watch.ts';
import { endOf } from './meeting-end.ts';
import type { EndReason, MeetingView } from './meeting-view.ts';
import { RosterFeed } from './roster-feed.ts';

/** From being accepted to a roster that names us; who is told nothing by then is in all the same. */
const rosterLimitMs = 10_000;
/** For an answer to whether anybody is there: a request's own limit is half a minute of the meeting. Who is lost too soon comes back as the same. */
const checkLimitMs = 5000;

export interface FocusPresenceOptions {
  readonly agent: SipAgent;
  readonly focusUri: string;
  /** `{GUID}` of our endpoint, as addUser named it. */
  readonly ownEndpoint: string;
  readonly displayName: string;
  readonly view: MeetingView;
  readonly clock: Clock;
  readonly random: Random;
  readonly tracer: Tracer;
  /** Attached once one is let in, closed at the end. */
  readonly onAttending: readonly OnAttending[];
  /** The way to the meeting is lost, not the meeting: told once, before what stands on it is closed, in place of an end that is shown. */
  readonly onLost: (failure: Failure) => void;
  /** Told once, when all that stood on the meeting is closed. */
  readonly onEnd: (reason: EndReason, failure?: Failure) => void;
}

/** One is inside, not at the door: what commands go through. */
export interface Inside {
  readonly line: LiveFocusLine;
  readonly commands: FocusCommands;
  /** The last roster; undefined when the focus does not tell it. */
  readonly roster: RosterState | undefined;
}

export class FocusPresence {
  readonly #options: FocusPresenceOptions;
  readonly #feed: RosterFeed;
  readonly #commands: FocusCommands;
  readonly #attachments: Attachments;
  readonly #lobby: LobbyWatch;
  readonly #grace: GracePeriod;
  readonly #lines: RosterLines = new WeakMap();
  #line: LiveFocusLine | undefined;
  #dialog: Dialog | undefined;
  #stopWaiting: (() => void) | undefined;
  #stopChecking: () => void = () => undefined;
  /** At the door, as the focus said last to this very dialog: what is shown may be from before one fell out. */
  #waitsInLobby = false;
  #isOver = false;

  constructor(options: FocusPresenceOptions) {
    this.#options = options;
    const { agent, focusUri, clock, random, tracer } = options;
    this.#feed = new RosterFeed({
      agent,
      focusUri,
      clock,
      random,
      tracer,
      onRoster: (state) => this.#show(state),
      onAway: () => options.view.rosterAway(),
      onRefused: () => this.#refused(),
    });
    this.#commands = new FocusCommands({ focusUri, from: agent.identity.aor, clock, random, tracer });
    this.#attachments = new Attachments({
      onAttending: options.onAttending,
      clock,
      onThrown: (error) => this.#thrown(error),
    });
    const { participants, graceEndsAt } = options.view.state;
    this.#lobby = new LobbyWatch(clock, participants);
    this.#grace = new GracePeriod(clock, graceEndsAt);
  }

  /** Hand this to the INVITE: requests may come before its outcome is known. */
  readonly listener: DialogListener = {
    onRequest: (request) => this.#commands.heard(request),
    onEnd: ({ bye, failure }) => void this.#left(bye, failure),
  };

  /** The INVITE was accepted. */
  start(dialog: Dialog, waitsInLobby: boolean): void {
    if (this.#isOver) return;
    this.#dialog = dialog;
    this.#commands.start(dialog);
    this.#waitsInLobby = waitsInLobby;
    if (waitsInLobby) this.#options.view.inLobby();
    else this.#awaitRoster();
    this.#feed.open();
  }

  /** Undefined at the door, and once it is over. */
  get inside(): Inside | undefined {
    const line = this.#line;
    return line && { line, commands: this.#commands, roster: this.#feed.state };
  }

  /** Whether the meeting is still to be reached, as after a sleep. One that is not, is lost. */
  async check(): Promise<void> {
    if (this.#isOver) return;
    const { clock, focusUri } = this.#options;
    this.#stopChecking();
    const stop = clock.after(checkLimitMs, () => {
      this.lost({ code: 'CONNECTION_LOST', server: hostOf(focusUri), detail: 'nobody answers', at: clock.wall() });
    });
    this.#stopChecking = stop;
    const failure = await this.#feed.check();
    stop();
    if (failure) this.lost({ ...failure, code: 'CONNECTION_LOST' });
  }

  /** What it stood on is gone. */
  lost(failure: Failure): void {
    void this.#left(undefined, failure);
  }

  /** Leaves: what stands on the meeting, the subscription and the dialog are ended at their servers. */
  async leave(): Promise<void> {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#closeLine();
    await this.#attachments.close();
    await Promise.all([this.#feed.end(), this.#dialog?.end()]);
  }

  #awaitRoster(): void {
    const { clock, view } = this.#options;
    view.begin('roster');
    this.#stopWaiting = clock.after(rosterLimitMs, () => {
      if (!this.#line && !this.#waitsInLobby && !this.#feed.state?.isOver) this.#refused();
    });
  }

  /** Without a roster one is in all the same; the dialog decides about that. Who leaves is not let in anew: what is attached then nobody would close. */
  #refused(): void {
    if (this.#isOver) return;
    const { view } = this.#options;
    if (!this.#waitsInLobby) this.#letIn();
    view.rosterAway();
  }

  #show(state: RosterState): void {
    if (this.#isOver || state.isOver) return;
    const { agent, ownEndpoint, view } = this.#options;
    const self = agent.identity.aor;
    const participants = this.#lobby.mark(participantsOf(state, self, this.#lines));
    view.roster({
      participants,
      description: state.description,
      isLocked: isLocked(state),
      access: accessOf(state),
      announces: announcesOf(state),
      permissions: permissionsOf(state),
      graceEndsAt: this.#grace.endsAt(participants),
    });
    const own = ownState(state, self, ownEndpoint);
    if (own === 'in-lobby' || own === 'connected') this.#waitsInLobby = own === 'in-lobby';
    if (own === 'in-lobby') view.inLobby();
    else if (own === 'connected') this.#letIn();
    this.#line?.changed();
  }

  /** The first time, whatever stands on the meeting is attached. */
  #letIn(): void {
    const { agent, focusUri, ownEndpoint, displayName, view } = this.#options;
    this.#stopWaiting?.();
    view.joined();
    if (this.#line) return;
    this.#line = new LiveFocusLine({
      meetingId: view.state.id,
      agent,
      focusUri,
      ownEndpoint,
      displayName,
      commands: this.#commands,
      roster: () => this.#feed.state,
      onThrown: (error) => this.#thrown(error),
    });
    this.#attachments.open(this.#line);
  }

  async #left(bye: SipRequest | undefined, failure: Failure | undefined): Promise<void> {
    if (this.#isOver) return;
    this.#isOver = true;
    const { clock, focusUri, onEnd, onLost, view } = this.#options;
    const wasInLobby = this.#waitsInLobby;
    // Nobody throws out who ended the meeting; some servers say no more than BYE.
    const wasDeleted = this.#feed.state?.isOver || this.#commands.asksForEnd;
    const place = { server: hostOf(focusUri), at: clock.wall() };
    const end = endOf({ bye, failure, wasInLobby, wasDeleted }, place);
    this.#closeLine();
    void this.#feed.end();
    if (end.reason === 'connection-lost') onLost(end.failure ?? { code: 'CONNECTION_LOST', ...place });
    else view.end(end.reason, end.failure ? { failure: end.failure } : {});
    await this.#attachments.close();
    onEnd(end.reason, end.failure);
  }

  #closeLine(): void {
    this.#stopWaiting?.();
    this.#stopChecking();
    this.#line?.close();
    this.#line = undefined;
    this.#commands.close();
  }

  #thrown(error: unknown): void {
    const text = error instanceof Error ? error.name : typeof error;
    this.#options.tracer.record({ kind: 'failure', code: 'INTERNAL', text: `a part of the meeting: ${text}` });
  }
}
