/** Values that many lines of a description share. Each is undefined, or false, for what is none. RFC 8866 9 */

const WHOLE = /^\d{1,10}$/;
const TOKEN = /^[\w!#$%&'*+\-.^`{|}~/]{1,64}$/;
/** No leading noughts: some read them as octal, and would send elsewhere. RFC 6943 3.1.1 */
const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)$/;
const VISIBLE = /^[ -~]*$/;
const LOWEST_MULTICAST = 224;
const longestIpv6 = 45;

/** A whole number from 0 to `most`. */
export function readWhole(text: string | undefined, most: number): number | undefined {
  if (text === undefined || !WHOLE.test(text)) return undefined;
  const value = Number(text);
  return value <= most ? value : undefined;
}

/** 0 to 65535. */
export function readPort(text: string | undefined): number | undefined {
  return readWhole(text, 65_535);
}

/** A word of RFC 8866's `token` (a slash is let through, as in `a/b`), at most 64 characters. */
export function isToken(text: string | undefined): text is string {
  return text !== undefined && TOKEN.test(text);
}

/** ASCII that can be seen, blanks included, at most so many characters. */
export function isPrintable(text: string, most: number): boolean {
  return text.length <= most && VISIBLE.test(text);
}

/** An IP literal packets may be sent to: no name (whoever wrote it would make us look it up), no group of receivers. */
export function isAddress(text: string | undefined): text is string {
  if (text === undefined || text.length > longestIpv6) return false;
  if (IPV4.test(text)) return Number(text.slice(0, text.indexOf('.'))) < LOWEST_MULTICAST;
  return isIpv6(text) && !/^ff/i.test(text);
}

/** Whether a literal is one of IPv6: tells `IP6` from `IP4`. */
export function isIpv6(text: string): boolean {
  if (!text.includes(':') || !/^[\da-f:.]+$/i.test(text)) return false;
  const [before = '', after, ...more] = text.split('::');
  if (more.length > 0) return false;
  const groups = [...groupsOf(before), ...groupsOf(after ?? '')];
  // An IPv4 address is the end of it, and nothing follows, not even noughts left out.
  if (after === '' && before.includes('.')) return false;
  const isSound = groups.every((group, at) => /^[\da-f]{1,4}$/i.test(group) || isTail(group, at, groups.length));
  const count = groups.length + (groups.at(-1)?.includes('.') ? 1 : 0);
  return isSound && (after === undefined ? count === 8 : count <= 7);
}

function groupsOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(':');
}

/** The last 32 bits may stand as IPv4. */
function isTail(group: string, at: number, count: number): boolean {
  return at === count - 1 && IPV4.test(group);
}

/** The words of a value; blanks and tabs part them. */
export function wordsOf(value: string, most: number): string[] {
  return value.trim().split(/[ \t]+/, most);
}
