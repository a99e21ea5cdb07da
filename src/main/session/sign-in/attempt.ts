/** One way from an address to a registration: find the server, connect, REGISTER. Used by sign-in and by coming back. */
import type { Clock } from '../../../shared/clock.ts';
import type { AccountFacts } from '../../../shared/model/account.ts';
import type { Failure, FailureCode } from '../../../shared/model/failure.ts';
import type { DiscoveryReport } from '../../../shared/model/network.ts';
import type { Settings } from '../../../shared/model/settings.ts';
import type { Outcome } from '../../../shared/outcome.ts';
import {
  type AskLyncdiscover,
  type FindPolicy,
  type FindProgress,
  placeOf,
  type ServerFinder,
} from '../../discovery/finder.ts';
import type { Flow, ServerTarget } from '../../net/flow.ts';
import type { Registration, RegistrationListener, SipAgent } from '../../sip/agent.ts';
import { trustedNamesFor } from '../../store/trusted-names.ts';
import type { Tracer } from '../../trace/tracer.ts';
import type { JourneyRecorder } from './journey.ts';
import { withPersons } from './mismatch.ts';
import { namesPause, type RestingPlaces, saysMore } from './resting-places.ts';

/** The whole way to "registered" may take this long. */
const attemptLimitMs = 30_000;
/** From a Director to the pool is one; more than a few are a circle. */
const mostMoves = 5;

/** Another server of the same company may do better. RFC 3263 4.3 */
const aboutServer: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'SIP_TIMEOUT',
  'CONNECTION_LOST',
  'SERVER_UNAVAILABLE',
]);

/** Who signs in, and with what. */
export interface AttemptPerson {
  /** `user@domain` */
  readonly address: string;
  readonly aor: string;
  readonly domain: string;
  readonly userName: string;
  /** Undefined: the desktop's own sign-in is used. Secret. */
  readonly password: string | undefined;
  /** Whether the person wants to be remembered on this machine. */
  readonly remember: boolean;
  readonly policy: FindPolicy;
  readonly tracer: Tracer;
  /** As the person's server spoke before; unless given, it is found out. */
  readonly dialect?: SipAgent['dialect'];
}

export interface AgentRequest extends AttemptPerson {
  readonly flow: Flow;
}

export interface AttemptDependencies {
  readonly finder: ServerFinder;
  readonly clock: Clock;
  readonly createAgent: (request: AgentRequest) => SipAgent;
  readonly askLyncdiscoverFor: (person: AttemptPerson) => AskLyncdiscover;
  /** Begins what else will be needed, while the first questions are on their way. */
  readonly prepareFor: (person: AttemptPerson) => void;
  readonly onDiscovery: (report: DiscoveryReport) => void;
}

export interface AttemptInput extends AttemptPerson {
  /** Servers that took a connection and did not serve, `address:port`; those found so here are added. */
  readonly badPlaces: Set<string>;
  /** Servers that asked to be left alone: not tried; those found so here are added. */
  readonly resting: RestingPlaces;
  readonly listener: RegistrationListener;
  readonly journey: JourneyRecorder;
  readonly signal: AbortSignal;
}

export type AttemptResult =
  | { readonly kind: 'registered'; readonly agent: SipAgent; readonly facts: AccountFacts }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'cancelled' };

