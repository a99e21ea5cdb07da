/** What was offered and what holds: descriptions in, descriptions out. Nothing is opened here. RFC 3264 */
import type { SessionDescription } from '../../protocol/sdp/description.ts';
import { farAnswer, farOffer, finalOffer } from '../../protocol/sdp/far.ts';
import type { FarLocals, FarWishes, NearLocals, SectionPair, Track } from '../../protocol/sdp/legs.ts';
import { isSameForNear, nearAnswer, nearOffer } from '../../protocol/sdp/near.ts';
import { type Exchange, pairsForNearOffer } from '../../protocol/sdp/pairs.ts';
import { readSdp } from '../../protocol/sdp/read.ts';
import { agreedOf, tracksOf } from '../../protocol/sdp/tracks.ts';
import { writeSdp } from '../../protocol/sdp/write.ts';
import type { AgreedTracks, RelayProblem } from '../../shared/model/relay-messages.ts';

/** Thrown by each step that cannot be done; it never leaves the call. */
export class StepProblem extends Error {
  readonly problem: RelayProblem;

  constructor(problem: RelayProblem, detail: string) {
    super(detail);
    this.problem = problem;
  }
}

export type Pending =
  | {
      readonly by: 'near';
      readonly nearOffer: SessionDescription;
      readonly farOffer: SessionDescription;
      readonly pairs: readonly SectionPair[];
    }
  | { readonly by: 'final'; readonly farOffer: SessionDescription }
  | {
      readonly by: 'far';
      readonly farOffer: SessionDescription;
      readonly nearOffer: SessionDescription;
      readonly pairs: readonly SectionPair[];
      readonly isHeld: boolean;
    };

/** An exchange that is complete. */
export interface Settled {
  readonly tracks: readonly Track[];
  readonly agreed: AgreedTracks;
  /** For the side that waits; empty for Chromium after an offer it was not asked for. */
  readonly sdp: string;
}

export class Negotiation {
  readonly #wishes: FarWishes;
  #exchange: Exchange | undefined;
  #agreed: AgreedTracks | undefined;
  #pending: Pending | undefined;

  constructor(wishes: FarWishes) {
    this.#wishes = wishes;
  }

  /** What holds. */
  get exchange(): Exchange | undefined {
    return this.#exchange;
  }

  get pending(): Pending | undefined {
    return this.#pending;
  }

