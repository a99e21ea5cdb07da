/** The sound of a meeting whose calls and roster are the test. */
import {
  createMeetingSoundService,
  type SoundWish,
} from '../../src/main/session/meeting-sound/meeting-sound-service.ts';
import { createStateStore } from '../../src/main/store/state.ts';
import type { SoundEndpoint } from '../../src/protocol/roster/modalities.ts';
import type { Call } from '../../src/shared/model/call.ts';
import type { DevicesState } from '../../src/shared/model/devices.ts';
import type { Failure } from '../../src/shared/model/failure.ts';
import { firstSlices } from '../../src/shared/model/first-slices.ts';
import type { MeetingState } from '../../src/shared/model/meeting.ts';
import { defaultSettings } from '../../src/shared/model/settings.ts';
import { done, failed } from '../../src/shared/outcome.ts';
import { createAgentBench } from './agent-bench.ts';
import { createFakeClock } from './fake-clock.ts';
import { testApp } from './test-app.ts';

export const uri = 'sip:garth@tailspintoys.com;gruu;opaque=app:conf:audio-video:id:2Z92HZZZ';
export const microphone: DevicesState = {
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
export function inMeeting({
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
  const sounds: SoundEndpoint[] = [];
  const told: string[] = [];
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
    async muteOneself(...[, isMuted, endpoint]) {
      told.push(`${isMuted} ${endpoint}`);
      return done(undefined);
    },
  });
  let where: string | undefined;
  const attach = () =>
    service.attach({
      meetingId: 'meeting-1',
      agent: createAgentBench().agent,
      ownEntity: 'sip:karen@contoso.com',
      mcuUri: () => where,
      ownSounds: () => sounds,
      speakersOf: (sources) => sources.flatMap((source) => roster.get(source) ?? []),
    });
  const attached = attach();
  /** The connection went and is back: another place, where nothing is told yet. */
  const fallOut = async (from = attached) => {
    await from.close();
    where = undefined;
    return attach();
  };
  /** `phone` is no call of the meeting. */
  const show = (...calls: readonly (Pick<Call, 'id' | 'isMuted' | 'picture'> & Partial<Call>)[]) =>
    state.set(
      'calls',
      calls.map((call) => ({ ...standing, ...(call.id === 'phone' ? {} : { meetingId: 'meeting-1' }), ...call })),
    );
  const tell = async () => {
    where = uri;
    state.set('meeting', null);
    await clock.advance(100);
  };
  /** The meeting and the calls changed somehow. */
  const stir = async () => {
    state.set('meeting', null);
    await clock.advance(100);
  };
  const speaking = () => state.get().speaking;
  /** What we are heard by, as the roster tells it now. */
  const heardBy = async (...all: readonly SoundEndpoint[]) => {
    sounds.splice(0, Infinity, ...all);
    const self = { isSelf: true, ...(all.length > 0 ? { isMuted: all.every(({ isMuted }) => isMuted) } : {}) };
    state.set('meeting', { link: { organizer: '' }, participants: [self] } as unknown as MeetingState);
    await clock.advance(100);
  };
  const muting = { told, heardBy };
  return {
    ...{
      service,
      wishes,
      left,
      troubles,
      refusing,
      attached,
      fallOut,
      show,
      tell,
      stir,
      roster,
      ended,
      speaking,
      muting,
    },
  };
}
