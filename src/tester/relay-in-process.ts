/** The media relay without a process of its own around it, for programs that live no longer than their calls. */
import { systemClock, systemRandom } from '../lab/net/system.ts';
import type { RelayProcess } from '../main/media/relay-link.ts';
import { createIceAgent } from '../relay/ice/agent.ts';
import { openUdp } from '../relay/net/udp.ts';
import { createRelay } from '../relay/relay.ts';
import type { RelayMessage } from '../shared/model/relay-messages.ts';

/** Starts one; it ends by `kill`. */
export function relayInProcess(): RelayProcess {
  let hear: (message: RelayMessage) => void = () => undefined;
  const relay = createRelay({
    clock: systemClock(),
    random: systemRandom(),
    open: openUdp,
    openIce: createIceAgent,
    onEvent: (call, event) => hear({ call, event }),
  });
  return {
    postMessage: ({ id, ...request }) => void relay.handle({ id, ...request }).then((answer) => hear({ id, answer })),
    kill: () => relay.close(),
    on(_event, listener) {
      hear = listener;
    },
    once: () => undefined,
  };
}
