/** Asking the company's media relay for a name and a password. [MS-AVEDGEA] 2.2.1 */
import { escapeXml } from '../xml/write-text.ts';

export const relayAuthType = 'application/msrtc-media-relay-auth+xml';

export interface CredentialsWish {
  /** Digits; the answer repeats it. */
  readonly requestId: string;
  /** `sip:` address of whoever asks, and of the service. */
  readonly from: string;
  readonly to: string;
  readonly location: 'intranet' | 'internet';
  readonly minutes: number;
}

/** The body of the SERVICE request. */
export function writeCredentialsRequest({ requestId, from, to, location, minutes }: CredentialsWish): string {
  const [id, asker, service] = [requestId, from, to].map(escapeXml);
  return [
    `<request requestID="${id}" version="1.0" from="${asker}" to="${service}"`,
    ' xmlns="http://schemas.microsoft.com/2006/09/sip/mrasp">',
    `<credentialsRequest credentialsRequestID="${id}"><identity>${asker}</identity>`,
    `<location>${location}</location><duration>${minutes}</duration></credentialsRequest></request>`,
  ].join('');
}
