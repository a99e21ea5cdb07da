import { describe, expect, it } from 'vitest';
import { createAgentBench } from '../../../../test/fakes/agent-bench.ts';
import { app } from '../../../../test/fakes/device-bench.ts';
import { createFakeClock } from '../../../../test/fakes/fake-clock.ts';
import type { DevicesState } from '../../../shared/model/devices.ts';
import { firstSlices } from '../../../shared/model/first-slices.ts';
import { defaultSettings } from '../../../shared/model/settings.ts';
import { done } from '../../../shared/outcome.ts';
import { createStateStore } from '../../store/state.ts';
import { createMeetingSoundService, type SoundWish } from './meeting-sound-service.ts';

const uri = 'sip:garth@tailspintoys.com;gruu;opaque=app:conf:audio-video:id:2Z92HZZZ';
const microphone: DevicesState = {
  state: 'ready',
  devices: [{ id: 'mic', kind: 'microphone', label: 'Jabra' }],
  chosen: { microphone: 'mic' },
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
  const state = createStateStore(firstSlices(app, { ...defaultSettings, joinWithSound }), clock);
  state.set('devices', devices);
  const wishes: SoundWish[] = [];
  const roster = new Map<number, string>();
  const ended = new Set<string>();
  const left: string[] = [];
  const service = createMeetingSoundService({
    state,
    clock,
    call(wish) {
      wishes.push(wish);
      const id = `call-${wishes.length}`;
      const leave = async () => void left.push(id);
      const isOver = () => ended.has(id);
      return done({
        id,
        get isOver() {
          return isOver();
        },
        muteByMeeting: () => undefined,
        trouble: () => undefined,
        leave,
      });
    },
    muteOneself: async () => done(undefined),
  });
  let told: string | undefined;
  const attached = service.attach({
    meetingId: 'meeting-1',
    agent: createAgentBench().agent,
    ownEntity: 'sip:karen@contoso.com',
    mcuUri: () => told,
    speakersOf: (sources) => sources.flatMap((source) => roster.get(source) ?? []),
  });
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
  return { service, wishes, left, attached, tell, stir, roster, ended, speaking: () => state.get().speaking };
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
