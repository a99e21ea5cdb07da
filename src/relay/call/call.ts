/** One call: what is asked of it step by step, Chromium's leg, the far end's sections, and what happens on its own. */
import type { SessionDescription } from '../../protocol/sdp/description.ts';
import type { FarLocals, NearLocals, SectionPair } from '../../protocol/sdp/legs.ts';
import type { Clock, Random } from '../../shared/clock.ts';
import type { FarPlan, RelayAnswer, RelayAsk, RelayEvent, TurnServer } from '../../shared/model/relay-messages.ts';
import { sourcesOf } from '../bridge/bridge.ts';
import type { Certificate } from '../dtls/certificate.ts';
import { sameFamilyFirst } from '../far/terms.ts';
import type { FarLeg, FarOptions } from '../far/types.ts';
import { createPortAllocator } from '../ice/ports.ts';
import { type NearLeg, nearAddress, openNearLeg } from '../near/near-leg.ts';
import type { OpenUdp } from '../net/udp.ts';
import type { LoanFailure } from '../turn/borrow.ts';
import { createRelayOpener } from '../turn/open-relay.ts';
import { Lines, type LinesEvent } from './lines.ts';
import { Negotiation, noPort, read, type Settled, StepProblem } from './negotiation.ts';
import { seldom } from './seldom.ts';
import { sideBySide } from './side-by-side.ts';
import { watchSpeakers } from './speakers-watch.ts';
import { createWatch, type Watch } from './watch.ts';

export interface CallOptions {
  readonly plan: FarPlan;
  readonly clock: Clock;
  readonly random: Random;
  readonly open: OpenUdp;
  readonly openIce: FarOptions['openIce'];
  readonly certificate: Certificate;
  readonly onEvent: (event: RelayEvent) => void;
}

export interface RelayCall {
  /** Never rejects but for a mistake of ours. One at a time. */
  handle(ask: Exclude<RelayAsk, { op: 'open' | 'close' }>): Promise<RelayAnswer>;
  close(): void;
}

/** How often somebody is asked for a whole picture: the far end by signalling, Chromium because the far end asked so. */
const pictureMs = 1000;
/** How long Chromium may take to reach us, handshake included. */
const nearMs = 15_000;

export function createRelayCall(options: CallOptions): RelayCall {
  return new Call(options);
}

class Call implements RelayCall {
  readonly #options: CallOptions;
  readonly #negotiation: Negotiation;
  readonly #lines: Lines;
  readonly #watch: Watch;
  readonly #sessionId: string;
  readonly #askFar: ReturnType<typeof seldom>;
  readonly #askNear: ReturnType<typeof seldom>;
  #near: NearLeg | undefined;
  #addresses: readonly string[];
  #turn: readonly TurnServer[];
  /** The next offer of ours finds other paths. */
  #isMoved = false;
  /** The last one was to, and nobody has answered it yet. */
  #isMoving = false;
  #version = 0;
  #nearVersion = 0;
  #stopWaiting: (() => void) | undefined;
  readonly #stopSpeakers: (() => void) | undefined;
  #wasReady = false;
  #isClosed = false;

  constructor(options: CallOptions) {
    const { plan, clock, random } = options;
    this.#options = options;
    this.#addresses = plan.addresses;
    this.#negotiation = new Negotiation(plan);
    this.#askFar = seldom(clock, pictureMs);
    this.#askNear = seldom(clock, pictureMs);
    this.#sessionId = String(Buffer.from(random.bytes(6)).readUIntBE(0, 6));
    const onFailed = (why: LoanFailure) => this.#tell({ kind: 'without-relay', why });
    const about = { openUdp: options.open, clock, random, onFailed };
    this.#turn = plan.turn ?? [];
    this.#lines = new Lines({
      ...options,
      openRelay: async (...asked) => createRelayOpener(this.#turn, about)?.(...asked),
      ports: createPortAllocator(plan.ports, options.open, random),
      sendNear: (packet, kind) => (kind === 'rtp' ? this.#near?.sendRtp(packet) : this.#near?.sendRtcp(packet)),
      onEvent: (event) => this.#hear(event),
    });
    const onEvent = (event: RelayEvent) => this.#tell(event);
    this.#watch = createWatch({ clock, lines: () => this.#lines.live, onEvent });
    // Sound comes first.
    const speakers = () => this.#lines.live[0]?.line.speakers ?? [];
    this.#stopSpeakers = plan.namesSpeakers ? watchSpeakers({ clock, speakers, onEvent }) : undefined;
  }

