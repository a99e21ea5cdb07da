/** What becomes of whoever meets a SIP server that means harm, whichever of a company's it is. */
import type { Malice } from '../../src/lab/faults/malice.ts';

/** The malice, and the failure it ends with. */
export const sipEnds: readonly (readonly [Malice, string])[] = [
  ['reset', 'CONNECT_REFUSED'],
  ['reset-in-tls', 'TLS_FAILED'],
  // Whether the last words of the handshake still arrive is a matter of chance.
  ['reset-after-tls', 'TLS_FAILED or CONNECTION_LOST'],
  ['reset-in-answer', 'CONNECTION_LOST'],
  ['no-tls', 'TLS_FAILED'],
  ['broken-tls', 'CONNECTION_LOST'],
  ['garbage', 'SIP_TIMEOUT'],
  ['endless-head', 'SIP_MALFORMED'],
  ['endless-body', 'SIP_MALFORMED'],
  ['length-long', 'SIP_TIMEOUT'],
  ['length-huge', 'SIP_MALFORMED'],
  ['other-transaction', 'SIP_TIMEOUT'],
];

/** The same of a sign-in, which looks at more. */
export const signInEnds: readonly (readonly [Malice, string])[] = [
  ...sipEnds,
  ['deep-answer', 'SIP_TIMEOUT'],
  ['other-tags', 'SERVER_SIGNATURE_INVALID'],
];

/** Of this, a sign-in succeeds all the same. */
export const borneBySignIn: readonly Malice[] = [
  'drip',
  'twice',
  'unasked',
  'length-short',
  'hijack',
  'old-cseq',
  'deep-xml',
  'packed',
];
