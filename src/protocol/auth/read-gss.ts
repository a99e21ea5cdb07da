/** Challenges and signatures of NTLM, TLS-DSK and Kerberos as data. [MS-SIPAE] 2.2, 3.1 */
import { type AuthValue, readAuthValues } from '../sip/auth-header.ts';
import { headersOf, type SipMessage, type SipResponse } from '../sip/message.ts';
import { decodeBase64 } from './base64.ts';

const SCHEMES = ['NTLM', 'TLS-DSK', 'Kerberos'] as const;

/** The schemes that end in a security association. */
export type GssScheme = (typeof SCHEMES)[number];

/** What a handshake carries, decoded. Secret: never to be logged. */
export type GssapiData =
  | { readonly kind: 'token'; readonly bytes: Uint8Array }
  | { readonly kind: 'unreadable'; readonly problem: 'gssapi-data is too long' | 'gssapi-data is not base64' };

export interface GssChallenge {
  readonly scheme: GssScheme;
  /** '' where the server left it out. */
  readonly realm: string;
  /** '' where the server left it out. */
  readonly targetName: string;
  /** Of the authentication protocol, which decides about the signature text; 0 where the server named none. */
  readonly version: number;
  /** The association's name at the server, from its second message on. */
  readonly opaque?: string;
  readonly gssapiData?: GssapiData;
  /** Where to get a certificate for TLS-DSK. */
  readonly stsUri?: string;
}

/** A server's signature under a message, with the names of the association it belongs to. */
export interface AuthenticationInfo {
  readonly scheme: GssScheme;
  /** The scheme as it stands in the header: the signature covers it. */
  readonly schemeText: string;
  readonly realm: string;
  readonly targetName: string;
  readonly opaque: string;
  /** `srand`. */
  readonly random: string;
  /** `snum`, as written. */
  readonly count: string;
  /** `rspauth`, hex as written. */
  readonly signature: string;
}

const CHALLENGE_HEADERS: ReadonlyMap<number, string> = new Map([
  [401, 'www-authenticate'],
  [407, 'proxy-authenticate'],
]);

/** What no header value may hold. */
const UNSENDABLE = /[\r\n\0]/;

/** Largest token taken, bytes: certificate chains are a few thousand. */
export const maxGssapiBytes = 65_536;

/**
 * Reads a challenge; undefined when the scheme is none that leads to an association, or a name could not be sent back. Missing parts
 * are '' or 0.
 */
export function readGssChallenge(value: AuthValue): GssChallenge | undefined {
  const scheme = schemeOf(value);
  if (!scheme) return undefined;
  const { params } = value;
  const [opaque, token, stsUri] = [params.get('opaque'), params.get('gssapi-data'), params.get('sts-uri')];
  const [realm, targetName] = [params.get('realm') ?? '', params.get('targetname') ?? ''];
  if (UNSENDABLE.test(`${realm}${targetName}${opaque ?? ''}`)) return undefined;
  return {
    scheme,
    realm,
    targetName,
    version: readVersion(params.get('version')),
    ...(opaque === undefined ? {} : { opaque }),
    ...(token === undefined ? {} : { gssapiData: readToken(token) }),
    ...(stsUri === undefined ? {} : { stsUri }),
  };
}

export interface GssChallenges {
  /** The header that answers: a registrar asks by 401, a proxy by 407. */
  readonly header: 'Authorization' | 'Proxy-Authorization';
  readonly challenges: readonly GssChallenge[];
}

/**
 * Every challenge of a 401 or 407 that leads to an association, in the server's order; of any other answer the token that some servers
 * put beside their signature to end a handshake.
 */
export function readGssChallenges(response: SipResponse): GssChallenges {
  const isProxy = response.status === 407;
  const values = headersOf(response, CHALLENGE_HEADERS.get(response.status) ?? 'authentication-info').flatMap(
    readAuthValues,
  );
  return {
    header: isProxy ? 'Proxy-Authorization' : 'Authorization',
    challenges: values.map(readGssChallenge).filter((challenge) => challenge !== undefined),
  };
}

/** Reads a signature; undefined when the value holds none, or the scheme makes none. */
export function readAuthenticationInfo(value: AuthValue): AuthenticationInfo | undefined {
  const scheme = schemeOf(value);
  const signature = value.params.get('rspauth');
  if (!scheme || signature === undefined) return undefined;
  const text = (name: string) => value.params.get(name) ?? '';
  return {
    scheme,
    schemeText: value.scheme,
    realm: text('realm'),
    targetName: text('targetname'),
    opaque: text('opaque'),
    random: text('srand'),
    count: text('snum'),
    signature,
  };
}

/** Every signature under a message, the registrar's and the proxy's. */
export function readSignatures(message: SipMessage): AuthenticationInfo[] {
  return ['authentication-info', 'proxy-authentication-info']
    .flatMap((key) => headersOf(message, key).flatMap(readAuthValues))
    .map(readAuthenticationInfo)
    .filter((info) => info !== undefined);
}

function schemeOf({ scheme }: AuthValue): GssScheme | undefined {
  return SCHEMES.find((known) => known.toLowerCase() === scheme.toLowerCase());
}

function readVersion(text: string | undefined): number {
  return text !== undefined && /^\d{1,4}$/.test(text) ? Number(text) : 0;
}

function readToken(text: string): GssapiData {
  // Refused by its length before a large text is taken apart.
  if (text.length > Math.ceil(maxGssapiBytes / 3) * 4)
    return { kind: 'unreadable', problem: 'gssapi-data is too long' };
  const bytes = decodeBase64(text);
  return bytes ? { kind: 'token', bytes } : { kind: 'unreadable', problem: 'gssapi-data is not base64' };
}
