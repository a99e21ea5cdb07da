/**
 * Takes our messages to one peer, in order, each at most once. A session is begun when there is none; one that the other side has lost
 * is begun anew for the message that found out, and then never again for the same message.
 */
import { readImSession } from '../../../protocol/im/session.ts';
import { writeImSession, writeToast } from '../../../protocol/im/write.ts';
import { headersOf, type SipResponse } from '../../../protocol/sip/message.ts';
import { splitList } from '../../../protocol/sip/params.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import { deliveryLimitMs } from '../../im/limits.ts';
import { cannotBeShown, refusedBy, unanswered } from '../../im/not-delivered.ts';
import type { Answer, Body, SipAgent } from '../../sip/agent.ts';
import { ImSession, type ImSessionEvents } from './im-session.ts';
import type { PeerSessions } from './peer-sessions.ts';

/** What is said in an INVITE of messages. */
const allowed = 'INVITE, BYE, ACK, CANCEL, INFO, MESSAGE, UPDATE, REFER, NOTIFY, BENOTIFY, OPTIONS';

export interface Parcel {
  /** The line in the conversation; undefined for what is none, and is not kept until there is a connection. */
  readonly messageId?: string;
  readonly bodyFor: (showsHtml: boolean) => Body;
  /** Told once, unless it was taken back. */
  readonly onFate: (fate: Fate) => void;
}

/** What became of one message. */
export type Fate =
  | { readonly kind: 'delivered' }
  /** A server keeps it for the peer. RFC 3428 7 */
  | { readonly kind: 'stored' }
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface CourierNeeds {
  readonly peerUri: string;
  readonly sessions: PeerSessions;
  readonly events: ImSessionEvents;
  /** The connection to the own server while there is one. */
  readonly agent: () => SipAgent | undefined;
  /** `Ms-Conversation-ID` of the next session. */
  readonly conversationKey: () => string;
  readonly clock: Clock;
  /** True while our INVITE is under way. */
  readonly onInviting: (isInviting: boolean) => void;
}

/** Sent nothing yet, or sent and must not be sent again. */
type Attempt = Fate | 'again';

export class Courier {
  readonly #needs: CourierNeeds;
  readonly #parcels: Parcel[] = [];
  #isBusy = false;
  #inviting: AbortController | undefined;

  constructor(needs: CourierNeeds) {
    this.#needs = needs;
  }

  get isInviting(): boolean {
    return this.#inviting !== undefined;
  }

  get isEmpty(): boolean {
    return this.#parcels.length === 0;
  }

  /** The messages whose turn has not come, the one that is being sent not among them. */
  get waiting(): readonly string[] {
    return this.#parcels.slice(this.#isBusy ? 1 : 0).flatMap(({ messageId }) => messageId ?? []);
  }

  send(parcel: Parcel): void {
    this.#parcels.push(parcel);
    void this.run();
  }

