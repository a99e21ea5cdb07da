/** Presence on a plain server whose other side is the test. */
import { createPlainPresence } from '../../src/main/session/presence/plain/plain-presence.ts';
import { createStateStore } from '../../src/main/store/state.ts';
import type { Tracer } from '../../src/main/trace/tracer.ts';
import { readPidf } from '../../src/protocol/pidf/read.ts';
import type { SipResponse } from '../../src/protocol/sip/message.ts';
import { noOwnPresence } from '../../src/shared/model/presence.ts';
import type { Slices } from '../../src/shared/model/snapshot.ts';
import { done } from '../../src/shared/outcome.ts';
import { createFakeClock } from './fake-clock.ts';
import { createFakeRandom } from './fake-random.ts';
import { createFakeSipAgent, fakeResponse } from './fake-sip-agent.ts';
import { OWN } from './presence-scene.ts';

/** An answer to PUBLISH as a server gives it. */
function published(tag: string, expires = 3600): SipResponse {
  const headers = [
    { name: 'SIP-ETag', key: 'sip-etag', value: tag },
    { name: 'Expires', key: 'expires', value: String(expires) },
  ];
  return { ...fakeResponse(200), headers };
}

/** A service that nobody has started. */
export function setUp() {
  const clock = createFakeClock();
  const state = createStateStore({ ownPresence: noOwnPresence } as unknown as Slices, clock);
  const tracer: Tracer = { record: () => undefined, for: () => tracer };
  const service = createPlainPresence({ state, tracer, clock, random: createFakeRandom() });
  const agent = createFakeSipAgent();
  let count = 0;
  agent.answer = () => {
    count += 1;
    return done(published(`tag${count}`));
  };
  const controller = new AbortController();
  const start = () => service.start(agent, OWN, controller.signal);
  const header = (at: number, name: string) =>
    agent.requests.at(at)?.options.headers?.find(([each]) => each === name)?.[1];
  const stated = (at: number) => {
    const text = agent.requests.at(at)?.options.body?.text;
    const reading = text === undefined ? undefined : readPidf(text);
    return reading?.ok ? reading.presence : undefined;
  };
  const shown = (uri: string) => state.get().presence[uri];
  return { clock, service, agent, controller, start, header, stated, shown, own: () => state.get().ownPresence };
}
