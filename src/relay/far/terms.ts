/** What one agreement on a section has in common with the one before, and what the next begins with. */
import { isIPv6 } from 'node:net';
import type { Track } from '../../protocol/sdp/legs.ts';
import type { Random } from '../../shared/clock.ts';
import { canonical, type Endpoint } from '../net/udp.ts';

const keyBytes = 30;

/** A key for SDES with its salt, in base64. RFC 4568 6.1 */
export function newKey(random: Random): string {
  return Buffer.from(random.bytes(keyBytes)).toString('base64');
}

/** What tells one protection from another. Never shown: it holds keys. */
export function protectionOf({ protection }: Track): string {
  return JSON.stringify(protection);
}

/** What tells one peer from another that answers the same offer: each checks with a name of its own, or is in another place. */
export function peerOf({ ice, remote }: Track): string {
  return ice ? ice.remote.ufrag : `${remote?.address} ${remote?.port}`;
}

/**
 * Whether packets are kept from others by something else than before. One certificate may be at several ends: another fork, and whoever comes with other ports
 * after a restart, is nobody we shook hands with. RFC 5763 6.6
 */
export function needsProtection(last: Track | undefined, next: Track, wasEarly: boolean): boolean {
  if (!last || protectionOf(last) !== protectionOf(next)) return true;
  const mayBeOther = next.protection.kind === 'dtls' && (wasEarly || last.isMux !== next.isMux);
  return mayBeOther && peerOf(last) !== peerOf(next);
}

/** Another fork, or whoever a call was transferred to, is elsewhere. */
export function isSamePlace(last: Track | undefined, { remote, ice }: Track): boolean {
  const before = last?.remote;
  return (
    before?.address === remote?.address &&
    before?.port === remote?.port &&
    (last?.ice !== undefined) === (ice !== undefined)
  );
}

/** The addresses a far end at this one can be reached from before the others: without ICE the first alone is named. */
export function sameFamilyFirst(addresses: readonly string[], theirs: string | undefined): readonly string[] {
  const fits = (address: string) => theirs === undefined || isIPv6(address) === isIPv6(theirs);
  return [...addresses.filter(fits), ...addresses.filter((address) => !fits(address))];
}

/** As packets that come from there show it. */
export function endpoint(address: string, port: number): Endpoint {
  return { address: canonical(address), port };
}
