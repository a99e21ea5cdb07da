/** What every NTLM message is made of: its signature, flags, texts and times. [MS-NLMP] 2.2 */

/** `NTLMSSP` and a zero. */
export const NTLM_SIGNATURE: Uint8Array = Uint8Array.of(0x4e, 0x54, 0x4c, 0x4d, 0x53, 0x53, 0x50, 0);

/** Those of [MS-NLMP] 2.2.2.5 that we ask for. */
export const NTLM_FLAGS = {
  unicode: 0x0000_0001,
  requestTarget: 0x0000_0004,
  sign: 0x0000_0010,
  datagram: 0x0000_0040,
  ntlm: 0x0000_0200,
  alwaysSign: 0x0000_8000,
  sessionSecurity: 0x0008_0000,
  identify: 0x0010_0000,
  targetInfo: 0x0080_0000,
  version: 0x0200_0000,
  key128: 0x2000_0000,
  keyExchange: 0x4000_0000,
} as const;

/** Attributes of the server's target information. [MS-NLMP] 2.2.2.1 */
export const AV_ID = { end: 0, domainName: 2, flags: 6, timestamp: 7 } as const;

/**
 * Windows 7 and the NTLM revision of today: servers use the first part for nothing but their logs, some look for the second.
 * [MS-NLMP] 2.2.2.10
 */
export const NTLM_VERSION: Uint8Array = Uint8Array.of(6, 1, 0xb1, 0x1d, 0, 0, 0, 15);

/** UTF-16, little endian, no end mark: the text of every message with the UNICODE flag. */
export function encodeUtf16(text: string): Uint8Array {
  const view = new DataView(new ArrayBuffer(2 * text.length));
  for (let at = 0; at < text.length; at++) view.setUint16(2 * at, text.charCodeAt(at), true);
  return new Uint8Array(view.buffer);
}

/** The text of UTF-16 bytes; an odd byte at the end is left out. */
export function decodeUtf16(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const units = Array.from({ length: bytes.length >> 1 }, (_, at) => String.fromCharCode(view.getUint16(2 * at, true)));
  return units.join('');
}

const UNIX_EPOCH_MS = 11_644_473_600_000;

/** Tenths of microseconds since 1601, 8 bytes, from milliseconds since 1970. */
export function ntlmTime(wall: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt(Math.max(0, Math.round(wall + UNIX_EPOCH_MS))) * 10_000n, true);
  return new Uint8Array(view.buffer);
}
