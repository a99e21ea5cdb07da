/** Candidates: their priorities and foundations (RFC 8445 5.1.2, 5.1.1.3), and which of the other side's can be used. */
import { isIP } from 'node:net';
import type { CandidateType, IceCandidate } from './types.ts';

const TYPE_PREFERENCE: Readonly<Record<CandidateType, number>> = { host: 126, prflx: 110, srflx: 100, relay: 0 };
const FOUNDATION_TYPE: Readonly<Record<CandidateType, number>> = { host: 0, srflx: 1, prflx: 2, relay: 3 };
const MAX_PREFERENCE = 0xffff;

/** `rank` counts the local addresses from 0, the preferred one first. */
export function candidatePriority(type: CandidateType, rank: number, component: 1 | 2): number {
  return TYPE_PREFERENCE[type] * 2 ** 24 + Math.max(0, MAX_PREFERENCE - rank) * 2 ** 8 + (256 - component);
}

/** The same for candidates of one kind from one address: digits alone, as Microsoft's readers want them. */
export function foundationOf(type: CandidateType, rank: number): string {
  return String(FOUNDATION_TYPE[type] * 100 + rank + 1);
}

/** The priority of a pair; the greater one is checked first (RFC 8445 6.1.2.3). */
export function pairPriority(controlling: number, controlled: number): bigint {
  const [lower, upper] = controlling < controlled ? [controlling, controlled] : [controlled, controlling];
  return 2n ** 32n * BigInt(lower) + 2n * BigInt(upper) + (controlling > controlled ? 1n : 0n);
}

/** Whether the other side's candidate names an address and a port. A name is never looked up. */
export function isUsable({ address, port, priority }: IceCandidate): boolean {
  return isIP(address) !== 0 && Number.isInteger(port) && port > 0 && port < 0x1_0000 && priority >= 0;
}

/** Whether packets can go from one address to the other at all. */
export function isSameFamily(one: string, other: string): boolean {
  return isIP(one) === isIP(other);
}
