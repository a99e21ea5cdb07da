/** Calls' sound and pictures put together: the window's engine on one side, the relay on the other, one step after the other. */
import { withContent } from '../../protocol/sdp/content.ts';
import type { Clock } from '../../shared/clock.ts';
import type { WithoutRelay } from '../../shared/model/call.ts';
import type { FailureCode } from '../../shared/model/failure.ts';
import type {
  AgreedTracks,
  FarPlan,
  RelayAnswer,
  RelayAsk,
  RelayProblem,
  TurnServer,
} from '../../shared/model/relay-messages.ts';
import type { MediaStep } from '../../shared/model/window-media.ts';
import { done, failed, type Outcome } from '../../shared/outcome.ts';
import type { Body } from '../sip/agent.ts';
import type { Tracer } from '../trace/tracer.ts';
import type { CallMedia, FarDialect, MediaEvent, MediaOffer, MediaService } from './call-media.ts';
import { traceCalls } from './call-trace.ts';
import { LineQuality } from './quality.ts';
import type { RelayLink, RelayNews } from './relay-link.ts';
import { RelayUse } from './relay-use.ts';
import { relayCodes, StepFailed, windowCodes } from './step-failed.ts';
import type { WindowLink, WindowNews } from './window-link.ts';

/** Where packets for the far end come from. */
export type Places = Pick<FarPlan, 'addresses' | 'ports'>;

/** The media relays a call may use, and why there is none where there should be. */
export interface RelayWay {
  readonly servers: readonly TurnServer[];
  readonly missing?: WithoutRelay;
}

export interface MediaDependencies {
  readonly clock: Pick<Clock, 'wall'>;
  readonly tracer: Pick<Tracer, 'record'>;
  readonly relay: RelayLink;
  readonly window: Pick<WindowLink, 'order' | 'follow'>;
  /** Read anew for each call, and after a change of network. */
  readonly places: () => Places;
  /** Asked when the media of a call are opened, so that what is missing is got meanwhile, and before each offer or answer. Within seconds. */
  readonly relayWay: () => Promise<RelayWay>;
  /** Tells when another speaker or microphone is used; the returned function ends that. */
  readonly followDevices: (listener: () => void) => () => void;
}

/** Makes the service. */
export function createMediaService(deps: MediaDependencies): MediaService {
  return traceCalls({ open: (callId, far, onEvent) => new CallTracks(deps, { callId, far, onEvent }) }, deps);
}

interface Given {
  readonly callId: string;
  readonly far: FarDialect;
  readonly onEvent: (event: MediaEvent) => void;
}

class CallTracks implements CallMedia {
  readonly #deps: MediaDependencies;
  readonly #given: Given;
  readonly #quality = new LineQuality();
  readonly #relayUse: RelayUse;
  readonly #stops: readonly (() => void)[];
  /** Steps of one call never overlap. */
  #last: Promise<unknown> = Promise.resolve();
  /** What the last description of ours was to say. */
  #wants: MediaOffer = { picture: 'none', takesPicture: false, isHeld: false };
  /** What both sides agreed on last, and what holds again when an offer is refused. */
  #settled: MediaOffer = this.#wants;
  /** How often the picture was taken away: what was asked for before does not open it again. */
  #hidings = 0;
  #isOpen = false;
  #isClosed = false;

  constructor(deps: MediaDependencies, given: Given) {
    this.#deps = deps;
    this.#given = given;
    this.#relayUse = new RelayUse(deps.tracer, given.onEvent);
    this.#stops = [
      deps.relay.follow(given.callId, (news) => this.#hearRelay(news)),
      deps.window.follow(given.callId, (news) => this.#hearWindow(news)),
      deps.followDevices(() => this.#quality.devicesChanged()),
    ];
    void deps.relayWay();
  }

  pickScreen(): Promise<Outcome<() => void>> {
    const { callId } = this.#given;
    return this.#tried(async () => {
      await this.#order({ kind: 'pick-screen' });
      return () => {
        if (!this.#isClosed) void this.#deps.window.order(callId, { kind: 'let-go-of-pick' });
      };
    });
  }

  hidePicture(): void {
    this.#hidings += 1;
    this.#wants = { ...this.#wants, picture: 'none' };
    this.#settled = { ...this.#settled, picture: 'none' };
    if (this.#isOpen && !this.#isClosed) void this.#deps.window.order(this.#given.callId, { kind: 'hide-picture' });
  }

  offer(asked: MediaOffer): Promise<Outcome<Body>> {
    const still = this.#unlessHidden(asked);
    return this.#step(async () => {
      const fresh = await this.#open();
      const wants = still();
      const sdp = await this.#order({ kind: 'offer', wants });
      const offer = await this.#orBack(() => this.#ask({ op: 'offer-from-near', sdp, isHeld: wants.isHeld, ...fresh }));
      this.#wants = still();
      return this.#body(offer.sdp);
    });
  }

