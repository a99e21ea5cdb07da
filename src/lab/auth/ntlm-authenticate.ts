/** AUTHENTICATE_MESSAGE as a server reads it. [MS-NLMP] 2.2.1.3 */

export interface NtlmAuthenticate {
  /** The whole message, for its message integrity code. */
  readonly message: Buffer;
  readonly flags: number;
  readonly userName: string;
  /** '' when the user name carries the domain itself, as a UPN does. */
  readonly domain: string;
  readonly workstation: string;
  /** NTProofStr and the blob behind it; 24 bytes for the old NTLMv1. */
  readonly ntResponse: Buffer;
  readonly encryptedSessionKey: Buffer;
  /** Whether the blob's AV pairs say that a message integrity code stands at 72. [MS-NLMP] 2.2.2.1, MsvAvFlags */
  readonly hasMic: boolean;
}

const HEAD_BYTES = 64;
const LONGEST_MESSAGE = 16 * 1024;
const LONGEST_NAME = 512;
const AV_FLAGS = 6;
const MIC_PROVIDED = 0x2;
/** Where the AV pairs of an NTLMv2 response begin: behind proof, versions, time and client challenge. */
const AV_PAIRS_AT = 44;
const MIC_END = 88;

/** Which of the three messages this is; undefined for anything else. */
export function ntlmMessageType(bytes: Uint8Array): 1 | 2 | 3 | undefined {
  const message = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (message.length < 12 || message.toString('latin1', 0, 8) !== 'NTLMSSP\0') return undefined;
  const type = message.readUInt32LE(8);
  return type === 1 || type === 2 || type === 3 ? type : undefined;
}

/** Undefined for anything but a whole AUTHENTICATE_MESSAGE in Unicode. */
export function readAuthenticate(bytes: Uint8Array): NtlmAuthenticate | undefined {
  const message = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (message.length < HEAD_BYTES || message.length > LONGEST_MESSAGE || ntlmMessageType(bytes) !== 3) return undefined;
  const ntResponse = field(message, 20);
  const domain = field(message, 28);
  const userName = field(message, 36);
  const workstation = field(message, 44);
  const encryptedSessionKey = field(message, 52);
  if (!ntResponse || !domain || !userName || !workstation || !encryptedSessionKey) return undefined;
  if (Math.max(domain.length, userName.length, workstation.length) > LONGEST_NAME) return undefined;
  return {
    message,
    flags: message.readUInt32LE(60),
    userName: userName.toString('utf16le'),
    domain: domain.toString('utf16le'),
    workstation: workstation.toString('utf16le'),
    ntResponse,
    encryptedSessionKey,
    hasMic: message.length >= MIC_END && (avFlags(ntResponse) & MIC_PROVIDED) !== 0,
  };
}

/** The bytes that length and offset at this place name; undefined when they lie outside. */
function field(message: Buffer, at: number): Buffer | undefined {
  const length = message.readUInt16LE(at);
  const offset = message.readUInt32LE(at + 4);
  if (length === 0) return Buffer.alloc(0);
  return offset + length <= message.length ? message.subarray(offset, offset + length) : undefined;
}

function avFlags(ntResponse: Buffer): number {
  let at = AV_PAIRS_AT;
  while (at + 4 <= ntResponse.length) {
    const id = ntResponse.readUInt16LE(at);
    const length = ntResponse.readUInt16LE(at + 2);
    if (id === 0) return 0;
    if (id === AV_FLAGS && length === 4 && at + 8 <= ntResponse.length) return ntResponse.readUInt32LE(at + 4);
    at += 4 + length;
  }
  return 0;
}
