/** What stands behind an https meeting link: a conf-info document, or a page that hides the same facts (protocol notes 7.3). */
import type { MeetingLink } from '../../shared/model/meeting.ts';
import { readFocusUri } from '../links/focus-uri.ts';
import { readMeetingLink } from '../links/meeting-link.ts';
import { readMeetPageLink } from '../links/web-address.ts';
import { child, textOf } from '../xml/find.ts';
import { readXml } from '../xml/read.ts';
import { decodeBase64Url, decodeEntities, decodeScript } from './decode.ts';

export type MeetPageReading =
  | {
      readonly kind: 'meeting';
      readonly link: MeetingLink;
      /** Secret: never into the snapshot, a log or a trace. */
      readonly conferenceKey?: string;
    }
  /** The organiser's own launcher knows more. */
  | { readonly kind: 'follow'; readonly url: string }
  /** The server knows no such meeting; `detail` is what it says about that. */
  | { readonly kind: 'no-such-meeting'; readonly detail?: string }
  /** A form that wants a password stands before the meeting. */
  | { readonly kind: 'sign-in-page' }
  | { readonly kind: 'not-a-meeting' };

/** What to ask a meeting's page for. */
export const meetPageAccept = 'application/vnd.microsoft.lync.meeting+xml';

const LONGEST = 1024 * 1024;
const KEY = /^[\u0021-\u007E]{1,128}$/;

/**
 * Reads the answer's text, XML or HTML, of at most 1,048,576 characters. A conference that is not of the Focus form
 * counts as none: nothing on a web page may make us call anything else.
 */
export function readMeetPage(text: string): MeetPageReading {
  if (text.length > LONGEST) return { kind: 'not-a-meeting' };
  return readConfInfo(text) ?? readHtml(text);
}

function readConfInfo(text: string): MeetPageReading | undefined {
  if (!text.includes('conf-info')) return undefined;
  const xml = readXml(text);
  if (!xml.ok) return undefined;
  const info = xml.root.local === 'conf-info' ? xml.root : child(xml.root, 'conf-info');
  const focus = readFocusUri(textOf(info, 'conf-uri') ?? '');
  if (!focus) return undefined;
  const key = textOf(info, 'conf-key') ?? '';
  const hasKey = KEY.test(key);
  const link: MeetingLink = { ...focus, form: 'https', hasKey };
  return { kind: 'meeting', link, ...(hasKey ? { conferenceKey: key } : {}) };
}

function readHtml(html: string): MeetPageReading {
  const refusal = readRefusal(html);
  return (
    (refusal ? undefined : readFacts(html)) ??
    readFollow(html) ??
    refusal ?? { kind: isSignIn(html) ? 'sign-in-page' : 'not-a-meeting' }
  );
}

/** The places that hold the conference, the most complete first. */
function readFacts(html: string): MeetPageReading | undefined {
  const document = scriptString(html, 'escapedXML');
  const parameter = /LwaClient\.aspx\?[^"'<>\s]{0,2048}?[?&;]xml=([A-Za-z0-9_!=-]{1,65536})/i.exec(html)?.[1];
  return (
    readConfInfo(document ?? '') ??
    readConfInfo((parameter && decodeBase64Url(parameter)) ?? '') ??
    readLink(scriptString(html, 'lyncLaunchLink')) ??
    readLink(/\bhref\s{0,8}=\s{0,8}["'](conf(?::|&#58;|&#x3a;)[^"'<>\s]{1,4096})["']/i.exec(html)?.[1])
  );
}

function readLink(written: string | undefined): MeetPageReading | undefined {
  const reading = written === undefined ? undefined : readMeetingLink(decodeEntities(written));
  return reading?.kind === 'meeting' ? { ...reading, link: { ...reading.link, form: 'https' } } : undefined;
}

function readFollow(html: string): MeetPageReading | undefined {
  const attribute = /sb-data-domainOwnerJoinLauncherUrl\s{0,8}=\s{0,8}["']([^"'<>\s]{1,4096})["']/i.exec(html)?.[1];
  const written = scriptString(html, 'domainOwnerJoinLauncherUrl') ?? attribute;
  const page = written === undefined ? undefined : readMeetPageLink(decodeEntities(written));
  return page && { kind: 'follow', url: page.url };
}

/** A field for a password, or a page that posts itself on to one. */
function isSignIn(html: string): boolean {
  return (
    /<input\b[^<>]{0,1024}\btype\s{0,8}=\s{0,8}["']?password\b/i.test(html) ||
    /<form\b[^<>]{0,1024}(?:\/adfs\/ls|\/saml2?\b|wsignin1\.0)/i.test(html)
  );
}

function readRefusal(html: string): MeetPageReading | undefined {
  const isValid = scriptString(html, 'validMeeting')?.toLowerCase();
  const errorCode = scriptString(html, 'errorCode') ?? '-1';
  if (isValid !== 'false' && errorCode === '-1') return undefined;
  const detail = scriptString(html, 'diagInfo')?.slice(0, 500);
  return { kind: 'no-such-meeting', ...(detail ? { detail } : {}) };
}

/** `var name = "…";` with its escapes resolved; undefined when there is none or it is empty. */
function scriptString(html: string, name: string): string | undefined {
  const form = new RegExp(
    `\\bvar\\s{1,8}${name}\\s{0,8}=\\s{0,8}(?:"([^"\\r\\n]{1,262144})"|'([^'\\r\\n]{1,262144})')`,
  );
  const match = form.exec(html);
  const text = match?.[1] ?? match?.[2];
  return text === undefined ? undefined : decodeScript(text);
}
