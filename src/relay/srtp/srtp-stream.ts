/** SRTP and SRTCP (RFC 3711) in one direction, which is one master key. Nothing here throws, whatever arrives. */
import type { SrtpSuite } from '../../protocol/sdp/legs.ts';
import type { SrtpKeys } from '../dtls/handshake.ts';
import { rtpHeadLength } from '../rtp/packet.ts';
import { createHmacSha1, type Hmac } from './hmac.ts';
import { createKeyStream, type KeyStream } from './key-stream.ts';
import { guessIndex } from './packet-index.ts';
import { createReplayWindow, type ReplayWindow } from './replay-window.ts';
import { deriveKeys, rtpTagBytes, type SessionKeys } from './suites.ts';

const RTCP_TAG_BYTES = 10;
const RTCP_HEAD_BYTES = 8;
/** The encryption flag and 31 bits of index behind an RTCP packet. */
const TRAILER_BYTES = 4;
/** Sources one key may serve. The far end makes a few in a call; thousands would be an attack on memory. */
const MAX_SOURCES = 256;

export interface SrtpCounters {
  /** Packets whose tag does not fit: forged, damaged, or of another key. */
  readonly forged: number;
  /** Packets seen before, or too old to tell. */
  readonly repeated: number;
  /** Packets of a source beyond the 256th. */
  readonly surplus: number;
}

/** One direction. Use one object for what is sent and another for what is received. */
export interface SrtpDirection {
  readonly counters: SrtpCounters;
  /** The encrypted packet in a buffer of its own; undefined where `packet` is no RTP or was sent before: one index is used once. */
  protectRtp(packet: Buffer): Buffer | undefined;
  /** The plain packet in a buffer of its own; undefined where it is forged, repeated or no RTP. */
  unprotectRtp(packet: Buffer): Buffer | undefined;
  /** The encrypted compound packet in a buffer of its own; undefined where `packet` is no RTCP. */
  protectRtcp(packet: Buffer): Buffer | undefined;
  /** The plain compound packet in a buffer of its own; undefined where it is forged, repeated or no RTCP. */
  unprotectRtcp(packet: Buffer): Buffer | undefined;
}

interface Source {
  highest: number | undefined;
  readonly window: ReplayWindow;
}

interface Half {
  readonly hmac: Hmac;
  readonly stream: KeyStream;
  readonly sources: Map<number, Source>;
}

/** A direction with its keys; undefined if `keyAndSalt` has not 30 bytes. */
export function createSrtp(suite: SrtpSuite, keyAndSalt: Buffer): SrtpDirection | undefined {
  const keys = deriveKeys(keyAndSalt);
  if (!keys) return undefined;
  const counters = { forged: 0, repeated: 0, surplus: 0 };
  const rtp = createRtp(halfOf(keys.rtp), rtpTagBytes(suite), counters);
  const rtcp = createRtcp(halfOf(keys.rtcp), counters);
  return { counters, ...rtp, ...rtcp };
}

/** The direction of a handshake's keys, which always fit their suite. RFC 5764 4.1.2 */
export function srtpOfHandshake({ key, salt }: SrtpKeys): SrtpDirection | undefined {
  return createSrtp('AES_CM_128_HMAC_SHA1_80', Buffer.concat([key, salt]));
}

function halfOf(keys: SessionKeys): Half {
  return { hmac: createHmacSha1(keys.authentication), stream: createKeyStream(keys), sources: new Map() };
}

type Counters = { -readonly [Name in keyof SrtpCounters]: number };
type RtpHalf = Pick<SrtpDirection, 'protectRtp' | 'unprotectRtp'>;
type RtcpHalf = Pick<SrtpDirection, 'protectRtcp' | 'unprotectRtcp'>;

