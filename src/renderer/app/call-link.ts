/** What a link of the desktop asks for: a call, or something to join. Pure. */

export interface LinkedCall {
  /** For `call.start`: `sip:garth@contoso.com`, `tel:+441785123456`, or digits the dial plan makes whole. */
  readonly to: string;
  /** As people read it. */
  readonly shown: string;
}

const most = 458;
/** Of a whole link, with parameters and in percent signs; nobody who means a call writes a longer one. */
const mostOfLink = 4096;
const longestExtension = 16;
/** All but what may stand in the user of an address as it is. RFC 3261 25.1 */
const needsEscape = /[^A-Za-z0-9\-_.!~*'()&=+$,;?/:]/gu;
const schemes = /^(sips?|tel|callto):(?:\/\/)?/i;
/** A meeting's address, which is joined and never called. Protocol notes 8.1 */
const isMeeting = (link: string): boolean => /app:conf:/i.test(link);

/** Whom a `tel:`, `callto:`, `sip:` or `sips:` link is to call; undefined for every other link, such as a meeting's. RFC 3966 3, RFC 3261 19.1.1 */
export function callIn(link: string): LinkedCall | undefined {
  const scheme = schemes.exec(link);
  if (!scheme || link.length > mostOfLink) return undefined;
  const rest = decoded(before(/[?#]/, link.slice(scheme[0].length)));
  if (rest === undefined || isMeeting(rest) || /\p{Cc}/u.test(rest)) return undefined;
  // Parameters of the user stand before the @, those of the address behind it. RFC 3261 19.1.2
  const address = /^tel$/i.test(scheme[1] ?? '') ? undefined : /^[^\s@]+@[^\s@;]+/.exec(rest.trim())?.[0];
  const target = (address ?? before(/;/, rest)).trim().replace(/\/$/, '');
  if (target === '' || target.length > most || /[\p{Cc}\p{Cf}\p{Cs}<>"]/u.test(target)) return undefined;
  if (address !== undefined) {
    // Somebody's telephone: an address of digits stays an address, the server knows what it means.
    const isPhone = /;user=phone/i.test(rest);
    const [user = '', host = ''] = target.toLowerCase().split('@', 2);
    const to = `${user.replace(needsEscape, encodeURIComponent).toLowerCase()}@${host}`;
    return { to: `sip:${to}${isPhone ? ';user=phone' : ''}`, shown: target };
  }
  const isNumber = /^\+?[\d().\-\s*#]+$/.test(target) && /\d/.test(target);
  if (!isNumber) return undefined;
  const digits = target.replace(/[().\-\s]/g, '');
  const extension = extensionIn(rest);
  return { to: `${digits.startsWith('+') ? 'tel:' : ''}${digits}${extension}`, shown: `${target}${extension}` };
}

/** `;ext=17`, which the dial plan keeps; empty where none is named. RFC 3966 5.3 */
function extensionIn(rest: string): string {
  const digits = /;ext=([\d().-]{1,32})(?:;|$)/i.exec(rest)?.[1]?.replace(/\D/g, '') ?? '';
  return digits === '' || digits.length > longestExtension ? '' : `;ext=${digits}`;
}

function before(mark: RegExp, text: string): string {
  const [first = ''] = text.split(mark, 1);
  return first;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
