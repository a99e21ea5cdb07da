import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CallScene, firstTone, startCallScene } from '../fakes/call-scene.ts';

let scene: CallScene;

beforeAll(async () => {
  scene = await startCallScene({ withDigits: true });
});

afterAll(() => scene.stop());

it('a call whose connection is cut goes on over the next one, for both', async () => {
  // Of another company, so that the peer keeps its connection.
  const kim = await startCallScene({ address: 'kim.akers@fabrikam.com', hertz: 700, lab: scene.world.lab });
  const started = scene.calls.call({ to: 'sip:kim.akers@fabrikam.com' });
  const ringing = await kim.until(({ state }) => state === 'incoming');
  await kim.calls.answer(ringing.id);
  const call = await scene.untilCall(started.ok ? started.value : '', ({ state }) => state === 'active');
  scene.world.lab.dropConnections('sip.contoso.com');
  await scene.untilCall(call.id, ({ trouble }) => trouble?.code === 'CONNECTION_LOST');
  const back = await scene.untilCall(call.id, ({ trouble, state }) => trouble === undefined && state === 'active');
  expect([back.id, back.answeredAt]).toEqual([call.id, call.answeredAt]);
  expect(kim.world.client.state.get().calls.map(({ id, state }) => [id, state])).toEqual([[ringing.id, 'active']]);
  expect([await firstTone(scene, call.id), await firstTone(kim, ringing.id)]).toEqual([700, 440]);
  await scene.calls.hangUp(call.id);
  await kim.untilCall(ringing.id, ({ state }) => state === 'ended');
  await kim.stop();
});

it('a call with a telephone goes on in its dialog over the next connection', async () => {
  const call = await scene.talkTo('sip:echo@contoso.com');
  const inTheLab = () => scene.world.lab.calls.list().filter(({ state }) => state !== 'ended');
  const before = inTheLab().map(({ id }) => id);
  scene.world.lab.dropConnections('sip.contoso.com');
  await scene.untilCall(call.id, ({ trouble }) => trouble?.code === 'CONNECTION_LOST');
  await scene.untilCall(call.id, ({ trouble, state }) => trouble === undefined && state === 'active');
  expect(inTheLab().map(({ id }) => id)).toEqual(before);
  expect(await firstTone(scene, call.id)).toBe(440);
  expect(await scene.calls.sendDigits(call.id, '7#')).toEqual({ ok: true, value: undefined });
  await expect.poll(() => scene.world.lab.calls.list().at(-1)?.digits).toBe('7#');
  // The telephone finds us where we are now.
  scene.world.lab.calls.hangUp(before[0] ?? '');
  const ended = await scene.untilCall(call.id, ({ state }) => state === 'ended');
  expect(ended.end?.why).toBe('peer-hung-up');
});

it('a call over a connection that a sleep left half open goes on over the one that is begun beside it', async () => {
  const call = await scene.talkTo('sip:echo@contoso.com');
  const { lab, client } = scene.world;
  const standsOn = () => {
    const { account } = client.state.get();
    return account.kind === 'registered' ? account.account.local : '';
  };
  const asked = () =>
    lab.log().filter(({ startLine, direction }) => `${direction} ${startLine}`.startsWith('received REGISTER')).length;
  const [before, askedBefore] = [standsOn(), asked()];
  lab.setFaults('sip.contoso.com', { silent: 'sip' });
  client.wokeUp();
  await expect.poll(asked).toBeGreaterThan(askedBefore);
  lab.setFaults('sip.contoso.com', {});
  await expect.poll(() => standsOn() !== '' && standsOn() !== before, { timeout: 10_000 }).toBe(true);
  await scene.untilCall(call.id, ({ trouble, state }) => trouble === undefined && state === 'active');
  expect(await firstTone(scene, call.id)).toBe(440);
  expect(await scene.calls.sendDigits(call.id, '7#')).toEqual({ ok: true, value: undefined });
  await expect.poll(() => lab.calls.list().at(-1)?.digits).toBe('7#');
  await scene.calls.hangUp(call.id);
});

it('digits arrive at the far end', async () => {
  const call = await scene.talkTo('sip:echo@contoso.com');
  expect(await scene.calls.sendDigits(call.id, '42#')).toEqual({ ok: true, value: undefined });
  await expect.poll(() => scene.world.lab.calls.list().at(-1)?.digits).toBe('42#');
  await scene.calls.hangUp(call.id);
});

it('a number goes through the plan to the telephone network, and is heard', async () => {
  const call = await scene.talkTo('+14255550199');
  expect(call.peer).toMatchObject({ number: '+14255550199', uri: 'sip:+14255550199@contoso.com;user=phone' });
  await scene.calls.hangUp(call.id);
});

it('a party that sends us on is followed', async () => {
  scene.world.lab.calls.setTimes({ ringMs: 200, stepMs: 200 });
  const started = scene.calls.call({ to: 'sip:transfers@contoso.com' });
  const next = await scene.until(({ peer, state }) => state === 'active' && peer.uri !== 'sip:transfers@contoso.com');
  const first = await scene.untilCall(started.ok ? started.value : '', ({ state }) => state === 'ended');
  expect(first.end?.why).toBe('transferred');
  await scene.calls.hangUp(next.id);
});
