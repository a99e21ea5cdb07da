/** Digest challenges and credentials as data. The lab reads with this and computes by itself. RFC 2617, 7616, 8760 */
import type { AuthValue } from '../sip/auth-header.ts';
import { type DigestAlgorithm, readAlgorithm } from './digest.ts';

export interface DigestChallenge {
  readonly realm: string;
  readonly nonce: string;
  readonly opaque?: string;
  readonly algorithm: DigestAlgorithm;
  /** The algorithm as the server spelt it, to be echoed; absent when it named none. */
  readonly algorithmText?: string;
  /** 'auth' when it is offered, undefined for the form of RFC 2069. */
  readonly qop?: 'auth';
  /** The nonce is old, the password was right. */
  readonly stale: boolean;
}

export interface DigestCredentials {
  readonly userName: string;
  readonly realm: string;
  readonly nonce: string;
  readonly uri: string;
  /** Lower-case hex. Never to be logged. */
  readonly response: string;
  readonly algorithm: DigestAlgorithm;
  readonly opaque?: string;
  readonly qop?: string;
  /** 8 hex digits as sent. */
  readonly nonceCount?: string;
  readonly cnonce?: string;
}

/**
 * Reads a challenge we can answer. Undefined when the scheme is not Digest, realm or nonce is missing, the algorithm is
 * unknown, or every offered qop is (auth-int alone is not answered: proxies on the way change bodies).
 */
export function readDigestChallenge(value: AuthValue): DigestChallenge | undefined {
  const { params } = value;
  const realm = params.get('realm');
  const nonce = params.get('nonce');
  const algorithmText = params.get('algorithm');
  const algorithm = readAlgorithm(algorithmText);
  const offered = splitWords(params.get('qop'));
  const isDigest = value.scheme.toLowerCase() === 'digest';
  if (!isDigest || realm === undefined || !nonce || !algorithm) return undefined;
  if (offered.length > 0 && !offered.includes('auth')) return undefined;
  const opaque = params.get('opaque');
  return {
    realm,
    nonce,
    algorithm,
    stale: params.get('stale')?.toLowerCase() === 'true',
    ...(offered.length > 0 ? { qop: 'auth' as const } : {}),
    ...(opaque === undefined ? {} : { opaque }),
    ...(algorithmText === undefined ? {} : { algorithmText }),
  };
}

function splitWords(text: string | undefined): string[] {
  return (text ?? '')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((word) => word !== '');
}

/** Strongest first, as a client that may choose takes them. RFC 8760 2.3 */
const STRENGTH: readonly DigestAlgorithm[] = [
  'SHA-512-256-sess',
  'SHA-512-256',
  'SHA-256-sess',
  'SHA-256',
  'MD5-sess',
  'MD5',
];

/** The strongest challenge we can answer among several, of a realm that is known where there is one; undefined when there is none. */
export function chooseDigestChallenge(
  values: readonly AuthValue[],
  isKnown: (realm: string) => boolean = () => true,
): DigestChallenge | undefined {
  const challenges = values
    .map(readDigestChallenge)
    .filter((challenge) => challenge !== undefined)
    .sort((a, b) => STRENGTH.indexOf(a.algorithm) - STRENGTH.indexOf(b.algorithm));
  return challenges.find(({ realm }) => isKnown(realm)) ?? challenges[0];
}

/** Reads Digest credentials from (Proxy-)Authorization; undefined when a part that is always there is missing. */
export function readDigestCredentials(value: AuthValue): DigestCredentials | undefined {
  const { params } = value;
  const [userName, realm, nonce] = [params.get('username'), params.get('realm'), params.get('nonce')];
  const [uri, response] = [params.get('uri'), params.get('response')];
  const algorithm = readAlgorithm(params.get('algorithm'));
  if (value.scheme.toLowerCase() !== 'digest' || userName === undefined || realm === undefined || !algorithm)
    return undefined;
  if (!nonce || !uri || !response || !/^[0-9a-f]{32,64}$/i.test(response)) return undefined;
  const optional = {
    opaque: params.get('opaque'),
    qop: params.get('qop'),
    nonceCount: params.get('nc'),
    cnonce: params.get('cnonce'),
  };
  const given = Object.fromEntries(Object.entries(optional).filter(([, text]) => text !== undefined));
  return { userName, realm, nonce, uri, algorithm, response: response.toLowerCase(), ...given };
}
