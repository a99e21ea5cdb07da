/** A SIP side without a network, for tests: the default topology, connections in memory, and clients written by hand. */
import { createHash } from 'node:crypto';
import type { Clock, Random } from '../../shared/clock.ts';
import type { LabLogEntry, ServerFaults } from '../api.ts';
import { createIssuedCertificates, type IssuedCertificates } from '../auth/client-certificates.ts';
import type { LabConnection, LabCore, SrvRecord } from '../net/listener.ts';
import { createSipSide, type SipSide } from '../sip-side.ts';
import { defaultTopology } from '../topologies/default-topology.ts';
import type { Topology } from '../topologies/topology.ts';

export interface Bench {
  readonly core: LabCore;
  readonly side: SipSide;
  readonly topology: Topology;
  /** Faults by server name. */
  readonly faults: Map<string, ServerFaults>;
  /** `_sipfederationtls` records by domain; empty a domain's to take its record away. */
  readonly records: Map<string, readonly SrvRecord[]>;
  /** What the SIP side logged itself. */
  readonly hops: {
    readonly server: string;
    readonly direction: string;
    readonly peer: string;
    readonly text: string;
  }[];
  /** What the certificate service would have issued. */
  readonly certificates: IssuedCertificates;
  /** A new connection to a server. */
  connect(server: string): BenchClient;
}

/** Builds the SIP side of the default topology. */
export function createBench(clock: Clock, random: Random): Bench {
  const topology = defaultTopology('127.0.77');
  const faults = new Map<string, ServerFaults>();
  const records = new Map<string, readonly SrvRecord[]>(
    topology.companies.map(({ domain, federationHost }) => [
      domain,
      [{ target: federationHost, port: 5061, priority: 0, weight: 0 }],
    ]),
  );
  const hops: Bench['hops'] = [];
  const core: LabCore = {
    clock,
    random,
    topology,
    log: {
      record: ({ server, direction, peer, raw }) => {
        hops.push({ server, direction, peer, text: typeof raw === 'string' ? raw : Buffer.from(raw).toString('utf8') });
      },
      entries: (): LabLogEntry[] => [],
      clear: () => {},
    },
    dns: { srv: (name) => records.get(name.replace('_sipfederationtls._tcp.', '')) ?? [], addresses: () => [] },
    faultsOf: (name) => faults.get(name) ?? {},
    httpsPortOf: () => 443,
    tlsPortOf: () => 5061,
    clientCertificates: createIssuedCertificates(clock),
    acceptTicket: undefined,
    disabled: new Set(),
    madeMeetings: new Map(),
  };
  const side = createSipSide(core);
  let count = 0;
  return {
    core,
    side,
    topology,
    faults,
    records,
    hops,
    certificates: core.clientCertificates,
    connect(server) {
      count += 1;
      const client = new BenchClient(server, 50_000 + count);
      side.serverFor(server).accept(client.connection);
      return client;
    },
  };
}

/** One message as a test looks at it. */
export interface Seen {
  readonly text: string;
  readonly startLine: string;
  readonly status: number;
  readonly body: string;
  /** The first value of a header, by its name in any case. */
  header(name: string): string | undefined;
  headers(name: string): string[];
}

export function see(text: string): Seen {
  const bodyAt = text.indexOf('\r\n\r\n') + 4;
  const [startLine = '', ...lines] = text.slice(0, bodyAt - 4).split('\r\n');
  const headers = (name: string) =>
    lines
      .filter((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`))
      .map((line) => line.slice(name.length + 1).trim());
  return {
    text,
    startLine,
    status: Number(/^SIP\/2\.0 (\d{3})/.exec(startLine)?.[1] ?? 0),
    body: text.slice(bodyAt),
    headers,
    header: (name) => headers(name)[0],
  };
}

/** A client that writes its messages by hand. */
export class BenchClient {
  readonly connection: LabConnection;
  readonly port: number;
  /** Every text this client sent, oldest first. */
  readonly sent: string[] = [];
  readonly #inbox: string[] = [];
  #onMessage: (raw: Uint8Array) => void = () => {};
  readonly #onClose: (() => void)[] = [];
  #onNext: (() => void) | undefined;
  #open = true;

  constructor(server: string, port: number) {
    this.port = port;
    this.connection = {
      id: `connection-${port}`,
      server,
      remote: `127.0.77.200:${port}`,
      local: '127.0.77.11:5061',
      send: (message) => {
        this.#inbox.push(typeof message === 'string' ? message : Buffer.from(message).toString('utf8'));
        this.#onNext?.();
      },
      close: () => this.drop(),
      onMessage: (handler) => {
        this.#onMessage = handler;
      },
      onClose: (handler) => {
        this.#onClose.push(handler);
      },
    };
  }

  /** Sends a text as it is and returns what came back at once. */
  raw(text: string | Uint8Array): Seen[] {
    this.take();
    this.sent.push(text.toString());
    if (this.#open) this.#onMessage(Buffer.from(text));
    return this.take();
  }

  /** Sends start line, headers and body, with the right Content-Length. */
  send(lines: readonly string[], body = ''): Seen[] {
    return this.raw([...lines, `Content-Length: ${Buffer.byteLength(body)}`, '', body].join('\r\n'));
  }

  /** Resolves with the next message that comes. */
  next(): Promise<Seen> {
    return new Promise((resolve) => {
      this.#onNext = () => {
        this.#onNext = undefined;
        const [first] = this.#inbox.splice(0, 1);
        if (first !== undefined) resolve(see(first));
      };
    });
  }

  /** What has come since the last look. */
  take(): Seen[] {
    return this.#inbox.splice(0).map(see);
  }

  /** The connection breaks. */
  drop(): void {
    if (!this.#open) return;
    this.#open = false;
    for (const handler of this.#onClose.splice(0)) handler();
  }
}

const md5 = (text: string) => createHash('md5').update(text).digest('hex');

/** The Authorization value for a challenge; MD5 and MD5-sess. */
export function answerChallenge(
  challenge: string,
  ask: {
    readonly user: string;
    readonly password: string;
    readonly method: string;
    readonly uri: string;
    readonly nc?: string;
  },
): string {
  const value = (name: string) => new RegExp(`${name}="?([^",]*)`).exec(challenge)?.[1] ?? '';
  const [realm, nonce, algorithm] = [value('realm'), value('nonce'), value('algorithm')];
  const nc = ask.nc ?? '00000001';
  const plain = md5(`${ask.user}:${realm}:${ask.password}`);
  const first = algorithm === 'MD5-sess' ? md5(`${plain}:${nonce}:0a4f113b`) : plain;
  const response = md5(`${first}:${nonce}:${nc}:0a4f113b:auth:${md5(`${ask.method}:${ask.uri}`)}`);
  return [
    `Digest username="${ask.user}", realm="${realm}", nonce="${nonce}", uri="${ask.uri}", qop=auth, nc=${nc}`,
    `cnonce="0a4f113b", opaque="${value('opaque')}", algorithm=${algorithm}, response="${response}"`,
  ].join(', ');
}
