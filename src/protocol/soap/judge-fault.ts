/** What a refusal of a web service means to the person: the codes are few and coarse, so the server's words count as well. */
import type { SoapFault } from './read.ts';

export type FaultMeaning =
  /** These credentials belong to somebody else than the address. */
  | 'mismatch'
  /** The message was too old or came from the future. */
  | 'clock'
  /** The credentials were not accepted. */
  | 'credentials'
  /** The service itself is in trouble. */
  | 'unavailable'
  /** Anything else the server does not want. */
  | 'refused';

/** Judges a fault, or the words of an `X-Ms-diagnostics` header as one. [MS-OCAUTHWS] 3.2.4.1, WSS 1.1 12 */
export function judgeFault({ code, text }: SoapFault): FaultMeaning {
  if (/sip uri.{0,120}(does not|doesn't|not) match|not authori[sz]ed to (act|sign in) as/i.test(text))
    return 'mismatch';
  if (code === 'MessageExpired' || /time ?stamp|time skew|clock|security header.{0,60}expired/i.test(text))
    return 'clock';
  if (code === 'FailedAuthentication') return 'credentials';
  return /^(Server|Receiver|InternalServiceFault|ServerBusy)/i.test(code) ? 'unavailable' : 'refused';
}
