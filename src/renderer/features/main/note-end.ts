/** For how long a note holds: pure. */

export const untils = ['always', 'hour', 'day', 'week'] as const;
export type Until = (typeof untils)[number];

/** When a note ends that is written now, milliseconds since 1970; undefined for one that stays. A day ends at midnight here. */
export function noteEnd(until: Until, now: number): number | undefined {
  switch (until) {
    case 'always':
      return undefined;
    case 'hour':
      return now + 3_600_000;
    case 'day':
      return new Date(now).setHours(24, 0, 0, 0);
    case 'week':
      return now + 7 * 86_400_000;
  }
}
