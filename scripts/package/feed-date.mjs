/** Until when a list of versions counts: src/main/updates/feed.ts reads it. */

const DAY_MS = 24 * 60 * 60 * 1000;
/** Long enough for a summer, short enough that a list which is kept back is noticed. */
const MOST_DAYS = 92;
const USUAL_DAYS = 30;

/**
 * The list with the day on which it expires, in place of one that it has.
 * @param {string} list YAML, as electron-builder writes it
 * @param {Date} day
 */
export function withDate(list, day) {
  const rest = list.replace(/^validUntil:.*\n?/gm, '');
  return `${rest.replace(/\n*$/, '\n')}validUntil: '${day.toISOString()}'\n`;
}

/**
 * When a list that is signed now expires; undefined where what was typed is no number of days from 1 to 92.
 * @param {string | undefined} days as typed; 30 without
 * @param {number} now milliseconds since 1970
 */
export function expiry(days, now) {
  const count = days === undefined ? USUAL_DAYS : /^\d{1,3}$/.test(days) ? Number(days) : 0;
  return count >= 1 && count <= MOST_DAYS ? new Date(now + count * DAY_MS) : undefined;
}
