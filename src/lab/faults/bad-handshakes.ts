/** Malice in DTLS, in the clear: whoever can send a packet can send these. RFC 6347 4.1, 4.2 */
import type { Random } from '../../shared/clock.ts';
import { counted } from './bad-media.ts';

type Spoil = (random: Random, cookie: Buffer) => readonly Buffer[];

const ALERT = 21;
const HANDSHAKE = 22;
const DATA = 23;
const CLIENT_HELLO = 1;
const SERVER_HELLO = 2;
const HELLO_VERIFY = 3;
const FINISHED = 20;
const VERSION = Buffer.from('fefd', 'hex');
/** One suite, no compression; groups, signatures, SRTP and the extended secret as whoever calls by WebRTC says them. */
const WISHES = Buffer.from(
  '0002c02b0100001f000a00040002001700 0d0006000404030804000e0005000200010000170000'.replace(' ', ''),
  'hex',
);
const MOST_LENGTH = 0xff_ff_ff;
const PIECE = 1000;
const PIECES = 20;

export const handshakeSpoils = {
  'dtls-garbage': (random) => [
    ...[20, ALERT, DATA, 24, 40, 63].map((type) => record(type, Buffer.from(random.bytes(40)))),
    // A good-bye, and one for good; encrypted ones that nobody can read.
    record(ALERT, Buffer.from([1, 0])),
    record(ALERT, Buffer.from([2, 40])),
    record(ALERT, Buffer.from(random.bytes(30)), 1),
    record(DATA, Buffer.from(random.bytes(200)), 1),
    record(HANDSHAKE, Buffer.from(random.bytes(60)), 1),
    // Records that end too soon, say too much, or have nothing in them, five thousand at once.
    record(HANDSHAKE, Buffer.alloc(0)).subarray(0, 12),
    withLength(record(HANDSHAKE, Buffer.alloc(20)), 0xffff),
    Buffer.concat(counted(1000, () => record(HANDSHAKE, Buffer.alloc(0)))),
  ],
  'dtls-fragments': (random) =>
    counted(PIECES, (at) =>
      record(
        HANDSHAKE,
        piece({ type: at % 25, length: MOST_LENGTH, offset: at * PIECE }, Buffer.from(random.bytes(PIECE))),
      ),
    ),
  'dtls-hellos': (random, cookie) => [
    ...counted(10, () => clientHello(random, Buffer.alloc(0))),
    ...counted(10, () => clientHello(random, cookie)),
    clientHello(random, Buffer.from(random.bytes(20))),
    ...[SERVER_HELLO, 11, 12, 14, 15, 16].map((type) => record(HANDSHAKE, whole(type, Buffer.from(random.bytes(50))))),
    ...counted(5, () =>
      record(HANDSHAKE, whole(HELLO_VERIFY, Buffer.concat([VERSION, Buffer.from([20]), random20(random)]))),
    ),
    ...counted(5, () => record(HANDSHAKE, whole(FINISHED, Buffer.from(random.bytes(12))))),
  ],
} as const satisfies Readonly<Record<string, Spoil>>;

/** The cookie of a HelloVerifyRequest; undefined for anything else. RFC 6347 4.2.1 */
export function cookieIn(packet: Buffer): Buffer | undefined {
  if (packet[0] !== HANDSHAKE || packet[13] !== HELLO_VERIFY || packet.length < 28) return undefined;
  const length = packet.readUInt8(27);
  return packet.length >= 28 + length ? Buffer.from(packet.subarray(28, 28 + length)) : undefined;
}

const random20 = (random: Random) => Buffer.from(random.bytes(20));

function clientHello(random: Random, cookie: Buffer): Buffer {
  const body = [VERSION, Buffer.from(random.bytes(32)), Buffer.from([0, cookie.length]), cookie, WISHES];
  return record(HANDSHAKE, whole(CLIENT_HELLO, Buffer.concat(body)));
}

function whole(type: number, body: Buffer): Buffer {
  return piece({ type, length: body.length, offset: 0 }, body);
}

function piece(
  { type, length, offset }: { readonly type: number; readonly length: number; readonly offset: number },
  bytes: Buffer,
): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt8(type, 0);
  head.writeUIntBE(length, 1, 3);
  head.writeUIntBE(offset, 6, 3);
  head.writeUIntBE(bytes.length, 9, 3);
  return Buffer.concat([head, bytes]);
}

function record(type: number, body: Buffer, epoch = 0): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt8(type, 0);
  VERSION.copy(head, 1);
  head.writeUInt16BE(epoch, 3);
  head.writeUInt16BE(body.length, 11);
  return Buffer.concat([head, body]);
}

function withLength(bytes: Buffer, length: number): Buffer {
  bytes.writeUInt16BE(length, 11);
  return bytes;
}
