/** DNS questions as values: what was asked, what came back, how long it took. Mission B18, J4. */
import { promises as dns } from 'node:dns';
import type { NaptrRecord } from '../../protocol/discovery/naptr.ts';
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
  /** Of a NAPTR question alone. */
  readonly naptr?: readonly NaptrRecord[];
  readonly addresses: readonly string[];
  readonly durationMs: number;
}

export interface Resolver {
  /** Never rejects: every way to fail is an outcome. */
  ask(name: string, type: RecordType, signal: AbortSignal): Promise<DnsAnswer>;
}

type Found = Omit<DnsAnswer, 'durationMs'>;

/** A resolver on the runtime's own. `servers` is asked each time: the lab brings its own, undefined means the system's. */
export function createNodeResolver(options: {
  readonly servers: () => readonly string[] | undefined;
  readonly clock: Clock;
}): Resolver {
  const { clock } = options;
  return {
    ask(name, type, signal) {
      const startMs = clock.now();
      // One each: cancelling one ends its question and no other, and a changed resolv.conf counts at once.
      const resolver = new dns.Resolver({ timeout: 1000, tries: 2 });
      return new Promise((resolve) => {
        const finish = (found: Found) => {
          stop();
          signal.removeEventListener('abort', cancel);
          resolve({ ...found, durationMs: Math.round(clock.now() - startMs) });
          resolver.cancel();
        };
        const cancel = () => finish(noAnswer('cancelled'));
        const stop = clock.after(limitMs, () => finish(noAnswer('timeout')));
        signal.addEventListener('abort', cancel, { once: true });
        if (signal.aborted) return cancel();
        query(resolver, options.servers(), { name, type }).then(finish, (error: NodeJS.ErrnoException) =>
          finish(noAnswer(outcomeOf(error))),
        );
      });
    },
  };
}

/** Rejects with the resolver's own error, also when a server's address cannot be read. */
async function query(
  resolver: dns.Resolver,
  servers: readonly string[] | undefined,
  { name, type }: { readonly name: string; readonly type: RecordType },
): Promise<Found> {
  if (servers) resolver.setServers(servers);
  if (type === 'SRV') {
    // In any order, so that those to be tried first may stand behind those that are cut off.
    const records = (await resolver.resolveSrv(name)).sort((a, b) => a.priority - b.priority);
    const srv = records
      .slice(0, maxRecords)
      .map((record) => ({ target: record.name, port: record.port, priority: record.priority, weight: record.weight }));
    return { ...noAnswer(srv.length > 0 ? 'answered' : 'no-data'), srv };
  }
  if (type === 'NAPTR') {
    const records = (await resolver.resolveNaptr(name)).sort(
      (a, b) => a.order - b.order || a.preference - b.preference,
    );
    const naptr = records.slice(0, maxRecords);
    return { ...noAnswer(naptr.length > 0 ? 'answered' : 'no-data'), naptr };
  }
  const found = type === 'A' ? await resolver.resolve4(name) : await resolver.resolve6(name);
  const addresses = found.slice(0, maxRecords);
  return { ...noAnswer(addresses.length > 0 ? 'answered' : 'no-data'), addresses };
}

/** An answer without records. */
export function noAnswer(outcome: DnsAnswer['outcome']): DnsAnswer {
  return { outcome, srv: [], addresses: [], durationMs: 0 };
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
