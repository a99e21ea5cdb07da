/** A TCP connection to every trusted server, each of its addresses and ports, opened and closed again. Nothing is sent. Mission D3, B10. */
import type { Failure } from '../../../shared/model/failure.ts';
import type { ReachProbe, SetupOutcome } from '../../../shared/model/setup-check.ts';
import type { Outcome } from '../../../shared/outcome.ts';
import { mostTelling } from '../../discovery/telling.ts';
import { openPlain, type SocketDependencies } from '../../net/open-secure.ts';
import type { NamedServer } from './names-step.ts';
import { failing, found, notReached, type StepContext, timed } from './step.ts';

/** More addresses of one server than anybody tries. */
const mostAddresses = 6;
const mostProbes = 60;

/** One place to knock at; `isInUse` where discovery would try it now. */
interface Place {
  readonly host: string;
  readonly address: string;
  readonly port: number;
  readonly isInUse: boolean;
}

/** Knocks everywhere at once. A server whose name is not trusted is never connected to. Takes 3 s at most. */
export async function reachStep(
  sockets: SocketDependencies,
  servers: readonly NamedServer[],
  context: StepContext,
): Promise<SetupOutcome> {
  const places = placesOf(servers);
  if (places.length === 0) return notReached();
  const probes = await Promise.all(places.map((place) => knock(sockets, place, context)));
  const needed = probes.filter((_, index) => places[index]?.isInUse);
  return judge(probes, needed);
}

/** Each address and port once. */
function placesOf(servers: readonly NamedServer[]): readonly Place[] {
  const places = new Map<string, Place>();
  for (const { host, addresses, ports, isTrusted, isInUse } of servers) {
    if (!isTrusted) continue;
    for (const address of addresses.slice(0, mostAddresses)) {
      for (const port of ports) {
        const key = `${host} ${address} ${port}`;
        places.set(key, { host, address, port, isInUse: isInUse || places.get(key)?.isInUse === true });
      }
    }
  }
  return [...places.values()].slice(0, mostProbes);
}

async function knock(sockets: SocketDependencies, place: Place, context: StepContext): Promise<ReachProbe> {
  const { host, address, port } = place;
  const { tracer, signal, clock } = context;
  const { value, durationMs } = await timed(clock, () => openPlain(sockets, { host, address, port, tracer, signal }));
  if (value.ok) value.value.socket.destroy();
  return { host, address, port, durationMs, ...failureIn(value) };
}

function failureIn(outcome: Outcome<unknown>): { readonly failure?: Failure } {
  return outcome.ok ? {} : { failure: outcome.failure };
}

/** A host record has two usual ports, and one of them is enough: what counts is whether each server in use can be reached at all. */
function judge(probes: readonly ReachProbe[], needed: readonly ReachProbe[]): SetupOutcome {
  const details = { kind: 'reach', probes } as const;
  // Places there are, but none that may be used.
  if (needed.length === 0) return { ...notReached(), details };
  const hosts = [...new Set(needed.map(({ host }) => host))];
  const reached = hosts.filter((host) => needed.some((probe) => probe.host === host && !probe.failure));
  const failures = needed.flatMap(({ failure }) => (failure ? [failure] : []));
  if (reached.length === 0 && failures.length > 0) return failing('red', mostTelling(failures), details);
  const open = needed.filter(({ failure }) => !failure);
  const fastest = Math.min(...open.map(({ durationMs }) => durationMs));
  const lost = hosts.filter((host) => !reached.includes(host));
  const data = { count: String(reached.length), ms: String(fastest), hosts: reached.join(', '), lost: lost.join(', ') };
  return found(lost.length > 0 ? 'amber' : 'green', lost.length > 0 ? 'reach-some' : 'reach-all', { data, details });
}
