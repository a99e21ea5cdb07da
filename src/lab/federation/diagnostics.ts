/** The refusals of the federation rules, worded as real servers word them (mission 1.K, J2). */

/** What a server says instead of passing a request on. */
export interface Refusal {
  readonly kind: 'refused';
  readonly status: number;
  readonly reason: string;
  /** The value of `ms-diagnostics`, number first. [MS-OCER] 2.2.1 */
  readonly diagnostics: string;
}

type Parameters = readonly (readonly [name: string, value: string])[];

/** `1017;reason="…";name="value"`: the value of an ms-diagnostics header. */
function diagnosticsValue(code: number, parameters: Parameters): string {
  return [String(code), ...parameters.map(([name, value]) => `${name}="${value.replaceAll('"', "'")}"`)].join(';');
}

const TIMED_OUT = { kind: 'refused', status: 504, reason: 'Server time-out' } as const;
const FORBIDDEN = { kind: 'refused', status: 403, reason: 'Forbidden' } as const;

function timedOut(code: number, parameters: Parameters): Refusal {
  return { ...TIMED_OUT, diagnostics: diagnosticsValue(code, parameters) };
}

function forbidden(code: number, parameters: Parameters): Refusal {
  return { ...FORBIDDEN, diagnostics: diagnosticsValue(code, parameters) };
}

/** 403/1002: this person, or the whole tenant, may not talk to partners. */
export function notAuthorizedToFederate(fromAddress: string, destination: string, source: string): Refusal {
  return forbidden(1002, [
    ['reason', 'From URI not authorized to communicate with federated partners'],
    ['from-uri', fromAddress],
    ['destination', destination],
    ['source', source],
  ]);
}

/** 504/1008: the partner publishes no `_sipfederationtls` record. */
export function partnerRecordMissing(domain: string, source: string): Refusal {
  return timedOut(1008, [
    ['reason', 'Unable to resolve DNS SRV record'],
    ['domain', domain],
    ['dns-srv-result', 'NegativeResult'],
    ['dns-source', 'InternalCache'],
    ['source', source],
  ]);
}

/** 504/1009: the record names a host outside the partner's domain, and nobody vouches for that host. */
export function partnerRecordForeign(domain: string, fqdn: string, source: string): Refusal {
  return timedOut(1009, [
    ['reason', 'No match for domain in DNS SRV results'],
    ['domain', domain],
    ['fqdn1', fqdn],
    ['source', source],
  ]);
}

/** 504/1017: the combination of domains has no route; `summary` says which switch is off. */
export function noRoute(fromDomain: string, toDomain: string, summary: string, source: string): Refusal {
  return timedOut(1017, [
    ['reason', 'Cannot route From and To domains in this combination'],
    ['summary', `Cannot route between the source and destination domains because ${summary}`],
    ['external-domain', toDomain],
    ['external-type', 'domain-type-remote'],
    ['internal-domain', fromDomain],
    ['internal-type', 'domain-type-local'],
    ['source', source],
  ]);
}

/** 504/1028: the partner lives at a configured hosting provider, and is not listed. */
export function hostedButNotAllowed(domain: string, fqdn: string, source: string): Refusal {
  return timedOut(1028, [
    ['reason', 'Domain resolved by DNS SRV to a configured hosting service but the domain is not in the allow list'],
    ['domain', domain],
    ['fqdn1', fqdn],
    ['source', source],
  ]);
}

/** 504/1034: the partner's edge refused and, being another company, did not say why. */
export function federatedPeerSilent(domain: string, peer: string, source: string): Refusal {
  return timedOut(1034, [
    ['reason', 'Previous hop federated peer did not report diagnostic information'],
    ['Domain', domain],
    ['PeerServer', peer],
    ['source', source],
  ]);
}

/** 504/1036: the same from the hosting provider, which counts as one address space with the own company. */
export function sharedPeerSilent(domain: string, peer: string, source: string): Refusal {
  return timedOut(1036, [
    ['reason', 'Previous hop shared address space peer did not report diagnostic information'],
    ['Domain', domain],
    ['PeerServer', peer],
    ['source', source],
  ]);
}

/** 504/1064: the own administrator blocked the partner. */
export function blockedDomain(domain: string, suffix: string, source: string): Refusal {
  return timedOut(1064, [
    ['reason', 'Cannot route to blocked domain'],
    ['domain', domain],
    ['suffix', suffix],
    ['source', source],
  ]);
}

/** 403/4033: the organiser may not be reached from other companies; heard only inside one hosting service. */
export function targetNotFederated(pool: string, frontEnd: string): Refusal {
  return forbidden(4033, [
    ['reason', 'To User not authorized for Federation'],
    ['processing-cluster', pool],
    ['processing-frontend', frontEnd],
    ['target-user-primary-pool', pool],
    ['source', frontEnd],
  ]);
}

/** 504/27000 by the sender's own front end, when the request would leave the hosting service. */
export function tenantAllowListAtFrontEnd(frontEnd: string): Refusal {
  return timedOut(27000, [
    ['reason', 'To-Uri Domain is not in the sender-tenant allow list'],
    ['source', frontEnd],
    ['appName', 'OutgoingFederation'],
  ]);
}

/** 504/27000 by the service's edge, when both tenants live in the same service: it names both people. */
export function tenantAllowListAtEdge(fromAddress: string, destination: string, source: string): Refusal {
  return timedOut(27000, [
    ['reason', 'To-Uri Domain is not in the sender-tenant allow list'],
    ['from-uri', fromAddress],
    ['destination', destination],
    ['source', source],
  ]);
}

/**
 * 504/1038, or 504/1010 where the two sides could not agree on security: an XMPP partner that could not be reached. The number is
 * known from the servers' list; that their XMPP gateway uses it is a guess.
 */
export function xmppPartnerFailed(
  { domain, summary, source }: { readonly domain: string; readonly summary: string; readonly source: string },
  isAboutTrust: boolean,
): Refusal {
  const [code, reason] = isAboutTrust
    ? ([1010, 'Certificate trust with next-hop server could not be established'] as const)
    : ([1038, 'Failed to connect to a peer server'] as const);
  return timedOut(code, [
    ['reason', reason],
    ['summary', summary],
    ['Domain', domain],
    ['source', source],
  ]);
}

/** 488/1027: a partner of this kind takes no calls, no files and no meetings. */
export function requestNotForPartners(source: string): Refusal {
  return {
    kind: 'refused',
    status: 488,
    reason: 'Not Acceptable Here',
    diagnostics: diagnosticsValue(1027, [
      ['reason', 'Cannot route this type of SIP request to or from federated partners'],
      ['source', source],
    ]),
  };
}
