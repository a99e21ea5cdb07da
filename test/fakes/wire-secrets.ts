/** What was said inside TLS that proves a person or opens something, taken out of it by the forms that the specifications give it. */

import { ntlmMessageType, readAuthenticate } from '../../src/lab/auth/ntlm-authenticate.ts';
import { exportedSessionKey, passwordKey } from '../../src/lab/auth/ntlm-keys.ts';
import { proofKey } from '../../src/lab/web/web-tickets.ts';
import { md4 } from '../../src/protocol/auth/ntlm/md4.ts';
import { type Secret, secretOf } from './secret-search.ts';

/** Where secrets stand in SIP and HTTP; the first group is base64 where the name says so. */
const places = {
  'gssapi-data, base64': /gssapi-data="([^"]+)"/g,
  'HTTP proof, base64': /^(?:authorization|www-authenticate): (?:NTLM|Negotiate|Basic) ([A-Za-z0-9+/]+=*)\r$/gim,
  'web ticket header, base64': /^x-ms-webticket: opaque=([A-Za-z0-9+/=]+)\r$/gim,
  'entropy, base64': /<(?:\w+:)?BinarySecret>([^<]+)</g,
  'digest response': /^authorization: Digest [^\r]*\bresponse="([^"]+)"/gim,
  assertion: /(<saml:Assertion .*?<\/saml:Assertion>)/gs,
  'assertion id': /\bAssertionID="([^"]+)"/g,
} as const;

export type WireSecretKind =
  | keyof typeof places
  | 'NTLM session key'
  | 'NTLM hash'
  | 'NTLM key of the password'
  | 'proof key';

/** Each secret once. `password` is the one that was proved by all of it. */
export function secretsSaid(
  heard: readonly string[],
  password: string,
): ReadonlyMap<WireSecretKind, readonly Secret[]> {
  const found = new Map<WireSecretKind, Secret[]>();
  const add = (kind: WireSecretKind, value: string | Uint8Array) =>
    found.set(kind, [...(found.get(kind) ?? []), ...secretOf(kind, value)]);
  for (const [kind, pattern] of Object.entries(places) as [keyof typeof places, RegExp][]) {
    for (const value of matchesOf(heard, pattern))
      add(kind, kind.endsWith('base64') ? Buffer.from(value, 'base64') : value);
  }
  add('NTLM hash', md4(Buffer.from(password, 'utf16le')));
  for (const message of ntlmAnswers(heard)) {
    const key = passwordKey(password, message.userName, message.domain);
    add('NTLM key of the password', key);
    add('NTLM session key', exportedSessionKey(key, message.ntResponse.subarray(0, 16), message));
  }
  for (const key of proofKeys(heard)) add('proof key', key);
  return found;
}

function matchesOf(heard: readonly string[], pattern: RegExp): Set<string> {
  return new Set(heard.flatMap((text) => [...text.matchAll(pattern)].map((match) => match[1] ?? '')));
}

function ntlmAnswers(heard: readonly string[]) {
  const tokens = [
    ...matchesOf(heard, places['gssapi-data, base64']),
    ...matchesOf(heard, places['HTTP proof, base64']),
  ];
  return tokens
    .map((token) => Buffer.from(token, 'base64'))
    .filter((bytes) => ntlmMessageType(bytes) === 3)
    .map(readAuthenticate)
    .filter((message) => message !== undefined);
}

/** Of every client's entropy with every server's: only the pairs that belong together were used, and these are among them. */
function proofKeys(heard: readonly string[]): Uint8Array[] {
  const entropies = [...matchesOf(heard, places['entropy, base64'])].map((text) => Buffer.from(text, 'base64'));
  return entropies.flatMap((ours) =>
    entropies.filter((theirs) => theirs !== ours).map((theirs) => proofKey(ours, theirs, 32)),
  );
}
