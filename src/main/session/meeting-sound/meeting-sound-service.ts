/** The sound of the meeting one is in: joined with it where that is wished, joined again by hand, over when the meeting is. Protocol notes 7.11 */
import type { SoundEndpoint } from '../../../protocol/roster/modalities.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { Call } from '../../../shared/model/call.ts';
import { chosenDevice } from '../../../shared/model/devices.ts';
import type { Failure, FailureCode } from '../../../shared/model/failure.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import type { SipAgent } from '../../sip/agent.ts';
import type { StateStore } from '../../store/state.ts';
import { MuteInRoster } from './mute-in-roster.ts';
import { OwnSound } from './own-sound.ts';

/** Where a meeting stands, as far as its sound is concerned. */
export interface SoundPlace {
  readonly meetingId: string;
  readonly agent: SipAgent;
  readonly ownEntity: string;
  mcuUri(purpose: 'audio-video'): string | undefined;
  speakersOf(sources: readonly number[]): readonly string[];
  ownSounds(): readonly SoundEndpoint[];
}

/** The sound as a call that was made. */
export interface SoundCall {
  readonly id: string;
  readonly isOver: boolean;
  /** The meeting does not hear us any more, or hears us again, by somebody else's doing. */
  muteByMeeting(isMuted: boolean): void;
  trouble(failure: Failure | undefined): void;
  /** Resolves when the server heard of the end, or cannot. */
  leave(): Promise<void>;
}

export interface SoundWish {
  readonly meetingId: string;
  readonly agent: SipAgent;
  readonly uri: string;
  readonly name: string;
  readonly withCamera: boolean;
  /** The microphone was off before, and stays so. */
  readonly isMuted: boolean;
  readonly onSpeakers: (sources: readonly number[]) => void;
}

/** What a meeting had of us when we fell out of it. */
interface SoundBefore {
  readonly meetingId: string;
  /** Undefined: no sound. */
  readonly call?: { readonly isMuted: boolean; readonly withCamera: boolean };
}

export interface MeetingSoundDependencies {
  readonly state: StateStore;
  readonly clock: Clock;
  readonly call: (wish: SoundWish) => Outcome<SoundCall>;
  /** Tells the meeting that it is to hear us, or not, so that everybody sees it; by this endpoint alone where it is known which is ours. */
  readonly muteOneself: (entity: string, isMuted: boolean, endpoint?: string) => Promise<Outcome<void>>;
}

export interface MeetingSoundService {
  /** One is in a meeting; close() ends its sound. */
  attach(place: SoundPlace): { close(): Promise<void> };
  /** The failures stand at `meeting.joinSound`. */
  join(withCamera?: boolean): Outcome<string>;
}

/** Makes the service; nothing happens before attach(). */
export function createMeetingSoundService(deps: MeetingSoundDependencies): MeetingSoundService {
  let sound: Sound | undefined;
  let before: SoundBefore | undefined;
  return {
    attach(place) {
      // Fallen out and back: one is heard again where one was, and not where one was not.
      const mine = new Sound(deps, place, before?.meetingId === place.meetingId ? before : undefined);
      sound = mine;
      return {
        close() {
          if (sound === mine) sound = undefined;
          before = mine.standing();
          return mine.close();
        },
      };
    },
    join: (withCamera = false) =>
      sound ? sound.join(withCamera) : failed({ code: 'MEETING_NOT_IN', at: deps.clock.wall() }),
  };
}

class Sound {
  readonly #deps: MeetingSoundDependencies;
  readonly #place: SoundPlace;
  readonly #mute: MuteInRoster;
  readonly #own: OwnSound;
  readonly #stop: () => void;
  #call: SoundCall | undefined;
  /** What the sound names as speaking now; the roster knows who that is, perhaps later. */
  #sources: readonly number[] = [];
  /** Asked once for each meeting, as soon as it tells where its sound is. */
  #isWished: boolean;
  readonly #before: SoundBefore['call'];

