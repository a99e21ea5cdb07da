/** Finds an agent's own candidates: sockets of this machine, what STUN servers see of them, and addresses TURN servers lend. */
import { isIP } from 'node:net';
import type { Endpoint } from '../net/udp.ts';
import { ATTRIBUTE, readAddress } from '../stun/attributes.ts';
import { STUN, writeUnsigned } from '../stun/message.ts';
import { candidatePriority, foundationOf, isSameFamily } from './candidate.ts';
import type { Base } from './check-list.ts';
import type { Requests } from './requests.ts';
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

/** Asks a STUN server how it sees a socket: a server-reflexive candidate, or undefined where there is no answer or no translation. */
export function askServer(
  base: Base,
  server: Endpoint,
  by: { readonly requests: Requests; readonly transaction: Buffer },
): Promise<IceCandidate | undefined> {
  const { local } = base.socket;
  if (!isSameFamily(local.address, server.address)) return Promise.resolve(undefined);
  const packet = writeUnsigned({ type: STUN.bindingRequest, transaction: by.transaction, attributes: [] });
  return new Promise((resolve) => {
    by.requests.send({
      socket: base.socket,
      to: server,
      transaction: by.transaction,
      packets: [packet],
      onGone: () => resolve(undefined),
      onAnswer: ({ attributes, mask }) => {
        const mapped =
          readAddress(attributes.get(ATTRIBUTE.xorMappedAddress), mask) ??
          readAddress(attributes.get(ATTRIBUTE.mappedAddress));
        resolve(mapped && reflexive(base, mapped));
      },
    });
  });
}

/** The candidate of an address a server saw; undefined where it is the socket's own. */
function reflexive({ component, rank, socket }: Base, mapped: Endpoint): IceCandidate | undefined {
  if (mapped.address === socket.local.address && mapped.port === socket.local.port) return undefined;
  return { ...candidateAt('srflx', { ...mapped, component, rank }), related: socket.local };
}

function candidateAt(
  type: CandidateType,
  { address, port, component, rank }: Endpoint & { readonly component: 1 | 2; readonly rank: number },
): IceCandidate {
  const foundation = foundationOf(type, rank);
  return { foundation, component, priority: candidatePriority(type, rank, component), type, address, port };
}
