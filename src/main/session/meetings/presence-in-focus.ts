/** Being in a meeting: the dialog, the roster that follows, and the one end. RFC 4575, [MS-CONFBAS] 3.4 */
import { applyConferenceInfo, type RosterState } from '../../../protocol/roster/merge.ts';
import { ownState, participantsOf } from '../../../protocol/roster/people.ts';
import { readConferenceInfo } from '../../../protocol/roster/read.ts';
import { headerOf, type SipRequest } from '../../../protocol/sip/message.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import type { Dialog, DialogListener, SipAgent, Subscription } from '../../sip/agent.ts';
import type { Tracer } from '../../trace/tracer.ts';
import type { EndReason, MeetingView } from './meeting-view.ts';

/** Computing the shown roster costs; nobody sees it more often. */
const frameMs = 50;
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
  #roster: RosterState | undefined;
  #dialog: Dialog | undefined;
  #subscription: Subscription | undefined;
  #isSubscribing = false;
  #stopFrame: (() => void) | undefined;
  #isOver = false;

  constructor(options: FocusPresenceOptions) {
    this.#options = options;
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
    void this.#subscribe();
  }

  /** Leaves: the subscription and the dialog are ended at the server. */
  async leave(): Promise<void> {
    this.#isOver = true;
    this.#stopFrame?.();
    await Promise.all([this.#subscription?.end(), this.#dialog?.end()]);
  }

  async #subscribe(): Promise<void> {
    if (this.#isOver || this.#isSubscribing) return;
    this.#isSubscribing = true;
    const { agent, focusUri } = this.#options;
    const outcome = await agent.subscribe(
      { uri: focusUri, event: 'conference', accept: rosterType, expiresSeconds: 3600 },
      {
        onNotify: ({ text }) => this.#notified(text),
        onEnd: () => {
          this.#subscription = undefined;
        },
      },
    );
    this.#isSubscribing = false;
    if (outcome.ok) this.#subscription = outcome.value;
    // Without a roster one is in all the same; the dialog decides about that.
    else this.#options.tracer.record({ kind: 'failure', code: outcome.failure.code, text: 'roster' });
    if (outcome.ok && this.#isOver) void outcome.value.end();
    if (!outcome.ok && !this.#isOver && this.#options.view.state.phase !== 'lobby') this.#options.view.joined();
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
      void this.#startOver();
      return;
    }
    this.#roster = step.state;
    this.#stopFrame ??= this.#options.clock.after(frameMs, () => this.#show());
    if (this.#options.view.state.participants.length === 0) this.#show();
  }

  /** A version is missing: only a new subscription brings the full state. */
  async #startOver(): Promise<void> {
    const old = this.#subscription;
    this.#subscription = undefined;
    this.#roster = undefined;
    await old?.end();
    await this.#subscribe();
  }

  #show(): void {
    this.#stopFrame?.();
    this.#stopFrame = undefined;
    if (!this.#roster || this.#isOver) return;
    const { agent, view } = this.#options;
    const self = agent.identity.aor;
    view.roster(participantsOf(this.#roster, self), this.#roster.description.subject);
    const own = ownState(this.#roster, self);
    if (own === 'in-lobby') view.inLobby();
    else if (own === 'connected') view.joined();
  }

  #left(bye: SipRequest | undefined, failure: Failure | undefined): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#stopFrame?.();
    void this.#subscription?.end();
    this.#options.onEnd(this.#reasonOf(bye), failure);
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
