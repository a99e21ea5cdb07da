/** The sound of meetings joined with the calls that carry it and with the meeting that tells the others of it. */
import type { Clock } from '../../shared/clock.ts';
import type { CallService } from '../session/calls/calls-api.ts';
import { createMeetingSoundService, type MeetingSoundService } from '../session/meeting-sound/meeting-sound-service.ts';
import type { MeetingService } from '../session/meetings/meeting-service.ts';
import type { StateStore } from '../store/state.ts';

export interface MeetingSoundParts {
  readonly state: StateStore;
  readonly calls: Pick<CallService, 'callMeeting'>;
  /** Asked for late: the meetings are built with this attached to them. */
  readonly meetings: () => Pick<MeetingService, 'control'>;
}

/** Builds the service; nothing happens before one is in a meeting. */
export function wireMeetingSound(
  { clock }: { readonly clock: Clock },
  { state, calls, meetings }: MeetingSoundParts,
): MeetingSoundService {
  return createMeetingSoundService({
    state,
    clock,
    call: (wish) => calls.callMeeting(wish),
    muteOneself: (...wish) => meetings().control.mute(...wish),
  });
}
