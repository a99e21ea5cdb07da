/** Malice in RTP and RTCP: what goes out beside one packet of sound or of a picture, or in its place. RFC 3550 5.1, 6.4 */
import type { Random } from '../../shared/clock.ts';

/** All but `bare` are sealed with the true keys where there are any; a `lie` is a packet of sound that no reader can make sense of. */
export interface Shot {
  readonly as: 'rtp' | 'lie' | 'rtcp' | 'bare';
  readonly bytes: Buffer;
}

/** What is known when a packet is about to go. */
export interface Scene {
  readonly random: Random;
  /** How many packets went before on this stream. */
  readonly beat: number;
  /** The source of the client's packets; 0 before one was heard. */
  readonly theirSource: number;
}

type Spoil = (packet: Buffer, scene: Scene) => readonly Shot[];

const HEAD = 12;
const FLOOD = 100;
const PICTURES = 50;
const LARGE = 60_000;
const PARTS = 400;
/** Of packets that are not the stream's own: its numbers stay whole. */
const SECOND_SOURCE = 0x0bad_cafe;

export const rtpSpoils = {
  'rtp-types': (packet, { beat }) => [
    sound(packet),
    ...counted(16, (at) => {
      const type = (beat * 16 + at) & 0x7f;
      return rtp(headOf(packet, { type, sequence: beat * 16 + at, source: SECOND_SOURCE }), packet.subarray(HEAD));
    }),
  ],
  'rtp-lengths': (packet, { beat }) => {
    const head = (flags: number, at: number) =>
      headOf(packet, { flags, sequence: beat * 8 + at, source: SECOND_SOURCE });
    const rest = packet.subarray(HEAD);
    return [
      sound(packet),
      // Contributors that are not there; an extension beyond the packet, and one up to its very end.
      lie(head(0x8f, 0), Buffer.alloc(4)),
      lie(head(0x90, 1), Buffer.concat([Buffer.from('bedeffff', 'hex'), rest])),
      lie(head(0x90, 2), Buffer.concat([Buffer.from('bede0001', 'hex'), Buffer.alloc(4, 0xff)])),
      // More padding than payload, and none that counts itself.
      lie(head(0xa0, 3), Buffer.concat([rest, Buffer.from([255])])),
      lie(head(0xa0, 4), Buffer.from([0])),
      lie(head(0x80, 5), Buffer.alloc(0)),
      ...(beat % 10 === 0 ? [lie(head(0x80, 6), Buffer.alloc(LARGE, 0x55))] : []),
      ...[0, 1, 2, 3, 11].map((length): Shot => ({ as: 'bare', bytes: Buffer.alloc(length, 0x80) })),
    ];
  },
  'rtp-sources': (packet, { random }) => [
    rtp(headOf(packet, { source: Buffer.from(random.bytes(4)).readUInt32BE() }), packet.subarray(HEAD)),
  ],
  'rtp-jumps': (packet, { random, beat }) => {
    const [sequence, time] = [Buffer.from(random.bytes(2)).readUInt16BE(), Buffer.from(random.bytes(4)).readUInt32BE()];
    const jumped = rtp(headOf(packet, { sequence: beat % 3 === 0 ? beat : sequence, time }), packet.subarray(HEAD));
    return [jumped, jumped, jumped];
  },
  'rtp-flood': (packet, { beat }) => [
    sound(packet),
    ...counted(FLOOD, (at) =>
      rtp(headOf(packet, { sequence: beat * FLOOD + at, source: SECOND_SOURCE }), packet.subarray(HEAD)),
    ),
  ],
  'noise-flood': (packet, { beat }) => [
    sound(packet),
    ...counted(FLOOD / 2, (at) =>
      rtp(
        headOf(packet, { type: 13, sequence: beat * FLOOD + at, source: SECOND_SOURCE }),
        Buffer.alloc([0, 1, 1200][at % 3] ?? 0, 0x7f),
      ),
    ),
    // A digit out of none, as long as can be said, that never ends; and one that ends before it begins.
    ...counted(FLOOD / 2, (at) =>
      rtp(
        headOf(packet, { type: 96 + (at % 32), sequence: beat * FLOOD + FLOOD / 2 + at, source: SECOND_SOURCE }),
        Buffer.from(at % 2 === 0 ? 'ff3fffff' : 'ff', 'hex'),
      ),
    ),
  ],
} as const satisfies Readonly<Record<string, Spoil>>;

