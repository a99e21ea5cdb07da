/** A far end that knows the checks of 2010 alone, and one that nobody's checks reach. [MS-ICE2] */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CallScene, firstTone, startCallScene } from '../fakes/call-scene.ts';

let scene: CallScene;

beforeAll(async () => {
  scene = await startCallScene();
});

afterAll(() => scene.stop());

it('finds a way by the old form of the checks, with a port for each component, and is heard', async () => {
  const call = await scene.talkTo('sip:oldice@contoso.com');
  expect(call.encryption).toBe('srtp');
  expect(await firstTone(scene, call.id)).toBe(440);
  const told = await scene.untilCall(call.id, ({ quality }) => quality?.path !== undefined);
  expect(told.quality?.path).toBe('direct');
  await scene.calls.hangUp(call.id);
});
