/** PKCS#10: somebody asks for a certificate and proves that the key is theirs. RFC 2986 */
import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { bitsOf, type DerElement, itemsOf, oidOf, readDer, textIn } from './der-read.ts';

export type SigningRequest =
  | { readonly ok: true; readonly commonName: string; readonly publicKey: KeyObject }
  | { readonly ok: false; readonly problem: 'unreadable' | 'algorithm' | 'key' | 'signature' };

const hashes: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.5': 'sha1',
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
};
const COMMON_NAME = '2.5.4.3';
const LEAST_BITS = 2048;
const MOST_BITS = 4096;
const LONGEST = 16 * 1024;

/** RSA keys of 2,048 to 4,096 bits; the request must be signed with the key it is for. */
export function readSigningRequest(der: Uint8Array): SigningRequest {
  if (der.length > LONGEST) return { ok: false, problem: 'unreadable' };
  const [info, algorithm, signatureBits] = itemsOf(readDer(der)) ?? [];
  const [version, subject, keyInfo] = itemsOf(info) ?? [];
  const signature = bitsOf(signatureBits);
  const commonName = commonNameIn(subject);
  if (!info || version?.tag !== 0x02 || !keyInfo || !signature || commonName === undefined) {
    return { ok: false, problem: 'unreadable' };
  }
  const [algorithmId, parameters] = itemsOf(algorithm) ?? [];
  const hash = hashes[oidOf(algorithmId) ?? ''];
  // RSA has empty parameters, written down or left out. RFC 4055 5
  const hasParameters = parameters !== undefined && (parameters.tag !== 0x05 || parameters.content.length > 0);
  if (!hash || hasParameters) return { ok: false, problem: 'algorithm' };
  const publicKey = rsaKey(keyInfo.whole);
  if (!publicKey) return { ok: false, problem: 'key' };
  const isOwn = verify(hash, info.whole, publicKey, signature);
  return isOwn ? { ok: true, commonName, publicKey } : { ok: false, problem: 'signature' };
}

/** The last common name of the subject; undefined when it has none. */
function commonNameIn(subject: DerElement | undefined): string | undefined {
  const attributes = (itemsOf(subject) ?? []).flatMap((set) => itemsOf(set) ?? []).map((each) => itemsOf(each) ?? []);
  const named = attributes.filter(([type]) => oidOf(type) === COMMON_NAME).at(-1);
  return textIn(named?.[1]);
}

function rsaKey(spki: Uint8Array): KeyObject | undefined {
  try {
    const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    return key.asymmetricKeyType === 'rsa' && bits >= LEAST_BITS && bits <= MOST_BITS ? key : undefined;
  } catch {
    return undefined;
  }
}
