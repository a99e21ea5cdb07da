/** Times as Exchange writes them. XML Schema 2 3.2.7; [MS-OXWSCDATA] 2.2.5; [MS-OXWAVLS] 2.2.4.20 */

const FORM = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?$/;

/**
 * Milliseconds since 1970; undefined for what is no time. Availability is asked for in UTC, and its answer names no zone: a time
 * without one is UTC.
 */
export function readTime(text: string | undefined): number | undefined {
  const match = FORM.exec(text?.trim() ?? '');
  if (!match) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const isPossible = month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour <= 24 && minute <= 59 && second <= 60;
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  return isPossible && year >= 1900 ? wall - offsetOf(match[7]) : undefined;
}

/** `2026-11-21T09:00:00Z` */
export function utcTime(wall: number): string {
  return `${utcTimeWithoutZone(wall)}Z`;
}

/** `2026-11-21T09:00:00`, for requests that name the zone elsewhere. */
export function utcTimeWithoutZone(wall: number): string {
  return new Date(wall).toISOString().slice(0, 19);
}

function offsetOf(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0;
  const [hours = 0, minutes = 0] = zone.slice(1).split(':').map(Number);
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
