/** Whether a guest could get into another company's meetings, found out without joining one (mission B15, I14). */
import type { Failure } from './failure.ts';
import type { DnsLookup } from './network.ts';

/**
 * What it takes, in the order in which one needs the other. `names`: the organiser's domain says where its edge is. `reach`: this network
 * lets us get there. `trust`: the edge proves to be who it should be. `client`: the program can go on as a guest when the own company's way
 * is refused.
 */
export type JoinRequirement = 'names' | 'reach' | 'trust' | 'client';

export interface RequirementVerdict {
  readonly requirement: JoinRequirement;
  /** `unknown`: one before it is not met, so nobody can tell. */
  readonly verdict: 'met' | 'not-met' | 'unknown';
  /** The server that decides it, once there is one. */
  readonly server?: string;
  readonly failure?: Failure;
}

/** A record by which companies find each other, as the name servers tell it. */
export interface PartnerRecord {
  /** `federation` is SIP's, `xmpp` that of chat networks of the other kind. */
  readonly kind: 'federation' | 'xmpp';
  readonly lookup: DnsLookup;
}

/** Whether the record leads to a service, there is none, or no name server said. A record that is there may say itself that the service is not. RFC 2782 */
export function standingOf({
  outcome,
  verdict,
}: Pick<DnsLookup, 'outcome' | 'verdict'>): 'there' | 'missing' | 'unknown' {
  if (verdict === 'used') return 'there';
  return ['no-name', 'no-data', 'answered'].includes(outcome) ? 'missing' : 'unknown';
}

export interface JoinCheck {
  readonly domain: string;
  /** Wall clock, milliseconds since 1970. */
  readonly at: number;
  /** All four, in their order. */
  readonly requirements: readonly RequirementVerdict[];
  readonly records: readonly PartnerRecord[];
}
