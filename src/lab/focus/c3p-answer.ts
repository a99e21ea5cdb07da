/** C3P answers as a focus and its factory write them. [MS-CONFBAS] 2.2.3, [MS-CONFPRO] 2.2.3 */
import type { Answer, Body } from '../sip/template.ts';
import { xml } from '../sip/xml-text.ts';
import { C3P_TYPE, type C3pFault, type C3pRequest } from './c3p-request.ts';
import type { Seat } from './seat.ts';

const C3P = 'urn:ietf:params:xml:ns:cccp';
const CONFERENCE_INFO = 'urn:ietf:params:xml:ns:conference-info';
const EXTENSIONS = 'http://schemas.microsoft.com/rtc/2005/08/confinfoextensions';

/** The command was done; `content` goes into its element. */
export function success(request: C3pRequest, from: string, content = ''): Body {
  const { local: name } = request.command;
  return response(request, from, 'success', `<${name}>${content}</${name}>`);
}

/** The command was not done; the reason is one of the names of [MS-CONFBAS]'s schema. */
export function failure(request: C3pRequest, from: string, reason: string): Body {
  return response(request, from, 'failure', `<${request.command.local} reason="${xml(reason)}"/>`);
}

/** The command is being done; another answer of the same number follows by INFO. */
export function pending(request: C3pRequest, from: string): Body {
  return response(request, from, 'pending', `<${request.command.local}/>`);
}

/** What an addUser gets back: the seat, with the role and the state that were granted. */
export function seatElement(seat: Seat, focusUri: string): string {
  return [
    `<conferenceKeys confEntity="${xml(focusUri)}"/>`,
    `<ci:user xmlns:ci="${CONFERENCE_INFO}" entity="${xml(seat.entity)}" state="full">`,
    `<ci:display-text>${xml(seat.displayName)}</ci:display-text>`,
    `<ci:roles><ci:entry>${seat.role}</ci:entry></ci:roles>`,
    `<ci:endpoint entity="${xml(seat.endpoint)}" xmlns:msci="${EXTENSIONS}" msci:session-type="focus">`,
    `<ci:status>${seat.status}</ci:status></ci:endpoint></ci:user>`,
  ].join('');
}

/** 400 for a request that cannot be understood, with the number that says why. */
export function faultAnswer(fault: C3pFault, source: string): Answer {
  const diagnostics = `${fault.code};reason="${fault.reason}";source="${source}"`;
  return { status: 400, reason: 'Bad Request', headers: [['ms-diagnostics', diagnostics]] };
}

type Code = 'success' | 'failure' | 'pending';

function response(request: C3pRequest, from: string, code: Code, content: string): Body {
  const head = `requestId="${xml(request.requestId)}" C3PVersion="1" from="${xml(from)}" to="${xml(request.from)}"`;
  return { type: C3P_TYPE, text: `<response xmlns="${C3P}" ${head} code="${code}">${content}</response>` };
}
