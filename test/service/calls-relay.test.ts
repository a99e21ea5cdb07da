/** A caller behind a wall calls somebody behind another: the company's media relay carries what they say. [MS-TURN], [MS-AVEDGEA] */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBehindWall } from '../fakes/behind-wall.ts';
import { type CallScene, firstTone, startCallScene } from '../fakes/call-scene.ts';
import { createHandClock } from '../fakes/hand-clock.ts';
import { relayHere } from '../fakes/relay-here.ts';

const PARTY = 'oldice@contoso.com';
const clock = createHandClock();
const relayClock = createHandClock();
let scene: CallScene;

const ofLab = () => scene.world.lab.calls.list().at(-1);
const decisions = () =>
  scene.world.client.tracing
    .list(0, 100_000)
    .entries.flatMap((entry) => (entry.kind === 'decision' && /media relay/.test(entry.text) ? [entry.text] : []));
const credentialsGiven = () => scene.world.lab.log().filter(({ text }) => text.includes('<credentialsResponse')).length;

beforeAll(async () => {
  scene = await startCallScene({
    hertz: 550,
    client: { clock, forkRelay: () => relayHere(relayClock, openBehindWall) },
  });
  scene.world.lab.calls.setMediaFaults({ isTranslated: true }, PARTY);
});

afterAll(() => scene.stop());

it('without a relay there is no way, and the call says so', async () => {
  await clock.begun(3000);
  await clock.pass(3000);
  await expect.poll(decisions).toEqual(['no credentials for the media relay: refused']);
  const started = scene.calls.call({ to: `sip:${PARTY}` });
  const id = started.ok ? started.value : '';
  await scene.untilCall(id, ({ state }) => state === 'connecting');
  await relayClock.begun(15_000, 2);
  await relayClock.pass(20_000);
  const { end } = await scene.untilCall(id, ({ state }) => state === 'ended');
  expect(end).toMatchObject({ why: 'failed', failure: { code: 'MEDIA_NO_PATH' } });
});

it('with one, both hear each other through it', async () => {
  scene.world.lab.calls.setMediaRelay('contoso.com', true);
  await clock.pass(10 * 60_000);
  await expect.poll(credentialsGiven).toBe(1);
  const started = scene.calls.call({ to: `sip:${PARTY}` });
  // Each of the two components waits a little for a better way than the relay.
  await relayClock.begun(600, 2);
  await relayClock.pass(600);
  const call = await scene.untilCall(started.ok ? started.value : '', ({ state }) => state === 'active');
  expect(await firstTone(scene, call.id)).toBe(550);
  await expect.poll(() => ofLab()?.heard.hertz).toBe(550);
  await relayClock.pass(2000);
  const { quality } = await scene.untilCall(call.id, (each) => each.quality?.path !== undefined);
  expect(quality?.path).toBe('relayed');
  await scene.calls.hangUp(call.id);
  await expect.poll(() => ofLab()?.end).toBe('bye');
});
