/** Opens the endpoints of one server, on the ports it wants as far as they can be had. */
import type { LabServer } from '../topologies/topology.ts';
import { Endpoint, type EndpointOptions } from './endpoint.ts';

export interface BoundServer {
  readonly server: LabServer;
  /** In the order of the topology's ports. */
  readonly tls: readonly Endpoint[];
  readonly clearText: Endpoint | undefined;
}

/** A port that could not be bound, and the system's word for it, such as EACCES. */
export interface MissingPort {
  readonly server: LabServer;
  readonly port: number;
  readonly code: string;
}

export type EndpointPlan = Omit<EndpointOptions, 'server' | 'address' | 'port'>;

/**
 * `plan` says what a connection to a TLS or clear-text port gets; `spare` is the port to take when no wanted TLS port can
 * be had (0: any). Rejects when the server's address does not exist on this machine, or not even the spare port is free.
 */
export async function bindServer(
  server: LabServer,
  plan: { readonly tls: EndpointPlan; readonly clearText: EndpointPlan },
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
  const tls: Endpoint[] = [];
  for (const port of server.ports) {
    const endpoint = await tryPort(port, plan.tls);
    if (endpoint) tls.push(endpoint);
  }
  if (tls.length === 0) {
    const endpoint = new Endpoint({ ...plan.tls, server: server.name, address: server.address, port: spare });
    await endpoint.open();
    tls.push(endpoint);
  }
  const clearText =
    server.clearTextPort === undefined ? undefined : await tryPort(server.clearTextPort, plan.clearText);
  return { server, tls, clearText };
}

/** The system's error code, or `unknown`. */
export function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'unknown';
}
