/** What joining will do, in plain words, before it is done. */
import type { ReadMeetingLink } from '../../../shared/model/meeting.ts';
import { meetingTexts as texts } from '../../locales/meeting.ts';

export interface JoinPlan {
  /** 'own': own company, own name; 'ask': the own company first, a guest if it refuses; 'guest': a guest at once. */
  readonly way: 'own' | 'ask' | 'guest';
  readonly words: string;
}

/** The plan for a link that was read (or not yet), for somebody signed in with a domain (or not at all). */
export function joinPlan(link: ReadMeetingLink | undefined, ownDomain: string | undefined): JoinPlan {
  const organizer = link && 'organizerDomain' in link ? link.organizerDomain : undefined;
  if (ownDomain === undefined) {
    const at = organizer ?? (link && 'host' in link ? link.host : undefined);
    return { way: 'guest', words: at ? texts.guestOnly(at) : texts.guestOnlyUnknown };
  }
  if (organizer === undefined) return { way: 'ask', words: texts.askFirstUnknown };
  if (link && 'ownCompany' in link && link.ownCompany) return { way: 'own', words: texts.ownCompany(ownDomain) };
  return { way: 'ask', words: texts.askFirst(ownDomain, organizer) };
}

/** The domain of an address, lower case; undefined when there is none. */
export function domainOf(address: string | undefined): string | undefined {
  const at = address?.lastIndexOf('@') ?? -1;
  return address === undefined || at === -1 ? undefined : address.slice(at + 1).toLowerCase();
}
