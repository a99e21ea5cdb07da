import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Call } from '../../src/shared/model/call.ts';
import { type CallScene, firstTone, startCallScene } from '../fakes/call-scene.ts';

let karen: CallScene;
let jeremy: CallScene;

beforeAll(async () => {
  karen = await startCallScene({ hertz: 440 });
  const { lab } = karen.world;
  lab.calls.setTimes({ ringMs: 200, stepMs: 200 });
  jeremy = await startCallScene({ hertz: 700, address: 'jeremy@contoso.com', lab });
});

afterAll(async () => {
  await jeremy.stop();
  await karen.stop();
});

const isActive = ({ state }: Call) => state === 'active';
const isOver = ({ state }: Call) => state === 'ended';
const ok = { ok: true, value: undefined };

/** Karen calls jeremy, who takes it; her call and his. */
async function together(): Promise<{ hers: Call; his: Call }> {
  const started = karen.calls.call({ to: 'sip:jeremy@contoso.com' });
  const ringing = await jeremy.until(({ state }) => state === 'incoming');
  expect(await jeremy.calls.answer(ringing.id)).toEqual(ok);
  const hers = await karen.untilCall(started.ok ? started.value : '', isActive);
  return { hers, his: await jeremy.untilCall(ringing.id, isActive) };
}

describe('two clients', () => {
  it('talk, each hearing the other’s tone, and both hear of the end', async () => {
    const { hers, his } = await together();
    expect([hers.peer.uri, his.peer.uri]).toEqual(['sip:jeremy@contoso.com', 'sip:karen@contoso.com']);
    expect([await firstTone(karen, hers.id), await firstTone(jeremy, his.id)]).toEqual([700, 440]);
    await jeremy.calls.hangUp(his.id);
    expect((await karen.untilCall(hers.id, isOver)).end?.why).toBe('peer-hung-up');
  });

  it('hold each other, one after the other, and talk again', async () => {
    const { hers, his } = await together();
    expect(await karen.calls.hold(hers.id, true)).toEqual(ok);
    await jeremy.untilCall(his.id, ({ hold }) => hold === 'theirs');
    expect(await jeremy.calls.hold(his.id, true)).toEqual(ok);
    await karen.untilCall(hers.id, ({ hold }) => hold === 'both');
    expect(await jeremy.calls.hold(his.id, false)).toEqual(ok);
    expect(await karen.calls.hold(hers.id, false)).toEqual(ok);
    await jeremy.untilCall(his.id, ({ hold }) => hold === 'none');
    await karen.calls.hangUp(hers.id);
    await jeremy.untilCall(his.id, isOver);
  });

  it('hand a call on: jeremy goes on with the echo, and karen is out', async () => {
    const { hers, his } = await together();
    expect(await karen.calls.transfer(hers.id, 'sip:echo@contoso.com')).toEqual(ok);
    expect((await karen.untilCall(hers.id, isOver)).end?.why).toBe('transferred');
    const next = await jeremy.until(({ peer, state }) => peer.uri === 'sip:echo@contoso.com' && state === 'active');
    expect((await jeremy.untilCall(his.id, isOver)).end?.why).toBe('transferred');
    expect(await firstTone(jeremy, next.id)).toBe(700);
    await jeremy.calls.hangUp(next.id);
  });

  it('are joined with a third after consultation', async () => {
    const { hers, his } = await together();
    const consulted = await karen.talkTo('sip:music@contoso.com');
    expect((await karen.untilCall(hers.id, ({ hold }) => hold === 'ours')).state).toBe('active');
    expect(await karen.calls.join(hers.id, consulted.id)).toEqual(ok);
    const ends = [await karen.untilCall(hers.id, isOver), await karen.untilCall(consulted.id, isOver)];
    expect(ends.map(({ end }) => end?.why)).toEqual(['transferred', 'transferred']);
    const next = await jeremy.until(({ peer, state }) => peer.uri === 'sip:music@contoso.com' && state === 'active');
    expect((await jeremy.untilCall(his.id, isOver)).end?.why).toBe('transferred');
    await jeremy.calls.hangUp(next.id);
  });

  it('a call that is declined with words brings them as a message', async () => {
    const started = karen.calls.call({ to: 'sip:jeremy@contoso.com' });
    const ringing = await jeremy.until(({ state }) => state === 'incoming');
    expect(jeremy.calls.decline(ringing.id, { message: 'In a meeting' })).toEqual(ok);
    const over = await karen.untilCall(started.ok ? started.value : '', isOver);
    expect(over.end).toMatchObject({ why: 'refused', failure: { data: { why: 'declined' } } });
    const { conversations } = await karen.world.until((snapshot) => snapshot.conversations.length > 0);
    expect(conversations[0]?.peer.uri).toBe('sip:jeremy@contoso.com');
  });

  it('a call that is given up is missed, and stands in the list', async () => {
    const started = karen.calls.call({ to: 'sip:jeremy@contoso.com' });
    await jeremy.until(({ state }) => state === 'incoming');
    await karen.calls.hangUp(started.ok ? started.value : '');
    const { missed } = await jeremy.world.until((snapshot) =>
      snapshot.missed.items.some(({ kind }) => kind === 'call'),
    );
    expect(missed.items[0]?.from.uri).toBe('sip:karen@contoso.com');
  });

  it('others see that one is in a call', async () => {
    const { hers, his } = await together();
    const busy = await jeremy.world.until(({ ownPresence }) => ownPresence.activity === 'in-a-call');
    expect(busy.ownPresence.availability).toBe('busy');
    await karen.calls.hangUp(hers.id);
    await jeremy.untilCall(his.id, isOver);
  });

  it('signing out ends the call for both', async () => {
    const { his } = await together();
    await karen.world.client.signOut();
    expect((await jeremy.untilCall(his.id, isOver)).end?.why).toBe('peer-hung-up');
    expect(karen.world.client.state.get().calls).toEqual([]);
  });
});
