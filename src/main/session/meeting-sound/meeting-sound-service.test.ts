import { describe, expect, it } from 'vitest';
import { createAgentBench } from '../../../../test/fakes/agent-bench.ts';
import { createFakeClock } from '../../../../test/fakes/fake-clock.ts';
import { testApp } from '../../../../test/fakes/test-app.ts';
import type { Call } from '../../../shared/model/call.ts';
import type { DevicesState } from '../../../shared/model/devices.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import { firstSlices } from '../../../shared/model/first-slices.ts';
import { defaultSettings } from '../../../shared/model/settings.ts';
import { done, failed } from '../../../shared/outcome.ts';
import { createStateStore } from '../../store/state.ts';
import { createMeetingSoundService, type SoundWish } from './meeting-sound-service.ts';

const uri = 'sip:garth@tailspintoys.com;gruu;opaque=app:conf:audio-video:id:2Z92HZZZ';
const microphone: DevicesState = {
  state: 'ready',
  devices: [{ id: 'mic', kind: 'microphone', label: 'Jabra' }],
  chosen: { microphone: 'mic' },
};

const standing: Omit<Call, 'id' | 'isMuted' | 'picture'> = {
  direction: 'out',
  peer: { uri, name: '' },
  state: 'active',
  startedAt: 0,
  hold: 'none',
  hasPeerPicture: false,
  canShowPicture: true,
};

/** Somebody in a meeting that has told nothing yet. */
function inMeeting({
  joinWithSound = true,
  devices = microphone,
}: {
  joinWithSound?: boolean;
  devices?: DevicesState;
}) {
  const clock = createFakeClock();
  const state = createStateStore(firstSlices(testApp, { ...defaultSettings, joinWithSound }), clock);
  state.set('devices', devices);
  const wishes: SoundWish[] = [];
  const roster = new Map<number, string>();
  const ended = new Set<string>();
  const left: string[] = [];
  const troubles: (Failure | undefined)[] = [];
  const refusing = { video: undefined as Failure | undefined };
  const service = createMeetingSoundService({
    state,
    clock,
    call(wish) {
      wishes.push(wish);
      if (wish.withCamera && refusing.video) return failed(refusing.video);
      const id = `call-${wishes.length}`;
      const leave = async () => void left.push(id);
      const isOver = () => ended.has(id);
      return done({
        id,
        get isOver() {
          return isOver();
        },
        muteByMeeting: () => undefined,
        trouble: (failure) => void troubles.push(failure),
        leave,
      });
    },
    muteOneself: async () => done(undefined),
  });
  let told: string | undefined;
  const attach = () =>
    service.attach({
      meetingId: 'meeting-1',
      agent: createAgentBench().agent,
      ownEntity: 'sip:karen@contoso.com',
      mcuUri: () => told,
      speakersOf: (sources) => sources.flatMap((source) => roster.get(source) ?? []),
    });
  const attached = attach();
  /** The connection went and is back: another place, where nothing is told yet. */
  const fallOut = async (from = attached) => {
    await from.close();
    told = undefined;
    return attach();
  };
  /** `phone` is no call of the meeting. */
  const show = (...calls: readonly (Pick<Call, 'id' | 'isMuted' | 'picture'> & Partial<Call>)[]) =>
    state.set(
      'calls',
      calls.map((call) => ({ ...standing, ...(call.id === 'phone' ? {} : { meetingId: 'meeting-1' }), ...call })),
    );
  const tell = async () => {
    told = uri;
    state.set('meeting', null);
    await clock.advance(100);
  };
  /** The meeting and the calls changed somehow. */
  const stir = async () => {
    state.set('meeting', null);
    await clock.advance(100);
  };
  const speaking = () => state.get().speaking;
  return { service, wishes, left, troubles, refusing, attached, fallOut, show, tell, stir, roster, ended, speaking };
}

describe('joining a meeting', () => {
  it('joins its sound once, as soon as the meeting tells where it is', async () => {
    const { wishes, tell } = inMeeting({});
    expect(wishes).toEqual([]);
    await tell();
    await tell();
    expect(wishes).toMatchObject([{ meetingId: 'meeting-1', uri, withCamera: false }]);
  });

  it.each([
    ['who does not wish it', { joinWithSound: false }],
    ['who has no microphone', { devices: { ...microphone, devices: [], chosen: {} } }],
  ])('leaves the sound to %s, who joins it by hand', async (_, options) => {
    const { service, wishes, tell } = inMeeting(options);
    await tell();
    expect(wishes).toEqual([]);
    expect(service.join(true)).toEqual(done('call-1'));
    expect(wishes).toMatchObject([{ withCamera: true }]);
    expect(service.join()).toEqual(done('call-1'));
  });

  it('has no sound to join before the meeting tells of it, nor after', async () => {
    const { service, attached, left, tell } = inMeeting({ joinWithSound: false });
    expect(service.join()).toMatchObject({ failure: { code: 'MEETING_PART_MISSING' } });
    await tell();
    service.join();
    await attached.close();
    expect(left).toEqual(['call-1']);
    expect(service.join()).toMatchObject({ failure: { code: 'MEETING_NOT_IN' } });
  });
});