  async handle(ask: Exclude<RelayAsk, { op: 'open' | 'close' }>): Promise<RelayAnswer> {
    if (this.#isClosed) return { kind: 'problem', problem: 'no-call', detail: 'the call is over' };
    if ('turn' in ask) this.#turn = ask.turn ?? this.#turn;
    try {
      return await this.#step(ask);
    } catch (error) {
      if (error instanceof StepProblem) return { kind: 'problem', problem: error.problem, detail: error.message };
      throw error;
    }
  }

  close(): void {
    if (this.#isClosed) return;
    this.#lines.keep([]);
    this.#isClosed = true;
    this.#watch.stop();
    this.#stopSpeakers?.();
    this.#stopWaiting?.();
    this.#near?.close();
  }

  #step(ask: Exclude<RelayAsk, { op: 'open' | 'close' }>): Promise<RelayAnswer> | RelayAnswer {
    switch (ask.op) {
      case 'offer-from-near':
        return this.#offerFromNear(ask.sdp, ask.isHeld);
      case 'answer-from-far':
        return this.#answerFromFar(ask);
      case 'offer-from-far':
        return this.#offerFromFar(ask.sdp, ask.isHeld);
      case 'answer-from-near':
        return this.#answerFromNear(ask.sdp);
      case 'roll-back':
        return this.#rollBack();
      case 'final-offer':
        return { kind: 'description', sdp: this.#negotiation.finalOffer(this.#chosenLocals()) };
      case 'picture-asked':
        this.#askNear(() => this.#lines.wantPicture());
        return { kind: 'done' };
      case 'restart':
        this.#addresses = ask.addresses;
        this.#isMoved = true;
        return { kind: 'done' };
      default:
        return { kind: 'problem', problem: 'internal', detail: 'unknown operation' };
    }
  }

  async #offerFromNear(sdp: string, isHeld: boolean): Promise<RelayAnswer> {
    const { pending } = this.#negotiation;
    if (pending?.by === 'far') throw new StepProblem('out-of-order', 'an offer of the far end is open');
    // One that was never answered is forgotten.
    if (pending) this.#rollBack();
    const offer = read(sdp);
    const near = await this.#openNear();
    this.#expect(near, offer, 'offer');
    const pairs = this.#negotiation.pairsFor(offer).filter((pair) => offer.media[pair.near]?.port !== 0);
    await this.#move();
    const hasIce = this.#options.plan.offersIce || this.#options.plan.offersDtls;
    const opening = { hasIce, isControlling: true, addresses: this.#addresses };
    await sideBySide(pairs.map(({ far }) => this.#openLine(far, opening)));
    this.#name(sdp, pairs);
    return { kind: 'description', sdp: this.#negotiation.offerFromNear(offer, isHeld, this.#locals()) };
  }

  /** The first final answer closes the offer; those of other forks come too late. */
  #answerFromFar({ sdp, isProvisional }: Extract<RelayAsk, { op: 'answer-from-far' }>): RelayAnswer {
    const isFinal = this.#negotiation.pending?.by === 'final';
    const near = this.#requireNear();
    const settled = this.#negotiation.answerFromFar(read(sdp), isProvisional, this.#nearLocals(near));
    this.#apply(settled, isProvisional);
    const { agreed } = settled;
    return isFinal ? { kind: 'answered', sdp: '', agreed } : { kind: 'description', sdp: settled.sdp, agreed };
  }

  async #offerFromFar(sdp: string, isHeld: boolean): Promise<RelayAnswer> {
    const offer = read(sdp);
    const near = await this.#openNear();
    const made = this.#negotiation.offerFromFar(offer, isHeld, this.#nearLocals(near));
    const { exchange } = this.#negotiation;
    if (!made.isSame || !exchange) return { kind: 'description', sdp: made.sdp };
    const { sdp: said, agreed } = await this.#answerFar(exchange.nearTheirs).catch((error) => this.#refuse(error));
    return { kind: 'answered', sdp: said, agreed };
  }

  async #answerFromNear(sdp: string): Promise<RelayAnswer> {
    const answer = read(sdp);
    this.#expect(this.#requireNear(), answer, 'answer');
    const settled = await this.#answerFar(answer, sdp);
    return { kind: 'description', sdp: settled.sdp, agreed: settled.agreed };
  }

  /** `sdp` is there when Chromium was asked. */
  async #answerFar(answer: SessionDescription, sdp?: string): Promise<Settled> {
    const { pending } = this.#negotiation;
    if (pending?.by !== 'far') throw new StepProblem('out-of-order', 'no offer of the far end waits for an answer');
    const { farOffer, pairs } = pending;
    const meetings = pairs.map(async ({ near, far }) => {
      const theirs = farOffer.media[far];
      const isWanted = theirs !== undefined && theirs.port !== 0 && answer.media[near]?.port !== 0;
      if (isWanted) await this.#meet(far, theirs);
    });
    await sideBySide(meetings);
    if (sdp !== undefined) this.#name(sdp, pairs);
    const settled = this.#negotiation.answerFromNear(answer, this.#locals());
    this.#apply(settled, false);
    return settled;
  }

  /** Makes a section fit an offer of the far end: ports of its family, new keys for new keys, a restart for a restart. */
  async #meet(far: number, theirs: SessionDescription['media'][number]): Promise<void> {
    const hasIce = theirs.ice !== undefined;
    const leg = this.#lines.legs.get(far);
    if (leg?.track && hasIce && !leg.hasIce) this.#lines.shut(far);
    else if (leg?.track) await this.#renew(leg, leg.track, theirs);
    const addresses = sameFamilyFirst(this.#addresses, theirs.address);
    await this.#openLine(far, { hasIce, isControlling: false, addresses });
  }

  async #renew(
    leg: FarLeg,
    { protection, ice }: NonNullable<FarLeg['track']>,
    theirs: SessionDescription['media'][number],
  ): Promise<void> {
    if (protection.kind === 'sdes' && !theirs.crypto.some(({ key }) => key === protection.remoteKey)) leg.renewKey();
    const isRestart = ice !== undefined && theirs.ice !== undefined && ice.remote.ufrag !== theirs.ice.ufrag;
    if (isRestart && !(await leg.renewPath(this.#addresses, false, theirs.mux))) throw noPort();
  }

  #rollBack(): RelayAnswer {
    this.#lines.rollBack(this.#negotiation.rollBack());
    this.#isMoved ||= this.#isMoving;
    this.#isMoving = false;
    return { kind: 'done' };
  }

  /** An offer that comes to nothing: the next one would wait behind it for ever. */
  #refuse(why: unknown): never {
    this.#rollBack();
    throw why;
  }

  async #openNear(): Promise<NearLeg> {
    if (this.#near) return this.#near;
    const { open, certificate, clock, random } = this.#options;
    const near = await openNearLeg({
      open,
      certificate,
      clock,
      random,
      onRtp: (packet) => this.#lines.takeFromNear(packet, 'rtp'),
      onRtcp: (packet) => this.#lines.takeFromNear(packet, 'rtcp'),
      onConnected: () => this.#tellConnected(),
      onFailed: (trouble) => this.#tell({ kind: 'failed', reason: 'dtls', detail: `towards the window: ${trouble}` }),
    });
    if (!near) throw noPort();
    if (this.#isClosed) near.close();
    this.#near = near;
    return near;
  }

  #requireNear(): NearLeg {
    if (!this.#near) throw new StepProblem('out-of-order', 'nothing was offered');
    return this.#near;
  }

  #expect(near: NearLeg, { media }: SessionDescription, by: 'offer' | 'answer'): void {
    const fingerprint = media.find((section) => section.port !== 0 && section.fingerprint)?.fingerprint;
    if (!fingerprint) throw new StepProblem('unreadable', "no fingerprint in the window's description");
    near.expect(fingerprint, by);
    this.#tellConnected();
  }

  async #openLine(far: number, opening: Parameters<Lines['open']>[1]): Promise<void> {
    if (!(await this.#lines.open(far, opening))) throw noPort();
    if (this.#isClosed) this.#lines.keep([]);
  }

  /** After a change of network every section begins anew, with our next offer. */
  async #move(): Promise<void> {
    if (!this.#isMoved) return;
    this.#isMoved = false;
    this.#isMoving = true;
    const moving = [...this.#lines.legs.values()].map((leg) => leg.renewPath(this.#addresses, true));
    if (!(await sideBySide(moving)).every(Boolean)) this.#refuse(noPort());
  }

  #name(sdp: string, pairs: readonly SectionPair[]): void {
    const sources = sourcesOf(sdp);
    this.#lines.name(new Map(pairs.map(({ near, far }) => [far, sources[near] ?? new Set()])));
  }

  #apply({ tracks }: Settled, isProvisional: boolean): void {
    this.#isMoving &&= isProvisional;
    if (!isProvisional) this.#lines.keep(tracks.map(({ pair }) => pair.far));
    this.#lines.apply(tracks, isProvisional);
    this.#watch.begin();
    this.#awaitNear();
  }

  /** Chromium has all it needs; it finds us at once, or never. */
  #awaitNear(): void {
    if (this.#stopWaiting || this.#near?.isConnected) return;
    this.#stopWaiting = this.#options.clock.after(nearMs, () => {
      this.#stopWaiting = undefined;
      if (this.#near?.isConnected) return;
      this.#tell({ kind: 'failed', reason: 'ice', detail: 'the window did not reach the relay' });
    });
  }

  #locals(): FarLocals {
    this.#version += 1;
    return {
      sessionId: this.#sessionId,
      version: this.#version,
      fingerprint: this.#options.certificate.fingerprint,
      sections: this.#lines.locals,
    };
  }

