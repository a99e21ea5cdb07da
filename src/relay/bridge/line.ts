/** One section joined to Chromium: the packets of both directions, with the other side's numbers, counted. */
import type { Track } from '../../protocol/sdp/legs.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Kind } from '../far/guard.ts';
import { type FarSigns, SignsOfFar } from '../quality/far-signs.ts';
import type { ReceptionFigures } from '../quality/reception.ts';
import { createRoundTrips } from '../quality/round-trips.ts';
import { createSources, mostSources } from '../quality/sources.ts';
import { createSpeakers } from '../quality/speakers.ts';
import { contributorsOf, type RtpHead, readRtpHead, setPayloadType } from '../rtp/packet.ts';
import { type RtcpPart, readRtcp } from '../rtp/rtcp.ts';
import { emptyReport, goodbye, isPlain, pictureLoss, wantedPicture } from './rtcp-parts.ts';

/** Two of three reports, one each 5 s, may be lost; who gets nothing of us, as in a hold, says nothing of what it misses. RFC 3550 6.2, 6.4.1 */
const reportLastsMs = 15_000;
/** Of telephones. */
const usualClockRate = 8000;

export interface LineOptions {
  readonly clock: Clock;
  readonly track: () => Track | undefined;
  readonly sendFar: (packet: Buffer, kind: Kind) => boolean;
  readonly sendNear: (packet: Buffer, kind: Kind) => void;
  /** The far end must be asked for a whole picture by signalling. */
  readonly onPictureWanted: () => void;
}

/** Since the line began. */
export interface LineFigures {
  readonly receivedBytes: number;
  readonly sentBytes: number;
  readonly reception: ReceptionFigures;
  /** 0 to 1, as the far end reported last; undefined where that is too long ago. */
  readonly sentLoss?: number | undefined;
  readonly roundTripMs?: number;
}

export interface Line {
  readonly figures: LineFigures;
  readonly signs: FarSigns;
  /** The sources that the far end's mix names as speaking now; smallest first. */
  readonly speakers: readonly number[];
  /** Whether the far end sent something from this source. */
  readonly hears: (source: number) => boolean;
  /** Whether Chromium sent something from this source for this line. */
  readonly speaks: (source: number) => boolean;
  fromNear(packet: Buffer, head: RtpHead): void;
  /** Parts of Chromium's reports that concern this line. */
  reportFromNear(parts: readonly RtcpPart[]): void;
  fromFar(packet: Buffer, kind: Kind): void;
  /** Asks Chromium for a whole picture of what it shows here. */
  wantPicture(): void;
  /** Tells the far end that our sources are gone. */
  sayGoodbye(): void;
}

export function createLine(options: LineOptions): Line {
  return new JoinedLine(options);
}

class JoinedLine implements Line {
  readonly #options: LineOptions;
  readonly #roundTrips;
  readonly #speakers;
  readonly #signs: SignsOfFar;
  readonly #ours = new Set<number>();
  readonly #theirs = createSources();
  #receivedBytes = 0;
  #sentBytes = 0;
  #sentLoss: { readonly share: number; readonly atMs: number } | undefined;
  #roundTripMs: number | undefined;

  constructor(options: LineOptions) {
    this.#options = options;
    this.#roundTrips = createRoundTrips(options.clock);
    this.#speakers = createSpeakers(options.clock);
    this.#signs = new SignsOfFar(options.clock);
  }

  get figures(): LineFigures {
    const isFresh = this.#sentLoss && this.#options.clock.now() - this.#sentLoss.atMs < reportLastsMs;
    return {
      receivedBytes: this.#receivedBytes,
      sentBytes: this.#sentBytes,
      reception: this.#theirs.figures,
      ...(isFresh && { sentLoss: this.#sentLoss?.share }),
      ...(this.#roundTripMs !== undefined && { roundTripMs: this.#roundTripMs }),
    };
  }

  get signs(): FarSigns {
    return this.#signs;
  }

  get speakers(): readonly number[] {
    return this.#speakers.now;
  }

  hears(source: number): boolean {
    return this.#theirs.has(source);
  }

  speaks(source: number): boolean {
    return this.#ours.has(source);
  }

  fromNear(packet: Buffer, head: RtpHead): void {
    const track = this.#options.track();
    const type = track?.send ? track.toFar.get(head.payloadType) : undefined;
    if (type === undefined) return;
    if (this.#ours.size < mostSources) this.#ours.add(head.ssrc);
    if (type !== head.payloadType) setPayloadType(packet, type);
    if (this.#options.sendFar(packet, 'rtp')) this.#sentBytes += packet.length;
  }

  reportFromNear(parts: readonly RtcpPart[]): void {
    const takesFeedback = this.#options.track()?.takesFeedback ?? false;
    const kept: Buffer[] = [];
    for (const part of parts) {
      if (part.said.kind === 'sender-report') this.#roundTrips.sent(part.said.time);
      if (isPlain(part)) kept.push(part.bytes);
      else if (wantedPicture(part) !== undefined) {
        if (takesFeedback) kept.push(part.bytes);
        else this.#options.onPictureWanted();
      }
    }
    const [first] = kept;
    if (!first) return;
    // Feedback alone is not taken by everybody. RFC 5506 3.4.2
    const head = parts[0] && isPlain(parts[0]) ? [] : [emptyReport(first.readUInt32BE(4))];
    this.#options.sendFar(Buffer.concat([...head, ...kept]), 'rtcp');
  }

  fromFar(packet: Buffer, kind: Kind): void {
    if (kind === 'rtcp') {
      this.#reportFromFar(packet);
      return;
    }
    const track = this.#options.track();
    const head = readRtpHead(packet);
    const type = head && track?.receive ? track.toNear.get(head.payloadType) : undefined;
    if (!head || !track || type === undefined) return;
    this.#signs.heard(type);
    if (track.kind === 'audio') this.#speakers.take(contributorsOf(packet));
    this.#count(packet, head, track.clockRates.get(type));
    if (type !== head.payloadType) setPayloadType(packet, type);
    this.#options.sendNear(packet, 'rtp');
  }

  wantPicture(): void {
    if (this.#ours.size > 0) this.#options.sendNear(pictureLoss([...this.#ours]), 'rtcp');
  }

  sayGoodbye(): void {
    if (this.#ours.size > 0) this.#options.sendFar(goodbye([...this.#ours]), 'rtcp');
  }

  #count(packet: Buffer, head: RtpHead, clockRate = usualClockRate): void {
    this.#receivedBytes += packet.length;
    this.#theirs.take(head, clockRate, this.#options.clock.now());
  }

  #reportFromFar(compound: Buffer): void {
    const parts = readRtcp(compound);
    this.#signs.reported(parts);
    for (const { said } of parts) {
      if (said.kind !== 'sender-report' && said.kind !== 'receiver-report') continue;
      for (const block of said.blocks) {
        if (!this.#ours.has(block.ssrc)) continue;
        this.#sentLoss = { share: block.fractionLost, atMs: this.#options.clock.now() };
        this.#roundTripMs = this.#roundTrips.answered(block) ?? this.#roundTripMs;
      }
    }
    const kept = parts.filter((part) => isPlain(part) || wantedPicture(part) !== undefined).map(({ bytes }) => bytes);
    if (kept.length > 0) this.#options.sendNear(Buffer.concat(kept), 'rtcp');
  }
}
