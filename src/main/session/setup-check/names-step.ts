/** Every name by which a company says where its servers are, asked at once and judged by the rules of discovery. Mission 1.B, 1.C. */
import { domainToASCII } from 'node:url';
import { isTrustedName } from '../../../protocol/discovery/name-trust.ts';
import { planDiscovery, planStandard } from '../../../protocol/discovery/plan.ts';
import type { Failure, FailureCode } from '../../../shared/model/failure.ts';
import type { DnsLookup } from '../../../shared/model/network.ts';
import type { NameAnswer, SetupOutcome } from '../../../shared/model/setup-check.ts';
import {
  type Candidate,
  type HostQuestion,
  hostCandidate,
  isAddress,
  type ServiceQuestion,
  serviceCandidates,
  typedServers,
} from '../../discovery/candidate.ts';
import type { FindPolicy } from '../../discovery/finder.ts';
import { Lookups } from '../../discovery/lookups.ts';
import { askNaptr, forbidsClear } from '../../discovery/naptr.ts';
import type { Resolver } from '../../discovery/resolver.ts';
import { nothingFound, withoutAddress } from '../../discovery/telling.ts';
import { failing, found, type StepContext } from './step.ts';

export interface NamesDependencies {
  readonly resolver: Resolver;
  readonly policy: FindPolicy;
  readonly hasNetwork: () => boolean;
}

/** A server that a name led to, or that was typed. */
export interface NamedServer extends Candidate {
  readonly isTrusted: boolean;
  readonly addresses: readonly string[];
  /** Discovery would try it now: host records count only where there is no service record. */
  readonly isInUse: boolean;
}

export interface Names {
  readonly outcome: SetupOutcome;
  readonly servers: readonly NamedServer[];
  /** Names of lyncdiscover that lead to an address. */
  readonly webNames: readonly string[];
}

/** Asks everything; takes as long as the slowest name server, 2 s at most for each of five waves: names, NAPTR's names, the standard's, the domain, addresses of targets. */
export async function namesStep(deps: NamesDependencies, context: StepContext): Promise<Names> {
  const { domain } = context;
  const lookups = lookupsFor(deps.resolver, context);
  const isManual = deps.policy.manualInternal.trim() !== '' || deps.policy.manualExternal.trim() !== '';
  if (isManual) return manualNames(deps, context, lookups);
  const questions = planDiscovery({ domain, allowTcp: deps.policy.allowTcp, purpose: 'sign-in', hasAccount: true });
  const services = questions.filter((question) => question.type === 'SRV');
  const hosts = questions.filter((question) => question.type === 'HOST');
  const web = questions.filter((question) => question.type === 'WEB');
  const offered = services.map((question) => servicesOf(question, lookups, context));
  const asked = [...hosts, ...web].map(({ name }) => lookups.addressesOf(name));
  const ruling = askNaptr(lookups, domain, deps.policy.allowTcp);
  const microsofts = (await Promise.all(offered)).flat();
  const isHosted = (await Promise.all(asked)).some((addresses) => addresses.length > 0);
  const ruled = await ruling;
  const inquiry = { lookups, deps, context };
  const first = microsofts.length > 0 ? microsofts : await servicesOfAll(ruled, inquiry);
  const published = first.length > 0;
  const last = published ? [] : await standardNames(ruled, isHosted, inquiry);
  const all = [
    ...first.map((candidate) => ({ candidate, isInUse: true })),
    ...hosts.map((host: HostQuestion) => ({ candidate: hostCandidate(host), isInUse: !published })),
    ...last.map((candidate) => ({ candidate, isInUse: true })),
  ];
  const servers = await Promise.all(
    all.map(({ candidate, isInUse }) => serverOf(candidate, isInUse, { lookups, deps, domain })),
  );
  const reachable = await Promise.all(web.map(({ name }) => lookups.addressesOf(name)));
  const webNames = web.map(({ name }) => name).filter((_, index) => reachable[index]?.length);
  const names = answersIn(lookups, deps, domain);
  const outcomesOf = (host: string) => lookups.outcomesOf(host);
  const judged = { servers, webNames, names, outcomes: lookups.outcomes(), outcomesOf };
  return {
    outcome: judge(judged, deps, context),
    servers: servers.filter(({ addresses }) => addresses.length > 0),
    webNames,
  };
}

interface Inquiry {
  readonly lookups: Lookups;
  readonly deps: NamesDependencies;
  readonly context: StepContext;
}

/**
 * As discovery does where no service record of Microsoft's exists and NAPTR names none: the standard's own names after the host names, and where none of
 * all these leads anywhere, the domain itself. RFC 3263 4
 */
async function standardNames(
  ruled: readonly ServiceQuestion[],
  isHosted: boolean,
  inquiry: Inquiry,
): Promise<readonly Candidate[]> {
  const { domain } = inquiry.context;
  const mayBeClear = inquiry.deps.policy.allowTcp && !isHosted && !forbidsClear(ruled);
  const found = await servicesOfAll(planStandard(domain, mayBeClear), inquiry);
  if (found.length > 0 || isHosted || (await inquiry.lookups.addressesOf(domain)).length === 0) return found;
  return [hostCandidate({ type: 'HOST', name: domain, ports: [5061] })];
}

async function servicesOfAll(
  questions: readonly ServiceQuestion[],
  { lookups, context }: Inquiry,
): Promise<Candidate[]> {
  return (await Promise.all(questions.map((question) => servicesOf(question, lookups, context)))).flat();
}

async function servicesOf(question: ServiceQuestion, lookups: Lookups, { random }: StepContext): Promise<Candidate[]> {
  return serviceCandidates(question, await lookups.ask(question.name, 'SRV'), random);
}