/** Runs one attempt to its end. Whatever it opened is closed unless it is registered. */
export async function attemptSignIn(deps: AttemptDependencies, input: AttemptInput): Promise<AttemptResult> {
  const limit = new AbortController();
  const stopLimit = deps.clock.after(attemptLimitMs, () => limit.abort());
  const signal = AbortSignal.any([input.signal, limit.signal]);
  try {
    const result = await run(deps, { ...input, signal });
    if (result.kind === 'registered' && !signal.aborted) return result;
    if (result.kind === 'registered') result.agent.close();
    if (input.signal.aborted || result.kind === 'cancelled') return { kind: 'cancelled' };
    // What was under way when the time was up says only that it was ended.
    const timeout: Failure = { code: 'JOURNEY_TIMEOUT', server: input.domain, at: deps.clock.wall() };
    const failure = result.kind === 'failed' && !limit.signal.aborted ? withPersons(result.failure, input) : timeout;
    input.journey.failCurrent(failure);
    return { kind: 'failed', failure };
  } catch (error) {
    // A fault of ours: without an end the stages would say for ever that something is under way.
    input.tracer.record({
      kind: 'failure',
      code: 'INTERNAL',
      text: String(error instanceof Error ? error.stack : error),
    });
    const failure: Failure = { code: 'INTERNAL', at: deps.clock.wall() };
    input.journey.failCurrent(failure);
    return { kind: 'failed', failure };
  } finally {
    stopLimit();
  }
}

async function run(deps: AttemptDependencies, input: AttemptInput): Promise<AttemptResult> {
  const tried = new Set(input.resting.now());
  let first: Failure | undefined;
  for (;;) {
    const result = await follow(deps, input, tried);
    if (result.kind !== 'unserved') {
      // That nothing else is there says less than why the first did not serve; that the password is wrong says more.
      if (result.kind !== 'failed' || saysMore(result.failure)) return result;
      return { ...result, failure: input.resting.reasonFor(first ?? result.failure) };
    }
    // One that may be asked again soon is waited for, not one that wants a pause.
    if (first === undefined || (namesPause(first) && !namesPause(result.failure))) first = result.failure;
    // A second time at the same place: what sends us there does so again.
    if (tried.has(result.place)) return { kind: 'failed', failure: first };
    tried.add(result.place);
    input.badPlaces.add(result.place);
    input.journey.step('register', 'unserved', { server: result.place, why: result.failure.code }, 'failed');
  }
}

/** One server and where it sends us. */
async function follow(
  deps: AttemptDependencies,
  input: AttemptInput,
  tried: ReadonlySet<string>,
): Promise<AttemptResult | Unserved> {
  let at = input;
  for (let moves = 0; ; moves += 1) {
    const result = await registerAt(deps, at, tried);
    if (result.kind !== 'moved' && result.kind !== 'plain') return result;
    if (moves === mostMoves) return { kind: 'failed', failure: result.failure };
    if (result.kind === 'plain') {
      input.journey.step('register', 'plain', {});
      at = { ...at, dialect: 'standard' };
      continue;
    }
    const { host, port } = result.to;
    input.journey.step('register', 'moved', { server: `${host}:${port}` });
    // Named by a server that knows us, over a connection we trust: as good as typed by hand, its certificate is judged all the same.
    at = { ...input, policy: { ...input.policy, manualInternal: `${host}:${port}`, manualExternal: '' } };
  }
}

/** A server that took the connection, and did not register us for a reason of its own. */
interface Unserved {
  readonly kind: 'unserved';
  readonly failure: Failure;
  readonly place: string;
}

type Registering =
  | AttemptResult
  | Unserved
  | { readonly kind: 'moved'; readonly to: ServerTarget; readonly failure: Failure }
  | { readonly kind: 'plain'; readonly failure: Failure };

