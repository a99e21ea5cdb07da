/** The relay behind whoever asks: the first thread of its process, or the parent of a process of Node's own. */
import process from 'node:process';
import { parentPort as firstThread } from 'node:worker_threads';
import type { RelayMessage, RelayRequest } from '../shared/model/relay-messages.ts';
import { createIceAgent } from './ice/agent.ts';
import { systemClock, systemRandom } from './net/system.ts';
import { openUdp } from './net/udp.ts';
import { createRelay } from './relay.ts';

/** Answers from now on, until the one who asks is gone. */
export function serve(): void {
  if (firstThread) {
    const asking = firstThread;
    answer(
      (message) => asking.postMessage(message),
      (take) => asking.on('message', take),
    );
    return;
  }
  const relay = answer(
    (message) => process.send?.(message),
    (take) => process.on('message', take),
  );
  // Nobody is left to serve.
  process.on('disconnect', () => {
    relay.close();
    process.exit(0);
  });
}

function answer(post: (message: RelayMessage) => void, onRequest: (take: (request: unknown) => void) => void) {
  const relay = createRelay({
    clock: systemClock,
    random: systemRandom,
    open: openUdp,
    openIce: createIceAgent,
    onEvent: (call, event) => post({ call, event }),
    onRest: () => globalThis.gc?.(),
  });
  onRequest((given) => {
    const request = given as RelayRequest;
    void relay.handle(request).then((answered) => post({ id: request.id, answer: answered }));
  });
  return relay;
}
