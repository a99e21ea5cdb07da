/** The sound of a meeting between three clients: an organizer, a colleague, and a guest who is nobody here. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Lab } from '../../src/lab/api.ts';
import type { DeviceSource } from '../../src/main/devices/source.ts';
import type { Call } from '../../src/shared/model/call.ts';
import type { MeetingState } from '../../src/shared/model/meeting.ts';
import type { Snapshot } from '../../src/shared/model/snapshot.ts';
import { createHandClock } from '../fakes/hand-clock.ts';
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
const isIncoming = ({ state }: Call) => state === 'incoming';
const isNoMeetings = ({ meetingId: of }: Call) => of === undefined;
const isMutedIn = (entity: string, isMuted: boolean) => (meeting: MeetingState) =>
  meeting.participants.some((each) => each.entity === entity && each.isMuted === isMuted);
const ok = { ok: true, value: undefined };
const all = [400, 700, 1100];

/** Waits until this one hears these of the three tones and no other. A machine that stood still has holes in its sound. */
async function hears(scene: MeetingScene, call: Call, tones: readonly number[]): Promise<void> {
  const heard = async () => {
    const levels = await scene.levels(call.id, all);
    return all.filter((_, at) => (levels[at] ?? -100) > loud);
  };
  await expect.poll(heard, { interval: 0 }).toEqual(tones);
}

