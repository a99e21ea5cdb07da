/** Calling: described, sent, redirected, described otherwise, taken or refused. RFC 3261 8.1.3.4, 13; protocol notes 9.1, 9.3 */
import { readUri } from '../../../protocol/sip/uri.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import { done, type Outcome } from '../../../shared/outcome.ts';
import type { FarDialect } from '../../media/call-media.ts';
import type { Body, DialogListener, InviteOutcome, SipAgent } from '../../sip/agent.ts';
import type { HeaderList } from '../../sip/dialog-id.ts';
import { EarlyAnswers } from './early-answers.ts';
import { isAboutOffer } from './far-dialect.ts';
import type { LiveCall, PeerEnd } from './live-call.ts';
import { isAboutDevices } from './media-failures.ts';
import { refusedBy, refusedEncrypted, unanswered } from './refusal.ts';
import { begin, stand } from './standing.ts';
import { domainOf, telTarget } from './target.ts';

/** A person's patience, and that of the servers on the way. RFC 3261 16.6 */
const ringLimitMs = 120_000;
/** In a meeting nobody has to pick up. */
const meetingLimitMs = 30_000;
const mostRedirects = 5;

export interface CallPlan {
  readonly uri: string;
  readonly headers: HeaderList;
  /** The ways to offer sound, tried in this order while the far end refuses them. */
  readonly ways: readonly FarDialect[];
  readonly listener: DialogListener;
}

type Attempt = InviteOutcome | { readonly kind: 'no-offer'; readonly failure: Failure };

/** Calls; what becomes of it is told by the call alone. Never rejects. */
export async function place(call: LiveCall, plan: CallPlan): Promise<void> {
  const stopLimit = limitRinging(call);
  call.over.addEventListener('abort', stopLimit, { once: true });
  await new Placing(call, plan).run();
  stopLimit();
}

/** Ends what nobody takes; the returned function ends the waiting. */
function limitRinging(call: LiveCall): () => void {
  const isMeeting = call.view.meetingId !== undefined;
  const wait = (): (() => void) => call.needs.clock.after(isMeeting ? meetingLimitMs : ringLimitMs, look);
  const look = () => {
    // Taken: what is agreed on has limits of its own.
    if (call.dialog) return;
    if (isWaitedFor(call)) stop = wait();
    else call.end({ why: 'failed', failure: isMeeting ? silentMeeting(call) : call.failure('CALL_NO_ANSWER') });
  };
  let stop = wait();
  return () => stop();
}

/** Whoever hears a queue's words, or calls for help, gives up by hand alone; servers on the way end what they hear nothing of. */
function isWaitedFor({ view }: LiveCall): boolean {
  return view.meetingId === undefined && (view.state === 'early' || view.isEmergency === true);
}

class Placing {
  readonly #call: LiveCall;
  readonly #plan: CallPlan;
  readonly #ways: FarDialect[];
  /** Where the call goes next, the most wanted first. */
  readonly #targets: string[];
  readonly #tried = new Set<string>();
  #early: EarlyAnswers;
  /** The description to send, while nobody has answered it. */
  #offer: Body | undefined;

  constructor(call: LiveCall, plan: CallPlan) {
    this.#call = call;
    this.#plan = plan;
    this.#ways = [...plan.ways];
    this.#targets = [plan.uri];
    this.#early = new EarlyAnswers(call);
  }

  async run(): Promise<void> {
    let end: PeerEnd | undefined;
    for (let uri = this.#targets.shift(); uri !== undefined; uri = this.#targets.shift()) {
      this.#tried.add(uri);
      const outcome = await this.#attempt(uri);
      if (this.#call.isOver) return release(outcome);
      if (outcome.kind === 'accepted') return this.#accepted(outcome);
      end = this.#endOf(outcome);
      if (outcome.kind === 'refused') this.#follow(uri, outcome);
    }
    this.#call.end(end ?? { why: 'cancelled' });
  }

  async #attempt(uri: string): Promise<Attempt> {
    const call = this.#call;
    const offered = await this.#describe();
    if (!offered.ok) return { kind: 'no-offer', failure: offered.failure };
    const agent = call.needs.agent();
    if (call.isOver || !agent) return { kind: 'no-offer', failure: call.failure('CALL_LOST') };
    if (call.view.state === 'preparing') call.patch({ state: 'calling' });
    return this.#invite(agent, uri, offered.value);
  }

