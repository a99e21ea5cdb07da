/** The ports that sound and pictures will use, and as much of the way out as can be known before signing in. Mission F12 */
import { domainToASCII } from 'node:url';
import { isTrustedName } from '../../../protocol/discovery/name-trust.ts';
import type { Random } from '../../../shared/clock.ts';
import type { MediaFacts, SetupOutcome } from '../../../shared/model/setup-check.ts';
import type { FindPolicy } from '../../discovery/finder.ts';
import type { Lookups } from '../../discovery/lookups.ts';
import type { Resolver } from '../../discovery/resolver.ts';
import { lookupsFor } from './names-step.ts';
import { found, type StepContext } from './step.ts';
import { askStun, echoWithin, freePortsOf } from './udp.ts';

/** As many as one call with sound and a picture and a meeting beside it. */
const triedPorts = 24;

export interface MediaPlaces {
  /** The preferred address first; at least one. */
  readonly addresses: readonly string[];
  readonly ports: { readonly first: number; readonly last: number };
}

export interface MediaDependencies {
  readonly resolver: Resolver;
  readonly policy: FindPolicy;
  readonly places: () => MediaPlaces;
}

/** Binds ports and gives them back, sends a packet to itself, and asks a STUN server where the company publishes one. */
export async function mediaStep(deps: MediaDependencies, context: StepContext): Promise<SetupOutcome> {
  const { addresses, ports } = deps.places();
  const address = addresses[0] ?? '127.0.0.1';
  const tried = portsIn(ports, context.random);
  const [freePorts, echoMs, outside] = await Promise.all([
    freePortsOf(address, tried),
    echoWithin(address, context),
    askOutside(deps, address, context),
  ]);
  return judge({
    address,
    firstPort: ports.first,
    lastPort: ports.last,
    triedPorts: tried.length,
    freePorts,
    ...(echoMs === undefined ? {} : { echoMs }),
    ...(outside ? { outside } : {}),
  });
}

/** A row somewhere in the range, so that two programs with the same range seldom meet. */
function portsIn({ first, last }: MediaPlaces['ports'], random: Random): number[] {
  const count = Math.min(triedPorts, last - first + 1);
  const room = last - first + 1 - count;
  const start = first + (room > 0 ? Buffer.from(random.bytes(4)).readUInt32BE() % (room + 1) : 0);
  return Array.from({ length: count }, (_, index) => start + index);
}

/** The service records of RFC 8489 8 and RFC 5928 3; Microsoft's servers publish none and name their relay only to whoever is signed in. */
async function askOutside(
  { resolver, policy }: MediaDependencies,
  local: string,
  context: StepContext,
): Promise<MediaFacts['outside']> {
  const { domain } = context;
  const lookups = lookupsFor(resolver, context);
  const records = await Promise.all(
    ['_stun._udp', '_turn._udp'].map((service) => lookups.ask(`${service}.${domain}`, 'SRV')),
  );
  const rule = { strict: policy.strictNames, trusted: policy.trustedNames };
  const target = records
    .flatMap(({ srv }) => srv)
    .find(({ target: host, port }) => port > 0 && isTrustedName(host, domain, rule, domainToASCII));
  if (!target) return undefined;
  const server = `${target.target}:${target.port}`;
  const address = await firstAddress(lookups, target.target);
  const answer = address ? await askStun({ address, port: target.port }, local, context) : undefined;
  return { server, durationMs: answer?.durationMs ?? 0, ...(answer ? { seenAs: answer.seenAs } : {}) };
}

async function firstAddress(lookups: Lookups, host: string): Promise<string | undefined> {
  return (await lookups.addressesOf(host))[0];
}

function judge(facts: MediaFacts): SetupOutcome {
  const { firstPort, lastPort, freePorts, outside } = facts;
  const data = {
    first: String(firstPort),
    last: String(lastPort),
    free: String(freePorts),
    tried: String(facts.triedPorts),
    server: outside?.server ?? '',
    seenAs: outside?.seenAs ?? '',
  };
  const told = { data, details: { kind: 'media', facts } } as const;
  if (freePorts === 0) return found('red', 'media-no-ports', told);
  if (facts.echoMs === undefined) return found('red', 'media-blocked', told);
  if (freePorts * 2 < facts.triedPorts) return found('amber', 'media-few-ports', told);
  if (!outside) return found('green', 'media-local', told);
  return outside.seenAs ? found('green', 'media-outside', told) : found('amber', 'media-silent', told);
}
