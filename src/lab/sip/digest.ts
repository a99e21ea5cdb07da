/** Digest as a server sees it: challenge, then check. RFC 7616, RFC 3261 22; [MS-SIPAE] 3.2.4.3 for guests. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { type AuthValue, readAuthValues } from '../../protocol/sip/auth-header.ts';

export type DigestAlgorithm = 'MD5' | 'MD5-sess' | 'SHA-256';

export interface DigestChallenge {
  readonly realm: string;
  readonly nonce: string;
  readonly opaque: string;
  readonly algorithm: DigestAlgorithm;
}

/** The value of a WWW-Authenticate header; `stale` tells a client whose password was right to try again. */
export function challengeValue(challenge: DigestChallenge, stale = false): string {
  const { realm, nonce, opaque, algorithm } = challenge;
  const parts = [`realm="${realm}"`, `nonce="${nonce}"`, `opaque="${opaque}"`, `algorithm=${algorithm}`, 'qop="auth"'];
  return `Digest ${[...parts, ...(stale ? ['stale=true'] : [])].join(', ')}`;
}

/** The Digest credentials among a request's Authorization values; undefined when there are none. */
export function digestCredentials(values: readonly string[]): AuthValue | undefined {
  return values.flatMap(readAuthValues).find((value) => value.scheme.toLowerCase() === 'digest');
}

/** What a check needs besides the credentials. */
export interface DigestCheck {
  readonly challenge: DigestChallenge;
  readonly method: string;
  readonly password: string;
}

/**
 * Whether the response proves the password. The published MD5-sess vectors and the RFC read the inner hash in two
 * ways (hexadecimal text or sixteen bytes); both are accepted, since real servers differ.
 */
export function provesPassword(credentials: AuthValue, check: DigestCheck): boolean {
  const given = (credentials.params.get('response') ?? '').toLowerCase();
  if (!/^[0-9a-f]{32,64}$/.test(given) || !answersChallenge(credentials, check.challenge)) return false;
  return firstHashes(credentials, check).some((first) => sameText(responseFor(first, credentials, check), given));
}

function answersChallenge(credentials: AuthValue, challenge: DigestChallenge): boolean {
  const given = credentials.params;
  const algorithm = given.get('algorithm');
  return (
    given.get('realm') === challenge.realm &&
    given.get('nonce') === challenge.nonce &&
    (given.get('opaque') ?? challenge.opaque) === challenge.opaque &&
    (algorithm === undefined || algorithm.toUpperCase() === challenge.algorithm.toUpperCase())
  );
}

function firstHashes(credentials: AuthValue, { challenge, password }: DigestCheck): string[] {
  const { algorithm, realm, nonce } = challenge;
  const secret = `${credentials.params.get('username') ?? ''}:${realm}:${password}`;
  if (algorithm !== 'MD5-sess') return [hash(algorithm, secret)];
  const session = `:${nonce}:${credentials.params.get('cnonce') ?? ''}`;
  const inner = createHash('md5').update(secret).digest();
  const asText = hash('MD5', inner.toString('hex') + session);
  const asBytes = createHash('md5').update(inner).update(session).digest('hex');
  return [asText, asBytes];
}

function responseFor(first: string, credentials: AuthValue, { challenge, method }: DigestCheck): string {
  const given = credentials.params;
  const second = hash(challenge.algorithm, `${method}:${given.get('uri') ?? ''}`);
  const qop = given.get('qop');
  const middle = qop === undefined ? [challenge.nonce] : [challenge.nonce, given.get('nc'), given.get('cnonce'), qop];
  return hash(challenge.algorithm, [first, ...middle, second].join(':'));
}

function hash(algorithm: DigestAlgorithm, text: string): string {
  return createHash(algorithm === 'SHA-256' ? 'sha256' : 'md5')
    .update(text)
    .digest('hex');
}

function sameText(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
