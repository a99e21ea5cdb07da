/** Finds an agent's own candidates: sockets of this machine, and addresses TURN servers lend. */
import { isIP } from 'node:net';
import type { Endpoint } from '../net/udp.ts';
import { candidatePriority, foundationOf } from './candidate.ts';
import type { Base } from './check-list.ts';
import type { CandidateType, IceCandidate, IceOptions } from './types.ts';

/** More addresses than a machine has in practice; each costs two ports. */
const MAX_ADDRESSES = 16;
const COMPONENTS = [1, 2] as const;

export type Receive = (base: Base, bytes: Buffer, from: Endpoint) => void;

/** Sockets for every component at each address that has free ports. */
export async function openHosts(
  addresses: readonly string[],
  { components, ports }: Pick<IceOptions, 'components' | 'ports'>,
  receive: Receive,
): Promise<readonly Base[]> {
  const bases: Base[] = [];
  for (const [rank, address] of addresses.slice(0, MAX_ADDRESSES).entries()) {
    if (isIP(address) === 0) continue;
    const row: Base[] = [];
    const listeners = COMPONENTS.slice(0, components).map((_component, i) => (bytes: Buffer, from: Endpoint) => {
      const base = row[i];
      if (base) receive(base, bytes, from);
    });
    const sockets = (await ports.open(address, listeners)) ?? [];
    for (const [i, socket] of sockets.entries()) {
      const component = i === 0 ? 1 : 2;
      row.push({ component, socket, rank, candidate: candidateAt('host', { ...socket.local, component, rank }) });
    }
    bases.push(...row);
  }
  return bases;
}

/** Borrows an address for a component; undefined where the server lends none. */
export async function openRelay(
  component: 1 | 2,
  open: NonNullable<IceOptions['openRelay']>,
  receive: Receive,
): Promise<Base | undefined> {
  let base: Base | undefined;
  const socket = await open(component, (bytes, from) => {
    if (base) receive(base, bytes, from);
  });
  if (!socket) return undefined;
  const related = socket.mapped ?? socket.local;
  const candidate = { ...candidateAt('relay', { ...socket.local, component, rank: 0 }), related };
  base = { component, socket, rank: 0, candidate };
  return base;
}

function candidateAt(
  type: CandidateType,
  { address, port, component, rank }: Endpoint & { readonly component: 1 | 2; readonly rank: number },
): IceCandidate {
  const foundation = foundationOf(type, rank);
  return { foundation, component, priority: candidatePriority(type, rank, component), type, address, port };
}