  /** The pairs for an offer of Chromium's, so that their sections can be opened. */
  pairsFor(offer: SessionDescription): readonly SectionPair[] {
    return pairsForNearOffer(offer, this.#exchange);
  }

  offerFromNear(offer: SessionDescription, isHeld: boolean, locals: FarLocals): string {
    const pairs = this.pairsFor(offer);
    const made = farOffer({ nearOffer: offer, pairs, wishes: this.#wishes, locals, isHeld, ...this.#before() });
    if (!made.ok) throw new StepProblem(made.problem, made.detail);
    this.#pending = { by: 'near', nearOffer: offer, farOffer: made.offer, pairs };
    return writeSdp(made.offer);
  }

  /** A provisional answer leaves the offer open for those of other forks. */
  answerFromFar(answer: SessionDescription, isProvisional: boolean, near: NearLocals): Settled {
    const pending = this.#pending;
    if (!pending || pending.by === 'far') throw new StepProblem('out-of-order', 'no offer waits for an answer');
    const next = pending.by === 'near' ? this.#joined(pending, answer, near) : this.#finished(pending, answer);
    const settled = this.#settle(next, isProvisional);
    return { ...settled, sdp: pending.by === 'near' ? writeSdp(next.nearOurs) : '' };
  }

  /** The offer for Chromium; `isSame` when it would only say what holds. */
  offerFromFar(
    offer: SessionDescription,
    isHeld: boolean,
    near: NearLocals,
  ): { readonly sdp: string; readonly isSame: boolean } {
    if (this.#pending && this.#pending.by !== 'far') throw new StepProblem('out-of-order', 'an offer of ours is open');
    const made = nearOffer({ farOffer: offer, near, wishes: this.#wishes, isHeld, ...this.#before() });
    if (!made.ok) throw new StepProblem(made.problem, made.detail);
    this.#pending = { by: 'far', farOffer: offer, nearOffer: made.offer, pairs: made.pairs, isHeld };
    const isSame = this.#exchange !== undefined && isSameForNear(made.offer, this.#exchange);
    return { sdp: writeSdp(made.offer), isSame };
  }

  /** Chromium's answer, or what it said last where it was not asked. */
  answerFromNear(answer: SessionDescription, locals: FarLocals): Settled {
    const pending = this.#pending;
    if (pending?.by !== 'far') throw new StepProblem('out-of-order', 'no offer of the far end waits for an answer');
    const { farOffer: offer, pairs, isHeld } = pending;
    const about = { farOffer: offer, nearAnswer: answer, pairs, wishes: this.#wishes, locals, isHeld };
    const made = farAnswer({ ...about, ...this.#before() });
    if (!made.ok) throw new StepProblem(made.problem, made.detail);
    const next: Exchange = {
      offeredBy: 'far',
      pairs,
      nearTheirs: answer,
      nearOurs: pending.nearOffer,
      farTheirs: offer,
      farOurs: made.answer,
    };
    return { ...this.#settle(next, false), sdp: writeSdp(made.answer) };
  }

  finalOffer(locals: FarLocals): string {
    if (this.#pending || !this.#exchange) throw new StepProblem('out-of-order', 'nothing was agreed on');
    const made = finalOffer({ wishes: this.#wishes, locals, before: this.#exchange });
    if (!made.ok) throw new StepProblem(made.problem, made.detail);
    this.#pending = { by: 'final', farOffer: made.offer };
    return writeSdp(made.offer);
  }

  /** What held before the open offer holds again; its tracks. */
  rollBack(): readonly Track[] {
    this.#pending = undefined;
    const held = this.#exchange && tracksOf(this.#exchange, this.#wishes);
    return held?.ok ? held.tracks : [];
  }

  #before(): { readonly before?: Exchange } {
    return this.#exchange ? { before: this.#exchange } : {};
  }

  #joined(pending: Extract<Pending, { by: 'near' }>, answer: SessionDescription, near: NearLocals): Exchange {
    const { nearOffer: offered, farOffer: asked, pairs } = pending;
    const made = nearAnswer({ nearOffer: offered, farOffer: asked, farAnswer: answer, pairs, near });
    if (!made.ok) throw new StepProblem(made.problem, made.detail);
    return {
      offeredBy: 'near',
      pairs,
      nearTheirs: offered,
      nearOurs: made.answer,
      farTheirs: answer,
      farOurs: asked,
    };
  }

  #finished(pending: Extract<Pending, { by: 'final' }>, answer: SessionDescription): Exchange {
    if (!this.#exchange) throw new StepProblem('out-of-order', 'nothing was agreed on');
    return { ...this.#exchange, offeredBy: 'near', farOurs: pending.farOffer, farTheirs: answer };
  }

  #settle(next: Exchange, isProvisional: boolean): Omit<Settled, 'sdp'> {
    const made = tracksOf(next, this.#wishes);
    if (!made.ok) throw new StepProblem(made.problem, made.detail);
    const agreed = agreedOf(made.tracks, next, this.#wishes, this.#agreed);
    if (!isProvisional) {
      this.#exchange = next;
      this.#agreed = agreed;
      this.#pending = undefined;
    }
    return { tracks: made.tracks, agreed };
  }
}

/** For a section, or Chromium, that gets no port at any address. */
export function noPort(): StepProblem {
  return new StepProblem('no-port', 'no port is free');
}

/** Throws `unreadable` for what is no description. */
export function read(sdp: string): SessionDescription {
  const said = readSdp(sdp);
  if (!said.ok) throw new StepProblem('unreadable', said.problem);
  return said.value;
}
