import type { MeetingState } from '../../../shared/model/meeting.ts';

/** What others join by: the meeting's https address where it is known, else a `conf:` link. Never with a key in it. */
export function linkOf({ joinUrl, link }: Pick<MeetingState, 'joinUrl' | 'link'>): string {
  return joinUrl ?? `conf:${link.focusUri}`;
}
