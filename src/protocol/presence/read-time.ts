/** Times in presence documents. XML Schema dateTime */

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(Z|[+-]\d\d:\d\d)?$/i;

/** Milliseconds since 1970; a time without a zone is UTC, as the servers mean it. Undefined for anything that is no time. */
export function readUtc(text: string | undefined): number | undefined {
  const trimmed = text?.trim() ?? '';
  const match = DATE_TIME.exec(trimmed);
  if (!match) return undefined;
  const wall = Date.parse(match[1] ? trimmed : `${trimmed}Z`);
  return Number.isNaN(wall) ? undefined : wall;
}
