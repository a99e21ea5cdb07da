/** The certificate in the answer to GetAndPublishCert. [MS-OCAUTHWS] 3.1.4.2 */
import { readSoap, type SoapFault } from '../soap/read.ts';
import { child, textOf } from '../xml/find.ts';

export type PublishRead =
  /** X.509 in DER, base64 in one line. */
  | { readonly kind: 'certificate'; readonly base64: string }
  | { readonly kind: 'fault'; readonly fault: SoapFault }
  | { readonly kind: 'unreadable'; readonly problem: string };

/** Larger than any certificate of a user. */
const longest = 32_768;

/** Reads the whole answer: a certificate, a refusal, or the reason why it is neither. */
export function readPublishAnswer(text: string): PublishRead {
  const reading = readSoap(text);
  if (reading.kind !== 'body') return reading;
  const response = child(reading.body, 'GetAndPublishCertResponse');
  const token = textOf(response, 'RequestSecurityTokenResponse', 'RequestedSecurityToken', 'BinarySecurityToken');
  if (token !== undefined) {
    const base64 = token.replace(/\s+/g, '');
    const isBase64 = base64.length <= longest && /^[A-Za-z0-9+/]+={0,2}$/.test(base64);
    return isBase64
      ? { kind: 'certificate', base64 }
      : { kind: 'unreadable', problem: 'a certificate that is not base64' };
  }
  // The service answered, and still gives none: a refusal, which says why in ErrorInfo or not at all.
  const why = textOf(response, 'ErrorInfo')?.slice(0, 300) ?? 'the answer holds no certificate';
  if (response) return { kind: 'fault', fault: { code: '', text: why } };
  return { kind: 'unreadable', problem: 'no GetAndPublishCertResponse' };
}
