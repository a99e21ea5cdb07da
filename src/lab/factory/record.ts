/** What a focus factory keeps about a meeting besides the meeting itself. [MS-CONFPRO] 2.2.1.2 */
import type { XmlElement } from '../../protocol/xml/read.ts';
import type { Meeting } from '../focus/meetings.ts';

export interface ConferenceRecord {
  readonly meeting: Meeting;
  /** Counts changes. */
  readonly version: number;
  /** Wall clock, milliseconds. */
  readonly updatedAt: number;
  readonly isStatic: boolean;
  /** Digits to dial in by phone; undefined when nobody asked for them. */
  readonly phoneId: string | undefined;
  readonly roamingData: XmlElement | undefined;
  readonly notificationData: XmlElement | undefined;
}
