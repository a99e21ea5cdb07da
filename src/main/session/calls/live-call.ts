/** One call as its parts share it: what is shown of it, its media, its dialog, and its one end. */
import type { Clock } from '../../../shared/clock.ts';
import type { Call, CallEnding, CallHold } from '../../../shared/model/call.ts';
import type { Failure, FailureCode } from '../../../shared/model/failure.ts';
import type { Feature } from '../../../shared/model/policy.ts';
import type { AgreedTracks } from '../../../shared/model/relay-messages.ts';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { failed, type Outcome } from '../../../shared/outcome.ts';
import type { CallMedia, FarDialect, MediaEvent, MediaOffer, MediaService } from '../../media/call-media.ts';
import type { Dialog, SipAgent } from '../../sip/agent.ts';
import type { DialogId, HeaderList } from '../../sip/dialog-id.ts';
import type { Ground } from './ground.ts';
import { Turns } from './turns.ts';

export interface LiveCallNeeds extends Ground {
  readonly clock: Clock;
  readonly media: MediaService;
  readonly snapshot: () => Snapshot;
  readonly onChange: (call: LiveCall) => void;
  readonly onEnd: (call: LiveCall) => void;
  readonly onMedia: (call: LiveCall, event: MediaEvent) => void;
  /** The far end, or we, took it. */
  readonly onTaken: (call: LiveCall) => void;
}

/** What a call begins with. */
export type Beginning = Pick<Call, 'id' | 'direction' | 'peer' | 'state'> &
  Partial<Pick<Call, 'rule' | 'isEmergency' | 'onBehalfOf' | 'isMuted' | 'canShowPicture' | 'meetingId'>>;

/** Lets the peer know that it is over, in whatever state the signalling is. */
export type Release = (headers?: HeaderList) => Promise<void> | void;

/** Why the signalling is over without us. */
export type PeerEnd = { readonly why: CallEnding; readonly failure?: Failure };

export class LiveCall {
  readonly id: string;
  readonly needs: LiveCallNeeds;
  /** Whose it is: as whom it began, also when somebody else is signed in by now. */
  readonly ownUri: string;
  /** Descriptions in both directions, one at a time. */
  readonly turns = new Turns();
  /** What we want to be heard and seen, agreed on or not. */
  wanted: MediaOffer = { picture: 'none', takesPicture: false, isHeld: false };
  agreed: AgreedTracks | undefined;
  /** We want to hold, told to the peer or not. */
  isHeld = false;
  /** How often that was changed: only the last time counts. */
  holdWishes = 0;
  dialog: Dialog | undefined;
  /** The dialogs of an invitation of ours that nobody has answered yet, newest last. */
  earlyDialogs: readonly DialogId[] = [];
  /** The peer said that it knows how one call takes the place of another. */
  canReplace = false;
  /** Where the peer itself can be reached, as it said; its address until then. */
  contact: string | undefined;
  /** The connection that the dialog lives on. */
  carrier: SipAgent | undefined;
  /** The connection went; the call waits for the next one. */
  adrift: DialogId | undefined;
  /** The dialog of a call that waits: over, or alive on the next connection and not yet heard there. */
  kept: Dialog | undefined;
  /** Takes back the INVITE by which we ask the peer to go on, while it is on its way. */
  returning: AbortController | undefined;
  /** The peer's offer that is being answered. */
  answering: Promise<unknown> = Promise.resolve();
  /** How often a picture was shown or taken away: only the last time counts. */
  pictureWishes = 0;
  /** The person is looking for the screen to show. */
  isPicking = false;
  /** Our offer crossed one of the peer's, and counts for nothing until it is made again. */
  isOfferVoid = false;
  /** The last offer was ours, so that the final one is too. */
  isOfferOurs = false;
  /** The checks chose candidates that the far end was not told of. */
  isPathChosen = false;
  /** `Ms-Conversation-ID`. */
  key = '';
  hadPicture = false;
  /** Other addresses were tried since sound was last heard. */
  hasRestarted = false;
  /** Whoever wants to know how it goes, besides the window. */
  readonly followers: ((call: LiveCall) => void)[] = [];
  /** Whoever wants to know which sources of a mix speak. */
  onSpeakers: ((sources: readonly number[]) => void) | undefined;
  /** That there is no microphone, while there is none. */
  missing: Failure | undefined;
  /** It goes on for one that we held: nobody turned to it. */
  isAside = false;
  /** The peer is being sent elsewhere: its BYE is no hanging up. */
  isHandingOver = false;
  #view: Call;
  #media: CallMedia | undefined;
  readonly #over = new AbortController();
  #hasPath = false;
  #release: Release = () => undefined;
  #farewell: Promise<void> = Promise.resolve();

