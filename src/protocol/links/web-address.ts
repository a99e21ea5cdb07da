/** Addresses of meeting pages: https only. RFC 3986 */
import { readHostPort } from '../sip/uri.ts';

export interface MeetPageLink {
  readonly form: 'https';
  /** Without fragment, characters beyond ASCII escaped, host in lower case. */
  readonly url: string;
  /** `host` or `host:port`. */
  readonly host: string;
}

const LONGEST = 4096;
const FORM = /^https:\/\/([^/?#\\]{1,300})([^#]*)/i;
const HALF_CHARACTERS = /[\uD800-\uDFFF]/gu;

/** Reads an https address; undefined for anything else, for one with a user in it, and for one that is too long. */
export function readMeetPageLink(text: string): MeetPageLink | undefined {
  const match = text.length <= LONGEST ? FORM.exec(text) : null;
  // `https://meet.contoso.com@evil.example/` shows one host and goes to another.
  const place = readHostPort(match?.[1] ?? '');
  if (!match || !place) return undefined;
  const host = place.port === undefined || place.port === 443 ? place.host : `${place.host}:${place.port}`;
  const path = escaped(match[2] ?? '');
  return { form: 'https', url: `https://${host}${path.startsWith('/') ? '' : '/'}${path}`, host };
}

function escaped(path: string): string {
  const whole = path.replace(HALF_CHARACTERS, '\uFFFD');
  return whole.replace(/[^\u0021-\u007E]|["<>\\^`{|}]/gu, (character) => encodeURIComponent(character));
}

/** How much a page's address looks like a meeting's: `…/user/ID` most, a host named for meetings less, others not at all. */
export function meetingLikeness({ url, host }: MeetPageLink): number {
  const path = url.slice('https://'.length + host.length).split('?', 1)[0] ?? '';
  const isPerson = /\/[^/]{1,64}\/[A-Za-z0-9]{8,32}\/?$/.test(path);
  const isNamed = /^(?:meet|join|lync|skype|web)\b/.test(host);
  return (isPerson ? 2 : 0) + (isNamed ? 1 : 0);
}
