/** The client's last message: who it is, and the proof. [MS-NLMP] 2.2.1.3 */
import { joinBytes } from '../bytes.ts';
import { NTLM_SIGNATURE, NTLM_VERSION } from './format.ts';

export interface AuthenticateParts {
  readonly flags: number;
  /** UTF-16, as all names here. */
  readonly domain: Uint8Array;
  readonly user: Uint8Array;
  readonly workstation: Uint8Array;
  readonly lm: Uint8Array;
  readonly nt: Uint8Array;
  /** Empty without key exchange. */
  readonly encryptedSessionKey: Uint8Array;
  /** Leaves room for the message integrity code, zero for now: it is computed over the whole message. */
  readonly hasMic: boolean;
}

/** Where the 16 bytes of the message integrity code stand. */
export const MIC_AT = 72;

/** An AUTHENTICATE_MESSAGE. Secret: never to be logged. Throws when a part is longer than 64 KB: callers bound them. */
export function writeAuthenticate(parts: AuthenticateParts): Uint8Array {
  const payloadAt = MIC_AT + (parts.hasMic ? 16 : 0);
  const head = new Uint8Array(payloadAt);
  const view = new DataView(head.buffer);
  head.set(NTLM_SIGNATURE);
  view.setUint32(8, 3, true);
  view.setUint32(60, parts.flags >>> 0, true);
  head.set(NTLM_VERSION, 64);
  // The order of the fields in the head, and of their bytes behind it.
  const fields = [parts.lm, parts.nt, parts.domain, parts.user, parts.workstation, parts.encryptedSessionKey];
  let offset = payloadAt;
  fields.forEach((field, at) => {
    if (field.length > 0xffff) throw new Error('an NTLM field is too long');
    view.setUint16(12 + 8 * at, field.length, true);
    view.setUint16(14 + 8 * at, field.length, true);
    view.setUint32(16 + 8 * at, offset, true);
    offset += field.length;
  });
  return joinBytes(head, ...fields);
}