  constructor(needs: LiveCallNeeds, beginning: Beginning) {
    this.needs = needs;
    this.ownUri = needs.ownUri();
    this.id = beginning.id;
    this.#view = {
      isMuted: false,
      canShowPicture: false,
      ...beginning,
      startedAt: needs.clock.wall(),
      hold: 'none',
      picture: 'none',
      hasPeerPicture: false,
    };
  }

  get view(): Call {
    return this.#view;
  }

  get isOver(): boolean {
    return this.#view.state === 'ended';
  }

  /** Somebody took it, and the dialog stands or is being brought back. */
  get isTaken(): boolean {
    return this.#view.state === 'connecting' || this.#view.state === 'active';
  }

  /** The media of the call; opened before anything is described. */
  get media(): CallMedia {
    if (!this.#media) throw new Error('the media of a call are used before they are opened');
    return this.#media;
  }

  /** Aborted at the end. */
  get over(): AbortSignal {
    return this.#over.signal;
  }

  /** Resolves when the peer has heard of the end, or cannot. */
  get farewell(): Promise<void> {
    return this.#farewell;
  }

  /** Opens media towards the far end; those before, towards one that did not take them, are closed. */
  openMedia(far: FarDialect): void {
    this.#media?.close();
    this.#hasPath = false;
    this.missing = undefined;
    const media = this.needs.media.open(this.id, far, (event) => {
      if (this.#media === media && !this.isOver) this.needs.onMedia(this, event);
    });
    this.#media = media;
  }

  /** Undefined takes a value away. Nothing changes after the end. */
  patch(changes: { readonly [K in keyof Call]?: Call[K] | undefined }): void {
    if (this.isOver) return;
    const next = Object.fromEntries(
      Object.entries({ ...this.#view, ...changes }).filter(([, value]) => value !== undefined),
    );
    this.#view = next as unknown as Call;
    this.needs.onChange(this);
    for (const follow of this.followers) follow(this);
  }

  /** What has to be done when it ends from now on. */
  releaseBy(release: Release): void {
    this.#release = release;
  }

  /** Shows what was agreed on; undefined stands for what was before. */
  agree(agreed: AgreedTracks | undefined = this.agreed): void {
    this.agreed = agreed;
    if (!agreed) return;
    const { video, encryption, takesDigits, isHeldByPeer } = agreed;
    // The media closed what the far end does not take; whoever only waits will take it later, or is still to be asked.
    const isKept = video.send || isHeldByPeer || this.wanted.isHeld || this.isOfferVoid;
    if (!isKept) this.wanted = { ...this.wanted, picture: 'none' };
    this.hadPicture ||= video.receive || (video.send && this.wanted.picture !== 'none');
    this.patch({
      encryption,
      digitsBy: takesDigits ? 'rtp' : 'info',
      hasPeerPicture: video.receive,
      picture: this.wanted.picture,
      hold: holdOf(this.isHeld, isHeldByPeer),
      ...(this.isTaken ? { state: this.#takenState() } : {}),
    });
  }

  /** The far end, or we, took it. */
  taken(agreed: AgreedTracks): void {
    const { clock } = this.needs;
    const isRefused = this.wanted.picture !== 'none' && !agreed.video.send && !agreed.isHeldByPeer;
    this.agreed = agreed;
    this.patch({ state: this.#takenState(), answeredAt: clock.wall(), canShowPicture: !isRefused && this.mayShow() });
    this.agree();
    if (!this.isOver) this.needs.onTaken(this);
  }

  /** Sound may come before anybody has taken it; `early` begins with the first of it. */
  early(agreed: AgreedTracks): void {
    this.agreed = agreed;
    this.patch({ encryption: agreed.encryption, digitsBy: agreed.takesDigits ? 'rtp' : 'info' });
    if (this.#hasPath) this.hasPath();
  }

  /** Sound found its way. */
  hasPath(): void {
    this.#hasPath = true;
    this.hasRestarted = false;
    const { state } = this.#view;
    if (state === 'connecting') this.patch({ state: 'active' });
    if (this.agreed && (state === 'calling' || state === 'ringing')) this.patch({ state: 'early' });
  }

  /** Somebody else took it than sent the first sound. */
  losePath(): void {
    this.#hasPath = false;
  }

  /** Whether no rule of the company is against pictures. */
  mayShow(): boolean {
    return this.reasonAgainst('video') === undefined;
  }

  /** POLICY_FORBIDS with the rule, where one is against it. */
  reasonAgainst(feature: Feature): Failure | undefined {
    const reason = this.needs.reasonAgainst(feature);
    return reason && this.failure('POLICY_FORBIDS', { data: { policy: reason.policy, key: reason.key } });
  }

  failure(code: FailureCode, more: Partial<Failure> = {}): Failure {
    return { code, at: this.needs.clock.wall(), ...more };
  }

  fail(code: FailureCode, more?: Partial<Failure>): Outcome<never> {
    return failed(this.failure(code, more));
  }

  /** Something went wrong that the call outlives; undefined when that is over. A microphone that is missing is told until it is there. */
  trouble(failure: Failure | undefined): void {
    this.patch({ trouble: failure ?? this.missing });
  }

  /** The end, whoever wanted it: media closed, the peer told unless it told us. Only the first counts. */
  end({ why, failure }: PeerEnd, headers?: HeaderList): void {
    if (this.isOver) return;
    const release = this.#release;
    this.#release = () => undefined;
    this.patch({
      state: 'ended',
      endedAt: this.needs.clock.wall(),
      transfer: why === 'transferred' ? this.#view.transfer : undefined,
      trouble: undefined,
      end: { why, ...(failure ? { failure } : {}) },
    });
    this.#over.abort();
    this.#media?.close();
    this.dialog = undefined;
    this.adrift = undefined;
    this.kept = undefined;
    this.#farewell = Promise.resolve(release(headers)).then(() => undefined);
    this.needs.onEnd(this);
  }

  #takenState(): 'active' | 'connecting' {
    // Who is held, or holds, hears nothing for now, and that is no fault of the way.
    const isQuiet = this.agreed?.isHeldByPeer === true || this.wanted.isHeld;
    return this.#hasPath || isQuiet || this.#view.state === 'active' ? 'active' : 'connecting';
  }
}

/** Ends it by our own wish, whatever it does at the moment. */
export function hangUp(call: LiveCall): void {
  const { state } = call.view;
  const isOurs = state === 'preparing' || state === 'calling' || state === 'ringing' || state === 'early';
  if (state === 'incoming') call.end({ why: 'declined' });
  else call.end({ why: isOurs ? 'cancelled' : 'hung-up' });
}

/** Who holds. */
export function holdOf(isOurs: boolean, isTheirs: boolean): CallHold {
  if (isOurs) return isTheirs ? 'both' : 'ours';
  return isTheirs ? 'theirs' : 'none';
}
