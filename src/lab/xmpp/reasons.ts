/** What the person at the SIP end is told when an XMPP partner cannot be reached: a status and ms-diagnostics (mission 1.K). */

import * as say from '../federation/diagnostics.ts';
import { blockedSuffix } from '../federation/domain-lists.ts';
import type { Site } from '../frontend/site.ts';
import type { Answer } from '../sip/template.ts';
import type { LabPerson } from '../topologies/topology.ts';
import type { XmppProblem } from './outbound-stream.ts';

/** In words, for `summary`. */
const summaries: Readonly<Record<Exclude<XmppProblem, 'no-partner' | 'no-record'>, string>> = {
  'no-address': 'The host of the SRV record has no address',
  unreachable: 'Nothing takes the connection',
  timeout: 'The partner did not finish the negotiation in time',
  closed: 'The partner closed the connection',
  busy: 'Too many messages wait for the partner',
  'bad-stream': 'The partner speaks no sound XMPP',
  'stream-error': 'The partner ended the stream with an error',
  'tls-not-offered': 'TLS is required and the partner offers none',
  'tls-demanded': 'The partner demands TLS and its record says NotSupported',
  'tls-failed': 'The TLS handshake failed',
  'sasl-not-offered': 'SASL is required and the partner offers none',
  'sasl-refused': 'The partner does not accept our certificate',
  'dialback-not-supported': 'The record of the partner allows neither SASL nor dialback',
  'dialback-refused': 'The partner did not believe our dialback key',
};

/** Those where the two sides could not agree on security: 1010; all others are 1038. */
const trustProblems: ReadonlySet<XmppProblem> = new Set([
  'tls-not-offered',
  'tls-demanded',
  'tls-failed',
  'sasl-refused',
]);

/** `ms-diagnostics` for a partner that could not be reached. */
export function unreachable(site: Site, domain: string, problem: XmppProblem): Answer {
  const source = site.company.reported.edge;
  if (problem === 'no-partner')
    return answerOf(say.noRoute(site.company.domain, domain, 'the domain is no XMPP partner any more', source));
  if (problem === 'no-record') return answerOf(say.partnerRecordMissing(domain, source));
  return answerOf(say.xmppPartnerFailed({ domain, source, summary: summaries[problem] }, trustProblems.has(problem)));
}

/** Why this person may not reach this partner at all; undefined when he may. */
export function refusalByPolicy(
  site: Site,
  { person, target, mayUseXmpp }: { person: LabPerson; target: string; mayUseXmpp: boolean },
): Answer | undefined {
  const { settings } = site;
  const source = site.company.reported.edge;
  const domain = target.slice(target.lastIndexOf('@') + 1);
  if (!('federationEnabled' in settings) || !settings.federationEnabled)
    return answerOf(say.noRoute(site.company.domain, domain, 'federation is not enabled', source));
  if (!person.federationEnabled || !mayUseXmpp)
    return answerOf(say.notAuthorizedToFederate(person.address, target, source));
  const suffix = blockedSuffix(domain, settings.blocked);
  return suffix === undefined ? undefined : answerOf(say.blockedDomain(domain, suffix, source));
}

/** Presence and instant messages are all there is between SIP and XMPP (mission P3). */
export function notForXmpp(site: Site): Answer {
  return answerOf(say.requestNotForPartners(site.company.reported.edge));
}

function answerOf({ status, reason, diagnostics }: say.Refusal): Answer {
  return { status, reason, headers: [['ms-diagnostics', diagnostics]] };
}
