/** CHALLENGE_MESSAGE as a server writes it. [MS-NLMP] 2.2.1.2 */

/** Negotiate flags by name. [MS-NLMP] 2.2.2.5 */
export const NTLM_FLAGS = {
  unicode: 0x0000_0001,
  requestTarget: 0x0000_0004,
  sign: 0x0000_0010,
  seal: 0x0000_0020,
  datagram: 0x0000_0040,
  ntlm: 0x0000_0200,
  alwaysSign: 0x0000_8000,
  targetIsDomain: 0x0001_0000,
  sessionSecurity: 0x0008_0000,
  identify: 0x0010_0000,
  targetInfo: 0x0080_0000,
  version: 0x0200_0000,
  key128: 0x2000_0000,
  keyExchange: 0x4000_0000,
  key56: 0x8000_0000,
} as const;

/** The names a server introduces itself by. */
export interface NtlmNames {
  /** Such as `CONTOSO`. */
  readonly domain: string;
  /** Such as `FE01`. */
  readonly server: string;
  readonly dnsDomain: string;
  readonly dnsServer: string;
}

export interface ChallengePlan {
  readonly names: NtlmNames;
  /** 8 bytes. */
  readonly serverChallenge: Uint8Array;
  readonly flags: number;
  /** Milliseconds since 1970 for MsvAvTimestamp; undefined leaves it out. */
  readonly wall: number | undefined;
}

/** AvId values. [MS-NLMP] 2.2.2.1 */
const AV = { end: 0, server: 1, domain: 2, dnsServer: 3, dnsDomain: 4, timestamp: 7 } as const;

const HEAD_BYTES = 56;
/** Windows 6.1, NTLM revision 15. [MS-NLMP] 2.2.2.10 */
const VERSION = Uint8Array.of(6, 1, 0xb1, 0x1d, 0, 0, 0, 15);
/** 1601-01-01 to 1970-01-01 in units of 100 ns. */
const FILETIME_EPOCH = 116_444_736_000_000_000n;

/** The whole message. */
export function challengeMessage({ names, serverChallenge, flags, wall }: ChallengePlan): Buffer {
  const target = Buffer.from(names.domain, 'utf16le');
  const info = Buffer.concat([
    avPair(AV.domain, Buffer.from(names.domain, 'utf16le')),
    avPair(AV.server, Buffer.from(names.server, 'utf16le')),
    avPair(AV.dnsDomain, Buffer.from(names.dnsDomain, 'utf16le')),
    avPair(AV.dnsServer, Buffer.from(names.dnsServer, 'utf16le')),
    ...(wall === undefined ? [] : [avPair(AV.timestamp, fileTime(wall))]),
    avPair(AV.end, Buffer.alloc(0)),
  ]);
  const head = Buffer.alloc(HEAD_BYTES);
  head.write('NTLMSSP\0', 0, 'latin1');
  head.writeUInt32LE(2, 8);
  writeField(head, 12, target.length, HEAD_BYTES);
  head.writeUInt32LE(flags >>> 0, 20);
  head.set(serverChallenge.subarray(0, 8), 24);
  writeField(head, 40, info.length, HEAD_BYTES + target.length);
  head.set(VERSION, 48);
  return Buffer.concat([head, target, info]);
}

function avPair(id: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(id, 0);
  head.writeUInt16LE(value.length, 2);
  return Buffer.concat([head, value]);
}

/** Length, allocated length, offset. */
function writeField(head: Buffer, at: number, length: number, offset: number): void {
  head.writeUInt16LE(length, at);
  head.writeUInt16LE(length, at + 2);
  head.writeUInt32LE(offset, at + 4);
}

function fileTime(wall: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(Math.round(wall)) * 10_000n + FILETIME_EPOCH);
  return bytes;
}
