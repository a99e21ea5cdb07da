/** STUN attributes: their numbers, and what their values hold. Readers return undefined for what is malformed. */
import { isIP, SocketAddress } from 'node:net';
import type { Endpoint } from '../net/udp.ts';

/** Attribute numbers (RFC 8489 18.3, RFC 8445 16.1, [MS-ICE2] 2.2). */
export const ATTRIBUTE = {
  mappedAddress: 0x0001,
  username: 0x0006,
  messageIntegrity: 0x0008,
  errorCode: 0x0009,
  realm: 0x0014,
  nonce: 0x0015,
  xorMappedAddress: 0x0020,
  priority: 0x0024,
  useCandidate: 0x0025,
  alternateServer: 0x8023,
  fingerprint: 0x8028,
  iceControlled: 0x8029,
  iceControlling: 0x802a,
  /** Microsoft: the foundation of the candidate a check comes from. */
  candidateIdentifier: 0x8054,
  /** Microsoft: which revision of the ICE extensions is spoken. */
  implementationVersion: 0x8070,
} as const;

export const MAGIC_COOKIE = 0x2112_a442;

export interface Attribute {
  readonly type: number;
  readonly value: Buffer;
}

export function numberAttribute(type: number, value: number): Attribute {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return { type, value: bytes };
}

export function textAttribute(type: number, text: string): Attribute {
  return { type, value: Buffer.from(text, 'utf8') };
}

/** An address as it is, or with the cookie and transaction laid over it: `mask` holds both (RFC 8489 14.2). */
export function addressAttribute(type: number, endpoint: Endpoint, mask?: Buffer): Attribute {
  const address = addressBytes(endpoint.address);
  const value = Buffer.alloc(4 + address.length);
  value.writeUInt8(address.length === 16 ? 2 : 1, 1);
  value.writeUInt16BE(endpoint.port, 2);
  address.copy(value, 4);
  if (mask) lay(mask, value);
  return { type, value };
}

export function errorAttribute(code: number, reason: string): Attribute {
  const head = Buffer.from([0, 0, Math.floor(code / 100), code % 100]);
  return { type: ATTRIBUTE.errorCode, value: Buffer.concat([head, Buffer.from(reason, 'utf8')]) };
}

/** An address; give `mask` if it was laid over. */
export function readAddress(value: Buffer | undefined, mask?: Buffer): Endpoint | undefined {
  const family = value?.[1];
  if (!value || value.length !== (family === 1 ? 8 : family === 2 ? 20 : -1)) return undefined;
  const plain = Buffer.from(value);
  if (mask) lay(mask, plain);
  const address = family === 1 ? [...plain.subarray(4)].join('.') : addressText(plain.subarray(4));
  return { address, port: plain.readUInt16BE(2) };
}

/** The code of an ERROR-CODE, 300 to 699. */
export function readErrorCode(value: Buffer | undefined): number | undefined {
  if (!value || value.length < 4) return undefined;
  const code = (value.readUInt8(2) & 7) * 100 + value.readUInt8(3);
  return code >= 300 && code <= 699 ? code : undefined;
}

export function readNumber(value: Buffer | undefined): number | undefined {
  return value?.length === 4 ? value.readUInt32BE() : undefined;
}

/** What is laid over an address: the cookie and the transaction. */
export function maskOf(transaction: Buffer): Buffer {
  const mask = Buffer.alloc(16);
  mask.writeUInt32BE(MAGIC_COOKIE);
  transaction.copy(mask, 4);
  return mask;
}

function lay(mask: Buffer, value: Buffer): void {
  value.writeUInt16BE(value.readUInt16BE(2) ^ mask.readUInt16BE(0), 2);
  for (let i = 4; i < value.length; i++) value[i] = (value[i] ?? 0) ^ (mask[i - 4] ?? 0);
}

function addressBytes(address: string): Buffer {
  const plain = address.split('%')[0] ?? '';
  if (isIP(plain) !== 6) return Buffer.from(plain.split('.').map(Number));
  // As a URL's host the address has eight groups in hexadecimal, but for one run of zeros.
  const [front = '', back] = new URL(`http://[${plain}]`).hostname.slice(1, -1).split('::');
  const left = front.split(':').filter((group) => group !== '');
  const right = (back ?? '').split(':').filter((group) => group !== '');
  const bytes = Buffer.alloc(16);
  for (const [i, group] of left.entries()) bytes.writeUInt16BE(Number.parseInt(group, 16), i * 2);
  for (const [i, group] of right.entries()) bytes.writeUInt16BE(Number.parseInt(group, 16), (8 - right.length + i) * 2);
  return bytes;
}

/** IPv6 as the system writes it, so that texts can be compared. */
function addressText(bytes: Buffer): string {
  const groups = Array.from({ length: 8 }, (_none, i) => bytes.readUInt16BE(i * 2).toString(16));
  return new SocketAddress({ address: groups.join(':'), family: 'ipv6' }).address;
}
