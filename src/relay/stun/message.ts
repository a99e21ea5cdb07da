/**
 * STUN messages in two dialects: the standard's (RFC 8489) and Microsoft's ([MS-ICE2]), which signs another stretch of the message and
 * leaves attributes unpadded. Reading takes both; no reader throws.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { ATTRIBUTE, type Attribute, MAGIC_COOKIE } from './attributes.ts';
import { fingerprintOf } from './crc.ts';

export type StunDialect = 'rfc5389' | 'msice2';

/** Message types: a method with its class. */
export const STUN = {
  bindingRequest: 0x0001,
  bindingSuccess: 0x0101,
  bindingError: 0x0111,
} as const;

const HEAD_BYTES = 20;
const ATTRIBUTE_HEAD_BYTES = 4;
const INTEGRITY_BYTES = 24;
const FINGERPRINT_BYTES = 8;
const TRANSACTION_BYTES = 12;
const MAX_ATTRIBUTES = 32;
/** Microsoft fills the signed stretch up to whole blocks of SHA-1. */
const BLOCK_BYTES = 64;

export interface StunMessage {
  readonly type: number;
  readonly transaction: Buffer;
  /** What is laid over XOR addresses in this message. */
  readonly mask: Buffer;
  /** The first of each type; what follows MESSAGE-INTEGRITY is not covered by it and therefore left out. */
  readonly attributes: ReadonlyMap<number, Buffer>;
  readonly raw: Buffer;
  /** Where MESSAGE-INTEGRITY begins. */
  readonly integrityAt: number | undefined;
}

export interface StunDraft {
  readonly type: number;
  /** Twelve bytes. */
  readonly transaction: Buffer;
  readonly attributes: readonly Attribute[];
}

/** How a message is closed. */
export interface StunSeal {
  /** Nothing is signed without a key. */
  readonly key?: Buffer;
  readonly dialect: StunDialect;
  readonly hasFingerprint: boolean;
}

/** Reads a message; undefined where it is none, or its FINGERPRINT does not fit. */
export function readStun(packet: Buffer): StunMessage | undefined {
  if (packet.length < HEAD_BYTES || packet.readUInt32BE(4) !== MAGIC_COOKIE) return undefined;
  return readAny(packet);
}

/** Reads a message of draft-rosenberg-midcom-turn-08, where the transaction has sixteen bytes and there is no cookie before it. */
export function readOldStun(packet: Buffer): StunMessage | undefined {
  return packet.length < HEAD_BYTES ? undefined : readAny(packet);
}

function readAny(packet: Buffer): StunMessage | undefined {
  if (packet.readUInt8(0) > 3 || packet.readUInt16BE(2) !== packet.length - HEAD_BYTES) return undefined;
  const places = walk(packet, 4) ?? walk(packet, 1);
  if (!places || !hasSoundFingerprint(packet, places)) return undefined;
  const mask = packet.subarray(4, HEAD_BYTES);
  const transaction = packet.subarray(8, HEAD_BYTES);
  const integrityAt = places.find(({ type }) => type === ATTRIBUTE.messageIntegrity)?.at;
  const attributes = new Map<number, Buffer>();
  for (const { type, at, length } of places) {
    if (attributes.has(type) || (integrityAt !== undefined && at > integrityAt)) continue;
    attributes.set(type, packet.subarray(at + ATTRIBUTE_HEAD_BYTES, at + ATTRIBUTE_HEAD_BYTES + length));
  }
  return { type: packet.readUInt16BE(0), transaction, mask, attributes, raw: packet, integrityAt };
}

/** The dialect the message is signed in with this key; undefined where it is unsigned or signed with another. */
export function verifyStun(message: StunMessage, key: Buffer): StunDialect | undefined {
  const signature = message.attributes.get(ATTRIBUTE.messageIntegrity);
  if (signature?.length !== 20 || message.integrityAt === undefined) return undefined;
  const { raw, integrityAt } = message;
  const fits = (dialect: StunDialect) => timingSafeEqual(sign(raw, integrityAt, { key, dialect }), signature);
  return (['rfc5389', 'msice2'] as const).find(fits);
}

/** A message with MESSAGE-INTEGRITY and FINGERPRINT. */
export function writeSigned(draft: StunDraft, key: Buffer, dialect: StunDialect): Buffer {
  return writeStun(draft, { key, dialect, hasFingerprint: true });
}

