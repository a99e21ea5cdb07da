/**
 * What the machine alone takes: each packet that comes to one port leaves by another, and nobody looks at it. In the very place of the relay, a thread of a
 * utility process, and with its sockets. Built as out/cli/relay-floor.js.
 */
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parentPort as firstThread, isMainThread, Worker } from 'node:worker_threads';
import { type Endpoint, openUdp, type UdpSocket } from '../../src/relay/net/udp.ts';

/** Asks for a wire between two ports of this machine. */
export interface WireRequest {
  readonly id: number;
  readonly ends: readonly [number, number];
}

/** Where each of the two has to send. */
export interface WireAnswer {
  readonly id: number;
  readonly ports: readonly [number, number];
}

/** The part of Electron's parent port that is used. */
interface ParentPort {
  postMessage(message: WireAnswer): void;
  on(event: 'message', listener: (event: { readonly data: WireRequest }) => void): void;
}

const here = (port: number): Endpoint => ({ address: '127.0.0.1', port });
const anyPort = here(0);
const electron = (process as typeof process & { readonly parentPort?: ParentPort }).parentPort;

if (isMainThread && electron) handOver(electron);
else firstThread?.on('message', (request: WireRequest) => void answer(request));

/** As the relay's process does. */
function handOver(main: ParentPort): void {
  const thread = new Worker(fileURLToPath(import.meta.url));
  thread.on('message', (message: WireAnswer) => main.postMessage(message));
  thread.once('error', () => process.exit(1));
  main.on('message', ({ data }) => thread.postMessage(data));
}

async function answer({ id, ends: [one, other] }: WireRequest): Promise<void> {
  const towardsOne: UdpSocket | undefined = await openUdp(anyPort, (packet) => towardsOther?.send(packet, here(other)));
  const towardsOther = await openUdp(anyPort, (packet) => towardsOne?.send(packet, here(one)));
  if (!towardsOne || !towardsOther) throw new Error('no port');
  firstThread?.postMessage({ id, ports: [towardsOne.local.port, towardsOther.local.port] });
}
