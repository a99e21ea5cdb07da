/** The lab's DNS server: UDP and TCP on one port, with latency, a query log and the answers a tester chose. */
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { createServer, type Server, type Socket } from 'node:net';
import type { Clock } from '../../shared/clock.ts';
import type { DnsQueryEntry } from '../api.ts';
import { spoiledPackets } from '../faults/bad-packets.ts';
import type { ConnectionTrips, RoundTrips } from '../net/round-trips.ts';
import type { DnsAnswers } from './answers.ts';
import { readQuestion, writeAnswer } from './responder.ts';

export interface DnsServer {
  readonly port: number;
  queries(): readonly DnsQueryEntry[];
  clearQueries(): void;
  close(): Promise<void>;
}

export interface DnsServerOptions {
  readonly clock: Clock;
  readonly answers: DnsAnswers;
  readonly trips: RoundTrips;
  /** Milliseconds per direction, asked anew for each query. */
  readonly latencyMs: () => number;
  readonly address: string;
  /** 0: any port that is free for both. */
  readonly port: number;
}

const LOGGED_QUERIES = 10_000;
const PORT_TRIES = 8;
const TCP_IDLE_MS = 10_000;

/** Rejects when the address or port cannot be had. */
export async function openDnsServer(options: DnsServerOptions): Promise<DnsServer> {
  const tcp = createServer();
  const udp = await bindBoth(tcp, options);
  const port = udp.address().port;
  const server = new Responder(options);
  udp.on('message', (bytes, peer) => {
    server.answer(bytes, 'udp', (answer) => {
      try {
        udp.send(answer, peer.port, peer.address);
      } catch {
        // Closed while the answer was on its way.
      }
    });
  });
  // Somebody who has left, such as ICMP port unreachable: nothing to tell anyone.
  udp.on('error', () => undefined);
  tcp.on('connection', (socket) => server.serve(socket));
  return {
    port,
    queries: () => server.queries,
    clearQueries: () => {
      server.queries = [];
    },
    async close() {
      server.stop();
      await Promise.all([
        new Promise<void>((resolve) => udp.close(() => resolve())),
        new Promise<void>((resolve) => tcp.close(() => resolve())),
      ]);
    },
  };
}

/** A port that is free for TCP may be taken for UDP; then another is tried. */
async function bindBoth(tcp: Server, { address, port }: DnsServerOptions): Promise<UdpSocket> {
  for (let left = PORT_TRIES; ; left -= 1) {
    await new Promise<void>((resolve, reject) => {
      tcp.once('error', reject);
      tcp.listen(port, address, () => {
        tcp.off('error', reject);
        resolve();
      });
    });
    const bound = tcp.address();
    const wanted = typeof bound === 'object' && bound ? bound.port : port;
    try {
      // A fixed port may be shared with multicast DNS of the machine, which listens on every address.
      return await bindUdp(address, wanted, port !== 0);
    } catch (error) {
      await new Promise((resolve) => tcp.close(resolve));
      if (port !== 0 || left <= 1) throw error;
    }
  }
}

function bindUdp(address: string, port: number, reuseAddr: boolean): Promise<UdpSocket> {
  const socket = createSocket({ type: 'udp4', reuseAddr });
  return new Promise((resolve, reject) => {
    socket.once('error', (error) => {
      socket.close();
      reject(error);
    });
    socket.bind(port, address, () => {
      socket.removeAllListeners('error');
      resolve(socket);
    });
  });
}

class Responder {
  queries: DnsQueryEntry[] = [];
  readonly #options: DnsServerOptions;
  readonly #udpTrips: ConnectionTrips;
  readonly #sockets = new Set<Socket>();
  readonly #waiting = new Set<() => void>();

  constructor(options: DnsServerOptions) {
    this.#options = options;
    this.#udpTrips = options.trips.connection(false);
  }

  answer(bytes: Uint8Array, transport: 'udp' | 'tcp', send: (answer: Uint8Array) => void, trips = this.#udpTrips) {
    const question = readQuestion(bytes);
    if (!question) return;
    const { clock, answers, latencyMs } = this.#options;
    this.queries.push({ name: question.name, type: question.type, transport, at: clock.wall() });
    if (this.queries.length > LOGGED_QUERIES) this.queries.shift();
    trips.received();
    const answer = answers.answer(question.name, question.type);
    const written = answer.kind === 'silence' ? undefined : writeAnswer(question, answer, transport);
    if (!written) return;
    this.#after(2 * latencyMs() + answer.delayMs, () => {
      trips.sent();
      const packets = answer.malice ? spoiledPackets(answer.malice, bytes, written, transport === 'tcp') : [written];
      for (const each of packets) send(each);
    });
  }

  /** One TCP connection: messages with their length before them. RFC 1035 4.2.2 */
  serve(socket: Socket): void {
    const trips = this.#options.trips.connection(true);
    let held = Buffer.alloc(0);
    this.#sockets.add(socket);
    socket.setTimeout(TCP_IDLE_MS, () => socket.destroy());
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('data', (chunk) => {
      held = Buffer.concat([held, chunk]);
      while (held.length >= 2 && held.length >= 2 + held.readUInt16BE(0)) {
        const end = 2 + held.readUInt16BE(0);
        const message = held.subarray(2, end);
        held = held.subarray(end);
        this.answer(message, 'tcp', (answer) => socket.write(withLength(answer)), trips);
      }
    });
  }

  stop(): void {
    for (const cancel of this.#waiting) cancel();
    for (const socket of this.#sockets) socket.destroy();
  }

  #after(delayMs: number, task: () => void): void {
    if (delayMs <= 0) {
      task();
      return;
    }
    const cancel = this.#options.clock.after(delayMs, () => {
      this.#waiting.delete(cancel);
      task();
    });
    this.#waiting.add(cancel);
  }
}

function withLength(answer: Uint8Array): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(answer.length, 0);
  return Buffer.concat([length, answer]);
}
