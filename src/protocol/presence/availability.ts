/** Numbers to states, by range and never by equality (mission H3). [MS-PRES] 3.7.5.5 */
import type { Availability, OwnChoice } from '../../shared/model/presence.ts';

/** Where each range begins, the highest first. */
const RANGES: readonly (readonly [from: number, availability: Availability])[] = [
  [18_000, 'offline'],
  [15_000, 'away'],
  [12_000, 'be-right-back'],
  [9000, 'do-not-disturb'],
  [7500, 'busy-idle'],
  [6000, 'busy'],
  [4500, 'available-idle'],
  [3000, 'available'],
];

/** The state a number stands for; below 3000 nobody is there. */
export function availabilityOf(value: number): Availability {
  return RANGES.find(([from]) => value >= from)?.[1] ?? 'offline';
}

/** What a person can choose. `away` is what Microsoft's clients call "Appear away". */
export type ManualState = OwnChoice;

/** The number clients publish for a state. */
export const publishedValue: Readonly<Record<ManualState, number>> = {
  available: 3500,
  busy: 6500,
  'do-not-disturb': 9500,
  'be-right-back': 12_500,
  away: 15_500,
  'off-work': 15_500,
};

/** Do not disturb, as the workgroup sees it: its people may still interrupt. [LYNCDOC] aggregation containers */
export const urgentOnlyValue = 6900;

/** A machine nobody has touched for a while. */
export const inactiveValue = 5000;
