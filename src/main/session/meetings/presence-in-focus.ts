/** Being in a meeting: the dialog, the roster that follows, and the one end. RFC 4575, [MS-CONFBAS] 3.4 */
import { readDiagnostics } from '../../../protocol/ms/diagnostics.ts';
import { applyConferenceInfo, type RosterState } from '../../../protocol/roster/merge.ts';
import { isLocked, ownState, participantsOf } from '../../../protocol/roster/people.ts';
import { readConferenceInfo } from '../../../protocol/roster/read.ts';
import { headerOf, type SipRequest } from '../../../protocol/sip/message.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import type { Dialog, DialogListener, SipAgent } from '../../sip/agent.ts';
import type { Tracer } from '../../trace/tracer.ts';
import { KeptSubscription } from '../kept-subscription.ts';
import { isPassing } from '../passing.ts';
import type { EndReason, MeetingView } from './meeting-view.ts';

/** Computing the shown roster costs; nobody sees it more often. */
const frameMs = 50;
/** Before the roster is asked for again: short for people, long enough for a server that cannot count. */
const againMs = 2000;
const rosterType = 'application/conference-info+xml';

export interface FocusPresenceOptions {
  readonly agent: SipAgent;
  readonly focusUri: string;
  readonly view: MeetingView;
  readonly clock: Clock;
  readonly tracer: Tracer;
  readonly onEnd: (reason: EndReason, failure?: Failure) => void;
}

export class FocusPresence {
  readonly #options: FocusPresenceOptions;
  readonly #kept: KeptSubscription;
  #roster: RosterState | undefined;
  #dialog: Dialog | undefined;
  #stopFrame: (() => void) | undefined;
  #isOver = false;

  constructor(options: FocusPresenceOptions) {
    this.#options = options;
    const { agent, clock, focusUri: uri } = options;
    this.#kept = new KeptSubscription({
      agent,
      clock,
      againMs,
      subscribe: { uri, event: 'conference', accept: rosterType, expiresSeconds: 3600 },
      onNotify: ({ text }) => this.#notified(text),
      onRefused: (failure) => this.#refused(failure),
      onAway: () => this.#away(),
    });
  }

  /** Hand this to the INVITE: requests may come before its outcome is known. */
  readonly listener: DialogListener = {
    onRequest: () => 200,
    onEnd: ({ bye, failure }) => this.#left(bye, failure),
  };

  /** The INVITE was accepted. */
  start(dialog: Dialog, waitsInLobby: boolean): void {
    this.#dialog = dialog;
    if (waitsInLobby) this.#options.view.inLobby();
    else this.#options.view.begin('roster');
    void this.#kept.open();
  }

  /** Leaves: the subscription and the dialog are ended at the server. */
  async leave(): Promise<void> {
    this.#isOver = true;
    this.#stopFrame?.();
    await Promise.all([this.#kept.end(), this.#dialog?.end()]);
  }

  /** Without a roster one is in all the same; the dialog decides about that. */
  #refused(failure: Failure): void {
    const { tracer, view } = this.#options;
    tracer.record({ kind: 'failure', code: failure.code, text: 'roster' });
    if (view.state.phase !== 'lobby') view.joined();
    if (isPassing(failure)) this.#kept.openLater();
    else view.rosterAway();
  }

  /** What is shown stays, said to be old; only a full state can be built upon now. */
  #away(): void {
    this.#show();
    this.#roster = undefined;
    this.#options.tracer.record({ kind: 'decision', text: 'Roster: a gap; asked for again' });
    this.#options.view.rosterAway();
  }

  #notified(text: string): void {
    if (this.#isOver) return;
    const reading = readConferenceInfo(text);
    if (!reading.ok) {
      this.#options.tracer.record({ kind: 'failure', code: 'MEETING_XML_UNREADABLE', text: reading.problem });
      return;
    }
    const step = applyConferenceInfo(this.#roster, reading.info);
    if (step.outcome === 'gap') {
      this.#kept.openLater();
      return;
    }
    this.#roster = step.state;
    // The conference is gone, and nothing more can be learnt of it; the dialog's end follows.
    if (step.state.isOver) this.#kept.stop();
    this.#stopFrame ??= this.#options.clock.after(frameMs, () => this.#show());
    if (this.#options.view.state.participants.length === 0) this.#show();
  }

  #show(): void {
    this.#stopFrame?.();
    this.#stopFrame = undefined;
    if (!this.#roster || this.#isOver) return;
    const { agent, view } = this.#options;
    const self = agent.identity.aor;
    view.roster({
      participants: participantsOf(this.#roster, self),
      subject: this.#roster.description.subject,
      isLocked: isLocked(this.#roster),
    });
    const own = ownState(this.#roster, self);
    if (own === 'in-lobby') view.inLobby();
    else if (own === 'connected') view.joined();
  }

  #left(bye: SipRequest | undefined, failure: Failure | undefined): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#stopFrame?.();
    void this.#kept.end();
    const reason = this.#reasonOf(bye);
    this.#options.onEnd(reason, reason === 'lobby-denied' ? this.#denied(bye) : failure);
  }

  #denied(bye: SipRequest | undefined): Failure {
    const { clock, focusUri } = this.#options;
    const diagnostics = bye ? readDiagnostics(bye) : [];
    return {
      code: 'LOBBY_DENIED',
      server: focusUri.slice(focusUri.indexOf('@') + 1).replace(/;.*/s, ''),
      at: clock.wall(),
      ...(diagnostics.length > 0 ? { diagnostics } : {}),
    };
  }

  /** The server's own word first; without one, what the roster said last. RFC 3326, protocol notes 7.8 */
  #reasonOf(bye: SipRequest | undefined): EndReason {
    if (!bye) return 'connection-lost';
    if (this.#options.view.state.phase === 'lobby') return 'lobby-denied';
    const reason = headerOf(bye, 'reason') ?? '';
    const isOver = this.#roster?.isOver || /cause\s*=\s*410|ended/i.test(reason);
    return isOver ? 'meeting-ended' : 'removed';
  }
}