function createRtp(half: Half, tagBytes: number, counters: Counters): RtpHalf {
  /** Over the packet as far as `end`, and how often its sequence number began anew. RFC 3711 4.2 */
  const tagOf = (packet: Buffer, end: number, index: number) =>
    half.hmac(packet, end, Math.floor(index / 0x1_0000) >>> 0);

  /** The packet's place in its stream, where it may be used. Nothing is remembered yet. */
  function placeOf(packet: Buffer) {
    const ssrc = packet.readUInt32BE(8);
    const source = sourceOf(half, ssrc, counters);
    const index = source && guessIndex(packet.readUInt16BE(2), source.highest);
    if (!source || index === undefined) return undefined;
    if (!source.window.has(index)) return { ssrc, source, index };
    counters.repeated += 1;
    return undefined;
  }

  return {
    protectRtp(packet) {
      const head = rtpHeadLength(packet);
      const place = head === undefined ? undefined : placeOf(packet);
      if (head === undefined || !place) return undefined;
      remember(half, place);
      const end = packet.length;
      const sealed = Buffer.allocUnsafe(end + tagBytes);
      sealed.set(packet);
      half.stream.apply(sealed, { start: head, end }, place);
      putTag(tagOf(sealed, end, place.index), sealed, end);
      return sealed;
    },
    unprotectRtp(packet) {
      const end = packet.length - tagBytes;
      const head = rtpHeadLength(packet);
      const place = head === undefined || head > end ? undefined : placeOf(packet);
      if (head === undefined || !place) return undefined;
      if (!isTag(tagOf(packet, end, place.index), packet, end)) {
        counters.forged += 1;
        return undefined;
      }
      remember(half, place);
      const plain = Buffer.allocUnsafe(end);
      packet.copy(plain, 0, 0, end);
      half.stream.apply(plain, { start: head, end }, place);
      return plain;
    },
  };
}

function createRtcp(half: Half, counters: Counters): RtcpHalf {
  return {
    protectRtcp(packet) {
      if (packet.length < RTCP_HEAD_BYTES) return undefined;
      const ssrc = packet.readUInt32BE(4);
      const source = sourceOf(half, ssrc, counters);
      if (!source) return undefined;
      const index = ((source.highest ?? 0) + 1) & 0x7fff_ffff;
      remember(half, { ssrc, source, index });
      const end = packet.length;
      const tagAt = end + TRAILER_BYTES;
      const sealed = Buffer.allocUnsafe(tagAt + RTCP_TAG_BYTES);
      sealed.set(packet);
      half.stream.apply(sealed, { start: RTCP_HEAD_BYTES, end }, { ssrc, index });
      sealed.writeUInt32BE((0x8000_0000 | index) >>> 0, end);
      putTag(half.hmac(sealed, tagAt), sealed, tagAt);
      return sealed;
    },
    unprotectRtcp(packet) {
      const tagAt = packet.length - RTCP_TAG_BYTES;
      const end = tagAt - TRAILER_BYTES;
      if (end < RTCP_HEAD_BYTES) return undefined;
      if (!isTag(half.hmac(packet, tagAt), packet, tagAt)) {
        counters.forged += 1;
        return undefined;
      }
      const trailer = packet.readUInt32BE(end);
      const ssrc = packet.readUInt32BE(4);
      const index = trailer & 0x7fff_ffff;
      const source = sourceOf(half, ssrc, counters);
      if (!source) return undefined;
      if (source.window.has(index)) {
        counters.repeated += 1;
        return undefined;
      }
      remember(half, { ssrc, source, index });
      const plain = Buffer.from(packet.subarray(0, end));
      if (trailer >>> 31 === 1) half.stream.apply(plain, { start: RTCP_HEAD_BYTES, end }, { ssrc, index });
      return plain;
    },
  };
}

/** As much of the tag as the packet has room for. */
function putTag(tag: Uint8Array, packet: Buffer, start: number): void {
  for (let at = start; at < packet.length; at++) packet[at] = tag[at - start] ?? 0;
}

/** Whether the packet ends with it. Takes as long whichever byte is another; node:crypto's way asks for a view of each. */
function isTag(tag: Uint8Array, packet: Buffer, start: number): boolean {
  let difference = 0;
  for (let at = start; at < packet.length; at++) difference |= (packet[at] ?? 0) ^ (tag[at - start] ?? 0);
  return difference === 0;
}

/** What is known of a source. A new one is not kept until a packet of it has proved sound. */
function sourceOf(half: Half, ssrc: number, counters: Counters): Source | undefined {
  const known = half.sources.get(ssrc);
  if (known) return known;
  if (half.sources.size < MAX_SOURCES) return { highest: undefined, window: createReplayWindow() };
  counters.surplus += 1;
  return undefined;
}

function remember(half: Half, place: { readonly ssrc: number; readonly source: Source; readonly index: number }): void {
  const { ssrc, source, index } = place;
  half.sources.set(ssrc, source);
  source.window.add(index);
  source.highest = Math.max(source.highest ?? index, index);
}
