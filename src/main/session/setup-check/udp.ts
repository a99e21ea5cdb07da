/** UDP for a moment: ports tried and given back, a packet within this computer, a question to a STUN server. Nothing stays open. */
import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { Clock, Random } from '../../../shared/clock.ts';
import { bindingRequest, readBindingAnswer } from './stun-question.ts';

export interface UdpNeeds {
  readonly clock: Clock;
  readonly random: Random;
  readonly signal: AbortSignal;
}

const echoLimitMs = 1000;
const askLimitMs = 3000;
/** RFC 8489 6.2.1, cut short: somebody waits for the answer. */
const askAgainMs = [500, 1500];

/** A socket bound to a port, 0 for any; undefined where it cannot be had. The caller closes it. */
function bind(address: string, port: number): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = createSocket({ type: isIPv6(address) ? 'udp6' : 'udp4', ipv6Only: isIPv6(address) });
    socket.once('error', () => {
      socket.close();
      resolve(undefined);
    });
    socket.bind(port, address, () => {
      socket.removeAllListeners('error').on('error', () => undefined);
      resolve(socket);
    });
  });
}

/** How many of these ports are free now; all are given back. */
export async function freePortsOf(address: string, ports: readonly number[]): Promise<number> {
  const sockets = await Promise.all(ports.map((port) => bind(address, port)));
  const open = sockets.filter((socket) => socket !== undefined);
  for (const socket of open) socket.close();
  return open.length;
}

/** Milliseconds of a packet from one port of this computer to another; undefined where it does not arrive within 1 s. */
export async function echoWithin(address: string, { clock, random, signal }: UdpNeeds): Promise<number | undefined> {
  const [from, to] = await Promise.all([bind(address, 0), bind(address, 0)]);
  try {
    if (!from || !to || signal.aborted) return undefined;
    const startMs = clock.now();
    const packet = Buffer.from(random.bytes(16));
    const exchange = { clock, signal, limitMs: echoLimitMs };
    const heard = receive(to, exchange, (bytes) => (bytes.equals(packet) ? true : undefined));
    from.send(packet, to.address().port, address, () => undefined);
    return (await heard) ? Math.round(clock.now() - startMs) : undefined;
  } finally {
    from?.close();
    to?.close();
  }
}

export interface StunAnswer {
  readonly durationMs: number;
  /** `address:port` as the server sees us. */
  readonly seenAs: string;
}

/** Asks a STUN server what it sees. RFC 8489; undefined where nobody answers within 3 s. */
export async function askStun(
  server: { readonly address: string; readonly port: number },
  local: string,
  { clock, random, signal }: UdpNeeds,
): Promise<StunAnswer | undefined> {
  const socket = await bind(isIPv6(local) === isIPv6(server.address) ? local : anyAddress(server.address), 0);
  if (!socket) return undefined;
  const transaction = Buffer.from(random.bytes(12));
  const send = () => socket.send(bindingRequest(transaction), server.port, server.address, () => undefined);
  const stops = askAgainMs.map((delayMs) => clock.after(delayMs, send));
  try {
    const startMs = clock.now();
    const heard = receive(socket, { clock, signal, limitMs: askLimitMs }, (bytes) =>
      readBindingAnswer(bytes, transaction),
    );
    send();
    const seenAs = await heard;
    return seenAs === undefined ? undefined : { durationMs: Math.round(clock.now() - startMs), seenAs };
  } finally {
    for (const stop of stops) stop();
    socket.close();
  }
}

function anyAddress(peer: string): string {
  return isIPv6(peer) ? '::' : '0.0.0.0';
}

/** The first packet that a reader makes something of, within the limit. */
function receive<T>(
  socket: Socket,
  { clock, signal, limitMs }: { readonly clock: Clock; readonly signal: AbortSignal; readonly limitMs: number },
  read: (bytes: Buffer) => T | undefined,
): Promise<T | undefined> {
  return new Promise((resolve) => {
    const finish = (value: T | undefined) => {
      stop();
      signal.removeEventListener('abort', onAbort);
      socket.off('message', onMessage);
      resolve(value);
    };
    const onAbort = () => finish(undefined);
    const onMessage = (bytes: Buffer) => {
      const value = read(bytes);
      if (value !== undefined) finish(value);
    };
    const stop = clock.after(limitMs, onAbort);
    socket.on('message', onMessage);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
  });
}