  constructor(deps: MeetingSoundDependencies, place: SoundPlace, before: SoundBefore | undefined) {
    this.#deps = deps;
    this.#place = place;
    this.#before = before?.call;
    this.#isWished = before ? before.call !== undefined : deps.state.get().settings.joinWithSound;
    this.#own = new OwnSound(() => place.ownSounds());
    this.#mute = new MuteInRoster({
      clock: deps.clock,
      tell: (isMuted) => deps.muteOneself(place.ownEntity, isMuted, this.#own.find()?.endpoint),
      muteByMeeting: (isMuted) => this.#call?.muteByMeeting(isMuted),
      trouble: (failure) => this.#call?.trouble(failure),
      isRosterCurrent: () => deps.state.get().meeting?.rosterGapAt === undefined,
    });
    this.#stop = deps.state.onDelta(({ slices }) => {
      if (slices.meeting !== undefined || slices.calls || slices.devices) this.#look();
    });
  }

  /** A call that was lost counts as one that stands; one that somebody ended, or held, does not: nobody is heard again by itself who was not. */
  standing(): SoundBefore | undefined {
    const { meetingId } = this.#place;
    // Nothing was asked yet, so what was before still is.
    if (this.#isWished) return this.#before && { meetingId, call: this.#before };
    const call = this.#deps.state.get().calls.find(({ id }) => id === this.#call?.id);
    const wasLost = call?.state === 'ended' && call.end?.why === 'failed';
    if (!call || isHeldHere(call) || (call.state === 'ended' && !wasLost)) return { meetingId };
    return { meetingId, call: { isMuted: call.isMuted, withCamera: call.picture === 'camera' } };
  }

  join(withCamera: boolean, isMuted = false): Outcome<string> {
    if (this.#call && !this.#call.isOver) return done(this.#call.id);
    const { state, call } = this.#deps;
    const uri = this.#place.mcuUri('audio-video');
    if (!uri) return this.#failed('MEETING_PART_MISSING', { part: 'audio-video' });
    const { meetingId, agent } = this.#place;
    const { meeting } = state.get();
    const name = meeting?.subject || meeting?.organizerName || meeting?.link.organizer || uri;
    this.#isWished = false;
    this.#mute.begin();
    this.#own.begin();
    this.#sources = [];
    const onSpeakers = (sources: readonly number[]) => {
      this.#sources = sources;
      this.#showSpeakers();
    };
    const outcome = call({ meetingId, agent, uri, name, withCamera, isMuted, onSpeakers });
    if (!outcome.ok) return outcome;
    this.#call = outcome.value;
    return done(outcome.value.id);
  }

  async close(): Promise<void> {
    this.#stop();
    this.#mute.end();
    const call = this.#call;
    this.#call = undefined;
    this.#showSpeakers();
    await call?.leave();
  }

  /** What the snapshot says now of the meeting and of its sound. */
  #look(): void {
    this.#joinAsWished();
    this.#showSpeakers();
    const { calls, meeting } = this.#deps.state.get();
    const call = calls.find(({ id }) => id === this.#call?.id);
    const self = meeting?.participants.find(({ isSelf }) => isSelf);
    if (call?.state === 'active' && self?.isMuted !== undefined) {
      // Another device of ours, which was muted or was not, says nothing of this one.
      const there = this.#own.find()?.isMuted ?? self.isMuted;
      this.#mute.look({ here: call.isMuted, isByMeeting: call.isMutedByMeeting === true, there });
    }
  }

  /** Nobody speaks where there is no sound. */
  #showSpeakers(): void {
    const { state } = this.#deps;
    if (!this.#call || this.#call.isOver) this.#sources = [];
    const now = this.#place.speakersOf(this.#sources);
    const { speaking } = state.get();
    const isSame = now.length === speaking.length && now.every((entity, at) => entity === speaking[at]);
    if (!isSame) state.set('speaking', now);
  }

  /** Who has no microphone joins by hand, to listen. */
  #joinAsWished(): void {
    const { devices } = this.#deps.state.get();
    const isTold = this.#place.mcuUri('audio-video') !== undefined;
    if (!this.#isWished || !isTold || devices.state === 'loading') return;
    const before = this.#before;
    if (before && this.#isTalkingElsewhere()) return;
    this.#isWished = false;
    if (before) this.#joinAgain(before);
    else if (chosenDevice(devices, 'microphone')) this.join(false);
  }

  /** That would be held, and what is said there be heard in the meeting. */
  #isTalkingElsewhere(): boolean {
    return this.#deps.state
      .get()
      .calls.some(
        (call) => !notTalking.has(call.state) && !isHeldHere(call) && call.meetingId !== this.#place.meetingId,
      );
  }

  /** Who may not be seen any more is heard all the same, and told why. */
  #joinAgain({ withCamera, isMuted }: NonNullable<SoundBefore['call']>): void {
    const joined = this.join(withCamera, isMuted);
    if (joined.ok || !withCamera) return;
    if (this.join(false, isMuted).ok) this.#call?.trouble(joined.failure);
  }

  #failed(code: FailureCode, data: Readonly<Record<string, string>>): Outcome<never> {
    return failed({ code, at: this.#deps.clock.wall(), data });
  }
}

const notTalking: ReadonlySet<Call['state']> = new Set(['incoming', 'ended']);

function isHeldHere({ hold }: Call): boolean {
  return hold === 'ours' || hold === 'both';
}
