/** What the activities of RFC 4480 3.2 come to, in the terms this client shows. */
import type { Activity, Availability } from '../../shared/model/presence.ts';

export interface Engagement {
  readonly availability: Extract<Availability, 'busy' | 'do-not-disturb' | 'be-right-back' | 'away'>;
  readonly activity?: Activity;
}

const away: Engagement = { availability: 'away' };
const busy: Engagement = { availability: 'busy' };
const absent: Engagement = { availability: 'away', activity: 'out-of-office' };
const inMeeting: Engagement = { availability: 'busy', activity: 'in-a-meeting' };
const notDisturbed: Engagement = { availability: 'do-not-disturb' };
const soonBack: Engagement = { availability: 'be-right-back' };

/** By element name. `unknown`, `looking-for-work` and `working` say nothing about being reachable. */
const engagements: ReadonlyMap<string, Engagement> = new Map([
  ['busy', busy],
  ['on-the-phone', { availability: 'busy', activity: 'in-a-call' }],
  ['meeting', inMeeting],
  ['appointment', inMeeting],
  ['presentation', { availability: 'busy', activity: 'presenting' }],
  ['steering', busy],
  ['performance', busy],
  ['worship', busy],
  ['vacation', absent],
  ['holiday', absent],
  ['permanent-absence', absent],
  // Not of RFC 4480, and yet what several servers and phones write.
  ['dnd', notDisturbed],
  ['do-not-disturb', notDisturbed],
  ...'away breakfast dinner in-transit lunch meal playing shopping sleeping spectator travel tv'
    .split(' ')
    .map((name) => [name, away] as const),
]);

/** What no activity has a name for is written as text of its own beside one that everybody knows. */
export const ownWords = {
  'do-not-disturb': 'Do not disturb',
  'be-right-back': 'Be right back',
  'off-work': 'Off work',
} as const;

const spoken: ReadonlyMap<string, Engagement> = new Map([
  [ownWords['do-not-disturb'].toLowerCase(), notDisturbed],
  [ownWords['be-right-back'].toLowerCase(), soonBack],
  [ownWords['off-work'].toLowerCase(), { availability: 'away', activity: 'off-work' }],
]);

/** What an activity means; undefined for one that says nothing about being reachable. */
export function engagementOf(name: string): Engagement | undefined {
  return engagements.get(name.toLowerCase());
}

/** What the text of an `other` means, where it is a word of ours. */
export function spokenEngagement(text: string): Engagement | undefined {
  return spoken.get(text.trim().toLowerCase());
}