  /** Goes on with what waits, as when the connection is back. Never rejects. */
  async run(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    for (let parcel = this.#parcels[0]; parcel; parcel = this.#parcels[0]) {
      const agent = this.#needs.agent();
      if (!agent?.isOpen) {
        this.#keepOnlyLines();
        break;
      }
      const fate = await this.#deliver(agent, parcel);
      if (!this.#isStill(parcel)) continue;
      this.#parcels.shift();
      parcel.onFate(fate);
      // Who cannot be reached for one message cannot be for the next: nobody is asked again and again.
      if (fate.kind === 'failed' && !this.#needs.sessions.current && agent.isOpen) this.#giveUp(fate.failure);
    }
    this.#isBusy = false;
  }

  /** Takes back what was not sent, and an invitation under way. */
  drop(failure: Failure): void {
    this.#inviting?.abort();
    this.#giveUp(failure);
  }

  /** What a person said goes out when there is a connection again; an offer of a file, or an answer to one, would mean nothing by then. */
  #keepOnlyLines(): void {
    const left = this.#parcels.splice(0);
    this.#parcels.push(...left.filter(({ messageId }) => messageId !== undefined));
    const failure = unanswered(this.#failure('CONNECTION_LOST'));
    for (const { messageId, onFate } of left) if (messageId === undefined) onFate({ kind: 'failed', failure });
  }

  #giveUp(failure: Failure): void {
    for (const { onFate } of this.#parcels.splice(0)) onFate({ kind: 'failed', failure });
  }

  async #deliver(agent: SipAgent, parcel: Parcel): Promise<Fate> {
    const first = await this.#attempt(agent, parcel);
    if (first !== 'again') return first;
    if (!this.#isStill(parcel)) return { kind: 'failed', failure: this.#lostAgain() };
    const second = await this.#attempt(agent, parcel);
    return second === 'again' ? { kind: 'failed', failure: this.#lostAgain() } : second;
  }

  /** False when it was taken back meanwhile. */
  #isStill(parcel: Parcel): boolean {
    return this.#parcels[0] === parcel;
  }

  async #attempt(agent: SipAgent, parcel: Parcel): Promise<Attempt> {
    const { sessions, peerUri } = this.#needs;
    if (!sessions.current) {
      if (agent.dialect === 'standard') return this.#page(agent, parcel);
      const begun = await this.#begin(agent, parcel);
      if (begun !== 'ready') return begun;
    }
    const session = sessions.current;
    if (!session) return { kind: 'failed', failure: unanswered(this.#failure('CONNECTION_LOST')) };
    const answer = await session.send(parcel.bodyFor(session.shows('text/html')));
    if (!answer) return 'again';
    if (answer.ok && isDangling(answer.value)) {
      sessions.end(session);
      return 'again';
    }
    if (!answer.ok) sessions.end(session);
    return this.#fateOf(answer, peerUri);
  }

  /** A message outside any session: servers of other makers know nothing else. RFC 3428 */
  async #page(agent: SipAgent, { bodyFor }: Parcel): Promise<Fate> {
    const { peerUri } = this.#needs;
    const options = { uri: peerUri, body: bodyFor(false), limitMs: deliveryLimitMs };
    return this.#fateOf(await agent.request('MESSAGE', options), peerUri);
  }

  #fateOf(answer: Answer, server: string): Fate {
    if (!answer.ok) return { kind: 'failed', failure: unanswered(answer.failure) };
    const { status } = answer.value;
    if (status === 202) return { kind: 'stored' };
    if (status < 300) return { kind: 'delivered' };
    return {
      kind: 'failed',
      failure: { ...refusedBy(answer.value, this.#needs.clock.wall()), server: hostOf(server) },
    };
  }

  /** Invites, the message riding along for whoever is asked. */
  async #begin(agent: SipAgent, { bodyFor }: Parcel): Promise<'ready' | Attempt> {
    const { peerUri, sessions, events, clock, onInviting } = this.#needs;
    const session = new ImSession({ isOurs: true, peerUri, clock, events });
    const controller = new AbortController();
    this.#inviting = controller;
    onInviting(true);
    let hasRung = false;
    const outcome = await agent.invite(
      {
        uri: peerUri,
        headers: this.#headers(agent, bodyFor(true)),
        body: { contentType: 'application/sdp', text: writeImSession() },
        signal: controller.signal,
        onProgress: ({ status }) => {
          hasRung ||= status >= 180;
        },
      },
      session.listener,
    );
    this.#inviting = undefined;
    onInviting(false);
    if (outcome.kind === 'accepted') {
      const described = readImSession(outcome.response.body);
      session.attach(outcome.dialog, described);
      if (!described) {
        void session.end();
        return { kind: 'failed', failure: cannotBeShown(this.#needs.clock.wall()) };
      }
      sessions.adopt(session);
      return hasShownToast(outcome.response) ? { kind: 'delivered' } : 'ready';
    }
    // Both invited at once, and the peer's invitation stands.
    if (sessions.current) return 'ready';
    if (outcome.kind === 'refused') return this.#fateOf({ ok: true, value: outcome.response }, peerUri);
    const cause = outcome.kind === 'failed' ? outcome.failure : this.#failure('CONNECTION_LOST');
    return { kind: 'failed', failure: unanswered(cause, hasRung) };
  }

  #headers({ identity }: SipAgent, { contentType, text }: Body): readonly (readonly [string, string])[] {
    const { peerUri, conversationKey } = this.#needs;
    const toast = writeToast(contentType, text);
    return [
      ['Supported', 'ms-delayed-accept'],
      ['Supported', 'ms-renders-mime-alternative'],
      ['Ms-Conversation-ID', conversationKey()],
      ['EndPoints', `<${identity.aor}>, <${peerUri}>`],
      ['Allow', allowed],
      ...(toast === undefined ? [] : [['ms-text-format', toast] as const]),
    ];
  }

  #failure(code: Failure['code']): Failure {
    return { code, at: this.#needs.clock.wall() };
  }

  #lostAgain(): Failure {
    return unanswered({ code: 'SIP_TIMEOUT', at: this.#needs.clock.wall(), detail: 'the session was lost twice' });
  }
}

/** The peer, or a server on the way, does not know the session any more. Protocol notes 11.1 */
function isDangling({ status }: SipResponse): boolean {
  return status === 408 || status === 480 || status === 481;
}

/** The peer has taken the first message from the INVITE, and wants no second one. Protocol notes 11.1 */
function hasShownToast(response: SipResponse): boolean {
  return headersOf(response, 'supported')
    .flatMap((value) => splitList(value) ?? [])
    .some((token) => token.toLowerCase() === 'ms-text-format');
}

function hostOf(uri: string): string {
  return uri.slice(uri.lastIndexOf('@') + 1);
}
