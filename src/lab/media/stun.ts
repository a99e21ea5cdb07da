/**
 * Connectivity checks, read and written by the library; what makes them genuine is done here in both forms, since the library knows one.
 * RFC 5389 15.4; [MS-ICE2] 2.2, 3.1.4.8
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { crc32, type Message, parseMessage } from 'werift';

/** `microsoft`: the length of the whole message, and zeros up to the next 64 bytes, go into the digest. */
export type StunForm = 'standard' | 'microsoft';

const HEADER = 20;
const INTEGRITY = 0x0008;
const FINGERPRINT = 0x8028;
const FINGERPRINT_XOR = 0x5354554e;
const BLOCK = 64;

/** RFC 7983 7: checks begin with two zero bits, unlike DTLS and RTP. */
export function looksLikeStun(bytes: Buffer): boolean {
  return bytes.length >= HEADER && (bytes[0] ?? 4) < 4;
}

/** A message that nobody has checked yet; undefined when it is none. */
export function readStun(bytes: Buffer): Message | undefined {
  try {
    return parseMessage(bytes);
  } catch {
    return undefined;
  }
}

/** In which form a message was signed with this password; undefined when in none. */
export function formOf(bytes: Buffer, password: string): StunForm | undefined {
  const at = integrityAt(bytes);
  if (at === undefined) return undefined;
  const claimed = bytes.subarray(at + 4, at + 24);
  const forms: readonly StunForm[] = ['standard', 'microsoft'];
  return forms.find((form) => timingSafeEqual(digest(bytes, at, password, form), claimed));
}

/** The bytes of a message, signed. */
export function signedStun(message: Message, password: string, form: StunForm): Buffer {
  return signedBytes(message.bytes, password, form);
}

/** The same for a message that is bytes already, however strange. */
export function signedBytes(body: Buffer, password: string, form: StunForm): Buffer {
  const whole = Buffer.concat([body, Buffer.alloc(32)]);
  whole.writeUInt16BE(whole.length - HEADER, 2);
  whole.writeUInt16BE(INTEGRITY, body.length);
  whole.writeUInt16BE(20, body.length + 2);
  digest(whole, body.length, password, form).copy(whole, body.length + 4);
  whole.writeUInt16BE(FINGERPRINT, body.length + 24);
  whole.writeUInt16BE(4, body.length + 26);
  const sum = crc32(whole.subarray(0, body.length + 24)) ^ FINGERPRINT_XOR;
  whole.writeUInt32BE(sum >>> 0, body.length + 28);
  return whole;
}

function digest(bytes: Buffer, at: number, password: string, form: StunForm): Buffer {
  const covered = Buffer.from(bytes.subarray(0, at));
  covered.writeUInt16BE(form === 'microsoft' ? bytes.length - HEADER : at - HEADER + 24, 2);
  const padding = form === 'microsoft' ? Buffer.alloc((BLOCK - (at % BLOCK)) % BLOCK) : Buffer.alloc(0);
  return createHmac('sha1', password).update(covered).update(padding).digest();
}

function integrityAt(bytes: Buffer): number | undefined {
  let at = HEADER;
  while (at + 4 <= bytes.length) {
    const length = bytes.readUInt16BE(at + 2);
    if (bytes.readUInt16BE(at) === INTEGRITY) return length === 20 && at + 24 <= bytes.length ? at : undefined;
    at += 4 + length + ((4 - (length % 4)) % 4);
  }
  return undefined;
}
