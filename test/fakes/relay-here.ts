/** The media relay in the test's own process: the real one, without a process of its own around it. */
import type { RelayProcess } from '../../src/main/media/relay-link.ts';
import { createIceAgent } from '../../src/relay/ice/agent.ts';
import { systemClock, systemRandom } from '../../src/relay/net/system.ts';
import { type OpenUdp, openUdp } from '../../src/relay/net/udp.ts';
import { createRelay } from '../../src/relay/relay.ts';
import type { Clock } from '../../src/shared/clock.ts';
import type { RelayMessage } from '../../src/shared/model/relay-messages.ts';

/** Starts one; it ends by `kill`. `open` stands between it and the network. */
export function relayHere(clock: Clock = systemClock, open: OpenUdp = openUdp): RelayProcess {
  let hear: (message: RelayMessage) => void = () => undefined;
  const relay = createRelay({
    clock,
    random: systemRandom,
    open,
    openIce: createIceAgent,
    onEvent: (call, event) => hear({ call, event }),
  });
  return {
    postMessage: ({ id, ...request }) => void relay.handle({ id, ...request }).then((answer) => hear({ id, answer })),
    kill: () => relay.close(),
    on(_event, listener) {
      hear = listener;
    },
    // It ends when the test's process does.
    once: () => undefined,
  };
}
