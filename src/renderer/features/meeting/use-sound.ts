import type { Call } from '../../../shared/model/call.ts';
import { useSlice } from '../../state/services.tsx';

/** The sound of a meeting as it stands, or how it ended last; undefined while one was never in it. */
export function useSound(meetingId: string): Call | undefined {
  return useSlice(({ calls }) => calls.findLast((call) => call.meetingId === meetingId));
}
