/** A call that rings: answered, declined, sent on, given up by the caller, taken elsewhere. RFC 3261 13.3, RFC 3326 */
import type { AgreedTracks } from '../../../shared/model/relay-messages.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import type { FarDialect } from '../../media/call-media.ts';
import type { Body, DialogListener, IncomingInvite, InviteEnd } from '../../sip/agent.ts';
import { goneBecause } from '../gone-because.ts';
import type { LiveCall } from './live-call.ts';
import { isAboutDevices, statusFor } from './media-failures.ts';
import { begin, stand } from './standing.ts';

/** Servers end what rings longer. RFC 3261 16.6 */
const ringLimitMs = 180_000;
/** A caller that never says what it takes is given up. */
const answerLimitMs = 32_000;

export interface RingingGiven {
  readonly invite: IncomingInvite;
  /** Undefined where the caller wants ours. */
  readonly offer: Body | undefined;
  readonly far: FarDialect;
  readonly listener: DialogListener;
}

export type DeclineBy =
  | { readonly status: number }
  /** 302 to this address. */
  | { readonly redirect: string };

export class Ringing {
  readonly #call: LiveCall;
  readonly #given: RingingGiven;
  /** The far end's word on our offer, where we made it. */
  #hear: (answer: Body | undefined) => void = () => undefined;
  #isAnswering = false;

  constructor(call: LiveCall, given: RingingGiven) {
    this.#call = call;
    this.#given = given;
  }

  /** Says that a person is being asked. */
  ring(): void {
    const { invite } = this.#given;
    this.#watch();
    invite.ring();
  }

  /** Also for a call that is taken without asking: it may be over before the media are described. */
  #watch(): void {
    const call = this.#call;
    const { invite } = this.#given;
    call.openMedia(this.#given.far);
    call.releaseBy(() => invite.refuse(480));
    invite.onGone((why) => this.#gone(why));
    const stop = call.needs.clock.after(ringLimitMs, () => {
      if (call.view.state === 'incoming') call.end({ why: 'missed' });
    });
    call.over.addEventListener('abort', stop, { once: true });
    this.#stopLimit = stop;
  }

  #stopLimit: () => void = () => undefined;

  /**
   * Takes it. What is wrong with a device leaves it ringing; what is wrong with the caller's description ends it. Failures: CALL_UNKNOWN, those of
   * the media.
   */
  async answer(withCamera: boolean): Promise<Outcome<void>> {
    const call = this.#call;
    if (this.#isAnswering) return done(undefined);
    this.#isAnswering = true;
    // What kept an earlier try from it may be gone.
    call.trouble(undefined);
    call.wanted = { picture: withCamera ? 'camera' : 'none', takesPicture: call.mayShow(), isHeld: false };
    const outcome = await call.turns.take(() => this.#describe());
    this.#isAnswering = false;
    return outcome;
  }

  /** Takes it at once, without a sound: it is the continuation of a call in hand. */
  takeOver(): Promise<Outcome<void>> {
    this.#watch();
    return this.answer(false);
  }

  decline(by: DeclineBy): void {
    const call = this.#call;
    const { invite } = this.#given;
    call.releaseBy(() => ('redirect' in by ? invite.redirect([by.redirect]) : invite.refuse(by.status)));
    call.end({ why: 'declined' });
  }

  async #describe(): Promise<Outcome<void>> {
    const call = this.#call;
    const { offer } = this.#given;
    if (!offer) return this.#offerOurs();
    const answered = await call.media.answer(offer, call.wanted);
    if (call.isOver) return call.fail('CALL_UNKNOWN');
    if (!answered.ok) return this.#cannot(answered);
    if (!this.#accept(answered.value.answer)) return call.fail('CALL_UNKNOWN');
    begin(call, answered.value.agreed);
    return done(undefined);
  }

  /** The caller described nothing: our 200 offers, its ACK answers. RFC 3261 13.2.1 */
  async #offerOurs(): Promise<Outcome<void>> {
    const call = this.#call;
    const heard = new Promise<Body | undefined>((resolve) => {
      this.#hear = resolve;
    });
    const offered = await call.media.offer(call.wanted);
    if (call.isOver) return call.fail('CALL_UNKNOWN');
    if (!offered.ok) return this.#cannot(offered);
    if (!this.#accept(offered.value)) return call.fail('CALL_UNKNOWN');
    call.patch({ state: 'connecting' });
    const stop = call.needs.clock.after(answerLimitMs, () => this.#hear(undefined));
    call.over.addEventListener('abort', () => this.#hear(undefined), { once: true });
    const agreed = await this.#takeAnswer(await heard);
    stop();
    if (call.isOver) return call.fail('CALL_UNKNOWN');
    if (agreed.ok) begin(call, agreed.value);
    else call.end({ why: 'failed', failure: agreed.failure });
    return agreed.ok ? done(undefined) : agreed;
  }

  async #takeAnswer(body: Body | undefined): Promise<Outcome<AgreedTracks>> {
    const call = this.#call;
    // The connection went before the caller could say what it takes: nothing is agreed that could go on over the next.
    if (!body && call.adrift) return call.fail('CALL_LOST');
    if (!body || call.isOver) return call.fail('MEDIA_UNREADABLE', { detail: 'the ACK describes nothing' });
    call.isOfferOurs = true;
    return call.media.takeAnswer(body, { isProvisional: false });
  }

  /** False when it was over already; `onGone` has said so. */
  #accept(body: Body): boolean {
    const call = this.#call;
    const { invite, listener } = this.#given;
    const hears: DialogListener = {
      ...listener,
      onAnswer: (answer) => {
        this.#hear(answer);
        listener.onAnswer?.(answer);
      },
    };
    const dialog = invite.accept(body, hears);
    if (!dialog) return false;
    this.#stopLimit();
    stand(call, dialog, invite.request);
    return true;
  }

  #cannot(outcome: Outcome<unknown> & { readonly ok: false }): Outcome<never> {
    const call = this.#call;
    const { failure } = outcome;
    if (isAboutDevices(failure)) {
      call.trouble(failure);
      return failed(failure);
    }
    call.releaseBy(() => this.#given.invite.refuse(statusFor(failure)));
    call.end({ why: 'failed', failure });
    return failed(failure);
  }

  #gone(why: InviteEnd): void {
    const call = this.#call;
    call.releaseBy(() => undefined);
    if (why.kind === 'cancelled') call.end({ why: goneBecause(why.cancel) });
    else if (why.kind === 'lost') call.end({ why: 'missed', failure: { ...why.failure, code: 'CALL_LOST' } });
    else call.end({ why: 'missed' });
  }
}
