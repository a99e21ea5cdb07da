/** What the lab could not have on this machine, in plain words. */
import { serversOf, type Topology } from '../topologies/topology.ts';
import type { MissingPort } from './bind-server.ts';

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'this user may not bind it',
  EADDRINUSE: 'another program has it',
};

/** One sentence per port and reason, and one if all servers had to share an address. */
export function describeLimits(topology: Topology, missing: readonly MissingPort[]): readonly string[] {
  const sharing = new Set(serversOf(topology).map((server) => server.address)).size === 1;
  const byPort = new Map<string, MissingPort[]>();
  for (const each of missing) {
    const key = `${each.port} ${each.code}`;
    byPort.set(key, [...(byPort.get(key) ?? []), each]);
  }
  const sentences = [...byPort.values()].map((group) => describePort(group));
  if (!sharing) return sentences;
  return [
    'This machine has one loopback address only: all servers share it and differ by port, so host records without SRV lead to the wrong server.',
    ...sentences,
  ];
}

function describePort(group: readonly MissingPort[]): string {
  const [first] = group;
  if (!first) return '';
  const names = group.map(({ server }) => server.name);
  const who = names.length > 3 ? `${names.length} servers` : names.join(', ');
  const instead = first.server.clearTextPort === first.port ? 'that way in is missing' : 'other ports are used';
  return `Port ${first.port} could not be bound for ${who} (${reasons[first.code] ?? first.code}); ${instead}.`;
}
