/** A lab that only repeats: the servers of a recording on loopback, with DNS and certificates of their own, and nothing behind them. */
import type { Clock, Random } from '../../shared/clock.ts';
import type { LabProfile, LabServerFacts } from '../api.ts';
import { createDnsAnswers } from '../dns/answers.ts';
import { type DnsServer, openDnsServer } from '../dns/dns-server.ts';
import { dnsName, type ZoneEntry } from '../dns/zone.ts';
import { createLabLog } from '../log/lab-log.ts';
import { codeOf } from '../net/bind-server.ts';
import { Endpoint, type EndpointOptions } from '../net/endpoint.ts';
import { chooseNetwork } from '../net/network.ts';
import { createRoundTrips } from '../net/round-trips.ts';
import { createSipConnection } from '../net/sip-connection.ts';
import { systemClock, systemRandom } from '../net/system.ts';
import { createAuthority } from '../pki/authority.ts';
import type { ReplayFixture } from './fixture.ts';
import { type ReplayGap, ReplayPlayer } from './player.ts';

export interface Replay {
  /** For a client, as a lab's: nobody's account, and a limit that says what this is. */
  readonly profile: LabProfile;
  /** What the client asked that the recording has not, oldest first. */
  gaps(): readonly ReplayGap[];
  stop(): Promise<void>;
}

const ONLY_ADDRESS = '127.0.0.1';

/** Rejects where this machine has no port to give. Whoever starts one stops it. */
export async function startReplay(
  fixture: ReplayFixture,
  machine: { readonly clock: Clock; readonly random: Random } = { clock: systemClock(), random: systemRandom() },
): Promise<Replay> {
  const { clock, random } = machine;
  const player = new ReplayPlayer(fixture);
  const authority = createAuthority(clock.wall(), random);
  const trips = createRoundTrips();
  const log = createLabLog(clock);
  const network = chooseNetwork('free', random);
  const open: { readonly host: string; readonly address: string; readonly endpoint: Endpoint }[] = [];
  let connections = 0;
  let dns: DnsServer | undefined;
  let stopping: Promise<unknown> | undefined;
  const stop = async () => {
    stopping ??= Promise.all([dns?.close(), ...open.map(({ endpoint }) => endpoint.close())]);
    await stopping;
  };

  const optionsOf = (host: string): Omit<EndpointOptions, 'address' | 'port'> => ({
    server: host,
    clock,
    trips,
    latencyMs: () => 0,
    faults: () => ({}),
    identity: () => authority.identityOf(host, []),
    onStream(accepted) {
      connections += 1;
      const connection = createSipConnection(accepted, { id: `replay-${connections}`, clock, log, faults: () => ({}) });
      connection.onMessage((raw) => {
        for (const answer of player.take(host, Buffer.from(raw).toString('utf8'))) connection.send(answer);
      });
    },
  });

  try {
    for (const [index, { host, port }] of fixture.servers.entries()) {
      open.push({ host, ...(await bindSomewhere(optionsOf(host), `${network}.${index + 11}`, port)) });
    }
    const answers = createDnsAnswers({ find: zoneOf(fixture, open) });
    const address = open[0]?.address ?? ONLY_ADDRESS;
    dns = await openDnsServer({ clock, answers, trips, latencyMs: () => 0, address, port: 0 });
    const servers = open.map(
      ({ host, address: at, endpoint }): LabServerFacts => ({
        name: host,
        role: 'edge',
        address: at,
        ports: [endpoint.port],
      }),
    );
    const words = [
      `This is a replay: “${fixture.name}”, recorded ${new Date(fixture.recordedAt).toISOString()}. It answers what was asked then.`,
      ...fixture.leftOut,
    ];
    const profile = {
      dnsServer: `${address}:${dns.port}`,
      rootCertificatePem: authority.rootPem,
      servers,
      limits: words,
    };
    return { profile: { ...profile, accounts: [], meetings: [] }, gaps: () => player.gaps(), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The port it had, or any; an address of its own, or the only one there is. */
async function bindSomewhere(options: Omit<EndpointOptions, 'address' | 'port'>, wanted: string, port: number) {
  for (const address of [wanted, ONLY_ADDRESS]) {
    for (const each of [port, 0]) {
      const endpoint = new Endpoint({ ...options, address, port: each });
      try {
        await endpoint.open();
        return { address, endpoint };
      } catch (error) {
        if (codeOf(error) === 'EADDRNOTAVAIL') break;
      }
    }
  }
  throw new Error(`no port could be had for ${options.server}`);
}

type Bound = { readonly host: string; readonly address: string; readonly endpoint: Endpoint };

/** Each domain leads to its server as people outside find it, and each server's name to its address. */
function zoneOf({ domains }: ReplayFixture, open: readonly Bound[]): (name: string) => ZoneEntry | undefined {
  const entries = new Map<string, ZoneEntry>();
  for (const { host, address } of open) entries.set(host, { srv: [], addresses: [address] });
  for (const [domain, host] of Object.entries(domains)) {
    const port = open.find((bound) => bound.host === host)?.endpoint.port;
    if (port === undefined) continue;
    entries.set(`_sip._tls.${domain}`, { srv: [{ target: host, port, priority: 0, weight: 0 }], addresses: [] });
  }
  return (name) => entries.get(dnsName(name));
}