  #chosenLocals(): FarLocals {
    const locals = this.#locals();
    const sections = locals.sections.map((local, far) => {
      const chosen = this.#lines.legs.get(far)?.chosen;
      return local && chosen ? { ...local, ...chosen } : local;
    });
    return { ...locals, sections };
  }

  #nearLocals({ port, ice }: NearLeg): NearLocals {
    this.#nearVersion += 1;
    const { fingerprint } = this.#options.certificate;
    return { sessionId: this.#sessionId, address: nearAddress, port, ice, fingerprint, version: this.#nearVersion };
  }

  #hear(event: LinesEvent): void {
    if (event.kind === 'ready') this.#tellConnected();
    else if (event.kind === 'chosen') this.#tell({ kind: 'path-chosen', ways: this.#lines.ways });
    else if (event.kind === 'lost') this.#tell({ kind: 'path-lost' });
    else if (event.kind === 'picture-wanted') this.#askFar(() => this.#tell(event));
    else this.#tell(event);
  }

  #tellConnected(): void {
    const isReady = this.#near?.isConnected === true && this.#lines.isReady;
    if (isReady && !this.#wasReady) this.#tell({ kind: 'connected' });
    this.#wasReady = isReady;
  }

  #tell(event: RelayEvent): void {
    if (!this.#isClosed) this.#options.onEvent(event);
  }
}
