/** Invitations to meetings both ways, and the conversation between two that becomes a meeting. Protocol notes 11.2 */
import { personUri } from '../../../protocol/contacts/person-uri.ts';
import { addressOf } from '../../../protocol/sip/uri.ts';
import type { ConversationPeer } from '../../../shared/model/conversation.ts';
import type { Failure, FailureCode } from '../../../shared/model/failure.ts';
import type { MeetingState } from '../../../shared/model/meeting.ts';
import type { IncomingInvitation } from '../../../shared/model/meeting-chat.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import { nameOf } from '../../im/name-of.ts';
import type { SipAgent } from '../../sip/agent.ts';
import { IncomingInvitations } from './incoming.ts';
import type { CreatedMeeting, InvitationDependencies, InvitationService } from './invitations-api.ts';
import { OutgoingInvitations } from './outgoing.ts';

/** Makes the service; nothing happens before start(). */
export function createInvitationService(deps: InvitationDependencies): InvitationService {
  return new Invitations(deps);
}

class Invitations implements InvitationService {
  readonly #deps: InvitationDependencies;
  readonly #incoming: IncomingInvitations;
  readonly #outgoing: OutgoingInvitations;
  readonly #missedListeners: ((invitation: IncomingInvitation) => void)[] = [];
  #agent: SipAgent | undefined;
  /** Whose invitations are shown. */
  #owner = '';
  #isEscalating = false;
  /** The meeting that people are asked to. */
  #askedTo: string | undefined;

  constructor(deps: InvitationDependencies) {
    const { state, clock, random } = deps;
    const newId = () => Buffer.from(random.bytes(12)).toString('hex');
    this.#deps = deps;
    this.#incoming = new IncomingInvitations({
      clock,
      newId,
      introduce: ({ uri, name }) => {
        const conversation = state.get().conversations.find(({ peer }) => peer.uri === uri);
        return {
          from: { uri, name: nameOf(state.get(), uri, name) },
          ...(conversation ? { conversationId: conversation.id } : {}),
        };
      },
      isIn: (focusUri) => this.#ownMeeting()?.link.focusUri === focusUri,
      onChange: () => state.set('meetingInvitations', this.#incoming.all),
      onMissed: (invitation) => {
        for (const listener of this.#missedListeners) listener(invitation);
      },
    });
    this.#outgoing = new OutgoingInvitations({
      clock,
      newId,
      onChange: () => state.set('meetingInvitees', this.#outgoing.all),
    });
    state.onDelta(({ slices }) => 'meeting' in slices && this.#meetingChanged());
  }

