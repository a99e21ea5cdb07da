/**
 * The sound and pictures of one call, as the signalling sees them: descriptions for the far end out, its descriptions in. Behind it stand the
 * window's WebRTC engine and the relay, which speaks the far end's dialect.
 */
import type { CallQuality, WithoutRelay } from '../../shared/model/call.ts';
import type { AgreedTracks, FarPlan } from '../../shared/model/relay-messages.ts';
import type { MediaWants } from '../../shared/model/window-media.ts';
import type { Outcome } from '../../shared/outcome.ts';
import type { Body } from '../sip/agent.ts';

/** How the far end is to be met. */
export type FarDialect = Pick<FarPlan, 'dialect' | 'encryption'> &
  Partial<Pick<FarPlan, 'offersDtls' | 'namesSpeakers'>>;

export type MediaEvent =
  /** Packets go both ways for the first time, or again. */
  | { readonly kind: 'connected' }
  /** Candidates were chosen by both checks: time for the final offer. */
  | { readonly kind: 'path-chosen'; readonly ways: readonly string[] }
  /** The far end answers no longer on the way it had, and nothing goes out; `connected` when it does again. RFC 7675 */
  | { readonly kind: 'path-lost' }
  /** No way was found, or the keys do not fit; the call cannot go on. */
  | { readonly kind: 'failed'; readonly reason: 'ice' | 'dtls' | 'relay' | 'window'; readonly detail: string }
  /** The picture found no way, or its keys do not fit; the sound goes on. */
  | { readonly kind: 'picture-failed'; readonly detail: string }
  /** No sound came for so many seconds although the far end should send; `heard` when it is back. `isThere`: it reports still, or shows pictures. */
  | { readonly kind: 'silent'; readonly seconds: number; readonly isThere?: true }
  | { readonly kind: 'heard' }
  /** The far end shows nothing until it is asked by INFO for a whole picture. RFC 5168 */
  | { readonly kind: 'picture-wanted' }
  /** The sources that speak now in a meeting's mix. [MS-RTP] 3.1 */
  | { readonly kind: 'speakers'; readonly sources: readonly number[] }
  | { readonly kind: 'quality'; readonly quality: CallQuality }
  /** There is a media relay for the call, and it goes on without. */
  | { readonly kind: 'without-relay'; readonly why: WithoutRelay }
  /** A device or the shared screen went away, or was never there. */
  | { readonly kind: 'lost'; readonly what: 'microphone' | 'camera' | 'screen' }
  /** What was lost is there again. */
  | { readonly kind: 'found'; readonly what: 'microphone' };

export interface MediaOffer extends MediaWants {
  /** We hold: nothing is to be sent or heard. */
  readonly isHeld: boolean;
}

/**
 * One call. Failures of all: MEDIA_NO_MICROPHONE, MEDIA_NO_CAMERA, MEDIA_PERMISSION, MEDIA_DEVICE_BUSY, MEDIA_SCREEN_NOT_PICKED, MEDIA_ENGINE (the
 * window or the relay failed), MEDIA_UNREADABLE (the far end's description is none), MEDIA_NOTHING_COMMON, MEDIA_ENCRYPTION_MISMATCH. Never
 * rejects. After close() all answer MEDIA_ENGINE.
 */
export interface CallMedia {
  /**
   * Asks the person which screen the offers to come are to show. Beside the other steps: the far end may offer meanwhile. The function lets go of it, and
   * what is not shown by then is closed.
   */
  pickScreen(): Promise<Outcome<() => void>>;
  /** Closes what is shown, at once and beside the other steps; a description under way does not open it again. The far end hears of it with the next offer. */
  hidePicture(): void;
  /** Our offer, for an INVITE or a re-INVITE. */
  offer(wants: MediaOffer): Promise<Outcome<Body>>;
  /** The far end's answer to our last offer; the first final one stays. */
  takeAnswer(body: Body, from: { readonly isProvisional: boolean }): Promise<Outcome<AgreedTracks>>;
  /** Our answer to an offer of the far end. */
  answer(body: Body, wants: MediaOffer): Promise<Outcome<{ readonly answer: Body; readonly agreed: AgreedTracks }>>;
  /** The last offer was refused: what was agreed before holds again. */
  rollBack(): Promise<void>;
  /** The offer that names the chosen candidates. [MS-ICE2] 3.1.4.9 */
  finalOffer(): Promise<Outcome<Body>>;
  /** Sends RFC 4733 events. */
  sendDigits(digits: string): Promise<Outcome<void>>;
  /** The far end asks for a whole picture of ours beside the stream. RFC 5168 */
  pictureAsked(): void;
  /** Begins anew with other addresses after a change of network: the next offer restarts ICE. */
  restart(): void;
  close(): void;
}

export interface MediaService {
  /** Nothing is opened before the first offer or answer; a way into the media relay is asked for at once. */
  open(callId: string, far: FarDialect, onEvent: (event: MediaEvent) => void): CallMedia;
}
