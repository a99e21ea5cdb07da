/** What testers choose about signing in: which server it is, what it offers, and what it does wrong. */

import type { signatureFaults } from '../faults/fault-words.ts';

/** The server a company runs. */
export type LabGeneration = 'ocs-2007-r2' | 'lync-2010' | 'lync-2013' | 'sfb-2015' | 'sfb-2019' | 'online';

/** Kerberos is named and never accepted: the lab has no domain controller. */
export type LabScheme = 'TLS-DSK' | 'NTLM' | 'Kerberos' | 'Digest';

/** NTLM challenges that no client may take. */
export const ntlmChallengeFaults = [
  'empty',
  'no-signature',
  'wrong-type',
  'head-only',
  'cut-in-half',
  'target-info-outside',
  'target-info-endless',
  'target-info-overlong-pair',
  'no-target-info',
  'no-unicode',
  'no-signing',
  'no-session-security',
  'no-key-exchange',
  'no-datagram',
  'weak-key',
  'oversize',
] as const;
export type NtlmChallengeFault = (typeof ntlmChallengeFaults)[number];

/** What gssapi-data of any challenge may look like instead. */
export const tokenFaults = ['empty', 'not-base64', 'truncated', 'garbage', 'oversize'] as const;

/** Faults in the sign-in of one server; they stand in `ServerFaults.auth` of the server the client is connected to. */
export interface AuthFaults {
  /** Signs wrongly, or not at all, once it should. */
  readonly signature?: (typeof signatureFaults)[number];
  /** Names another realm in what it signs. */
  readonly foreignRealm?: boolean;
  /** An association ends after so many seconds instead of eight hours. */
  readonly associationSeconds?: number;
  /** Knows no association any more: every signed request but REGISTER is challenged. */
  readonly forgetful?: boolean;
  /** Takes no client certificate, as when it was withdrawn. */
  readonly certificateRefused?: boolean;
  /** Challenges for ever, whatever the client proves. */
  readonly endless401?: boolean;
  /** Takes everybody for somebody else: 403 with 4004. */
  readonly mismatch?: boolean;
  /** What gssapi-data of its challenges looks like, whichever the scheme. */
  readonly token?: (typeof tokenFaults)[number];
  readonly ntlmChallenge?: NtlmChallengeFault;
  /** Leaves the name of the association out of its challenges. */
  readonly noOpaque?: boolean;
  /** Its clock is wrong by so much, seconds; shown in Date and in the NTLM timestamp. */
  readonly clockSkewSeconds?: number;
}
