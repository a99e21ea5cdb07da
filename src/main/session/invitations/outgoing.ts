/** Those we ask to come to the meeting that is open. [MS-CONFBAS]; protocol notes 11.2 */
import { conferenceInviteType } from '../../../protocol/conference-invite/read.ts';
import { writeConferenceInvite } from '../../../protocol/conference-invite/write.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import type { MeetingInvitee } from '../../../shared/model/meeting-chat.ts';
import { refusedBy, unanswered } from '../../im/not-delivered.ts';
import type { InviteOutcome, SipAgent } from '../../sip/agent.ts';

/** At a time; the oldest that was answered gives way. */
const most = 50;

export interface OutgoingNeeds {
  readonly clock: Clock;
  readonly newId: () => string;
  readonly onChange: () => void;
}

/** Why nobody need answer any more: the person is there. */
const hasCome = 'has come';

/** Whom to ask, and to what. */
export interface Asking {
  readonly uri: string;
  readonly name: string;
  readonly focusUri: string;
  readonly subject?: string | undefined;
  /** `Ms-Conversation-ID` of what the meeting continues. */
  readonly conversationKey?: string | undefined;
}

type Fate = Pick<MeetingInvitee, 'state' | 'failure'>;

export class OutgoingInvitations {
  readonly #needs: OutgoingNeeds;
  readonly #all = new Map<string, { readonly invitee: MeetingInvitee; readonly controller: AbortController }>();

  constructor(needs: OutgoingNeeds) {
    this.#needs = needs;
  }

  get all(): readonly MeetingInvitee[] {
    return Array.from(this.#all.values(), ({ invitee }) => invitee);
  }

  /** Asks; true when the person said yes, or came without an answer. One who is being asked already is not asked twice. */
  async ask(agent: SipAgent, asking: Asking): Promise<boolean> {
    const before = this.#all.get(asking.uri);
    if (before?.invitee.state === 'asking') return false;
    const controller = new AbortController();
    const invitee: MeetingInvitee = {
      id: this.#needs.newId(),
      uri: asking.uri,
      name: asking.name,
      state: 'asking',
    };
    this.#all.delete(asking.uri);
    this.#all.set(asking.uri, { invitee, controller });
    this.#makeRoom();
    this.#needs.onChange();
    const said = agent.invite(
      {
        uri: asking.uri,
        ...(asking.conversationKey ? { headers: [['Ms-Conversation-ID', asking.conversationKey]] } : {}),
        body: { contentType: conferenceInviteType, text: writeConferenceInvite(written(asking)) },
        signal: controller.signal,
      },
      { onRequest: () => 200, onEnd: () => undefined },
    );
    // Who is asked no longer may still answer, late or never.
    return Promise.race([this.#heard(invitee.id, said), comingOf(controller.signal)]);
  }

  /** Those who are in the meeting now are waited for no longer; whoever came by another way need not answer. */
  arrived(uris: ReadonlySet<string>): void {
    const there = [...this.#all.values()].filter(({ invitee }) => uris.has(invitee.uri));
    for (const { invitee } of there) this.#all.delete(invitee.uri);
    for (const { controller } of there) controller.abort(hasCome);
    if (there.length > 0) this.#needs.onChange();
  }

  /** There is no way to them any more: whoever is still asked is shown as not reached. */
  lose(): void {
    for (const { controller } of this.#all.values()) controller.abort();
  }

  /** The meeting is over: whoever is still asked need not answer. */
  takeBack(): void {
    if (this.#all.size === 0) return;
    const all = [...this.#all.values()];
    this.#all.clear();
    for (const { controller } of all) controller.abort();
    this.#needs.onChange();
  }

  /** True for a yes. */
  async #heard(id: string, said: Promise<InviteOutcome>): Promise<boolean> {
    const outcome = await said;
    // It was for this one question; nothing is said in it.
    if (outcome.kind === 'accepted') void outcome.dialog.end();
    this.#settle(id, this.#fateOf(outcome));
    return outcome.kind === 'accepted';
  }

  #settle(id: string, fate: Fate): void {
    const entry = [...this.#all.values()].find(({ invitee }) => invitee.id === id);
    if (!entry) return;
    this.#all.set(entry.invitee.uri, { ...entry, invitee: { ...entry.invitee, ...fate } });
    this.#needs.onChange();
  }

  #fateOf(outcome: InviteOutcome): Fate {
    const at = this.#needs.clock.wall();
    if (outcome.kind === 'accepted') return { state: 'accepted' };
    if (outcome.kind === 'refused') {
      const failure: Failure = { ...refusedBy(outcome.response, at), code: 'INVITATION_NOT_TAKEN' };
      return { state: outcome.response.status === 603 ? 'declined' : 'failed', failure };
    }
    const cause: Failure = outcome.kind === 'failed' ? outcome.failure : { code: 'CONNECTION_LOST', at };
    return { state: 'failed', failure: { ...unanswered(cause, true), code: 'INVITATION_NOT_TAKEN' } };
  }

  #makeRoom(): void {
    const oldest = this.all.find(({ state }) => state !== 'asking');
    if (this.#all.size > most && oldest) this.#all.delete(oldest.uri);
  }
}

function written({ focusUri, subject }: Asking): { focusUri: string; subject?: string } {
  return { focusUri, ...(subject ? { subject } : {}) };
}

/** Resolves with true when the person is there, and never otherwise. */
function comingOf(signal: AbortSignal): Promise<true> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => signal.reason === hasCome && resolve(true), { once: true });
  });
}
