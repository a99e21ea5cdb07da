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
/** All but what may stand in the user of an address as it is, and the escapes that are left in it; a bare ? could seem to begin headers. RFC 3261 25.1 */
const needsEscape = /[^A-Za-z0-9\-_.!~*'()&=+$,;/:%]/gu;
/** Escapes that stay: a bare @ or : would end the user, who would be another. RFC 3261 19.1.4 */
const weightyEscape = /%(?=25|3a|40)/gi;
/** To its very end, where the parameters begin: half of an address is somebody else's. */
const address = /^([^\s@]+)@([^\s@;]+)\s*(?:;|$)/;
const schemes = /^(sips?|tel|callto):(?:\/\/)?/i;
/** A meeting's address, which is joined and never called. Protocol notes 8.1 */
const isMeeting = (link: string): boolean => /app:conf:/i.test(link);

/** Whom a `tel:`, `callto:`, `sip:` or `sips:` link is to call; undefined for every other link, such as a meeting's. RFC 3966 3, RFC 3261 19.1.1 */
export function callIn(link: string): LinkedCall | undefined {
  const scheme = schemes.exec(link);
  if (!scheme || link.length > mostOfLink) return undefined;
  const written = before(/[?#]/, link.slice(scheme[0].length));
  const plain = decoded(written);
  if (plain === undefined || isMeeting(plain) || /\p{Cc}/u.test(plain)) return undefined;
  // Some programs escape the whole of an address, its @ too; behind a ? that may stand in a user, another @ follows.
  const rest = link.includes('@')
    ? decodeURIComponent(written.replace(weightyEscape, '%25'))
    : plain.replaceAll('%', '%25');
  // Parameters of the user stand before the @, those of the address behind it. RFC 3261 19.1.2
  const [, user, host] = (/^tel$/i.test(scheme[1] ?? '') ? undefined : address.exec(rest.trim())) ?? [];
  if (user !== undefined && host !== undefined) {
    // Somebody's telephone: an address of digits stays an address, the server knows what it means.
    return personCall(user, decodeURIComponent(host).replace(/\/$/, ''), /;user=phone/i.test(rest));
  }
  const target = before(/;/, rest).trim().replace(/\/$/, '');
  if (isUnfit(target)) return undefined;
  const isNumber = /^\+?[\d().\-\s*#]+$/.test(target) && /\d/.test(target);
  if (!isNumber) return undefined;
  const digits = target.replace(/[().\-\s]/g, '');
  const extension = extensionIn(rest);
  return { to: `${digits.startsWith('+') ? 'tel:' : ''}${digits}${extension}`, shown: `${target}${extension}` };
}

function personCall(user: string, host: string, isPhone: boolean): LinkedCall | undefined {
  // Two bare @ would not show where the person is.
  const shown = `${decodeURIComponent(user).replaceAll('@', '%40')}@${host}`;
  if (host === '' || host.includes('@') || isUnfit(shown)) return undefined;
  const to = `${user.toLowerCase().replace(needsEscape, encodeURIComponent).toLowerCase()}@${host.toLowerCase()}`;
  return { to: `sip:${to}${isPhone ? ';user=phone' : ''}`, shown };
}

function isUnfit(target: string): boolean {
  return target === '' || target.length > most || /[\p{Cc}\p{Cf}\p{Cs}<>"]/u.test(target);
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
