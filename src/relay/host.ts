/**
 * Entry of the relay's own process, forked by main. Nothing else touches its parent. Bundled as out/main/relay.js.
 *
 * In Electron the relay runs in a thread of that process: there the first thread's sockets are watched by a second one, which hands each packet over by way
 * of Chromium's queue. A thread of Node's own waits for its sockets itself, which is two awakenings less for every packet (docs/bench.md, relay).
 */
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { parentPort as firstThread, isMainThread, Worker } from 'node:worker_threads';
import type { RelayMessage, RelayRequest } from '../shared/model/relay-messages.ts';
import { createIceAgent } from './ice/agent.ts';
import { systemClock, systemRandom } from './net/system.ts';
import { openUdp } from './net/udp.ts';
import { createRelay } from './relay.ts';

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
 * The short-lived packets are cleared away by one thread: to wake four helpers for so little costs a tenth of a lone call's CPU.
 */
const forFewPackets = [
  '--no-lazy-feedback-allocation',
  '--always-sparkplug',
  '--invocation-count-for-maglev=40',
  '--minimum-invocations-after-ic-update=40',
  '--max-opt=2',
  '--no-parallel-scavenge',
];

/** There in the first thread of a process that Electron forked. */
const electron = (process as typeof process & { readonly parentPort?: ParentPort }).parentPort;

if (isMainThread && electron) handOver(electron);
else if (firstThread)
  serve(
    (message) => firstThread?.postMessage(message),
    (take) => firstThread?.on('message', take),
  );
else {
  const relay = serve(
    (message) => process.send?.(message),
    (take) => process.on('message', take),
  );
  // Nobody is left to serve.
  process.on('disconnect', () => {
    relay.close();
    process.exit(0);
  });
}

/** Between main and the thread; where that ends, the process does, and main hears of it. */
function handOver(main: ParentPort): void {
  for (const flag of forFewPackets) setFlagsFromString(flag);
  const thread = new Worker(fileURLToPath(import.meta.url));
  thread.on('message', (message: RelayMessage) => main.postMessage(message));
  thread.once('error', () => process.exit(1));
  thread.once('exit', (code) => process.exit(code));
  main.on('message', ({ data }) => thread.postMessage(data));
}

function serve(post: (message: RelayMessage) => void, onRequest: (take: (request: unknown) => void) => void) {
  const relay = createRelay({
    clock: systemClock,
    random: systemRandom,
    open: openUdp,
    openIce: createIceAgent,
    onEvent: (call, event) => post({ call, event }),
  });
  onRequest((given) => {
    const request = given as RelayRequest;
    void relay.handle(request).then((answer) => post({ id: request.id, answer }));
  });
  return relay;
}
