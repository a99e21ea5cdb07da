/** What the rest of the client knows of calls. */
import type { Clock, Random } from '../../../shared/clock.ts';
import type { Call, CallPeer, OwnPicture } from '../../../shared/model/call.ts';
import type { DialResult } from '../../../shared/model/dial-plan.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import type { Outcome } from '../../../shared/outcome.ts';
import type { MediaService } from '../../media/call-media.ts';
import type { SipAgent } from '../../sip/agent.ts';
import type { StateStore } from '../../store/state.ts';

export interface CallsDependencies {
  readonly state: StateStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly media: MediaService;
  /** What a typed number would dial. */
  readonly dial: (typed: string) => DialResult;
  /** Sends a message to a person, as with the words of a declined call. */
  readonly say: (to: CallPeer, text: string) => void;
}

/** Where and as whom calls are made. */
export interface CallsSession {
  readonly agent: SipAgent;
  readonly ownUri: string;
  readonly signal: AbortSignal;
}

/** A call that is over, as it was shown last: what lists of calls keep of it is theirs to say. */
export interface EndedCall
  extends Pick<
    Call,
    | 'id'
    | 'direction'
    | 'peer'
    | 'startedAt'
    | 'answeredAt'
    | 'endedAt'
    | 'end'
    | 'quality'
    | 'withoutRelay'
    | 'encryption'
    | 'onBehalfOf'
  > {
  /** It had a picture at some time, ours or theirs. */
  readonly hadPicture: boolean;
}

/** A call nobody took here; `onBehalfOf` where it was for somebody else. */
export interface MissedCall {
  readonly id: string;
  readonly peer: CallPeer;
  readonly at: number;
  readonly onBehalfOf?: CallPeer;
}

/** The sound of a meeting, as a call. */
export interface MeetingSoundWish {
  readonly meetingId: string;
  /** The meeting's own connection: the account's, or the guest's. */
  readonly agent: SipAgent;
  /** Of the meeting's A/V conferencing server. */
  readonly uri: string;
  readonly name: string;
  readonly withCamera?: boolean;
  /** Begins with the microphone off. */
  readonly isMuted?: boolean;
  /** Told whenever others speak: the sources of the mix that do now. */
  readonly onSpeakers?: (sources: readonly number[]) => void;
}

/** What the meeting does with its sound once it is called; in everything else it is a call like any other. */
export interface MeetingCall {
  readonly id: string;
  readonly isOver: boolean;
  /** The meeting does not hear us any more, or hears us again, by somebody else's doing. */
  muteByMeeting(isMuted: boolean): void;
  /** Something the person wanted could not be done; undefined when that is over. */
  trouble(failure: Failure | undefined): void;
  /** The meeting is over: hangs up and puts the row away. Resolves when the server heard it, or cannot. */
  leave(): Promise<void>;
}

/** The failures of each stand in `src/shared/ipc/call.contract.ts`. */
export interface CallService {
  /** Registered: calls are heard, and those that go on move to this connection. Another account's calls are ended first. */
  start(session: CallsSession): void;
  /** The connection is gone; calls that stand go on by their own packets, for a while. */
  goOffline(): void;
  /** Before signing out: ends all calls of the account by BYE; a meeting ends its own. Resolves within two seconds. */
  leave(): Promise<void>;
  /** Another world or nobody: puts everything of the account away. */
  forget(): void;

  /** Its id; everything after that stands in the state. */
  call(to: {
    readonly to: string;
    readonly name?: string | undefined;
    readonly withCamera?: boolean | undefined;
  }): Outcome<string>;
  /** Calls the sound of a meeting; the row of one that ended before goes. Failures: CALL_TOO_MANY, POLICY_FORBIDS. */
  callMeeting(wish: MeetingSoundWish): Outcome<MeetingCall>;
  answer(id: string, withCamera?: boolean): Promise<Outcome<void>>;
  decline(
    id: string,
    how?: { readonly message?: string | undefined; readonly toVoicemail?: boolean | undefined },
  ): Outcome<void>;
  hangUp(id: string): Promise<Outcome<void>>;
  mute(id: string, isMuted: boolean): Outcome<void>;
  hold(id: string, isHeld: boolean): Promise<Outcome<void>>;
  sendDigits(id: string, digits: string): Promise<Outcome<void>>;
  transfer(id: string, to: string): Promise<Outcome<void>>;
  join(id: string, withId: string): Promise<Outcome<void>>;
  show(id: string, picture: OwnPicture): Promise<Outcome<void>>;
  putAway(id: string): Outcome<void>;

  /**
   * Told once for each call that was no meeting's, when it is over, and its account signed in: what outlives the account is told when that is back,
   * unless everything is put away before.
   */
  onEnded(listener: (call: EndedCall) => void): void;
  onMissed(listener: (missed: MissedCall) => void): void;
}
