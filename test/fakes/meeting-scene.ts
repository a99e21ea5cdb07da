/** Somebody in a meeting of the lab who hears and is heard. */
import type { Lab } from '../../src/lab/api.ts';
import { levelAt } from '../../src/lab/media/sound.ts';
import type { Call } from '../../src/shared/model/call.ts';
import type { MeetingState, Participant } from '../../src/shared/model/meeting.ts';
import type { Outcome } from '../../src/shared/outcome.ts';
import { type LabClient, type LabClientOptions, startLabClient } from './lab-client.ts';
import { openWebrtcWindow, type WebrtcWindow } from './webrtc-window.ts';

export interface MeetingSceneOptions extends Pick<LabClientOptions, 'clock' | 'deviceSources' | 'installId'> {
  readonly lab?: Lab;
  readonly meetingId: string;
  /** Who signs in; absent: a guest by this name. */
  readonly address?: string;
  readonly guestName?: string;
  /** What is said. */
  readonly hertz: number;
}

export interface MeetingScene {
  readonly world: LabClient;
  readonly window: WebrtcWindow;
  readonly hertz: number;
  /** Joins the sound; resolves with the call once packets go. */
  joinSound(): Promise<Call>;
  /** The sound's newest row, when it fits. */
  untilSound(fits: (call: Call) => boolean): Promise<Call>;
  /** The own row of the roster, when it fits. */
  untilSelf(fits: (self: Participant) => boolean): Promise<Participant>;
  untilMeeting(fits: (meeting: MeetingState) => boolean): Promise<MeetingState>;
  /** Levels of tones in the next stretch of what is heard, in dB below a full-scale tone. */
  levels(callId: string, hertz: readonly number[]): Promise<readonly number[]>;
  stop(): Promise<void>;
}

/** Resolves once in. */
export async function startMeetingScene(options: MeetingSceneOptions): Promise<MeetingScene> {
  const { meetingId, address, guestName = 'Bob Kelly', hertz, ...more } = options;
  const world = await startLabClient(more);
  const { client, lab } = world;
  if (address) must(await world.signIn(address));
  const window = openWebrtcWindow(client.media.window, { hertz });
  const link = lab.profile.meetings.find(({ id }) => id === meetingId)?.links.conf ?? '';
  must(await world.join(link, { guestName }));
  const { id } = await world.untilMeeting(({ phase }) => phase === 'joined');
  const soundOf = (calls: readonly Call[], fits: (call: Call) => boolean) =>
    calls.findLast((call) => call.meetingId === id && fits(call));
  const untilSound: MeetingScene['untilSound'] = async (fits) => {
    const call = soundOf((await world.until(({ calls }) => soundOf(calls, fits) !== undefined)).calls, fits);
    if (!call) throw new Error('no sound');
    return call;
  };
  return {
    world,
    window,
    hertz,
    untilSound,
    untilMeeting: world.untilMeeting,
    async joinSound() {
      await world.untilMeeting(({ parts }) =>
        parts.some(({ modality, isOffered }) => modality === 'audio' && isOffered),
      );
      const callId = must(client.meetingSound.join());
      const call = await untilSound(
        (each) => each.id === callId && (each.state === 'active' || each.state === 'ended'),
      );
      if (call.state === 'ended') throw new Error(`the sound ended: ${JSON.stringify(call.end)}`);
      return call;
    },
    async untilSelf(fits) {
      const isSelf = (each: Participant) => each.isSelf && fits(each);
      const { participants } = await world.untilMeeting((meeting) => meeting.participants.some(isSelf));
      const self = participants.find(isSelf);
      if (!self) throw new Error('not in the roster');
      return self;
    },
    async levels(callId, hertz) {
      // What is on its way from before is let pass.
      await window.record(callId, 0.4);
      const samples = await window.record(callId, 0.4);
      return hertz.map((each) => levelAt(samples, each));
    },
    async stop() {
      await window.close();
      await world.stop();
    },
  };
}

function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.failure.code} ${outcome.failure.detail ?? ''}`);
  return outcome.value;
}
