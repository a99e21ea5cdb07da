/** Links the desktop hands to us because we are registered for their scheme: meetings, people, numbers. RFC 3966, RFC 3261 19.1 */
import { addressOf, decodePercent, readUri } from '../sip/uri.ts';
import { type LinkProblem, type MeetingLinkReading, readMeetingLink } from './meeting-link.ts';

export type DesktopLink =
  | Exclude<MeetingLinkReading, { kind: 'problem' }>
  /** As written, separators included; the dial plan decides what is dialled. */
  | { readonly kind: 'number'; readonly number: string }
  | { readonly kind: 'person'; readonly uri: string }
  | { readonly kind: 'problem'; readonly problem: LinkProblem };

const LONGEST = 4096;
const NUMBER = /^[+0-9A-Fa-f*#(). -]{1,64}$/;

/** Reads `conf:`, `meet:`, `sip:`, `sips:`, `tel:`, `callto:` and https links. A link starts nothing: the person is asked first. */
export function readDesktopLink(text: string): DesktopLink {
  const link = text.trim();
  if (link.length > LONGEST) return { kind: 'problem', problem: 'too-long' };
  const [, scheme = '', rest = ''] = /^([a-z]{1,10}):(?:\/\/)?(.*)$/i.exec(link) ?? [];
  const known = scheme.toLowerCase();
  if (known === 'tel') return readNumber(rest) ?? notOurs();
  if (known === 'callto') return readCallTo(rest);
  const reading = readMeetingLink(link);
  if (reading.kind !== 'problem') return reading;
  return known === 'sip' || known === 'sips' ? (readPerson(link) ?? reading) : reading;
}

/** `callto:` is nobody's standard: a number, an address with or without `sip:`, or a `tel:` link. */
function readCallTo(rest: string): DesktopLink {
  const target = decodePercent(rest);
  const bare = target.replace(/^tel:/i, '');
  return readNumber(bare) ?? readPerson(/^sips?:/i.test(bare) ? bare : `sip:${bare}`) ?? notOurs();
}

function readNumber(text: string): DesktopLink | undefined {
  const number = decodePercent(text.split(';', 1)[0] ?? '').trim();
  return NUMBER.test(number) && /\d/.test(number) ? { kind: 'number', number } : undefined;
}

function readPerson(text: string): DesktopLink | undefined {
  const uri = readUri(decodePercent(text));
  if (uri?.kind !== 'sip' || !uri.user) return undefined;
  if (uri.params.get('user') === 'phone') return readNumber(uri.user);
  return { kind: 'person', uri: addressOf(uri.wire) };
}

function notOurs(): DesktopLink {
  return { kind: 'problem', problem: 'no-link' };
}
