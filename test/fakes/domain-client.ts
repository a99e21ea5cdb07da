/** A client at home in a domain of a test's own: one SIP server under one authority, found by DNS as anywhere. No lab. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDnsAnswers } from '../../src/lab/dns/answers.ts';
import { openDnsServer } from '../../src/lab/dns/dns-server.ts';
import type { ZoneEntry } from '../../src/lab/dns/zone.ts';
import { createRoundTrips } from '../../src/lab/net/round-trips.ts';
import { type Client, compose } from '../../src/main/app/compose.ts';
import { systemClock, systemRandom } from '../../src/main/platform/system-clock.ts';
import { createMemorySecrets } from '../../src/main/store/memory-secrets.ts';
import { openSettings } from '../../src/main/store/settings-file.ts';
import { createTracing } from '../../src/main/trace/tracing.ts';
import type { Clock } from '../../src/shared/clock.ts';
import type { Snapshot } from '../../src/shared/model/snapshot.ts';
import { historyHere } from './history-here.ts';
import { oneKey } from './one-key.ts';
import { relayHere } from './relay-here.ts';

export interface Domain {
  readonly name: string;
  /** Its server's own name, under which its certificate stands. */
  readonly server: string;
  readonly address: string;
  readonly port: number;
  readonly rootPem: string;
  /** The client stands in its own world, where nothing leads here but what the test types; no authority of the domain is trusted. */
  readonly isTypedByHand?: boolean;
  /** Published by NAPTR in the place of the record that Microsoft's servers have, the first first. */
  readonly transports?: readonly { readonly service: 'SIPS+D2T' | 'SIP+D2T'; readonly port: number }[];
  /** The client's own; the system's unless given. */
  readonly clock?: Clock;
  /** In the test's own process unless given. */
  readonly forkRelay?: () => ReturnType<typeof relayHere>;
}

export interface DomainClient {
  readonly client: Client;
  /** Resolves with the first snapshot that fits; the test's own time limit ends a wait for one that never comes. */
  until(fits: (snapshot: Snapshot) => boolean): Promise<Snapshot>;
  /** First lines of the SIP messages that were sent and received, oldest first, each behind `>` or `<`. */
  spoken(): readonly string[];
  /** The same messages whole. */
  traced(): readonly string[];
  stop(): Promise<void>;
}

/** Starts a client that finds this domain's server; nobody is signed in. `installId`: 32 hex digits, one for each machine. */
export async function startDomainClient(domain: Domain, installId = '0'.repeat(32)): Promise<DomainClient> {
  const dns = await openDomainDns(domain);
  const folder = mkdtempSync(join(tmpdir(), 'offhook-domain-'));
  const tracing = createTracing({ clock: systemClock });
  const world = {
    dnsServer: `${domain.address}:${dns.port}`,
    rootCertificatePem: domain.rootPem,
    accounts: [],
    meetings: [],
    limits: [],
  };
  const client = compose({
    clock: domain.clock ?? systemClock,
    random: systemRandom,
    settings: openSettings(folder, systemClock.wall),
    secrets: createMemorySecrets(),
    tracing,
    deviceSources: [],
    machineRoots: () => [],
    makeKey: oneKey,
    forkRelay: domain.forkRelay ?? relayHere,
    labHost: { start: async () => world, stop: async () => undefined },
    installId,
    history: { folder: join(folder, 'history'), openFile: historyHere },
    app: {
      version: '0.0.0',
      runtime: 'headless',
      standInRuntime: false,
      sandboxed: true,
      secretStore: { available: true, backend: 'memory' },
      platform: process.platform,
    },
  });
  client.start();
  const entered = domain.isTypedByHand ? undefined : await client.lab.start();
  if (entered && !entered.ok) throw new Error(entered.failure.detail);
  return {
    client,
    until: (fits) =>
      new Promise((resolve) => {
        const stop = client.state.onDelta(look);
        function look(): void {
          const snapshot = client.state.get();
          if (!fits(snapshot)) return;
          stop();
          resolve(snapshot);
        }
        look();
      }),
    traced: () => tracing.list(0, 5000).entries.flatMap((entry) => (entry.kind === 'sip' ? [entry.text] : [])),
    spoken: () =>
      tracing
        .list(0, 5000)
        .entries.flatMap((entry) =>
          entry.kind === 'sip' ? [`${entry.direction === 'sent' ? '>' : '<'} ${entry.text.split('\r\n')[0]}`] : [],
        ),
    async stop() {
      await client.close();
      await dns.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Knows the domain's service records and its server's address, and nothing else. */
function openDomainDns({ name, server, address, port, transports }: Domain) {
  const published = transports?.map((each, index) => ({ ...each, replacement: `_way${index}._tcp.${name}` }));
  const services = published ?? [{ replacement: `_sip._tls.${name}`, port }];
  const entries = new Map<string, ZoneEntry>([
    ...services.map((each) => {
      const srv = [{ target: server, port: each.port, priority: 0, weight: 0 }];
      return [each.replacement, { srv, addresses: [] }] as const;
    }),
    [server, { srv: [], addresses: [address] }] as const,
  ]);
  const answers = createDnsAnswers({ find: (asked) => entries.get(asked.toLowerCase()) });
  const naptr = (published ?? []).map(({ service, replacement }, order) => ({ service, replacement, order }));
  if (published) answers.behave(name, 'NAPTR', { kind: 'answer', naptr });
  return openDnsServer({
    clock: systemClock,
    answers,
    trips: createRoundTrips(),
    latencyMs: () => 0,
    address,
    port: 0,
  });
}
