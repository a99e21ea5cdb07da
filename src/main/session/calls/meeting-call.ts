/** The sound of a meeting as a call: one of it at a time, on the meeting's own connection, under the rules of meetings. */
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import type { StateStore } from '../../store/state.ts';
import type { MeetingCall, MeetingSoundWish } from './calls-api.ts';
import { meetingGround } from './ground.ts';
import { hangUp, type LiveCall } from './live-call.ts';
import type { Switchboard } from './switchboard.ts';

export interface MeetingCallNeeds {
  readonly board: Switchboard;
  readonly state: StateStore;
  /** Wall clock. */
  readonly at: number;
}

/** Calls it. Failure: POLICY_FORBIDS. */
export function callSoundOf(wish: MeetingSoundWish, { board, state, at }: MeetingCallNeeds): Outcome<MeetingCall> {
  const { meetingId, agent, uri, name, withCamera = false } = wish;
  const ground = meetingGround({ snapshot: () => state.get(), agent });
  const reason = ground.reasonAgainst('audio') ?? (withCamera ? ground.reasonAgainst('video') : undefined);
  if (reason) return failed({ code: 'POLICY_FORBIDS', data: { policy: reason.policy, key: reason.key }, at });
  for (const { id, meetingId: of } of state.get().calls) {
    const before = of === meetingId ? board.find(id) : undefined;
    if (before?.isOver) board.remove(before);
  }
  const call = board.begin({ uri, peer: { uri, name }, withCamera, meetingId }, ground);
  if (wish.isMuted) call.patch({ isMuted: true });
  call.onSpeakers = wish.onSpeakers;
  return done(meetingCall(call, board));
}

function meetingCall(call: LiveCall, board: Switchboard): MeetingCall {
  return {
    id: call.id,
    get isOver() {
      return call.isOver;
    },
    muteByMeeting: (isMuted) => call.patch({ isMuted, isMutedByMeeting: isMuted || undefined }),
    trouble: (failure) => call.trouble(failure),
    async leave() {
      hangUp(call);
      board.remove(call);
      await call.farewell;
    },
  };
}
