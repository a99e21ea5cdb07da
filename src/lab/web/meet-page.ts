/** The page behind a meeting link, as data: what to answer to one request (protocol notes 7.3). */
import { xml } from '../sip/xml-text.ts';
import { focusUriOf } from '../topologies/meeting-facts.ts';
import type { Company, MeetingPlan } from '../topologies/topology.ts';

export interface PageRequest {
  readonly method: string;
  /** Path with query, as in the request line. */
  readonly target: string;
  readonly accept: string;
  /** `host[:port]` as the client wrote it. */
  readonly host: string;
}

export interface PageAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

const MEETING_TYPE = 'application/vnd.microsoft.lync.meeting+xml';
const HTML = 'text/html; charset=utf-8';
const NAMESPACE = 'http://schemas.microsoft.com/rtc/2009/05/simplejoinconfdoc';

/** The meeting document for clients that ask for it, a page with the same facts for browsers, else a refusal. */
export function answerPage(company: Company, request: PageRequest): PageAnswer {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return { status: 405, contentType: 'text/plain', body: 'Only GET is served here.\n' };
  }
  const meeting = meetingAt(company, request.target);
  if (!meeting) return { status: 404, contentType: HTML, body: unknownPage() };
  const url = `https://${request.host}${pathOf(request.target)}`;
  return request.accept.toLowerCase().includes(MEETING_TYPE)
    ? { status: 200, contentType: MEETING_TYPE, body: meetingDocument(company, meeting, url) }
    : { status: 200, contentType: HTML, body: meetingPage(company, meeting) };
}

/** `/garth/2Z92HZZZ`, also below `/meet/` or `/<domain>/meet/`; letter case of the id does not matter. */
function meetingAt(company: Company, target: string): MeetingPlan | undefined {
  const [id = '', user = ''] = pathOf(target)
    .split('/')
    .filter((part) => part !== '')
    .reverse();
  const organizer = `${user}@${company.domain}`.toLowerCase();
  return company.meetings.find((each) => each.organizer === organizer && each.id === id.toUpperCase());
}

function pathOf(target: string): string {
  return target.split('?', 1)[0] ?? '';
}

function meetingDocument(company: Company, meeting: MeetingPlan, url: string): string {
  const item = (name: string, value: string) => `  <${name}>${xml(value)}</${name}>`;
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<conf-info xmlns="${NAMESPACE}">`,
    item('conf-uri', focusUriOf(meeting)),
    item('server-time', '1.0'),
    item('original-incoming-url', url),
    item('conf-key', meeting.key),
    item('fallback-url', `${url}?sl=`),
    item('ucwa-url', `https://${company.web.name}/ucwa/v1/applications`),
    '</conf-info>',
    '',
  ].join('\r\n');
}

function meetingPage(company: Company, meeting: MeetingPlan): string {
  const link = `conf:${focusUriOf(meeting)}%3Frequired-media=audio`;
  return page(meeting.title, [
    '<script>',
    'var validMeeting = "True";',
    `var lyncLaunchLink = "${link}";`,
    '</script>',
    `<h1>${xml(meeting.title)}</h1>`,
    `<p>A simulated meeting of ${xml(company.displayName)} in the Offhook lab.</p>`,
    // Written as the real pages write it, with the colon as an entity.
    `<p><a href="${xml(link).replace('conf:', 'conf&#58;')}">Join the meeting</a></p>`,
  ]);
}

function unknownPage(): string {
  return page('Meeting not found', [
    '<script>',
    'var validMeeting = "False";',
    'var errorCode = "404";',
    'var diagInfo = "The meeting is unknown or has expired.";',
    '</script>',
    '<h1>Meeting not found</h1>',
    '<p>The Offhook lab has no such simulated meeting.</p>',
  ]);
}

function page(title: string, body: readonly string[]): string {
  const head = `<head><meta charset="utf-8"><title>${xml(title)}</title></head>`;
  return ['<!DOCTYPE html>', '<html lang="en">', head, '<body>', ...body, '</body>', '</html>', ''].join('\n');
}
