/** A far end that knows the checks of 2010 alone, and one that nobody's checks reach. [MS-ICE2] */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CallScene, firstTone, startCallScene } from '../fakes/call-scene.ts';
import { createHandClock } from '../fakes/hand-clock.ts';
import { relayHere } from '../fakes/relay-here.ts';

const relayClock = createHandClock();
let scene: CallScene;

beforeAll(async () => {
  scene = await startCallScene({ client: { forkRelay: () => relayHere(relayClock) } });
});

afterAll(() => scene.stop());

/** Of the limits of the second call towards the window, the one for the handshake is over. */
async function windowReached(): Promise<void> {
  await relayClock.begun(15_000, 4);
  await expect.poll(() => relayClock.held.filter((ms) => ms === 15_000).length).toBe(1);
}

const ofLab = () => scene.world.lab.calls.list().at(-1);

it('a way is found by the old form of the checks, with a port for each component, and the tone is heard', async () => {
  const call = await scene.talkTo('sip:oldice@contoso.com');
  expect(call.encryption).toBe('srtp');
  expect(await firstTone(scene, call.id)).toBe(440);
  await relayClock.pass(2000);
  const { quality } = await scene.untilCall(call.id, (each) => each.quality?.path !== undefined);
  expect(quality?.path).toBe('direct');
  expect(ofLab()).toMatchObject({ state: 'talking', encryption: 'sdes', audio: 'sendrecv' });
  await scene.calls.hangUp(call.id);
  await expect.poll(() => ofLab()?.end).toBe('bye');
});

it('where no check is answered, the call ends with the reason after 20 s, and the far end is told', async () => {
  scene.world.lab.calls.setMediaFaults({ lossPercent: 100 });
  try {
    const started = scene.calls.call({ to: 'sip:oldice@contoso.com' });
    const id = started.ok ? started.value : '';
    await scene.untilCall(id, ({ state }) => state === 'connecting');
    await windowReached();
    await relayClock.pass(19_000);
    expect((await scene.untilCall(id, () => true)).state).toBe('connecting');
    await relayClock.pass(1000);
    const over = await scene.untilCall(id, ({ state }) => state === 'ended');
    expect(over.end).toMatchObject({ why: 'failed', failure: { code: 'MEDIA_NO_PATH' } });
    // The details say which ways were tried.
    const place = String.raw`host 127\.[\d.]+:\d+`;
    expect(over.end?.failure?.detail).toMatch(new RegExp(`^no answer from ${place}[^;]*; to ${place}[^;]*$`));
    await expect.poll(() => ofLab()?.end).toBe('bye');
  } finally {
    scene.world.lab.calls.setMediaFaults({});
  }
});
