/** The sound of a meeting between three clients: an organizer, a colleague, and a guest who is nobody here. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Lab } from '../../src/lab/api.ts';
import type { Call } from '../../src/shared/model/call.ts';
import { type MeetingScene, startMeetingScene } from '../fakes/meeting-scene.ts';

const meetingId = 'KARENL1V';
const loud = -30;
const quiet = -45;

let karen: MeetingScene;
let anu: MeetingScene;
let guest: MeetingScene;
let lab: Lab;

beforeAll(async () => {
  karen = await startMeetingScene({ meetingId, address: 'karen@contoso.com', hertz: 400 });
  ({ lab } = karen.world);
  lab.meeting(meetingId).stopPlaying();
  anu = await startMeetingScene({ lab, meetingId, address: 'anu@contoso.com', hertz: 700, installId: '1'.repeat(32) });
  guest = await startMeetingScene({ lab, meetingId, hertz: 1100, guestName: 'Bob Kelly' });
});

afterAll(async () => {
  await guest.stop();
  await anu.stop();
  await karen.stop();
});

const isActive = ({ state }: Call) => state === 'active';
const isOver = ({ state }: Call) => state === 'ended';
const all = [400, 700, 1100];

/** Which of the three tones this one hears. */
async function heard(scene: MeetingScene, call: Call): Promise<readonly number[]> {
  const levels = await scene.levels(call.id, all);
  return all.filter((_, at) => (levels[at] ?? -100) > loud);
}

/** Ends all sound, so that the next test begins without. */
async function hangUpAll(): Promise<void> {
  for (const scene of [karen, anu, guest]) {
    const live = scene.world.client.state.get().calls.filter(({ state }) => state !== 'ended');
    await Promise.all(live.map(({ id }) => scene.world.client.calls.hangUp(id)));
    if (scene.world.client.state.get().meeting?.phase === 'joined') {
      await scene.untilSelf(({ modalities }) => !modalities.includes('audio'));
    }
  }
}

afterEach(async () => {
  lab.calls.setMixer('contoso.com', {});
  await hangUpAll();
});

describe('the sound of a meeting', () => {
  it('lets each hear the others and not itself, a guest included', async () => {
    const [hers, his, theirs] = [await karen.joinSound(), await anu.joinSound(), await guest.joinSound()];
    expect(await heard(karen, hers)).toEqual([700, 1100]);
    expect(await heard(anu, his)).toEqual([400, 1100]);
    expect(await heard(guest, theirs)).toEqual([400, 700]);
    expect((await karen.levels(hers.id, [400]))[0]).toBeLessThan(quiet);
    expect([hers.meetingId, hers.encryption, guest.world.client.state.get().meeting?.asGuest]).toEqual([
      karen.world.client.state.get().meeting?.id,
      'srtp',
      true,
    ]);
    expect((await anu.untilSelf(({ modalities }) => modalities.includes('audio'))).isMuted).toBe(false);
  });
});
