/** What is fixed about a meeting from its beginning. */
import type { MeetingPartName } from '../topologies/meeting-words.ts';

export interface ConferencePlan {
  readonly focusUri: string;
  readonly id: string;
  readonly organizerUri: string;
  readonly organizerName: string;
  readonly joinUrl: string;
  /** The organiser's own policy lets guests be invited (mission M6, I13). */
  readonly guestsAllowed: boolean;
  /** `user@domain` */
  readonly presenters: readonly string[];
  readonly parts: readonly MeetingPartName[];
}
