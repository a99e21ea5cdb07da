/** The client's first message; over HTTP only, SIP begins with the server's challenge. [MS-NLMP] 2.2.1.1 */
import { joinBytes } from '../bytes.ts';
import { NTLM_FLAGS, NTLM_SIGNATURE, NTLM_VERSION } from './format.ts';

/** What we ask for over HTTP: nothing is signed there, so no keys are exchanged. */
export const CONNECTION_FLAGS =
  NTLM_FLAGS.unicode |
  NTLM_FLAGS.requestTarget |
  NTLM_FLAGS.ntlm |
  NTLM_FLAGS.alwaysSign |
  NTLM_FLAGS.sessionSecurity |
  NTLM_FLAGS.targetInfo |
  NTLM_FLAGS.version |
  NTLM_FLAGS.key128;

/** A NEGOTIATE_MESSAGE that names neither domain nor workstation. */
export function writeNegotiate(): Uint8Array {
  const numbers = new DataView(new ArrayBuffer(24));
  numbers.setUint32(0, 1, true);
  numbers.setUint32(4, CONNECTION_FLAGS >>> 0, true);
  return joinBytes(NTLM_SIGNATURE, new Uint8Array(numbers.buffer), NTLM_VERSION);
}