export function writeStun(draft: StunDraft, { key, dialect, hasFingerprint }: StunSeal): Buffer {
  const parts = draft.attributes.map((attribute) => attributeBytes(attribute, dialect === 'rfc5389'));
  const tail = (key ? INTEGRITY_BYTES : 0) + (hasFingerprint ? FINGERPRINT_BYTES : 0);
  const message = Buffer.concat([headOf(draft), ...parts, Buffer.alloc(tail)]);
  message.writeUInt16BE(message.length - HEAD_BYTES, 2);
  const integrityAt = message.length - tail;
  if (key) {
    writeAttributeHead(message, integrityAt, { type: ATTRIBUTE.messageIntegrity, length: 20 });
    sign(message, integrityAt, { key, dialect }).copy(message, integrityAt + ATTRIBUTE_HEAD_BYTES);
  }
  return hasFingerprint ? withFingerprint(message) : message;
}

/** The copy of a check that Microsoft's first version takes: the same but for its FINGERPRINT ([MS-ICE2] 3.1.4.8.2). */
export function mistypedCopy(message: Buffer): Buffer {
  const copy = Buffer.from(message);
  const covered = copy.subarray(0, copy.length - FINGERPRINT_BYTES);
  copy.writeUInt32BE(fingerprintOf(covered, 'mistyped'), copy.length - 4);
  return copy;
}

interface Place {
  readonly type: number;
  readonly at: number;
  readonly length: number;
}

/** Where the attributes lie if each is filled up to `alignment`; undefined if they do not fill the message exactly. */
function walk(packet: Buffer, alignment: 1 | 4): readonly Place[] | undefined {
  const places: Place[] = [];
  let at = HEAD_BYTES;
  while (at + ATTRIBUTE_HEAD_BYTES <= packet.length && places.length < MAX_ATTRIBUTES) {
    const length = packet.readUInt16BE(at + 2);
    if (at + ATTRIBUTE_HEAD_BYTES + length > packet.length) return undefined;
    places.push({ type: packet.readUInt16BE(at), at, length });
    at += ATTRIBUTE_HEAD_BYTES + Math.ceil(length / alignment) * alignment;
  }
  return at === packet.length ? places : undefined;
}

function hasSoundFingerprint(packet: Buffer, places: readonly Place[]): boolean {
  const place = places.find(({ type }) => type === ATTRIBUTE.fingerprint);
  if (!place) return true;
  if (place.length !== 4) return false;
  const value = packet.readUInt32BE(place.at + ATTRIBUTE_HEAD_BYTES);
  const covered = packet.subarray(0, place.at);
  return value === fingerprintOf(covered) || value === fingerprintOf(covered, 'mistyped');
}

/** The standard signs a length that ends with the signature; Microsoft signs the final one, and zeros up to a whole block. */
function sign(raw: Buffer, at: number, by: { readonly key: Buffer; readonly dialect: StunDialect }): Buffer {
  const signed = Buffer.from(raw.subarray(0, at));
  const hmac = createHmac('sha1', by.key);
  if (by.dialect === 'rfc5389') {
    signed.writeUInt16BE(at + INTEGRITY_BYTES - HEAD_BYTES, 2);
    return hmac.update(signed).digest();
  }
  const filling = (BLOCK_BYTES - (signed.length % BLOCK_BYTES)) % BLOCK_BYTES;
  return hmac.update(signed).update(Buffer.alloc(filling)).digest();
}

function headOf({ type, transaction }: StunDraft): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt16BE(type, 0);
  head.writeUInt32BE(MAGIC_COOKIE, 4);
  transaction.copy(head, 8, 0, TRANSACTION_BYTES);
  return head;
}

function attributeBytes({ type, value }: Attribute, isPadded: boolean): Buffer {
  const length = isPadded ? Math.ceil(value.length / 4) * 4 : value.length;
  const bytes = Buffer.alloc(ATTRIBUTE_HEAD_BYTES + length);
  writeAttributeHead(bytes, 0, { type, length: value.length });
  value.copy(bytes, ATTRIBUTE_HEAD_BYTES);
  return bytes;
}

function writeAttributeHead(into: Buffer, at: number, { type, length }: Omit<Place, 'at'>): void {
  into.writeUInt16BE(type, at);
  into.writeUInt16BE(length, at + 2);
}

function withFingerprint(message: Buffer): Buffer {
  const at = message.length - FINGERPRINT_BYTES;
  writeAttributeHead(message, at, { type: ATTRIBUTE.fingerprint, length: 4 });
  message.writeUInt32BE(fingerprintOf(message.subarray(0, at)), at + ATTRIBUTE_HEAD_BYTES);
  return message;
}