/** The own entity in the roster. */
function selfOf({ meeting }: Snapshot): string {
  return meeting?.participants.find(({ isSelf }) => isSelf)?.entity ?? '';
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
    await hears(karen, hers, [700, 1100]);
    await hears(anu, his, [400, 1100]);
    await hears(guest, theirs, [400, 700]);
    expect((await karen.levels(hers.id, [400]))[0]).toBeLessThan(quiet);
    expect([hers.meetingId, hers.encryption, guest.world.client.state.get().meeting?.asGuest]).toEqual([
      karen.world.client.state.get().meeting?.id,
      'srtp',
      true,
    ]);
    expect((await anu.untilSelf(({ modalities }) => modalities.includes('audio'))).isMuted).toBe(false);
  });

  it('says who speaks, and no longer than they do', async () => {
    const speaking =
      (...scenes: readonly MeetingScene[]) =>
      (snapshot: Snapshot) => {
        const entities = scenes.map(({ world }) => selfOf(world.client.state.get()));
        return String([...snapshot.speaking].sort()) === String(entities.sort());
      };
    await karen.joinSound();
    const his = await anu.joinSound();
    await Promise.all([karen.world.until(speaking(anu)), anu.world.until(speaking(karen))]);
    await guest.joinSound();
    await Promise.all([karen.world.until(speaking(anu, guest)), guest.world.until(speaking(anu, karen))]);
    await anu.world.client.calls.hangUp(his.id);
    await karen.world.until(speaking(guest));
    expect(anu.world.client.state.get().speaking).toEqual([]);
    const { control } = karen.world.client.meetings;
    expect(await control.mute(selfOf(guest.world.client.state.get()), true)).toEqual(ok);
    await karen.world.until(speaking());
  });

  it('is muted for one and for all by the organizer, who cannot open a microphone that its owner closed', async () => {
    const [hers, his] = [await karen.joinSound(), await anu.joinSound()];
    const theirs = await guest.joinSound();
    const { control } = karen.world.client.meetings;
    const { entity } = await guest.untilSelf(({ isMuted }) => isMuted === false);
    expect(await control.mute(entity, true)).toEqual(ok);
    expect((await guest.untilSound(({ isMutedByMeeting }) => isMutedByMeeting === true)).isMuted).toBe(true);
    await hears(karen, hers, [700]);
    expect(await control.mute(entity, false)).toEqual(ok);
    expect((await guest.untilSound(({ isMutedByMeeting }) => !isMutedByMeeting)).isMuted).toBe(false);
    await hears(karen, hers, [700, 1100]);

    expect(await control.mute('all', true)).toEqual(ok);
    await Promise.all([anu, guest].map((each) => each.untilSound(({ isMutedByMeeting }) => isMutedByMeeting === true)));
    await hears(karen, hers, []);
    await hears(anu, his, [400]);
    anu.world.client.calls.mute(his.id, false);
    await anu.untilSelf(({ isMuted }) => isMuted === false);
    await hears(karen, hers, [700]);

    guest.world.client.calls.mute(theirs.id, true);
    expect(await control.mute(entity, false)).toEqual(ok);
    expect((await karen.untilMeeting(isMutedIn(entity, true))).id).toBeTruthy();
    expect(guest.world.client.state.get().calls.find(isActive)).toMatchObject({ isMuted: true });
    await control.mute('all', false);
  });

  it('shows in the roster who muted themselves', async () => {
    await karen.joinSound();
    const his = await anu.joinSound();
    anu.world.client.calls.mute(his.id, true);
    await karen.untilMeeting(isMutedIn('sip:anu@contoso.com', true));
    anu.world.client.calls.mute(his.id, false);
    await karen.untilMeeting(isMutedIn('sip:anu@contoso.com', false));
    expect((await anu.untilSound(isActive)).isMutedByMeeting).toBeUndefined();
  });

  it('keeps somebody muted who may not unmute, with the reason', async () => {
    await karen.joinSound();
    const his = await anu.joinSound();
    const { control } = karen.world.client.meetings;
    expect(await control.setPermissions({ attendeesMayUnmute: false })).toEqual(ok);
    expect(await control.mute('sip:anu@contoso.com', true)).toEqual(ok);
    await anu.untilSound(({ isMutedByMeeting }) => isMutedByMeeting === true);
    anu.world.client.calls.mute(his.id, false);
    const still = await anu.untilSound(({ trouble }) => trouble !== undefined);
    expect(still).toMatchObject({ isMuted: true, isMutedByMeeting: true, trouble: { code: 'MEETING_NOT_ALLOWED' } });
    expect(await control.setPermissions({ attendeesMayUnmute: true })).toEqual(ok);
    expect(await control.mute('sip:anu@contoso.com', false)).toEqual(ok);
    await anu.untilSound(({ isMuted }) => !isMuted);
  });

  it.each([
    ['full', { why: 'refused', failure: { code: 'MEETING_SOUND_REFUSED', data: { why: 'busy' } } }],
    ['refuses', { why: 'refused', failure: { code: 'MEETING_SOUND_REFUSED', data: { why: 'unreachable' } } }],
  ] as const)('whose server %s leaves the meeting as it is, and is joined later', async (entrance, end) => {
    lab.calls.setMixer('contoso.com', { entrance });
    karen.world.client.meetingSound.join();
    expect((await karen.untilSound(isOver)).end).toMatchObject(end);
    expect(karen.world.client.state.get().meeting?.phase).toBe('joined');
    lab.calls.setMixer('contoso.com', {});
    await karen.joinSound();
    expect(karen.world.client.state.get().calls.filter(isOver)).toEqual([]);
  });

  it('that its server hangs up is over, the meeting is not, and it is joined again', async () => {
    await karen.joinSound();
    const [row] = lab.calls.list().slice(-1);
    lab.calls.hangUp(row?.id ?? '');
    expect((await karen.untilSound(isOver)).end).toEqual({ why: 'peer-hung-up' });
    expect(karen.world.client.state.get().meeting?.phase).toBe('joined');
    await karen.joinSound();
  });

  it('is held by a call that is answered meanwhile, and taken up again', async () => {
    const hers = await karen.joinSound();
    const id = lab.calls.from('jeremy@contoso.com', 'karen@contoso.com', { sound: 'tone', hertz: 620 });
    const { calls } = karen.world.client;
    const ringing = (await karen.world.until((each) => each.calls.some(isIncoming))).calls.find(isIncoming);
    expect(await calls.answer(ringing?.id ?? '')).toEqual(ok);
    await karen.untilSound(({ hold }) => hold === 'ours');
    lab.calls.hangUp(id);
    expect(await calls.hold(hers.id, false)).toEqual(ok);
    await anu.joinSound();
    await hears(karen, hers, [700]);
  });

  it('is in no list of calls, is not handed on, and takes no digits', async () => {
    const { id } = await karen.joinSound();
    const { calls } = karen.world.client;
    const ended: string[] = [];
    calls.onEnded((summary) => ended.push(summary.id));
    expect(await calls.transfer(id, 'sip:anu@contoso.com')).toMatchObject({ failure: { code: 'CALL_NOT_NOW' } });
    expect(await calls.sendDigits(id, '1')).toMatchObject({ failure: { code: 'CALL_NOT_NOW' } });
    expect(karen.world.client.meetingSound.join()).toEqual({ ok: true, value: id });
    await karen.world.until(({ ownPresence }) => ownPresence.activity === 'in-a-conference');
    await calls.hangUp(id);
    await karen.untilSound(isOver);
    expect(ended).toEqual([]);
  });

  it('ends for whom the organizer removes, and for all with the meeting', async () => {
    await karen.joinSound();
    await anu.joinSound();
    await guest.joinSound();
    const { control } = karen.world.client.meetings;
    const { entity } = await guest.untilSelf(({ modalities }) => modalities.includes('audio'));
    expect(await control.remove(entity)).toEqual(ok);
    expect((await guest.untilMeeting(({ phase }) => phase === 'ended')).endedBecause).toBe('removed');
    await guest.world.until(({ calls }) => calls.length === 0);
    expect(await control.end()).toEqual(ok);
    await Promise.all([anu, karen].map(({ world }) => world.until(({ calls }) => calls.every(isNoMeetings))));
    expect([karen, anu, guest].map(({ window }) => window.openCalls)).toEqual([0, 0, 0]);
    expect(karen.world.client.meetingSound.join()).toMatchObject({ failure: { code: 'MEETING_NOT_IN' } });
  });
});

