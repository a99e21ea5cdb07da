/**
 * The lab's own NTLM server: offers a challenge, then says whether an answer proves a password. For SIP it speaks as
 * datagrams do (no first message, signing, key exchange), for HTTP as connections do. [MS-NLMP] 3.1.5, 3.2.5
 */
import { timingSafeEqual } from 'node:crypto';
import { type NtlmAuthenticate, readAuthenticate } from './ntlm-authenticate.ts';
import { challengeMessage, NTLM_FLAGS, type NtlmNames } from './ntlm-challenge.ts';
import { exportedSessionKey, integrityCode, keysOf, type NtlmKeys, passwordKey, proofOf } from './ntlm-keys.ts';

export interface NtlmAsk {
  readonly mode: 'datagram' | 'connection';
  readonly names: NtlmNames;
  /** 8 random bytes. */
  readonly serverChallenge: Uint8Array;
  /** Milliseconds since 1970, for the timestamp; undefined leaves it out, as old servers do. */
  readonly wall?: number | undefined;
  /** The client's NEGOTIATE_MESSAGE in connection mode. */
  readonly negotiate?: Uint8Array | undefined;
}

/** A challenge that waits for its answer. */
export interface NtlmOffer {
  readonly mode: 'datagram' | 'connection';
  /** The CHALLENGE_MESSAGE. */
  readonly message: Uint8Array;
  readonly serverChallenge: Uint8Array;
  readonly negotiate: Uint8Array;
}

/** Finds an account by what stands in the message; the domain is '' for a UPN or a plain name. */
export type NtlmAccounts<A> = (userName: string, domain: string) => A | undefined;

export type NtlmVerdict<A> =
  | { readonly kind: 'proven'; readonly account: A; readonly keys: NtlmKeys; readonly flags: number }
  | {
      readonly kind: 'refused';
      readonly why: 'unreadable' | 'flags' | 'unknown-user' | 'wrong-password' | 'integrity';
    };

const SHARED_FLAGS =
  NTLM_FLAGS.unicode |
  NTLM_FLAGS.requestTarget |
  NTLM_FLAGS.ntlm |
  NTLM_FLAGS.alwaysSign |
  NTLM_FLAGS.targetIsDomain |
  NTLM_FLAGS.sessionSecurity |
  NTLM_FLAGS.targetInfo |
  NTLM_FLAGS.version |
  NTLM_FLAGS.key128 |
  NTLM_FLAGS.key56;
const DATAGRAM_FLAGS =
  SHARED_FLAGS | NTLM_FLAGS.sign | NTLM_FLAGS.datagram | NTLM_FLAGS.identify | NTLM_FLAGS.keyExchange;
/** What a connection gets only if it asked for it. */
const ON_REQUEST = NTLM_FLAGS.sign | NTLM_FLAGS.seal | NTLM_FLAGS.keyExchange | NTLM_FLAGS.identify;
/** Without these no SIP message could be signed as both ends do it. */
const DATAGRAM_NEEDS = NTLM_FLAGS.unicode | NTLM_FLAGS.sign | NTLM_FLAGS.sessionSecurity | NTLM_FLAGS.datagram;

const PROOF_BYTES = 16;
/** Proof, versions, time, client challenge and an empty list: shorter is NTLMv1. */
const SHORTEST_V2 = 48;
const MIC_AT = 72;
const MIC_BYTES = 16;

/** A new challenge. */
export function offerNtlm(ask: NtlmAsk): NtlmOffer {
  const { mode, names, serverChallenge, wall } = ask;
  const negotiate = ask.negotiate ?? new Uint8Array();
  const flags = mode === 'datagram' ? DATAGRAM_FLAGS : SHARED_FLAGS | (flagsAsked(negotiate) & ON_REQUEST);
  return { mode, message: challengeMessage({ names, serverChallenge, flags, wall }), serverChallenge, negotiate };
}

function flagsAsked(negotiate: Uint8Array): number {
  return negotiate.length < 16 ? 0 : Buffer.from(negotiate).readUInt32LE(12);
}

/** Whether an AUTHENTICATE_MESSAGE answers the offer with the right password; NTLMv2 only. */
export function verifyNtlm<A extends { readonly password: string }>(
  offer: NtlmOffer,
  authenticate: Uint8Array,
  accounts: NtlmAccounts<A>,
): NtlmVerdict<A> {
  const given = readAuthenticate(authenticate);
  if (!given) return { kind: 'refused', why: 'unreadable' };
  const isShort = offer.mode === 'datagram' && (given.flags & DATAGRAM_NEEDS) !== DATAGRAM_NEEDS;
  if (isShort || given.ntResponse.length < SHORTEST_V2) return { kind: 'refused', why: 'flags' };
  const account = accounts(given.userName, given.domain);
  if (!account) return { kind: 'refused', why: 'unknown-user' };
  const key = passwordKey(account.password, given.userName, given.domain);
  const proof = given.ntResponse.subarray(0, PROOF_BYTES);
  const expected = proofOf(key, offer.serverChallenge, given.ntResponse.subarray(PROOF_BYTES));
  if (!timingSafeEqual(expected, proof)) return { kind: 'refused', why: 'wrong-password' };
  const sessionKey = exportedSessionKey(key, proof, given);
  if (given.hasMic && !isIntact(offer, given, sessionKey)) return { kind: 'refused', why: 'integrity' };
  return { kind: 'proven', account, keys: keysOf(sessionKey, given.flags), flags: given.flags };
}

/** The code is computed over the message with zeros in its place. */
function isIntact(offer: NtlmOffer, { message }: NtlmAuthenticate, sessionKey: Buffer): boolean {
  const blank = Buffer.from(message);
  blank.fill(0, MIC_AT, MIC_AT + MIC_BYTES);
  const expected = integrityCode(sessionKey, [offer.negotiate, offer.message, blank]);
  return timingSafeEqual(expected, message.subarray(MIC_AT, MIC_AT + MIC_BYTES));
}
