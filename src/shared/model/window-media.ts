/**
 * What main asks of the window's WebRTC engine, and what it answers. Main decides what is sent and heard; mute, devices, speaker and tones the
 * window reads from the snapshot (`calls`, `devices`) and keeps to by itself, so that only descriptions go back and forth.
 */
import type { OwnPicture } from './call.ts';

/** What of ours a description is to offer or to answer with. */
export interface MediaWants {
  /** A picture of ours, and room for one of theirs; `none` with `takesPicture` shows theirs alone. */
  readonly picture: OwnPicture;
  readonly takesPicture: boolean;
}

/** `offer` and `answer` are answered with a description, the others with nothing. */
export type MediaStep =
  /** Beside the others, which may follow while the person still looks for it: a screen for the offers to come, until it is let go. */
  | { readonly kind: 'pick-screen' }
  | { readonly kind: 'let-go-of-pick' }
  | { readonly kind: 'offer'; readonly wants: MediaWants }
  | { readonly kind: 'take-answer'; readonly sdp: string; readonly isProvisional: boolean }
  | { readonly kind: 'answer'; readonly sdp: string; readonly wants: MediaWants }
  /** The far end did not take the last offer: what held before holds again. */
  | { readonly kind: 'roll-back' }
  /** The far end takes no picture of ours: what was opened for it is closed. */
  | { readonly kind: 'hide-picture' }
  | { readonly kind: 'digits'; readonly digits: string }
  | { readonly kind: 'close' };

export interface MediaOrder {
  readonly orderId: number;
  readonly callId: string;
  readonly step: MediaStep;
}

/** Why the window could not do as it was asked; main makes a Failure of it. */
export type MediaProblem =
  | 'no-microphone'
  | 'no-camera'
  | 'permission-denied'
  | 'device-busy'
  | 'screen-not-picked'
  | 'description-refused'
  | 'engine';

/** What the window's engine measured of a call since it began; main makes figures of two of them. */
export interface MediaFigures {
  readonly atMs: number;
  readonly codec?: string | undefined;
  readonly videoCodec?: string | undefined;
  readonly videoSize?: string | undefined;
  readonly packetsReceived?: number | undefined;
  readonly packetsLost?: number | undefined;
  readonly bytesReceived?: number | undefined;
  readonly bytesSent?: number | undefined;
  readonly jitterMs?: number | undefined;
  /** How long all samples that were played waited for it together, and how many they were. */
  readonly bufferedMs?: number | undefined;
  readonly bufferedCount?: number | undefined;
  readonly roundTripMs?: number | undefined;
  /** Of ours, as the far end reports it: 0 to 1. */
  readonly sentLoss?: number | undefined;
}
