/** DNS questions as values: what was asked, what came back, how long it took. Mission B18, J4. */
import { promises as dns } from 'node:dns';
import type { SrvRecord } from '../../protocol/discovery/plan.ts';
import type { Clock } from '../../shared/clock.ts';
import type { DnsLookup } from '../../shared/model/network.ts';

/** No question waits longer, whatever the resolver does below. */
const limitMs = 2000;
/** A server may send any number of records; nobody tries more. */
const maxRecords = 32;

export type RecordType = DnsLookup['type'];

export interface DnsAnswer {
  readonly outcome: DnsLookup['outcome'];
  readonly srv: readonly SrvRecord[];
  readonly addresses: readonly string[];
  readonly durationMs: number;
}

export interface Resolver {
  /** Never rejects: every way to fail is an outcome. */
  ask(name: string, type: RecordType, signal: AbortSignal): Promise<DnsAnswer>;
}

/** A resolver on the runtime's own. `servers` is asked each time: the lab brings its own, undefined means the system's. */
export function createNodeResolver(options: {
  readonly servers: () => readonly string[] | undefined;
  readonly clock: Clock;
}): Resolver {
  const { clock } = options;
  return {
    ask(name, type, signal) {
      const startMs = clock.now();
      const resolver = new dns.Resolver({ timeout: 1000, tries: 2 });
      const servers = options.servers();
      if (servers) resolver.setServers(servers);
      return new Promise((resolve) => {
        const finish = (found: Omit<DnsAnswer, 'durationMs'>) => {
          stop();
          signal.removeEventListener('abort', cancel);
          resolve({ ...found, durationMs: Math.round(clock.now() - startMs) });
          resolver.cancel();
        };
        const cancel = () => finish(empty('cancelled'));
        const stop = clock.after(limitMs, () => finish(empty('timeout')));
        signal.addEventListener('abort', cancel, { once: true });
        if (signal.aborted) return cancel();
        query(resolver, name, type).then(finish, (error: NodeJS.ErrnoException) => finish(empty(outcomeOf(error))));
      });
    },
  };
}

async function query(resolver: dns.Resolver, name: string, type: RecordType): Promise<Omit<DnsAnswer, 'durationMs'>> {
  if (type === 'SRV') {
    const records = await resolver.resolveSrv(name);
    const srv = records
      .slice(0, maxRecords)
      .map((record) => ({ target: record.name, port: record.port, priority: record.priority, weight: record.weight }));
    return { ...empty(srv.length > 0 ? 'answered' : 'no-data'), srv };
  }
  const found = type === 'A' ? await resolver.resolve4(name) : await resolver.resolve6(name);
  const addresses = found.slice(0, maxRecords);
  return { ...empty(addresses.length > 0 ? 'answered' : 'no-data'), addresses };
}

function empty(outcome: DnsAnswer['outcome']): Omit<DnsAnswer, 'durationMs'> {
  return { outcome, srv: [], addresses: [] };
}

function outcomeOf(error: NodeJS.ErrnoException): DnsAnswer['outcome'] {
  switch (error.code) {
    case 'ENOTFOUND':
      return 'no-name';
    case 'ENODATA':
      return 'no-data';
    case 'ETIMEOUT':
      return 'timeout';
    case 'ECANCELLED':
      return 'cancelled';
    case 'ECONNREFUSED':
      return 'refused';
    default:
      return 'server-failed';
  }
}