describe('falling out of a meeting and coming back', () => {
  it.each([
    [
      { isMuted: true, picture: 'camera' },
      { isMuted: true, withCamera: true },
    ],
    [
      { isMuted: false, picture: 'none' },
      { isMuted: false, withCamera: false },
    ],
  ] as const)('joins the sound as it was: %j', async (was, wish) => {
    const { wishes, fallOut, show, tell } = inMeeting({});
    await tell();
    show({ id: 'call-1', ...was });
    await fallOut();
    await tell();
    expect(wishes.slice(1)).toMatchObject([wish]);
  });

  it('is as it was too when it happens again before anything was told', async () => {
    const { wishes, fallOut, show, tell } = inMeeting({});
    await tell();
    show({ id: 'call-1', isMuted: true, picture: 'camera' });
    const second = await fallOut();
    await fallOut(second);
    await tell();
    await tell();
    expect(wishes.slice(1)).toMatchObject([{ isMuted: true, withCamera: true }]);
  });

  it('asks as for the first time where the first connection was lost before anything was told', async () => {
    const { wishes, fallOut, tell } = inMeeting({});
    await fallOut();
    await tell();
    await tell();
    expect(wishes).toMatchObject([{ isMuted: false, withCamera: false }]);
  });

  it('whose sound was held is not heard again by itself: one may be talking to somebody else', async () => {
    const { service, wishes, fallOut, show, tell } = inMeeting({});
    await tell();
    const phone = { id: 'phone', isMuted: false, picture: 'none' } as const;
    show({ ...phone, id: 'call-1', hold: 'ours' }, phone);
    await fallOut();
    await tell();
    show();
    await tell();
    expect(wishes).toHaveLength(1);
    expect(service.join()).toEqual(done('call-2'));
  });

  it('waits for the end of a call that was begun meanwhile, which would be held', async () => {
    const { wishes, fallOut, show, tell, stir } = inMeeting({});
    await tell();
    show({ id: 'call-1', isMuted: true, picture: 'none' });
    await fallOut();
    show({ id: 'phone', isMuted: false, picture: 'none', state: 'connecting' });
    await tell();
    show({ id: 'phone', isMuted: false, picture: 'none' });
    await stir();
    expect(wishes).toHaveLength(1);
    show({ id: 'phone', isMuted: false, picture: 'none', state: 'ended' });
    await stir();
    await stir();
    expect(wishes.slice(1)).toMatchObject([{ isMuted: true }]);
  });

  it('stays without sound where one was without', async () => {
    const { wishes, fallOut, tell } = inMeeting({ joinWithSound: false });
    await tell();
    const second = await fallOut();
    await tell();
    await fallOut(second);
    await tell();
    expect(wishes).toEqual([]);
  });

  it('joins with sound alone where a picture is not allowed any more, and says so', async () => {
    const { service, wishes, troubles, refusing, fallOut, show, tell } = inMeeting({});
    await tell();
    show({ id: 'call-1', isMuted: true, picture: 'camera' });
    refusing.video = { code: 'POLICY_FORBIDS', at: 0, data: { policy: 'meeting', key: 'video' } };
    await fallOut();
    await tell();
    expect(wishes.slice(1)).toMatchObject([
      { withCamera: true, isMuted: true },
      { withCamera: false, isMuted: true },
    ]);
    expect(troubles).toEqual([refusing.video]);
    // Who asks for a picture by hand hears of the refusal there.
    await fallOut();
    expect(service.join(true)).toMatchObject({ ok: false });
  });
});

describe('who speaks', () => {
  const karen = 'sip:karen@contoso.com';
  const anu = 'sip:anu@contoso.com';

  it('is whoever the roster has for the sources of the sound, also when it tells later', async () => {
    const { service, wishes, roster, speaking, tell, stir } = inMeeting({ joinWithSound: false });
    await tell();
    service.join();
    roster.set(2, karen);
    wishes[0]?.onSpeakers([2, 4]);
    expect(speaking()).toEqual([karen]);
    roster.set(4, anu);
    await stir();
    expect(speaking()).toEqual([karen, anu]);
    wishes[0]?.onSpeakers([4]);
    expect(speaking()).toEqual([anu]);
    wishes[0]?.onSpeakers([]);
    expect(speaking()).toEqual([]);
  });

  it('is nobody any more when the sound is over, when it begins anew, and when one leaves the meeting', async () => {
    const { service, wishes, roster, ended, attached, speaking, tell, stir } = inMeeting({ joinWithSound: false });
    await tell();
    roster.set(2, karen);
    service.join();
    wishes[0]?.onSpeakers([2]);
    ended.add('call-1');
    await stir();
    expect(speaking()).toEqual([]);
    service.join();
    await stir();
    expect(speaking()).toEqual([]);
    wishes[1]?.onSpeakers([2]);
    expect(speaking()).toEqual([karen]);
    await attached.close();
    expect(speaking()).toEqual([]);
  });
});
