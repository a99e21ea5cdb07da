import { expect, it } from 'vitest';
import { createAgentBench } from '../../../../test/fakes/agent-bench.ts';
import { attach, type CallBench, createCallBench, signedInAs } from '../../../../test/fakes/call-bench.ts';

const vadim = 'sip:vadim@contoso.com';

/** The server gives the account up while somebody talks: nobody signs out. */
async function givenUp(scene: CallBench): Promise<void> {
  await scene.talk();
  scene.bench.flow.lose();
  scene.calls.goOffline();
  scene.state.set('account', { kind: 'signed-out' });
  await scene.settle();
}

/** An account signs in over a connection of its own. */
function signIn({ bench, calls, state }: CallBench, ownUri: string) {
  const next = createAgentBench({ clock: bench.clock });
  const signal = new AbortController().signal;
  state.set('account', signedInAs(ownUri));
  calls.start({ agent: next.agent, ownUri, signal });
  return next;
}

it('a call that outlives its account is none of the next account’s, and is told when its own is back', async () => {
  const scene = createCallBench();
  await givenUp(scene);
  const { startedAt } = scene.call;
  const his = signIn(scene, vadim);
  await scene.settle();
  expect([scene.state.get().calls, scene.ended]).toEqual([[], []]);
  expect(scene.media.newest.isClosed).toBe(true);
  his.agent.close();
  scene.calls.goOffline();
  const hers = signIn(scene, scene.bench.agent.identity.aor);
  expect(scene.ended).toMatchObject([{ startedAt, end: { why: 'hung-up' } }]);
  hers.agent.close();
  signIn(scene, scene.bench.agent.identity.aor).agent.close();
  expect(scene.ended).toHaveLength(1);
});

it('a call that ends while nobody is signed in is told when its account is back', async () => {
  const scene = createCallBench();
  await givenUp(scene);
  await scene.bench.clock.advance(61_000);
  expect([scene.call.state, scene.ended]).toEqual(['ended', []]);
  signIn(scene, scene.bench.agent.identity.aor).agent.close();
  expect(scene.ended).toMatchObject([{ end: { failure: { code: 'CALL_LOST' } } }]);
});

it('a call that ends while the account comes back is told at once', async () => {
  const scene = createCallBench();
  const { id } = await scene.talk();
  const { account } = signedInAs(scene.bench.agent.identity.aor);
  scene.bench.flow.lose();
  scene.calls.goOffline();
  const failure = { code: 'CONNECTION_LOST', at: 0 } as const;
  scene.state.set('account', { kind: 'reconnecting', account, failure, attempt: 1, nextAt: 0 });
  await scene.settle();
  await scene.calls.hangUp(id);
  expect(scene.ended).toMatchObject([{ id }]);
});

it('what was to be told is forgotten with everything else', async () => {
  const scene = createCallBench();
  await givenUp(scene);
  await scene.bench.clock.advance(61_000);
  scene.calls.forget();
  signIn(scene, scene.bench.agent.identity.aor).agent.close();
  expect(scene.ended).toEqual([]);
});

it('the calls of a guest’s meeting are nobody’s', async () => {
  const scene = createCallBench();
  attach(scene.calls, scene.bench);
  const { agent } = scene.bench;
  scene.calls.callMeeting({ meetingId: 'm1', agent, uri: 'sip:mcu@contoso.com', name: 'Meeting' });
  await scene.bench.peer.nextRequest('INVITE');
  await scene.calls.hangUp(scene.call.id);
  signIn(scene, vadim).agent.close();
  signIn(scene, agent.identity.aor).agent.close();
  expect(scene.ended).toEqual([]);
});
