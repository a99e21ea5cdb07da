/** Whether meetings can be set up now, and if not, why. */
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { schedulingTexts as texts } from '../../locales/scheduling.ts';

/** Why nothing can be set up or changed now, in words; undefined when it can. */
export function whyNotSchedule({
  account,
  ownMeetings,
}: Pick<Snapshot, 'account' | 'ownMeetings'>): string | undefined {
  if (account.kind !== 'registered') return texts.offline;
  return ownMeetings.state === 'none' ? texts.notOffered : undefined;
}