/** Finds a server by the policy, connects and registers there. */
async function registerAt(
  deps: AttemptDependencies,
  input: AttemptInput,
  tried: ReadonlySet<string>,
): Promise<Registering> {
  const { journey } = input;
  journey.begin('discovery');
  const finding = deps.finder.find({
    domain: input.domain,
    purpose: 'sign-in',
    policy: input.policy,
    signal: input.signal,
    tracer: input.tracer,
    askLyncdiscover: deps.askLyncdiscoverFor(input),
    bad: { last: input.badPlaces, never: tried },
    onProgress: (progress) => followProgress(deps, journey, progress),
  });
  deps.prepareFor(input);
  const found = await finding;
  if (!found.ok) return { kind: 'failed', failure: found.failure };
  const { flow } = found.value;
  deps.onDiscovery(found.value.report);
  journey.end('discovery', 'done');
  journey.step('connect', 'verified', { host: flow.facts.host, protocol: flow.facts.protocol ?? flow.facts.transport });
  journey.end('connect', 'done');

  journey.begin('register');
  const agent = deps.createAgent({ ...input, flow });
  const registered = await agent.register(input.listener, input.signal);
  if (!registered.ok) {
    agent.close();
    const { failure, movedTo, isPlain } = registered;
    if (isPlain) return { kind: 'plain', failure };
    if (movedTo) return { kind: 'moved', to: movedTo, failure };
    const place = placeOf(flow.facts.peerAddress, flow.facts.peerPort);
    input.resting.heard(place, failure);
    const isCancelled = input.signal.aborted;
    return aboutServer.has(failure.code) && !isCancelled
      ? { kind: 'unserved', failure, place }
      : { kind: 'failed', failure };
  }
  input.badPlaces.delete(placeOf(flow.facts.peerAddress, flow.facts.peerPort));
  const facts = factsOf(input, flow, { registration: registered.value, wall: deps.clock.wall() });
  journey.step('register', 'registered', { scheme: facts.scheme, count: String(facts.registerCount) });
  journey.end('register', 'done');
  return { kind: 'registered', agent, facts };
}

function followProgress(deps: AttemptDependencies, journey: JourneyRecorder, progress: FindProgress): void {
  switch (progress.kind) {
    case 'lookups':
      deps.onDiscovery(progress.report);
      journey.step('discovery', 'lookups', {
        asked: String(progress.report.lookups.length),
        answered: String(progress.report.lookups.filter((lookup) => lookup.outcome === 'answered').length),
        chosen: progress.report.chosen ?? '',
      });
      return;
    case 'connecting':
      journey.end('discovery', 'done');
      journey.begin('connect');
      journey.step('connect', 'connecting', targetOf(progress));
      return;
    case 'connected':
      journey.step('connect', 'connected', targetOf(progress));
      return;
  }
}

function targetOf(progress: Extract<FindProgress, { kind: 'connecting' | 'connected' }>): Record<string, string> {
  return { server: `${progress.target.host}:${progress.target.port}`, address: progress.address };
}

/** What registration taught us, ready to show. */
function factsOf(
  input: Pick<AttemptInput, 'address' | 'aor'>,
  flow: Flow,
  learnt: { readonly registration: Registration; readonly wall: number },
): AccountFacts {
  const { registration } = learnt;
  return {
    address: input.address,
    sipUri: input.aor,
    displayName: registration.displayName || input.address,
    server: flow.facts.host,
    peer: placeOf(flow.facts.peerAddress, flow.facts.peerPort),
    local: `${flow.facts.localAddress}:${flow.facts.localPort}`,
    scheme: registration.scheme,
    location: registration.location,
    registerCount: registration.registerCount,
    expiresSeconds: registration.expiresSeconds,
    registeredAt: learnt.wall,
    ...(registration.gruu ? { gruu: registration.gruu } : {}),
    ...(registration.publicAddress ? { publicAddress: registration.publicAddress } : {}),
    ...(registration.serverSoftware ? { serverSoftware: registration.serverSoftware } : {}),
    ...(registration.homeServer ? { homeServer: registration.homeServer } : {}),
    ...(registration.isLimited ? { isLimited: true } : {}),
  };
}

/** The discovery policy a person's settings stand for, for one domain. */
export function policyFor(settings: Settings, domain: string, useManual: boolean): FindPolicy {
  return {
    allowTcp: settings.allowTcp,
    strictNames: settings.strictNames,
    lenientFallback: settings.lenientFallback,
    trustedNames: trustedNamesFor(settings.trustedNames, domain),
    manualInternal: useManual ? settings.manualServers.internal : '',
    manualExternal: useManual ? settings.manualServers.external : '',
  };
}

/** What start() and coming back need of an outcome that is not a registration. */
export function outcomeOf(result: AttemptResult): Outcome<void> {
  return result.kind === 'failed' ? { ok: false, failure: result.failure } : { ok: true, value: undefined };
}
