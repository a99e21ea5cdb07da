/** Opens the endpoints of one server, on the ports it wants as far as they can be had. */
import type { LabServer } from '../topologies/topology.ts';
import { Endpoint, type EndpointOptions } from './endpoint.ts';

export interface BoundServer {
  readonly server: LabServer;
  /** In the order of the topology's ports. */
  readonly tls: readonly Endpoint[];
  /** HTTPS beside SIP. */
  readonly web: readonly Endpoint[];
  readonly clearText: Endpoint | undefined;
  readonly xmpp: Endpoint | undefined;
}

/** A port that could not be bound, and the system's word for it, such as EACCES. */
export interface MissingPort {
  readonly server: LabServer;
  readonly port: number;
  readonly code: string;
}

export type EndpointPlan = Omit<EndpointOptions, 'server' | 'address' | 'port'>;

/** What a connection to each kind of port gets. */
export interface ServerPlan {
  readonly tls: EndpointPlan;
  readonly web: EndpointPlan;
  readonly clearText: EndpointPlan;
  readonly xmpp: EndpointPlan;
}

/**
 * `spare` is the port to take when no wanted TLS port can be had (0: any). Rejects when the server's address does not
 * exist on this machine, or no port at all can be had.
 */
export async function bindServer(
  server: LabServer,
  plan: ServerPlan,
  spare: number,
  onMissing: (missing: MissingPort) => void,
): Promise<BoundServer> {
  const tryPort = async (port: number, options: EndpointPlan): Promise<Endpoint | undefined> => {
    const endpoint = new Endpoint({ ...options, server: server.name, address: server.address, port });
    try {
      await endpoint.open();
      return endpoint;
    } catch (error) {
      const code = codeOf(error);
      if (code === 'EADDRNOTAVAIL') throw error;
      onMissing({ server, port, code });
      return undefined;
    }
  };
  /** Each wanted port that is free; else the spare one, else any. */
  const bindSome = async (ports: readonly number[], options: EndpointPlan): Promise<Endpoint[]> => {
    const bound: Endpoint[] = [];
    for (const port of ports) {
      const endpoint = await tryPort(port, options);
      if (endpoint) bound.push(endpoint);
    }
    if (bound.length > 0) return bound;
    const atSpare = spare === 0 ? undefined : await tryPort(spare, options);
    if (atSpare) return [atSpare];
    const anywhere = new Endpoint({ ...options, server: server.name, address: server.address, port: 0 });
    await anywhere.open();
    return [anywhere];
  };
  const tls = server.ports.length > 0 ? await bindSome(server.ports, plan.tls) : [];
  const web = server.webPorts ? await bindSome(server.webPorts, plan.web) : [];
  const clearText =
    server.clearTextPort === undefined ? undefined : await tryPort(server.clearTextPort, plan.clearText);
  const [xmpp] = server.xmppPort === undefined ? [] : await bindSome([server.xmppPort], plan.xmpp);
  return { server, tls, web, clearText, xmpp };
}

/** The system's error code, or `unknown`. */
export function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'unknown';
}
