/** A media relay that means harm: the call says that there is no way, or goes through it all the same. [MS-TURN] */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { RelayMalice } from '../../src/lab/faults/malice.ts';
import { openBehindWall } from '../fakes/behind-wall.ts';
import { type CallScene, startCallScene } from '../fakes/call-scene.ts';
import { createHandClock } from '../fakes/hand-clock.ts';
import { turns } from '../fakes/process-holdings.ts';
import { relayHere } from '../fakes/relay-here.ts';

const PARTY = 'oldice@contoso.com';
const clock = createHandClock();
const relayClock = createHandClock();
let scene: CallScene;

beforeAll(async () => {
  scene = await startCallScene({ client: { clock, forkRelay: () => relayHere(relayClock, openBehindWall) } });
  const { lab } = scene.world;
  lab.calls.setMediaFaults({ isTranslated: true }, PARTY);
  lab.calls.setMediaRelay('contoso.com', true);
  const given = new Promise<void>((resolve) => {
    lab.onLog(({ text }) => text.includes('<credentialsResponse') && resolve());
  });
  await clock.begun(3000);
  await clock.pass(3000);
  await clock.pass(10 * 60_000);
  await given;
});
afterAll(() => scene.stop());

afterEach(() => scene.world.lab.setFaults('sip.contoso.com', {}));

/** The call's id, once it is on its way; the relay plays this from now on. */
function callThrough(malice: RelayMalice): string {
  scene.world.lab.setFaults('sip.contoso.com', { malice });
  const started = scene.calls.call({ to: `sip:${PARTY}` });
  if (!started.ok) throw new Error(started.failure.code);
  return started.value;
}

it.each([
  ['relay-twice', 1],
  ['relay-unasked', 2],
] as const)('that plays %s: one talks through it', async (malice, call) => {
  const id = callThrough(malice);
  // Each of the two components waits a little for a better way than the relay.
  await relayClock.begun(600, 2 * call);
  await relayClock.pass(600);
  await scene.untilCall(id, ({ state }) => state === 'active');
  await scene.calls.hangUp(id);
});

it.each(['relay-garbage', 'relay-huge', 'relay-length', 'relay-other-transaction'] as const)(
  'that plays %s: there is no way, and the call says so',
  async (malice) => {
    const id = callThrough(malice);
    let isOver = false;
    const ended = scene
      .untilCall(id, ({ state }) => state === 'ended')
      .then((call) => {
        isOver = true;
        return call;
      });
    for (; !isOver; await relayClock.pass(500)) await turns(200);
    expect(await ended).toMatchObject({ end: { why: 'failed', failure: { code: 'MEDIA_NO_PATH' } } });
  },
);