async function serverOf(
  candidate: Candidate,
  isInUse: boolean,
  { lookups, deps, domain }: { readonly lookups: Lookups; readonly deps: NamesDependencies; readonly domain: string },
): Promise<NamedServer> {
  const { host } = candidate;
  const isTrusted = candidate.isManual || trusts(deps.policy, domain, host);
  return { ...candidate, isTrusted, isInUse, addresses: isAddress(host) ? [host] : await lookups.addressesOf(host) };
}

function trusts(policy: FindPolicy, domain: string, host: string): boolean {
  return isTrustedName(host, domain, { strict: policy.strictNames, trusted: policy.trustedNames }, domainToASCII);
}

interface Judged {
  readonly servers: readonly NamedServer[];
  readonly webNames: readonly string[];
  readonly names: readonly NameAnswer[];
  readonly outcomes: readonly DnsLookup['outcome'][];
  /** Of the questions for a host's addresses. */
  readonly outcomesOf: (host: string) => readonly DnsLookup['outcome'][];
}

function judge(
  { servers, webNames, names, outcomes, outcomesOf }: Judged,
  deps: NamesDependencies,
  context: StepContext,
): SetupOutcome {
  const { domain } = context;
  const details = { kind: 'names', names } as const;
  const inUse = servers.filter((server) => server.isInUse && (server.addresses.length > 0 || isService(server)));
  const good = inUse.filter((server) => server.isTrusted && server.addresses.length > 0);
  const bad = inUse.find((server) => !good.includes(server));
  const [first] = good;
  const told = { data: { domain, server: first?.host ?? '', host: bad?.host ?? '' }, details };
  if (first?.host === domain && !isService(first)) return found('amber', 'names-itself', told);
  if (first && bad) return found('amber', 'names-partly', told);
  if (first)
    return found(isService(first) ? 'green' : 'amber', isService(first) ? 'names-found' : 'names-hosts-only', told);
  const fail = (code: FailureCode, data: Record<string, string>) =>
    failing('red', failureOf(context, code, data), details);
  if (bad && !bad.isTrusted) return fail('SERVER_NAME_UNTRUSTED', { domain, host: bad.host });
  if (bad) return fail(withoutAddress(outcomesOf(bad.host), deps.hasNetwork), { domain, host: bad.host });
  const [web] = webNames;
  if (web !== undefined) return found('amber', 'names-web-only', { data: { domain, host: web }, details });
  return fail(nothingFound(outcomes, deps.hasNetwork), { domain });
}

function isService({ from, host, isManual }: NamedServer): boolean {
  return !isManual && from !== host;
}

/** Typed servers beat discovery: no name of the domain is asked. Mission B1, C5. */
async function manualNames(deps: NamesDependencies, context: StepContext, lookups: Lookups): Promise<Names> {
  const read = typedServers(deps.policy);
  const unreadable = read.find(({ candidate }) => !candidate);
  const servers = await Promise.all(
    read.flatMap(({ candidate }) =>
      candidate ? [serverOf(candidate, true, { lookups, deps, domain: context.domain })] : [],
    ),
  );
  const details = { kind: 'names', names: answersIn(lookups, deps, context.domain) } as const;
  const good = servers.filter(({ addresses }) => addresses.length > 0);
  const fail = (code: FailureCode, data: Record<string, string>) =>
    failing('red', failureOf(context, code, data), details);
  const outcome = () => {
    if (unreadable) return fail('MANUAL_SERVER_INVALID', { text: unreadable.text });
    const { host = '' } = servers[0] ?? {};
    const code = withoutAddress(lookups.outcomesOf(host), deps.hasNetwork);
    if (good.length === 0) return fail(code, { domain: context.domain, host });
    return found('green', 'names-manual', { data: { servers: servers.map(({ host }) => host).join(', ') }, details });
  };
  return { outcome: outcome(), servers: good, webNames: [] };
}

function failureOf({ clock }: StepContext, code: FailureCode, data: Record<string, string>): Failure {
  return { code, data, server: data.host ?? data.domain ?? data.text ?? '', at: clock.wall() };
}

/** Questions of one domain: asked once each, traced, and told in the order asked. */
export function lookupsFor(resolver: Resolver, { tracer, signal, domain }: StepContext): Lookups {
  return new Lookups({
    ask: (name, type) => resolver.ask(name, type, signal),
    tracer,
    base: { domain, purpose: 'sign-in' },
    onChange: () => undefined,
  });
}

function answersIn(lookups: Lookups, { policy }: NamesDependencies, domain: string): NameAnswer[] {
  const asked = lookups.report().lookups.map((lookup) => nameAnswer(lookup, (host) => trusts(policy, domain, host)));
  if (policy.allowTcp || asked.every(({ type }) => type !== 'SRV')) return asked;
  // Clear text is off, so its name must not even be asked for (mission B6); that it was left out is told.
  const name = `_sipinternal._tcp.${domain}`;
  const leftOut: NameAnswer = { name, type: 'SRV', answers: [], durationMs: 0, outcome: 'not-asked', targets: [] };
  return [...asked.slice(0, 1), leftOut, ...asked.slice(1)];
}

/** A lookup as it is shown, with what name trust says of the servers it names. */
export function nameAnswer(lookup: DnsLookup, isTrusted: (host: string) => boolean): NameAnswer {
  const { name, type, answers, passedOver, durationMs, outcome } = lookup;
  const hosts = type === 'SRV' ? answers.map((answer) => answer.replace(/:\d+ \(.*$/, '')) : [];
  const targets = hosts.map((host) => ({ host, trust: isTrusted(host) ? 'trusted' : 'untrusted' }) as const);
  return { name, type, answers, ...(passedOver ? { passedOver } : {}), durationMs, outcome, targets };
}