  start({ agent, signal }: { agent: SipAgent; signal: AbortSignal }): void {
    if (this.#owner !== agent.identity.aor) this.#outgoing.takeBack();
    this.#owner = agent.identity.aor;
    this.#agent = agent;
    agent.onInvite((invite) => this.#agent === agent && this.#incoming.take(invite));
    signal.addEventListener('abort', () => this.#agent === agent && this.#lose(), { once: true });
  }

  forget(): void {
    this.#lose();
    this.#outgoing.takeBack();
  }

  async accept(id: string, replace = false): Promise<Outcome<void>> {
    const link = this.#incoming.linkOf(id);
    if (!link) return this.#failed('INVITATION_GONE');
    if (this.#openMeeting() && !replace) return this.#failed('MEETING_OPEN');
    if (!this.#incoming.accept(id)) return this.#failed('INVITATION_GONE');
    return this.#deps.join({ text: `conf:${link.focusUri}`, replace });
  }

  decline(id: string): Outcome<void> {
    return this.#incoming.decline(id) ? done(undefined) : this.#failed('INVITATION_GONE');
  }

  send(uri: string, name?: string): Outcome<void> {
    const person = personUri(uri);
    if (!person) return this.#failed('CONTACT_INVALID', { text: uri.slice(0, 100) });
    if (!this.#agent) return this.#absent();
    const meeting = this.#openMeeting();
    if (meeting?.phase !== 'joined') return this.#failed('MEETING_CHAT_CLOSED');
    void this.#ask(this.#agent, { meeting, uri: person, name });
    return done(undefined);
  }

  async addPerson(conversationId: string, uri: string, name?: string): Promise<Outcome<void>> {
    const peer = this.#deps.talks.peerOf(conversationId);
    const person = personUri(uri);
    if (!peer) return this.#failed('CONVERSATION_UNKNOWN');
    if (!person) return this.#failed('CONTACT_INVALID', { text: uri.slice(0, 100) });
    const agent = this.#agent;
    if (!agent) return this.#absent();
    if (this.#openMeeting() || this.#isEscalating) return this.#failed('MEETING_OPEN');
    this.#isEscalating = true;
    const meeting = await this.#meetNow(agent);
    this.#isEscalating = false;
    if (!meeting.ok) return meeting;
    if (this.#agent !== agent) return this.#failed('NOT_SIGNED_IN');
    void this.#bring(agent, { meeting: meeting.value, conversationId, peer });
    if (person !== peer.uri) void this.#ask(agent, { meeting: meeting.value, uri: person, name });
    return done(undefined);
  }

  onMissed(listener: (invitation: IncomingInvitation) => void): void {
    this.#missedListeners.push(listener);
  }

  /** The connection goes: who asked us is not heard any more, and whom we ask has not heard us. */
  #lose(): void {
    this.#agent = undefined;
    this.#incoming.abandonAll();
    this.#outgoing.lose();
  }

  /** Nobody is signed in, or at a plain SIP server, where nothing of this was started. */
  #absent(): Outcome<never> {
    const isElsewhere = this.#deps.state.get().account.kind === 'registered';
    return this.#failed(isElsewhere ? 'MEETINGS_NOT_HELD' : 'NOT_SIGNED_IN');
  }

  /** A meeting of our own, which we are in. Whoever went elsewhere meanwhile takes nobody along. */
  async #meetNow(agent: SipAgent): Promise<Outcome<MeetingState>> {
    const created = await this.#deps.createMeeting();
    if (!created.ok) return created;
    // Who signed out would come as a guest.
    if (this.#agent !== agent) return this.#failed('NOT_SIGNED_IN');
    const entered = await this.#enter(created.value);
    // Once, and whatever comes of it: what failed is told already, and the server forgets the meeting by itself in a day.
    if (!entered.ok && this.#agent === agent) void this.#deps.removeMeeting(created.value.conferenceId);
    return entered;
  }

  async #enter({ joinText }: CreatedMeeting): Promise<Outcome<MeetingState>> {
    const joined = await this.#deps.join({ text: joinText, replace: false });
    if (!joined.ok) return joined;
    const meeting = this.#openMeeting();
    const isThat = `conf:${meeting?.link.focusUri}`.toLowerCase() === joinText.toLowerCase();
    if (meeting) return isThat ? done(meeting) : this.#failed('MEETING_OPEN');
    const { failure } = this.#deps.state.get().meeting ?? {};
    return failure ? failed(failure) : this.#failed('JOIN_REFUSED');
  }

  /** The peer of the conversation comes along: what was said between two goes on there. */
  async #bring(
    agent: SipAgent,
    { meeting, conversationId, peer }: { meeting: MeetingState; conversationId: string; peer: ConversationPeer },
  ): Promise<void> {
    const { talks } = this.#deps;
    const conversationKey = talks.keyOf(conversationId);
    if (await this.#ask(agent, { meeting, uri: peer.uri, name: peer.name, conversationKey }))
      talks.hangUp(conversationId);
  }

  #ask(
    agent: SipAgent,
    asked: {
      readonly meeting: MeetingState;
      readonly uri: string;
      readonly name?: string | undefined;
      readonly conversationKey?: string | undefined;
    },
  ): Promise<boolean> {
    const { meeting, uri, conversationKey } = asked;
    const { id, link, subject } = meeting;
    if (this.#askedTo !== id) this.#outgoing.takeBack();
    this.#askedTo = id;
    const name = nameOf(this.#deps.state.get(), uri, asked.name ?? '');
    return this.#outgoing.ask(agent, { uri, name, focusUri: link.focusUri, subject, conversationKey });
  }

  #meetingChanged(): void {
    const meeting = this.#openMeeting();
    const own = this.#ownMeeting();
    if (own) this.#incoming.cameTo(own.link.focusUri);
    // One meeting may follow another within what is told at once.
    if (!meeting || meeting.id !== this.#askedTo) this.#outgoing.takeBack();
    else if (this.#outgoing.all.length > 0) {
      const there = meeting.participants.filter(({ state }) => state === 'connected');
      this.#outgoing.arrived(new Set(there.map(({ entity }) => addressOf(entity))));
    }
  }

  /**
   * Where the one who is asked is, or at whose door. A guest is somebody else, and a yes by itself would say who that is; who is on the way may
   * yet fail, and who leaves does not come.
   */
  #ownMeeting(): MeetingState | undefined {
    const meeting = this.#openMeeting();
    const isThere = meeting?.phase === 'joined' || meeting?.phase === 'lobby';
    return isThere && !meeting.asGuest ? meeting : undefined;
  }

  #openMeeting(): MeetingState | undefined {
    const { meeting } = this.#deps.state.get();
    return meeting && meeting.phase !== 'ended' ? meeting : undefined;
  }

  #failed(code: FailureCode, data?: Failure['data']): Outcome<never> {
    return failed({ code, at: this.#deps.clock.wall(), ...(data ? { data } : {}) });
  }
}