describe('in another meeting, the sound', () => {
  it('whose server does not answer is given up with a sentence, and the meeting goes on', async () => {
    const clock = createHandClock();
    const alone = await startMeetingScene({ clock, meetingId: 'KARENL0B', address: 'karen@contoso.com', hertz: 400 });
    alone.world.lab.meeting('KARENL0B').stopPlaying();
    alone.world.lab.calls.setMixer('contoso.com', { entrance: 'silent' });
    expect(alone.world.client.meetingSound.join()).toMatchObject({ ok: true });
    await alone.untilSound(({ state }) => state === 'calling');
    await clock.pass(30_000);
    const { end } = await alone.untilSound(isOver);
    expect(end).toMatchObject({ failure: { code: 'MEETING_SOUND_REFUSED', data: { why: 'unanswered' } } });
    expect(alone.world.client.state.get().meeting?.phase).toBe('joined');
    alone.world.lab.calls.setMixer('contoso.com', {});
    await alone.joinSound();
    await alone.stop();
  });

  it('is joined by itself by who wishes it and has a microphone', async () => {
    const microphones: DeviceSource = {
      name: 'pulseaudio',
      kinds: ['microphone'],
      list: async () => ({
        devices: [{ id: 'mic', kind: 'microphone', label: 'Jabra' }],
        preferred: { microphone: 'mic' },
      }),
      watch: () => () => undefined,
    };
    const alone = await startMeetingScene({
      deviceSources: [microphones],
      meetingId: 'KARENL0B',
      address: 'karen@contoso.com',
      hertz: 400,
    });
    await alone.untilSound(isActive);
    await alone.world.client.meetings.leave();
    await alone.world.until(({ calls }) => calls.length === 0);
    await alone.stop();
  });
});
