/** Every way into a meeting that a person can paste (mission J6, protocol notes 7.2). Nothing here asks the network. */
import type { MeetingLink } from '../../shared/model/meeting.ts';
import { decodePercent } from '../sip/uri.ts';
import { keyBeside, linksIn } from './candidates.ts';
import { composeFocusUri, type FocusUri, readFocusUri } from './focus-uri.ts';
import { type MeetPageLink, meetingLikeness, readMeetPageLink } from './web-address.ts';

export type LinkProblem =
  | 'empty'
  | 'too-long'
  /** No link and no "organiser and id" in it. */
  | 'no-link'
  /** A link of ours, but it names a person or something else. */
  | 'not-a-meeting'
  /** Only addresses of plain http, which anybody on the way could change. */
  | 'not-https'
  /** A name before an @ in the address of a page: it shows one host and goes to another. */
  | 'user-in-page'
  /** A user or a host with letters beyond ASCII, which no SIP address may have. */
  | 'foreign-letters';

export type MeetingLinkReading =
  | {
      readonly kind: 'meeting';
      readonly link: MeetingLink;
      /** Secret: never into the snapshot, a log or a trace. */
      readonly conferenceKey?: string;
    }
  | { readonly kind: 'page'; readonly page: MeetPageLink }
  | { readonly kind: 'problem'; readonly problem: LinkProblem };

const LONGEST = 20_000;
const KEY = /^[\u0021-\u007E]{1,128}$/;
/** `conf:`, `meet:` or nothing, then the rest; links that went through a browser may have got slashes. */
const WRAPPED = /^(?:(conf|meet):(?:\/\/)?)?(.*)$/is;
const ORGANIZER_AND_ID = /^<?(?:sips?:)?([^\s@<>]{1,128}@[^\s@<>,;:/|]{1,253})>?[\s,;:/|]{1,8}([A-Za-z0-9]{8,32})$/i;

/**
 * Reads a link, an organiser with a conference id, or a whole invitation with a link in it. A link that names the
 * conference itself beats a page's address, since it needs no further question.
 */
export function readMeetingLink(text: string): MeetingLinkReading {
  const pasted = text.trim();
  if (pasted === '') return { kind: 'problem', problem: 'empty' };
  if (pasted.length > LONGEST) return { kind: 'problem', problem: 'too-long' };
  return readOrganizerAndId(pasted) ?? readLinks(pasted);
}

function readOrganizerAndId(text: string): MeetingLinkReading | undefined {
  const match = ORGANIZER_AND_ID.exec(text);
  // Somebody typed it from paper: servers write ids in capitals.
  const focus = match && composeFocusUri(match[1] ?? '', (match[2] ?? '').toUpperCase());
  return focus ? meeting(focus, 'organizer-and-id', undefined) : undefined;
}

function readLinks(text: string): MeetingLinkReading {
  const links = linksIn(text);
  for (const link of links) {
    const reading = readSipLink(link, text);
    if (reading) return reading;
  }
  const pages = links.flatMap((link) => readMeetPageLink(link) ?? []);
  const page = pages.reduce<MeetPageLink | undefined>(
    (best, next) => (!best || meetingLikeness(next) > meetingLikeness(best) ? next : best),
    undefined,
  );
  if (page) return { kind: 'page', page };
  return { kind: 'problem', problem: problemOf(links) };
}

/** What keeps every link from being one of a meeting, as exactly as can be told. */
function problemOf(links: readonly string[]): LinkProblem {
  if (links.length === 0) return 'no-link';
  if (links.some((link) => /^http:/i.test(link))) return 'not-https';
  if (links.some((link) => /^https:\/\/[^/?#]*@/i.test(link))) return 'user-in-page';
  const places = links.map((link) => link.split(/[/?#]/, 3).join('/').split(';', 1)[0] ?? '');
  return places.some((place) => /[\u0080-\u{10FFFF}]/u.test(decodePercent(place)))
    ? 'foreign-letters'
    : 'not-a-meeting';
}

/** Reads `conf:sip:…`, `meet:sip:…` and `sip:…`; undefined when the link is none that names a conference. */
function readSipLink(link: string, around: string): MeetingLinkReading | undefined {
  const open = link.includes(':') ? link : decodePercent(link);
  const [, wrapper, address = ''] = WRAPPED.exec(open) ?? [];
  const [target, query] = splitQuery(address);
  const focus = /^sips?:/i.test(target) ? readFocusUri(target) : undefined;
  if (!focus) return undefined;
  const form = wrapper === undefined ? 'sip' : wrapper.toLowerCase() === 'conf' ? 'conf' : 'meet';
  return meeting(focus, form, keyIn(query) ?? keyBeside(around));
}

/** Address and query. The question mark itself may be escaped, as in `…:id:2Z92HZZZ%3Frequired-media=audio`. */
function splitQuery(address: string): [target: string, query: string] {
  const whole = address.includes('?') ? address : decodePercent(address);
  const question = whole.indexOf('?');
  if (question < 0) return [whole, ''];
  return [decodePercent(whole.slice(0, question)), whole.slice(question + 1)];
}

function keyIn(query: string): string | undefined {
  for (const pair of query.split('&', 32)) {
    const equals = pair.indexOf('=');
    if (pair.slice(0, equals).toLowerCase() === 'conf-key') return decodePercent(pair.slice(equals + 1));
  }
  return undefined;
}

function meeting(focus: FocusUri, form: MeetingLink['form'], key: string | undefined): MeetingLinkReading {
  const conferenceKey = key !== undefined && KEY.test(key) ? key : undefined;
  const link: MeetingLink = { ...focus, form, hasKey: conferenceKey !== undefined };
  return { kind: 'meeting', link, ...(conferenceKey === undefined ? {} : { conferenceKey }) };
}
