/** Entry of the relay's own process, forked by main. Nothing else touches its parent. Bundled as out/main/relay.js. */
import process from 'node:process';
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

const parentPort = (process as typeof process & { readonly parentPort?: ParentPort }).parentPort;

const relay = createRelay({
  clock: systemClock,
  random: systemRandom,
  open: openUdp,
  openIce: createIceAgent,
  onEvent: (call, event) => post({ call, event }),
});

async function take(request: RelayRequest): Promise<void> {
  post({ id: request.id, answer: await relay.handle(request) });
}

function post(message: RelayMessage): void {
  if (parentPort) parentPort.postMessage(message);
  else process.send?.(message);
}

if (parentPort) {
  parentPort.on('message', ({ data }) => void take(data));
} else {
  process.on('message', (message) => void take(message as RelayRequest));
  // Nobody is left to serve.
  process.on('disconnect', () => {
    relay.close();
    process.exit(0);
  });
}
