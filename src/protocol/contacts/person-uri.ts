/** The address of a person, however it was written. */
import { addressOf, readUri } from '../sip/uri.ts';

/** [MS-SIP] 10 allows 454 characters; some servers are more generous. */
const LONGEST = 512;

/** `sip:user@domain` in lower case, of an address with or without `sip:`; undefined when it is no person's. */
export function personUri(text: string): string | undefined {
  const written = text.trim();
  if (written === '' || written.length > LONGEST) return undefined;
  const uri = readUri(/^sips?:/i.test(written) ? written : `sip:${written}`);
  return uri?.kind === 'sip' && uri.user ? addressOf(uri.wire) : undefined;
}

/** `user@domain`, as servers write people in lists of members. */
export function bareAddress(uri: string): string {
  return uri.replace(/^sips?:/i, '');
}
