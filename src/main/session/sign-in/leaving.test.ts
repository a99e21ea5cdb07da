/** Somebody signs in while the one before is still being signed out. */
import { expect, it } from 'vitest';
import { createSignInBench, registeringAgent } from '../../../../test/fakes/sign-in-bench.ts';

const karen = 'karen@contoso.com';
const kim = 'kim@contoso.com';

/** A service whose servers take their time to answer a farewell: until `answer()`. */
function bench() {
  const events: string[] = [];
  let answer: () => void = () => undefined;
  const { clock, state, service } = createSignInBench({
    createAgent({ address }) {
      const agent = registeringAgent();
      agent.unregister = async () => {
        events.push(`farewell of ${address}`);
        await new Promise<void>((resolve) => {
          answer = resolve;
        });
        events.push('answered');
      };
      return agent;
    },
    onRegistered: ({ facts }) => void events.push(`${facts.sipUri} registered`),
    onOffline: () => void events.push('offline'),
  });
  const start = (address: string) => service.start({ address, password: 'x', remember: false });
  return { clock, state, service, start, events, answer: () => answer() };
}

it('the next sign-in comes after the farewell of the one before, and its end takes nothing from it', async () => {
  const world = bench();
  await world.start(karen);
  const left = world.service.signOut();
  const next = world.start(kim);
  await world.clock.advance(0);
  expect(world.state.get().account).toMatchObject({ kind: 'signed-out' });
  world.answer();
  expect(await Promise.all([left, next])).toMatchObject([undefined, { ok: true }]);
  expect(world.events).toEqual([
    `sip:${karen} registered`,
    `farewell of ${karen}`,
    'answered',
    'offline',
    `sip:${kim} registered`,
  ]);
  expect(world.state.get().account).toMatchObject({ kind: 'registered', account: { sipUri: `sip:${kim}` } });
});

it('a sign-in that is cancelled before the farewell is answered asks no server', async () => {
  const world = bench();
  await world.start(karen);
  const left = world.service.signOut();
  const next = world.start(kim);
  await world.clock.advance(0);
  world.service.cancel();
  world.answer();
  await Promise.all([left, next]);
  expect([world.events.at(-1), world.state.get().account]).toEqual(['offline', { kind: 'signed-out' }]);
});
