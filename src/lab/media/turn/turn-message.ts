/**
 * Messages of Microsoft's TURN, read and written by the lab itself. [MS-TURN] 2.2 on draft-rosenberg-midcom-turn-08: attributes without padding, the
 * cookie an attribute, which comes first, and the digest over zeros up to the next 64 bytes.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Place } from '../places.ts';

export const TURN = {
  allocate: 0x0003,
  allocated: 0x0103,
  allocateRefused: 0x0113,
  send: 0x0004,
  data: 0x0115,
  setActive: 0x0006,
  activeSet: 0x0106,
  setActiveRefused: 0x0116,
} as const;

export const ATTRIBUTE = {
  mappedAddress: 0x0001,
  userName: 0x0006,
  integrity: 0x0008,
  errorCode: 0x0009,
  lifetime: 0x000d,
  alternateServer: 0x000e,
  cookie: 0x000f,
  destination: 0x0011,
  remote: 0x0012,
  data: 0x0013,
  nonce: 0x0014,
  realm: 0x0015,
  version: 0x8008,
  xorMapped: 0x8020,
  sequence: 0x8050,
} as const;

const HEADER = 20;
const MOST_ATTRIBUTES = 32;
const COOKIE = 0x72c6_4bc6;
const DIGEST_BYTES = 20;
const BLOCK = 64;
const IPV4 = 1;

export interface TurnMessage {
  readonly type: number;
  /** 16 bytes. */
  readonly transaction: Buffer;
  /** The first of each kind; what stands behind the digest is left out. */
  readonly attributes: ReadonlyMap<number, Buffer>;
  /** What the digest is over, and the digest; undefined where the message has none. */
  readonly signed: { readonly covered: Buffer; readonly digest: Buffer } | undefined;
}

/** A message nobody has checked yet; undefined for what is none, such as data without a frame. Never throws. [MS-TURN] 3.1.10 */
export function readTurn(bytes: Buffer): TurnMessage | undefined {
  if (!isTurn(bytes)) return undefined;
  const attributes = new Map<number, Buffer>();
  for (let at = HEADER, count = 0; at < bytes.length; count += 1) {
    if (at + 4 > bytes.length || count >= MOST_ATTRIBUTES) return undefined;
    const type = bytes.readUInt16BE(at);
    const end = at + 4 + bytes.readUInt16BE(at + 2);
    if (end > bytes.length) return undefined;
    const value = bytes.subarray(at + 4, end);
    if (type === ATTRIBUTE.integrity) {
      if (value.length !== DIGEST_BYTES) return undefined;
      return messageOf(bytes, attributes, { covered: bytes.subarray(0, at), digest: value });
    }
    if (!attributes.has(type)) attributes.set(type, value);
    at = end;
  }
  return messageOf(bytes, attributes, undefined);
}

/** The whole of the packet, its cookie first. */
function isTurn(bytes: Buffer): boolean {
  if (bytes.length < HEADER + 8 || bytes.readUInt16BE(2) !== bytes.length - HEADER) return false;
  return bytes.readUInt32BE(HEADER) === ((ATTRIBUTE.cookie << 16) | 4) && bytes.readUInt32BE(HEADER + 4) === COOKIE;
}

function messageOf(bytes: Buffer, attributes: TurnMessage['attributes'], signed: TurnMessage['signed']): TurnMessage {
  return { type: bytes.readUInt16BE(0), transaction: bytes.subarray(4, HEADER), attributes, signed };
}

/** Whether the message was made with this key. */
export function isSignedWith({ signed }: TurnMessage, key: Buffer): boolean {
  return signed !== undefined && timingSafeEqual(digestOf(signed.covered, key), signed.digest);
}

/** What both sides make of name, realm and password; quotes around the realm are no part of it. [MS-TURN] 3.1.12 */
export function keyOf(userName: Buffer, realm: Buffer, password: Buffer): Buffer {
  const colon = Buffer.from(':');
  const bare = Buffer.from(realm.toString('latin1').replace(/^"|"$/g, ''), 'latin1');
  return createHash('md5')
    .update(Buffer.concat([userName, colon, bare, colon, password]))
    .digest();
}

/** A message with the cookie in front and, where there is a key, signed. */
export function turnBytes(
  {
    type,
    transaction,
    attributes,
  }: Pick<TurnMessage, 'type' | 'transaction'> & { readonly attributes: readonly Buffer[] },
  key?: Buffer,
): Buffer {
  const head = Buffer.alloc(4);
  const digest = key ? [attribute(ATTRIBUTE.integrity, Buffer.alloc(DIGEST_BYTES))] : [];
  const bytes = Buffer.concat([head, transaction, number(ATTRIBUTE.cookie, COOKIE), ...attributes, ...digest]);
  bytes.writeUInt16BE(type, 0);
  bytes.writeUInt16BE(bytes.length - HEADER, 2);
  if (key) digestOf(bytes.subarray(0, bytes.length - DIGEST_BYTES - 4), key).copy(bytes, bytes.length - DIGEST_BYTES);
  return bytes;
}

function digestOf(covered: Buffer, key: Buffer): Buffer {
  const zeros = Buffer.alloc((BLOCK - (covered.length % BLOCK)) % BLOCK);
  return createHmac('sha1', key).update(covered).update(zeros).digest();
}

export function attribute(type: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(value.length, 2);
  return Buffer.concat([head, value]);
}

export function number(type: number, value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return attribute(type, bytes);
}

/** Code and words of a refusal. */
export function errorCode(status: number, reason: string): Buffer {
  const code = Buffer.from([0, 0, Math.floor(status / 100), status % 100]);
  return attribute(ATTRIBUTE.errorCode, Buffer.concat([code, Buffer.from(reason)]));
}

/** An IPv4 address; `mask` is the transaction, where the address is not to be found by whoever rewrites addresses. */
export function placeAttribute(type: number, { address, port }: Place, mask: Buffer = Buffer.alloc(4)): Buffer {
  const value = Buffer.alloc(8);
  value.writeUInt16BE(IPV4, 0);
  value.writeUInt16BE(port ^ mask.readUInt16BE(0), 2);
  for (const [index, part] of address.split('.').slice(0, 4).entries()) {
    value.writeUInt8((Number(part) & 0xff) ^ mask.readUInt8(index), 4 + index);
  }
  return attribute(type, value);
}

/** Undefined for what is no IPv4 address with a port. */
export function readPlace(value: Buffer | undefined): Place | undefined {
  if (value?.length !== 8 || value.readUInt8(1) !== IPV4) return undefined;
  const port = value.readUInt16BE(2);
  return port === 0 ? undefined : { address: value.subarray(4).join('.'), port };
}

/** Undefined for what is no number of four bytes. */
export function readNumber(value: Buffer | undefined): number | undefined {
  return value?.length === 4 ? value.readUInt32BE(0) : undefined;
}
