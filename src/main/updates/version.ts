/** Versions as they are counted: `1.2.3` with or without `-beta.1`. Semantic Versioning 2.0.0, 11 */

/** Without a zero in front, as 2 and 9 have it: the library that gets a version refuses any other. */
const number = '(0|[1-9]\\d{0,8})';
const identifier = '(?!0\\d+(?:\\.|$))[0-9A-Za-z-]{1,32}';
const form = new RegExp(`^${number}\\.${number}\\.${number}(?:-(${identifier}(?:\\.${identifier}){0,8}))?$`);

/** Whether a text is one. */
export function isVersion(text: string): boolean {
  return form.test(text);
}

/** Whether the first is newer than the second; false where either is none. */
export function isNewer(one: string, other: string): boolean {
  const [a, b] = [form.exec(one), form.exec(other)];
  if (!a || !b) return false;
  for (const place of [1, 2, 3]) {
    const difference = Number(a[place]) - Number(b[place]);
    if (difference !== 0) return difference > 0;
  }
  return comparePrerelease(a[4], b[4]) > 0;
}

/** A version without an addition is the newest of its number. */
function comparePrerelease(one: string | undefined, other: string | undefined): number {
  if (one === undefined || other === undefined) return Number(other !== undefined) - Number(one !== undefined);
  const [a, b] = [one.split('.'), other.split('.')];
  for (let place = 0; place < Math.max(a.length, b.length); place += 1) {
    const difference = compareIdentifier(a[place], b[place]);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Fewer identifiers come before more, numbers before words, words by their letters. */
function compareIdentifier(one: string | undefined, other: string | undefined): number {
  if (one === undefined || other === undefined) return Number(one !== undefined) - Number(other !== undefined);
  const [isNumber, isOtherNumber] = [/^\d+$/.test(one), /^\d+$/.test(other)];
  // By their digits: a date with its time is more than a number holds.
  if (isNumber && isOtherNumber && one.length !== other.length) return one.length - other.length;
  if (isNumber !== isOtherNumber) return isNumber ? -1 : 1;
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
