/** What stands beside a name: the number as people write it, else the address without what only servers read. */
import type { CallPeer } from '../../shared/model/call.ts';

/** `+44 1785 123456`, `garth@tailspintoys.com`. */
export function addressOf({ uri, number }: CallPeer): string {
  return number ?? uri.replace(/^(?:sips?|tel):/i, '').replace(/[;?].*$/, '');
}

/** A person with an address, to whom one can write; a number is none, nor is who does not say who it is. */
export function isPerson(peer: CallPeer): boolean {
  const { number, uri } = peer;
  return number === undefined && uri.includes('@') && !/;user=phone/i.test(uri) && !isWithheld(peer);
}

/** Somebody who called without saying who: nobody can be called back. RFC 3323 4.1.1.3 */
export function isWithheld({ uri }: Pick<CallPeer, 'uri'>): boolean {
  return /@anonymous\.invalid\b/i.test(uri);
}