  takeAnswer(body: Body, { isProvisional }: { readonly isProvisional: boolean }): Promise<Outcome<AgreedTracks>> {
    return this.#step(async () => {
      const sdp = this.#read(body);
      const answer = await this.#ask({ op: 'answer-from-far', sdp, isProvisional });
      const { agreed } = answer;
      if (!agreed) throw this.#failure('MEDIA_ENGINE', 'the relay agreed on nothing');
      // After an offer that the relay made by itself there is nothing for the window.
      if (answer.kind === 'description') {
        await this.#order({ kind: 'take-answer', sdp: answer.sdp, isProvisional });
      }
      if (!isProvisional) await this.#settle(agreed);
      return agreed;
    });
  }

  answer(body: Body, asked: MediaOffer): Promise<Outcome<{ readonly answer: Body; readonly agreed: AgreedTracks }>> {
    const still = this.#unlessHidden(asked);
    return this.#step(async () => {
      const sdp = this.#read(body);
      const fresh = await this.#open();
      const heard = await this.#ask({ op: 'offer-from-far', sdp, isHeld: asked.isHeld, ...fresh });
      const answer = heard.kind === 'answered' ? heard : await this.#answered(heard.sdp, still());
      const { agreed } = answer;
      if (!agreed) throw this.#failure('MEDIA_ENGINE', 'the relay agreed on nothing');
      this.#wants = still();
      await this.#settle(agreed);
      return { answer: this.#body(answer.sdp), agreed };
    });
  }

  async rollBack(): Promise<void> {
    await this.#step(async () => {
      this.#wants = this.#settled;
      await this.#deps.relay.ask(this.#given.callId, { op: 'roll-back' });
      await this.#deps.window.order(this.#given.callId, { kind: 'roll-back' });
    });
  }

  finalOffer(): Promise<Outcome<Body>> {
    return this.#step(async () => this.#body((await this.#ask({ op: 'final-offer' })).sdp));
  }

  sendDigits(digits: string): Promise<Outcome<void>> {
    return this.#step(async () => {
      const outcome = await this.#deps.window.order(this.#given.callId, { kind: 'digits', digits });
      if (outcome.kind === 'problem') throw this.#failure('CALL_DIGITS_NOT_TAKEN', outcome.detail);
    });
  }

  pictureAsked(): void {
    if (this.#isOpen && !this.#isClosed) void this.#deps.relay.ask(this.#given.callId, { op: 'picture-asked' });
  }

  restart(): void {
    const { addresses } = this.#deps.places();
    void this.#step(async () => {
      const fresh = await this.#freshTurn();
      await this.#deps.relay.ask(this.#given.callId, { op: 'restart', addresses, ...fresh });
    });
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const stop of this.#stops) stop();
    const { callId } = this.#given;
    if (!this.#isOpen) return;
    void this.#deps.relay.ask(callId, { op: 'close' });
    void this.#deps.window.order(callId, { kind: 'close' });
  }

  /** What is wanted by the time it is done: a picture taken away meanwhile is not. */
  #unlessHidden(wants: MediaOffer): () => MediaOffer {
    const before = this.#hidings;
    return () => (before === this.#hidings ? wants : { ...wants, picture: 'none' });
  }

  /** Runs after the step before; every way out is an outcome. */
  #step<T>(work: () => Promise<T>): Promise<Outcome<T>> {
    const next = this.#last.then(() => this.#tried(work));
    this.#last = next;
    return next;
  }

  async #tried<T>(work: () => Promise<T>): Promise<Outcome<T>> {
    try {
      this.#needOpen();
      return done(await work());
    } catch (error) {
      if (error instanceof StepFailed) return failed(error.failure);
      // A mistake of ours, and no reason to leave the call hanging. Its words may hold a description.
      return failed(this.#failure('MEDIA_ENGINE', error instanceof Error ? error.name : 'unknown').failure);
    }
  }

  /** What the relays are entered with now, where the media are open already. */
  async #open(): Promise<{ readonly turn?: readonly TurnServer[] }> {
    if (this.#isOpen) return this.#freshTurn();
    const { servers, missing } = await this.#deps.relayWay();
    this.#needOpen();
    this.#isOpen = true;
    const { far } = this.#given;
    this.#relayUse.begin(servers.length, missing);
    const plan: FarPlan = {
      ...this.#deps.places(),
      dialect: far.dialect,
      encryption: far.encryption,
      offersDtls: far.offersDtls ?? false,
      offersIce: true,
      ...(servers.length > 0 ? { turn: servers } : {}),
      ...(far.namesSpeakers ? { namesSpeakers: true } : {}),
    };
    const answer = await this.#deps.relay.ask(this.#given.callId, { op: 'open', plan });
    this.#needOpen();
    if (answer.kind === 'problem') throw this.#relayFailure(answer.problem, answer.detail);
    return {};
  }

  /** Names and passwords of the beginning may be good no longer; where there are none now, they are tried all the same. */
  async #freshTurn(): Promise<{ readonly turn?: readonly TurnServer[] }> {
    const { servers: turn } = await this.#deps.relayWay();
    this.#needOpen();
    return turn.length > 0 ? { turn } : {};
  }

  /**
   * A step goes on after a close that came while it waited: nobody ends what it would open in the window then, the microphone with it, and the next media of
   * the same call would take it for theirs.
   */
  #needOpen(): void {
    if (this.#isClosed) throw this.#failure('MEDIA_ENGINE', 'the call is over');
  }

  /** The window's description, empty where the step gives none. */
  async #order(step: MediaStep): Promise<string> {
    const outcome = await this.#deps.window.order(this.#given.callId, step);
    this.#needOpen();
    if (outcome.kind === 'done') return outcome.sdp ?? '';
    const { problem, detail } = outcome;
    const device = { 'no-microphone': 'microphone', 'no-camera': 'camera' }[problem as string];
    throw this.#failure(windowCodes[problem], detail, device ? { device } : undefined);
  }

  async #ask(ask: RelayAsk): Promise<Extract<RelayAnswer, { readonly sdp: string }>> {
    const answer = await this.#deps.relay.ask(this.#given.callId, ask);
    this.#needOpen();
    if (answer.kind === 'problem') throw this.#relayFailure(answer.problem, answer.detail);
    if (answer.kind === 'done') throw this.#failure('MEDIA_ENGINE', `the relay gave no description for ${ask.op}`);
    return answer;
  }

  async #answered(sdp: string, wants: MediaOffer): Promise<Extract<RelayAnswer, { readonly sdp: string }>> {
    try {
      const near = await this.#order({ kind: 'answer', sdp, wants });
      return await this.#ask({ op: 'answer-from-near', sdp: near });
    } catch (error) {
      this.#needOpen();
      // It is refused: the next offer of ours would wait behind it for ever. The window takes its own part back.
      await this.#deps.relay.ask(this.#given.callId, { op: 'roll-back' });
      throw error;
    }
  }

  /** The window shows what it showed before an offer that nobody will see. */
  async #orBack<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.#needOpen();
      await this.#deps.window.order(this.#given.callId, { kind: 'roll-back' });
      throw error;
    }
  }

  async #settle(agreed: AgreedTracks): Promise<void> {
    await this.#hidePicture(agreed);
    this.#settled = this.#wants;
  }

  /** A camera is not kept open for somebody who takes no picture; who only waits will take it later. */
  async #hidePicture({ video, isHeldByPeer }: AgreedTracks): Promise<void> {
    const { picture, isHeld } = this.#wants;
    if (picture === 'none' || video.send || isHeld || isHeldByPeer) return;
    this.#wants = { ...this.#wants, picture: 'none' };
    // A window that went says so by itself.
    await this.#deps.window.order(this.#given.callId, { kind: 'hide-picture' });
  }

  /** A description of ours for the far end. */
  #body(sdp: string): Body {
    this.#relayUse.describe(sdp);
    return { contentType: 'application/sdp', text: withContent(sdp, this.#wants.picture) };
  }

  #read({ contentType, text }: Body): string {
    if (/^application\/sdp\b/i.test(contentType)) return text;
    throw this.#failure('MEDIA_UNREADABLE', `no description in ${contentType.slice(0, 100)}`);
  }

  #relayFailure(problem: RelayProblem, detail: string): StepFailed {
    return this.#failure(relayCodes[problem], detail);
  }

  #failure(code: FailureCode, detail: string, data?: Record<string, string>): StepFailed {
    return new StepFailed({ code, detail, at: this.#deps.clock.wall(), ...(data ? { data } : {}) });
  }

  #hearRelay(news: RelayNews): void {
    const { onEvent } = this.#given;
    if (news.kind === 'gone') {
      if (this.#isOpen) onEvent({ kind: 'failed', reason: 'relay', detail: 'the relay ended' });
    } else if (news.kind === 'without-relay') this.#relayUse.without(news.why);
    else if (news.kind === 'quality') onEvent({ kind: 'quality', quality: this.#quality.hearRelay(news.quality) });
    else onEvent(news);
  }

  #hearWindow(news: WindowNews): void {
    const { onEvent } = this.#given;
    if (news.kind === 'gone') {
      if (this.#isOpen) onEvent({ kind: 'failed', reason: 'window', detail: 'the window went' });
    } else if (news.kind === 'figures') onEvent({ kind: 'quality', quality: this.#quality.hearWindow(news.figures) });
    else if (news.kind === 'found') onEvent(news);
    else if (news.what === 'engine') onEvent({ kind: 'failed', reason: 'window', detail: 'the engine failed' });
    else onEvent({ kind: 'lost', what: news.what });
  }
}
