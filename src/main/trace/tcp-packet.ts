/** One TCP segment in an IP packet, with its checksums. RFC 791 3.1, RFC 8200 8.1, RFC 9293 3.1 */
import { isIP } from 'node:net';

/** One end of a connection; `next` is the sequence number of its next byte. */
export interface TcpEnd {
  /** 4 or 16 bytes. */
  readonly address: Uint8Array;
  readonly port: number;
  next: number;
}

export interface TcpFlags {
  readonly syn?: boolean;
  readonly ack?: boolean;
  readonly psh?: boolean;
}

const TCP = 6;
const HEAD_BYTES = 20;

/** A packet from one end to the other, acknowledging all that the other has sent. */
export function segment(
  from: TcpEnd,
  to: TcpEnd,
  { flags, payload = new Uint8Array() }: { readonly flags: TcpFlags; readonly payload?: Uint8Array },
): Uint8Array {
  const tcp = Buffer.alloc(HEAD_BYTES + payload.length);
  tcp.writeUInt16BE(from.port, 0);
  tcp.writeUInt16BE(to.port, 2);
  tcp.writeUInt32BE(from.next >>> 0, 4);
  tcp.writeUInt32BE(flags.ack ? to.next >>> 0 : 0, 8);
  tcp.writeUInt8((HEAD_BYTES / 4) << 4, 12);
  tcp.writeUInt8((flags.syn ? 2 : 0) | (flags.psh ? 8 : 0) | (flags.ack ? 16 : 0), 13);
  tcp.writeUInt16BE(65_535, 14);
  tcp.set(payload, HEAD_BYTES);
  tcp.writeUInt16BE(checksum([pseudoHead(from.address, to.address, tcp.length), tcp]), 16);
  return Buffer.concat([ipHead(from.address, to.address, tcp.length), tcp]);
}

/** `address:port` or `[address]:port`; what cannot be read is an address of documentation (RFC 5737), told apart by `which`. */
export function readPlace(place: string, which: 0 | 1): { readonly address: Uint8Array; readonly port: number } {
  const [, host = '', port = '0'] = /^\[?([0-9a-fA-F.:]+?)(?:%[\w.-]{1,32})?\]?:(\d{1,5})$/.exec(place) ?? [];
  const number = Math.min(Number(port), 65_535);
  if (isIP(host) === 4) return { address: Uint8Array.from(host.split('.').map(Number)), port: number };
  if (isIP(host) === 6) return { address: ipv6Bytes(host), port: number };
  return { address: Uint8Array.of(192, 0, 2, 1 + which), port: 0 };
}

function ipHead(from: Uint8Array, to: Uint8Array, length: number): Uint8Array {
  if (from.length === 16) {
    const head = Buffer.alloc(40);
    head.writeUInt8(0x60, 0);
    head.writeUInt16BE(length, 4);
    head.writeUInt8(TCP, 6);
    head.writeUInt8(64, 7);
    head.set(from, 8);
    head.set(to, 24);
    return head;
  }
  const head = Buffer.alloc(20);
  head.writeUInt8(0x45, 0);
  head.writeUInt16BE(20 + length, 2);
  // Not to be cut apart on the way.
  head.writeUInt16BE(0x4000, 6);
  head.writeUInt8(64, 8);
  head.writeUInt8(TCP, 9);
  head.set(from, 12);
  head.set(to, 16);
  head.writeUInt16BE(checksum([head]), 10);
  return head;
}

function pseudoHead(from: Uint8Array, to: Uint8Array, length: number): Uint8Array {
  const rest = Buffer.alloc(from.length === 16 ? 8 : 4);
  if (from.length === 16) rest.writeUInt32BE(length, 0);
  else rest.writeUInt16BE(length, 2);
  rest.writeUInt8(TCP, from.length === 16 ? 7 : 1);
  return Buffer.concat([from, to, rest]);
}

/** RFC 1071; the parts before the last have an even length. */
function checksum(parts: readonly Uint8Array[]): number {
  let sum = 0;
  for (const part of parts) {
    for (let at = 0; at < part.length; at += 2) sum += ((part[at] ?? 0) << 8) | (part[at + 1] ?? 0);
  }
  while (sum > 0xffff) sum = (sum & 0xffff) + Math.floor(sum / 0x1_0000);
  return ~sum & 0xffff;
}

/** Of a text that `isIP` has found good. */
function ipv6Bytes(text: string): Uint8Array {
  const groups = (part: string) => (part === '' ? [] : part.split(':').flatMap(groupBytes));
  const [head = '', tail] = text.split('::');
  const [before, after] = [groups(head), groups(tail ?? '')];
  return Uint8Array.from([...before, ...new Array<number>(16 - before.length - after.length).fill(0), ...after]);
}

function groupBytes(group: string): number[] {
  if (group.includes('.')) return group.split('.').map(Number);
  const value = Number.parseInt(group, 16);
  return [value >> 8, value & 0xff];
}
