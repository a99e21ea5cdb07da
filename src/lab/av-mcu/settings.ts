/** What an A/V conferencing server does wrong, for testers. */
import type { MediaMalice } from '../faults/malice.ts';

export interface AvFaults {
  /** `full`: 486 to whoever comes; `refuses`: 503; `silent`: no answer at all. */
  readonly entrance?: 'full' | 'refuses' | 'silent' | undefined;
  /** Takes everybody in and carries no sound, or no picture. */
  readonly drops?: 'sound' | 'picture' | 'both' | undefined;
  /** What its packets do that means harm, to everybody inside. */
  readonly malice?: MediaMalice | undefined;
}
