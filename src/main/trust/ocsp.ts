/** The OCSP response a server staples to its handshake: what it says of the leaf, if it may be believed. RFC 6066 8, RFC 6960 4.2 */
import { createHash, verify, X509Certificate } from 'node:crypto';
import type { RevocationFacts } from '../../shared/model/network.ts';
import { algorithmOf, bitsOf, type DerItem, derTag, generalizedTimeOf, itemsOf, readDer } from './der.ts';
import { fieldsOf, isSignedBy } from './x509.ts';

/** Larger than any response about one certificate with a responder's certificate in it. */
const largest = 64 * 1024;
/** Clocks differ. */
const skewMs = 5 * 60 * 1000;
/** id-pkix-ocsp-basic */
const basicResponse = '2b0601050507300101';
/** id-kp-OCSPSigning: only who bears it may answer in the issuer's place. RFC 6960 4.2.2.2 */
const ocspSigning = '1.3.6.1.5.5.7.3.9';
/** By object identifier in hex: what a certificate's identifier may be hashed with. */
const idHashes: Readonly<Record<string, string>> = {
  '2b0e03021a': 'sha1',
  '608648016503040201': 'sha256',
  '608648016503040202': 'sha384',
  '608648016503040203': 'sha512',
};
/** By object identifier in hex: signatures that prove something. */
const signatureHashes: Readonly<Record<string, string>> = {
  '2a864886f70d01010b': 'sha256',
  '2a864886f70d01010c': 'sha384',
  '2a864886f70d01010d': 'sha512',
  '2a8648ce3d040302': 'sha256',
  '2a8648ce3d040303': 'sha384',
  '2a8648ce3d040304': 'sha512',
};

export interface Stapled {
  /** As it came in the handshake; undefined or empty when the server stapled nothing. */
  readonly response: Buffer | undefined;
  readonly leaf: X509Certificate;
  /** Proved to be it; undefined where nobody has it. */
  readonly issuer: X509Certificate | undefined;
  /** Milliseconds since 1970. */
  readonly wall: number;
}

/** Whether the leaf is revoked, as far as the staple proves it. Anything that does not prove it leaves the question open. */
export function revocationOf(stapled: Stapled): RevocationFacts {
  const { response, issuer } = stapled;
  if (!response || response.length === 0) return open('not-stapled');
  if (!issuer) return open('issuer-unknown');
  const basic = response.length <= largest ? readBasic(response) : undefined;
  if (!basic) return open('unreadable');
  if (!isGenuine(basic, issuer, stapled.wall)) return open('signer-untrusted');
  const single = basic.responses.find((answer) => isAbout(answer, stapled.leaf, issuer));
  if (!single) return open('other-certificate');
  return judge(single, stapled.wall);
}

function open(reason: NonNullable<RevocationFacts['reason']>): RevocationFacts {
  return { status: 'not-checked', reason };
}

interface Basic {
  readonly signed: Buffer;
  readonly algorithm: string;
  readonly signature: Buffer;
  readonly certificates: readonly DerItem[];
  readonly responses: readonly DerItem[];
}

function readBasic(response: Buffer): Basic | undefined {
  const [status, bytes] = itemsOf(readDer(response));
  const isSuccessful = status?.tag === derTag.enumerated && status.content.equals(Buffer.of(0));
  const [type, text] = itemsOf(itemsOf(bytes)[0]);
  if (!isSuccessful || type?.content.toString('hex') !== basicResponse || text?.tag !== derTag.octetString)
    return undefined;
  const [data, algorithm, bits, certificates] = itemsOf(readDer(text.content));
  const signature = bitsOf(bits);
  if (!data || !signature) return undefined;
  const parts = itemsOf(data);
  // The version is left out where it is the first.
  const [, , responses] = parts[0]?.tag === 0xa0 ? parts.slice(1) : parts;
  return {
    signed: data.whole,
    algorithm: algorithmOf(algorithm),
    signature,
    certificates: itemsOf(itemsOf(certificates)[0]),
    responses: itemsOf(responses),
  };
}

/** Signed by the issuer, or by somebody the issuer made a responder. RFC 6960 4.2.2.2 */
function isGenuine(basic: Basic, issuer: X509Certificate, wall: number): boolean {
  const hash = signatureHashes[basic.algorithm];
  if (hash === undefined) return false;
  const delegates = basic.certificates.map(certificateIn).filter((found) => found && isResponder(found, issuer, wall));
  return [issuer, ...delegates].some((signer) => {
    try {
      return signer !== undefined && verify(hash, basic.signed, signer.publicKey, basic.signature);
    } catch {
      // A key of another kind than the signature.
      return false;
    }
  });
}

function certificateIn(item: DerItem): X509Certificate | undefined {
  try {
    return new X509Certificate(item.whole);
  } catch {
    return undefined;
  }
}

function isResponder(certificate: X509Certificate, issuer: X509Certificate, wall: number): boolean {
  // Typed as text; it is the list of extended usages.
  const usages: readonly string[] = [certificate.keyUsage ?? []].flat();
  const isNow = Date.parse(certificate.validFrom) <= wall && wall <= Date.parse(certificate.validTo);
  return isNow && usages.includes(ocspSigning) && isSignedBy(certificate, issuer);
}

/** Whether a single response is about this leaf of this issuer. RFC 6960 4.1.1 */
function isAbout(answer: DerItem, leaf: X509Certificate, issuer: X509Certificate): boolean {
  const [algorithm, nameHash, keyHash, serial] = itemsOf(itemsOf(answer)[0]);
  const hash = idHashes[algorithmOf(algorithm)];
  const ours = fieldsOf(leaf);
  const theirs = fieldsOf(issuer);
  if (hash === undefined || !ours || !theirs || !nameHash || !keyHash || !serial) return false;
  const digest = (bytes: Buffer) => createHash(hash).update(bytes).digest();
  return (
    serial.content.equals(ours.serial) &&
    nameHash.content.equals(digest(ours.issuer)) &&
    keyHash.content.equals(digest(theirs.key))
  );
}

function judge(answer: DerItem, wall: number): RevocationFacts {
  const [, status, thisUpdate, next] = itemsOf(answer);
  const from = generalizedTimeOf(thisUpdate);
  const to = next?.tag === 0xa0 ? generalizedTimeOf(itemsOf(next)[0]) : undefined;
  // Without an end a newer answer is always at hand, so this one may be of any age. RFC 6960 4.2.2.1
  if (from === undefined || to === undefined) return open('outdated');
  if (from > wall + skewMs || to < wall - skewMs) return open('outdated');
  switch (status?.tag) {
    case 0x80:
      return { status: 'good' };
    case 0xa1: {
      const at = generalizedTimeOf(itemsOf(status)[0]);
      return { status: 'revoked', ...(at === undefined ? {} : { at }) };
    }
    default:
      return open('responder-does-not-know');
  }
}