export const rtcpSpoils = {
  'rtcp-flood': (packet) => [sound(packet), ...counted(FLOOD, (at) => report(senderReport(at, [])))],
  'rtcp-lengths': (packet, { beat }) => [
    sound(packet),
    // Words that are not there, none at all, more than any packet has; blocks that are not there.
    report(withWord(receiverReport(1, []), 2, 7)),
    report(withWord(receiverReport(1, []), 2, 0)),
    report(withWord(receiverReport(1, []), 2, 0xffff)),
    report(part(31, 201, Buffer.alloc(4))),
    report(part(31, 200, Buffer.alloc(24))),
    // Padding beyond the packet; texts that end behind it; feedback without its source.
    report(flagged(part(0, 201, Buffer.from('000000ff', 'hex')), 0xa0)),
    report(part(1, 202, Buffer.from('0000000101ff6162', 'hex'))),
    report(part(1, 206, Buffer.alloc(4))),
    report(part(4, 206, Buffer.alloc(8))),
    report(Buffer.concat(counted(PARTS, () => part(0, 203, Buffer.alloc(0))))),
    report(flagged(receiverReport(1, []), 0x00)),
    ...(beat % 10 === 0 ? [report(part(31, 202, Buffer.alloc(LARGE, 0x41)))] : []),
    { as: 'bare', bytes: Buffer.from('80c90001', 'hex') },
  ],
  'rtcp-lies': (packet, { random, theirSource, beat }) => {
    const [own, chance] = [packet.readUInt32BE(8), Buffer.from(random.bytes(4)).readUInt32BE()];
    return [
      sound(packet),
      report(receiverReport(own, [block(theirSource, 255, chance, 0xffff_ffff), block(theirSource, 255, 0, 0)])),
      report(senderReport(own, [block(own, 128, 1, 1)], 0xffff_ffff)),
      // Everybody is gone; somebody with a name of 255 control characters is there; no bandwidth is left.
      report(Buffer.concat([receiverReport(own, []), sources(203, [own, theirSource])])),
      report(
        Buffer.concat([
          receiverReport(own, []),
          part(1, 202, Buffer.concat([word(own), Buffer.from([1, 255]), Buffer.alloc(258, 7)])),
        ]),
      ),
      report(
        Buffer.concat([receiverReport(own, []), part(3, 205, Buffer.concat([word(own), word(theirSource), word(0)]))]),
      ),
      report(
        part(15, 206, Buffer.concat([word(own), word(0), Buffer.from('52454d4201000000', 'hex'), word(theirSource)])),
      ),
      report(part(beat & 31, 204, Buffer.concat([word(own), Buffer.from('EVIL'), word(chance)]))),
    ];
  },
  'picture-flood': (packet, { theirSource, beat }) => [
    sound(packet),
    ...counted(PICTURES, (at) => {
      const own = packet.readUInt32BE(8);
      const asked =
        at % 2 === 0 ? word(theirSource) : Buffer.concat([word(0), word(theirSource), word((beat + at) << 24)]);
      const wanted = part(at % 2 === 0 ? 1 : 4, 206, Buffer.concat([word(own), asked]));
      return report(Buffer.concat([receiverReport(own, []), wanted]));
    }),
  ],
} as const satisfies Readonly<Record<string, Spoil>>;

const sound = (bytes: Buffer): Shot => ({ as: 'rtp', bytes });
const report = (bytes: Buffer): Shot => ({ as: 'rtcp', bytes });
const lie = (head: Buffer, rest: Buffer): Shot => ({ as: 'lie', bytes: Buffer.concat([head, rest]) });
const rtp = (head: Buffer, rest: Buffer): Shot => ({ as: 'rtp', bytes: Buffer.concat([head, rest]) });

export function counted<T>(count: number, make: (at: number) => T): T[] {
  return Array.from({ length: count }, (_, at) => make(at));
}

interface HeadChange {
  readonly flags?: number;
  readonly type?: number;
  readonly sequence?: number;
  readonly time?: number;
  readonly source?: number;
}

/** The head of a packet with other words in it, and without its contributors. */
function headOf(packet: Buffer, { flags = 0x80, type, sequence, time, source }: HeadChange): Buffer {
  const head = Buffer.from(packet.subarray(0, HEAD));
  head.writeUInt8(flags, 0);
  if (type !== undefined) head.writeUInt8(type, 1);
  if (sequence !== undefined) head.writeUInt16BE(sequence & 0xffff, 2);
  if (time !== undefined) head.writeUInt32BE(time, 4);
  if (source !== undefined) head.writeUInt32BE(source, 8);
  return head;
}

/** One part of a compound packet, whole in itself. */
function part(count: number, type: number, body: Buffer): Buffer {
  const padded = Buffer.concat([body, Buffer.alloc((4 - (body.length % 4)) % 4)]);
  const head = Buffer.from([0x80 | count, type, 0, 0]);
  head.writeUInt16BE(padded.length / 4, 2);
  return Buffer.concat([head, padded]);
}

function receiverReport(source: number, blocks: readonly Buffer[]): Buffer {
  return part(blocks.length, 201, Buffer.concat([word(source), ...blocks]));
}

function senderReport(source: number, blocks: readonly Buffer[], seconds = 1): Buffer {
  const facts = [word(source), word(seconds), word(0), word(0), word(0xffff_ffff), word(0xffff_ffff)];
  return part(blocks.length, 200, Buffer.concat([...facts, ...blocks]));
}

function block(source: number, lost: number, lastReport: number, delay: number): Buffer {
  const losses = Buffer.from([lost, 0x80, 0, 0]);
  return Buffer.concat([word(source), losses, word(0xffff_ffff), word(0xffff_ffff), word(lastReport), word(delay)]);
}

function sources(type: number, named: readonly number[]): Buffer {
  return part(named.length, type, Buffer.concat(named.map(word)));
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}

function withWord(packet: Buffer, at: number, value: number): Buffer {
  const changed = Buffer.from(packet);
  changed.writeUInt16BE(value, at);
  return changed;
}

function flagged(packet: Buffer, first: number): Buffer {
  const changed = Buffer.from(packet);
  changed[0] = first | ((changed[0] ?? 0) & 0x1f);
  return changed;
}
