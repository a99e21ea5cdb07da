/**
 * Entry of the relay's own process, forked by main. Nothing else touches its parent. Bundled as out/main/relay.js.
 *
 * In Electron the relay runs in a thread of that process: there the first thread's sockets are watched by a second one, which hands each packet over by way
 * of Chromium's queue. A thread of Node's own waits for its sockets itself, which is two awakenings less for every packet (docs/bench.md, relay).
 */
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { isMainThread, Worker } from 'node:worker_threads';
import type { RelayMessage, RelayRequest } from '../shared/model/relay-messages.ts';

/** The part of Electron's parent port that is used, so that the relay needs no Electron. */
interface ParentPort {
  postMessage(message: RelayMessage): void;
  on(event: 'message', listener: (event: { readonly data: RelayRequest }) => void): void;
}

/**
 * V8 makes a function fast after thousands of calls, and at fifty packets a second that takes the first half minute of every call. Here it is done after a few,
 * and without V8's last compiler, whose long work comes between packets and makes these small functions little faster. It costs the process 2 MB. A flag that
 * another version of V8 does not know is passed over.
 *
 * The short-lived packets are cleared away by one thread: to wake four helpers for so little costs a tenth of a lone call's CPU. And half a minute after a call
 * began V8 would make the process smaller by a megabyte, twice, for which packets wait up to 40 ms: the relay lets go of what is left when no call stands.
 */
const forFewPackets = [
  '--no-lazy-feedback-allocation',
  '--always-sparkplug',
  '--invocation-count-for-maglev=40',
  '--minimum-invocations-after-ic-update=40',
  '--max-opt=2',
  '--no-parallel-scavenge',
  '--no-memory-reducer',
  '--expose-gc',
];

/** There in the first thread of a process that Electron forked. */
const electron = (process as typeof process & { readonly parentPort?: ParentPort }).parentPort;

if (isMainThread && electron) handOver(electron);
// Not before it is known to be needed: the first thread would load it too.
else void import('./serve.ts').then(({ serve }) => serve());

/** Between main and the thread; where that ends, the process does, and main hears of it. */
function handOver(main: ParentPort): void {
  for (const flag of forFewPackets) setFlagsFromString(flag);
  const thread = new Worker(fileURLToPath(import.meta.url));
  thread.on('message', (message: RelayMessage) => main.postMessage(message));
  thread.once('error', () => process.exit(1));
  thread.once('exit', (code) => process.exit(code));
  main.on('message', ({ data }) => thread.postMessage(data));
}
