/** The calls of a company, as one of them sees the others. */
import type { LabCall } from './lab-call.ts';
import type { OutgoingPlan } from './outgoing-call.ts';
import type { LabCallTimes, LabCallWish } from './settings.ts';

export interface PlacedHow extends Pick<OutgoingPlan, 'onProgress'> {
  readonly wish: LabCallWish;
  /** The value of Replaces, where the call to be replaced is none of the lab's. RFC 3891 */
  readonly replaces?: string;
}

export interface CallBook {
  readonly times: LabCallTimes;
  /** The call whose dialog has this Call-ID and, seen from the lab, these tags. RFC 3891 3 */
  inDialog(callId: string, localTag: string, remoteTag: string): LabCall | undefined;
  /** A party calls somebody who is signed in; undefined when nobody is. */
  place(party: string, to: string, how: PlacedHow): LabCall | undefined;
  /** What a party hears that calls somebody who is signed in nowhere. */
  outcomeFor(address: string): readonly [status: number, reason: string];
}
