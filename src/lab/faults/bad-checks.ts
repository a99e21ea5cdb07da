/** Malice in connectivity checks: what a far end sends that knows the client's password. RFC 5389, RFC 8445 7.3; [MS-ICE2] */
import type { Random } from '../../shared/clock.ts';
import { type StunForm, signedBytes } from '../media/stun.ts';
import { counted } from './bad-media.ts';

/** What is agreed on with the client. */
export interface CheckPlace {
  /** As it stands in a check of ours. */
  readonly userName: string;
  readonly password: string;
  readonly form: StunForm;
}

type Spoil = (place: CheckPlace, random: Random) => readonly Buffer[];

const REQUEST = 0x0001;
const INDICATION = 0x0011;
const SUCCESS = 0x0101;
const ERROR = 0x0111;
const USER_NAME = 0x0006;
const PRIORITY = 0x0024;
const USE_CANDIDATE = 0x0025;
const CONTROLLED = 0x8029;
const CONTROLLING = 0x802a;
const XOR_MAPPED = 0x0020;
const ERROR_CODE = 0x0009;
const COOKIE = '2112a442';
const FLOOD = 50;
const MANY = 60;
const LARGE = 60_000;

export const checkSpoils = {
  'stun-forged': ({ userName, password, form }, random) => {
    const asked = [text(USER_NAME, userName), number(PRIORITY, 1), attribute(USE_CANDIDATE, Buffer.alloc(0))];
    const [first = '', second = ''] = userName.split(':');
    return counted(5, () => [
      message(REQUEST, random, asked),
      signed(message(REQUEST, random, asked), 'not the password', form),
      signed(message(REQUEST, random, [text(USER_NAME, `${second}:${first}`), ...asked.slice(1)]), password, form),
      signed(message(REQUEST, random, asked.slice(1)), password, form),
      // Changed after it was signed.
      damaged(signed(message(REQUEST, random, asked), password, form)),
    ]).flat();
  },
  'stun-strange': ({ userName, password, form }, random) => {
    const asked = [text(USER_NAME, userName), number(PRIORITY, 1)];
    const put = (type: number, attributes: readonly Buffer[]) =>
      signed(message(type, random, attributes), password, form);
    const beyond = put(REQUEST, asked);
    beyond.writeUInt16BE(0xfff0, 22);
    return [
      // Attributes that must be known and are not; too many; too long; the same twice; an address of no family.
      put(REQUEST, [...asked, attribute(0x7abc, Buffer.from(random.bytes(8)))]),
      put(REQUEST, [...asked, ...counted(MANY, (at) => number(0x4000 + at, at))]),
      put(REQUEST, [text(USER_NAME, 'u'.repeat(LARGE))]),
      put(REQUEST, [...asked, ...asked]),
      put(REQUEST, [...asked, attribute(CONTROLLING, Buffer.from([1]))]),
      put(REQUEST, [...asked, attribute(XOR_MAPPED, Buffer.from('0009000000000000', 'hex'))]),
      beyond,
      // Answers to nothing, refusals of everything, and what wants no answer.
      put(SUCCESS, [attribute(XOR_MAPPED, Buffer.from('000100005e12a442', 'hex'))]),
      ...[401, 420, 487, 500].map((code) => put(ERROR, [errorCode(code)])),
      put(INDICATION, []),
      Buffer.from(`0001ffff${COOKIE}`, 'hex'),
      message(REQUEST, random, []).subarray(0, 19),
    ];
  },
  'stun-flood': ({ userName, password, form }, random) =>
    counted(FLOOD, (at) => {
      const role =
        at % 2 === 0 ? attribute(CONTROLLING, Buffer.alloc(8, 0xff)) : attribute(CONTROLLED, Buffer.alloc(8));
      const nominated = at % 4 === 0 ? [attribute(USE_CANDIDATE, Buffer.alloc(0))] : [];
      const asked = [text(USER_NAME, userName), number(PRIORITY, 0x7fff_ffff - at), role, ...nominated];
      return signed(message(REQUEST, random, asked), password, form);
    }),
} as const satisfies Readonly<Record<string, Spoil>>;

function message(type: number, random: Random, attributes: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(20);
  const body = Buffer.concat(attributes);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(body.length, 2);
  head.write(COOKIE, 4, 'hex');
  Buffer.from(random.bytes(12)).copy(head, 8);
  return Buffer.concat([head, body]);
}

function signed(bytes: Buffer, password: string, form: StunForm): Buffer {
  return signedBytes(bytes, password, form);
}

/** One bit of its number is another. */
function damaged(bytes: Buffer): Buffer {
  const changed = Buffer.from(bytes);
  changed[8] = (changed[8] ?? 0) ^ 1;
  return changed;
}

function attribute(type: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(value.length, 2);
  return Buffer.concat([head, value, Buffer.alloc((4 - (value.length % 4)) % 4)]);
}

const text = (type: number, value: string) => attribute(type, Buffer.from(value, 'utf8'));

function number(type: number, value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return attribute(type, bytes);
}

function errorCode(code: number): Buffer {
  return attribute(ERROR_CODE, Buffer.from([0, 0, Math.floor(code / 100), code % 100]));
}