  #invite(agent: SipAgent, uri: string, body: Body): Promise<InviteOutcome> {
    const { headers, listener } = this.#plan;
    const controller = new AbortController();
    this.#call.releaseBy(() => controller.abort());
    return agent.invite(
      {
        uri,
        headers,
        body,
        isCall: true,
        signal: controller.signal,
        onProgress: (response, early) => this.#early.hear(response, early),
      },
      listener,
    );
  }

  /** The same offer goes to the next target; one that was answered, or refused, gives way to another. */
  async #describe(): Promise<Outcome<Body>> {
    const call = this.#call;
    if (this.#offer && !this.#early.hasTaken) return done(this.#offer);
    const [way] = this.#ways;
    if (!way) return call.fail('MEDIA_NOTHING_COMMON');
    call.openMedia(way);
    this.#early = new EarlyAnswers(call);
    const offered = await this.#offerWithout();
    if (!offered.ok) return offered;
    this.#offer = offered.value;
    // The camera is open from here on: the person sees that, and can close it while it rings.
    call.patch({ picture: call.wanted.picture });
    return offered;
  }

  /** Who has no camera, or one that another program uses, is heard all the same. */
  async #offerWithout(): Promise<Outcome<Body>> {
    const call = this.#call;
    const offered = await call.media.offer(call.wanted);
    if (offered.ok || !isAboutDevices(offered.failure) || call.wanted.picture === 'none' || call.isOver) return offered;
    call.wanted = { ...call.wanted, picture: 'none' };
    const without = await call.media.offer(call.wanted);
    // What fails by sound alone was no matter of the camera's.
    const { failure } = offered;
    if (without.ok) call.trouble({ ...failure, data: { ...failure.data, device: 'camera' } });
    return without;
  }

  async #accepted({ response, dialog }: Extract<InviteOutcome, { kind: 'accepted' }>): Promise<void> {
    const call = this.#call;
    stand(call, dialog, response);
    call.isOfferOurs = true;
    const agreed = await call.turns.take(() => this.#early.settle(response, dialog.remoteTag));
    if (call.isOver) return;
    if (agreed?.ok) begin(call, agreed.value);
    else call.end({ why: 'failed', failure: agreed?.failure ?? call.failure('MEDIA_UNREADABLE') });
  }

  #endOf(outcome: Exclude<Attempt, { kind: 'accepted' }>): PeerEnd {
    const at = this.#call.needs.clock.wall();
    if (outcome.kind === 'cancelled') return { why: 'cancelled' };
    if (outcome.kind === 'refused') {
      const code = this.#call.view.meetingId === undefined ? 'CALL_REFUSED' : 'MEETING_SOUND_REFUSED';
      const failure = refusedBy(outcome.response, at, code);
      const isStrict = this.#plan.ways.every(({ encryption }) => encryption === 'required');
      return { why: 'refused', failure: isStrict ? refusedEncrypted(failure) : failure };
    }
    const failure = unanswered(outcome.failure, this.#early.hasRung);
    const isSilent = failure.code === 'SIP_TIMEOUT' && this.#call.view.meetingId !== undefined;
    return { why: 'failed', failure: isSilent ? { ...failure, ...silentMeeting(this.#call) } : failure };
  }

  /** Where a refusal leaves room for another try. */
  #follow(uri: string, { response, contacts = [] }: Extract<InviteOutcome, { kind: 'refused' }>): void {
    if (isAboutOffer(response) && this.#ways.length > 1) {
      this.#ways.shift();
      this.#offer = undefined;
      this.#targets.unshift(uri);
      return;
    }
    const known = new Set([...this.#tried, ...this.#targets]);
    const room = mostRedirects + 1 - known.size;
    const found = contacts.flatMap((contact) => this.#callable(contact) ?? []).filter((each) => !known.has(each));
    this.#targets.unshift(...[...new Set(found)].slice(0, Math.max(0, room)));
  }

  /** A redirect leads to people and numbers, never into another program. */
  #callable(contact: string): string | undefined {
    const uri = readUri(contact);
    if (uri?.kind === 'tel') return telTarget(uri.number, domainOf(this.#call.needs.ownUri()));
    return uri?.kind === 'sip' && uri.user && uri.headers === '' ? contact : undefined;
  }
}

function silentMeeting(call: LiveCall): Failure {
  return call.failure('MEETING_SOUND_REFUSED', { data: { why: 'unanswered' } });
}

/** Taken in the moment in which it was given up. */
function release(outcome: Attempt): void {
  if (outcome.kind === 'accepted') void outcome.dialog.end();
}
