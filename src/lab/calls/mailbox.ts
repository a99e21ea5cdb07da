/** The mailboxes of a company, where callers leave words; each person's is an address of that person's own. [MS-SIPREGE] 2.2.2.5.1 `voiceMailUri` */
import type { Incoming } from '../sip/incoming.ts';
import type { IncomingExtras } from './incoming-call.ts';
import { type PartyPlan, partyPlans } from './plans.ts';

const MAILBOX = /;opaque=app:voicemail(?:;|$)/i;
const SOFTWARE = 'RTCC/6.0.0.0 MSExchangeUM/15.01.2507.006';

/** Takes calls at once, with a word about the tone. */
export const mailbox: PartyPlan = partyPlans.voicemail ?? { sound: 'voicemail', answers: 'at-once' };

/** Whether somebody's mailbox is called, not the person. */
export function isForMailbox({ uri }: Incoming): boolean {
  return MAILBOX.test(uri);
}

/** What the server that keeps it says of itself. */
export function mailboxExtras(owner: string): IncomingExtras {
  return { headers: [], software: SOFTWARE, contact: `<sip:${owner};opaque=app:voicemail>`, refreshes: false };
}
