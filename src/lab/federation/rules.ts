/**
 * Whether one company's server passes a request to another company, decided the way the servers decide it: from the
 * two companies' settings, the person's own, and the partner's DNS record. The 32 cells of mission 1.L come out of
 * these rules; no cell is written down here.
 */
import type { HostedFederation, OnPremisesFederation } from '../api.ts';
import type { Refusal } from './diagnostics.ts';
import * as say from './diagnostics.ts';
import { blockedSuffix, hostInDomain, isAllowed, normalDomain } from './domain-lists.ts';

/** One side of a request that wants to cross between companies. */
export interface FederationParty {
  /** `user@domain`, without `sip:`. */
  readonly address: string;
  readonly domain: string;
  readonly settings: OnPremisesFederation | HostedFederation;
  /** The names this side's servers report in diagnostics. */
  readonly names: { readonly edge: string; readonly frontEnd: string; readonly pool: string };
  /** The person's own policy; an administrator can exclude one person from federation (mission C-16). */
  readonly userEnabled: boolean;
}

/** The answer for `_sipfederationtls._tcp.<domain>` (mission B17). */
export interface PartnerRecord {
  readonly target: string;
  readonly port: number;
}

export interface FederationQuestion {
  readonly from: FederationParty;
  readonly to: FederationParty;
  readonly toRecord: PartnerRecord | undefined;
  readonly fromRecord: PartnerRecord | undefined;
  /** The host a hosting provider is configured with, such as sipfed.online.lync.com. */
  readonly providerHost: string;
}

export type FederationVerdict = { readonly kind: 'federated' } | Refusal;

/** Tells hosted tenants from companies with servers of their own. */
function isHosted(settings: OnPremisesFederation | HostedFederation): settings is HostedFederation {
  return 'mode' in settings;
}

/**
 * Decides one request. `federated` means that the organiser's servers get it; anything else is the exact answer the
 * sender's home server gives.
 */
export function decideFederation(question: FederationQuestion): FederationVerdict {
  const refused = isHosted(question.from.settings)
    ? hostedOutbound(question, question.from.settings)
    : onPremisesOutbound(question, question.from.settings);
  if (refused) return refused;
  return acceptsInbound(question) ? { kind: 'federated' } : refusalAsHeardAtHome(question);
}

function onPremisesOutbound(question: FederationQuestion, settings: OnPremisesFederation): Refusal | undefined {
  const { from, to } = question;
  const source = from.names.edge;
  if (!settings.federationEnabled) return say.noRoute(from.domain, to.domain, 'federation is not enabled', source);
  if (!from.userEnabled) return say.notAuthorizedToFederate(from.address, to.address, source);
  const suffix = blockedSuffix(to.domain, settings.blocked);
  if (suffix) return say.blockedDomain(to.domain, suffix, source);
  const listed = isAllowed(to.domain, settings.allowed);
  if (!listed && !settings.partnerDiscovery) return undiscovered(question, settings);
  return partnerUnreachable(question, settings);
}

/** Discovery is off and the domain is not listed; a configured hosting provider is recognised even then. */
function undiscovered(question: FederationQuestion, settings: OnPremisesFederation): Refusal {
  const { from, to, toRecord } = question;
  const source = from.names.edge;
  if (toRecord && atProvider(question, toRecord, settings)) {
    return say.hostedButNotAllowed(to.domain, `${toRecord.target}:${toRecord.port}`, source);
  }
  return say.noRoute(from.domain, to.domain, 'partner discovery is not enabled', source);
}

/** Both a listed and a discovered partner are found by their DNS record; it must be theirs or the provider's. */
function partnerUnreachable(question: FederationQuestion, settings: OnPremisesFederation): Refusal | undefined {
  const { from, to, toRecord } = question;
  if (!toRecord) return say.partnerRecordMissing(to.domain, from.names.edge);
  if (hostInDomain(toRecord.target, to.domain) || atProvider(question, toRecord, settings)) return undefined;
  return say.partnerRecordForeign(to.domain, `${toRecord.target}:${toRecord.port}`, from.names.edge);
}

function atProvider(question: FederationQuestion, record: PartnerRecord, settings: OnPremisesFederation): boolean {
  return settings.hostingProvider && normalDomain(record.target) === normalDomain(question.providerHost);
}

function hostedOutbound(question: FederationQuestion, settings: HostedFederation): Refusal | undefined {
  const { from, to, toRecord } = question;
  const source = from.names.edge;
  if (settings.mode === 'off' || !from.userEnabled) {
    return say.notAuthorizedToFederate(from.address, to.address, source);
  }
  const sameService = isHosted(to.settings);
  if (settings.mode === 'on-only-allowed' && !isAllowed(to.domain, settings.allowed)) {
    return sameService
      ? say.tenantAllowListAtEdge(from.address, to.address, source)
      : say.tenantAllowListAtFrontEnd(from.names.frontEnd);
  }
  const suffix = settings.mode === 'on-except-blocked' ? blockedSuffix(to.domain, settings.blocked) : undefined;
  if (suffix) return say.blockedDomain(to.domain, suffix, source);
  if (sameService) return undefined;
  if (!toRecord) return say.partnerRecordMissing(to.domain, source);
  return hostInDomain(toRecord.target, to.domain)
    ? undefined
    : say.partnerRecordForeign(to.domain, `${toRecord.target}:${toRecord.port}`, source);
}

/** Whether the organiser's side lets the sender's domain in, and the organiser may be reached at all. */
function acceptsInbound({ from, to, fromRecord }: FederationQuestion): boolean {
  if (!to.userEnabled) return false;
  const { settings } = to;
  const listed = isAllowed(from.domain, settings.allowed);
  const blocked = blockedSuffix(from.domain, settings.blocked) !== undefined;
  if (isHosted(settings)) {
    if (settings.mode === 'off') return false;
    return settings.mode === 'on-only-allowed' ? listed : !blocked;
  }
  if (!settings.federationEnabled || blocked) return false;
  return listed || (settings.partnerDiscovery && fromRecord !== undefined);
}

/**
 * How the organiser's refusal sounds at the sender's home: one hosting service passes its own words on, every border
 * between companies strips them and the sender's edge reports a silent peer.
 */
function refusalAsHeardAtHome(question: FederationQuestion): Refusal {
  const { from, to, toRecord, providerHost } = question;
  if (isHosted(from.settings) && isHosted(to.settings)) return say.targetNotFederated(to.names.pool, to.names.frontEnd);
  const peer = toRecord?.target ?? to.names.edge;
  return normalDomain(peer) === normalDomain(providerHost)
    ? say.sharedPeerSilent(to.domain, peer, from.names.edge)
    : say.federatedPeerSilent(to.domain, peer, from.names.edge);
}
