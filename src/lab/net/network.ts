/** Which loopback addresses a lab takes. */
import type { Random } from '../../shared/clock.ts';
import type { LabOptions } from '../api.ts';
import type { LabServer, Topology } from '../topologies/topology.ts';

export const FIXED_NETWORK = '127.0.77';
const ONLY_ADDRESS = '127.0.0.1';

/** The first three octets. A free lab stays out of 127.0.*, where other software lives. */
export function chooseNetwork(ports: LabOptions['ports'], random: Random): string {
  if (ports === 'fixed') return FIXED_NETWORK;
  const [second = 0, third = 0] = random.bytes(2);
  return `127.${1 + (second % 254)}.${third}`;
}

/** The same companies where the machine has one loopback address only; ports then tell the servers apart. */
export function onOneAddress(topology: Topology): Topology {
  const move = (server: LabServer): LabServer => ({ ...server, address: ONLY_ADDRESS });
  return {
    ...topology,
    xmpp: { ...topology.xmpp, server: move(topology.xmpp.server) },
    companies: topology.companies.map((company) => ({
      ...company,
      edge: move(company.edge),
      frontEnd: move(company.frontEnd),
      director: move(company.director),
      web: move(company.web),
      webConferencing: move(company.webConferencing),
      exchange: [move(company.exchange[0]), move(company.exchange[1])],
    })),
  };
}
