/** Why somebody does not come in, in the words of a focus. [MS-CONFBAS] 3.3.5, [MS-OCER] 7.4 */
import type { Exchange } from '../sip/exchange.ts';
import { announces } from '../sip/incoming.ts';
import type { Answer } from '../sip/template.ts';
import type { AuthMethod } from './admission.ts';
import { failure, faultAnswer } from './c3p-answer.ts';
import { C3P_TYPE, type C3pRequest } from './c3p-request.ts';

/** A meeting that is not open yet may be by then. */
const OPENS_SECONDS = 60;

/** C3P's own words for somebody the policy does not admit. */
const REASONS: Readonly<Record<AuthMethod, string>> = {
  anonymous: 'anonymousUsersNotAllowed',
  federated: 'federatedUsersNotAllowed',
  enterprise: 'forbidden',
};

export interface FormRules {
  readonly source: string;
  /** False for the company's own people: SIPE, which real servers let in, has no session timers. [MS-OCER] 7.4 */
  readonly needsTimer: boolean;
}

/** A joining INVITE that is none: another body, no session timer, no request in it; undefined for a good one. */
export function formRefusal(
  { incoming }: Exchange,
  request: C3pRequest | undefined,
  { source, needsTimer }: FormRules,
): Answer | undefined {
  if (incoming.contentType !== C3P_TYPE) {
    const diagnostics = `4013;reason="Content-type does not match the expected one";source="${source}"`;
    return {
      status: 415,
      reason: 'Unsupported Media Type',
      headers: [
        ['Accept', C3P_TYPE],
        ['ms-diagnostics', diagnostics],
      ],
    };
  }
  if (needsTimer && !announces(incoming, 'timer')) {
    const diagnostics = `3010;reason="Bad request without Session-Timer extension";source="${source}"`;
    return {
      status: 421,
      reason: 'Extension Required',
      headers: [
        ['Require', 'timer'],
        ['ms-diagnostics', diagnostics],
      ],
    };
  }
  return request ? undefined : faultAnswer({ code: 3006, reason: 'Failed to parse C3P request' }, source);
}

/** There is no such meeting, or no more. */
export function notFound(source: string): Answer {
  const diagnostics = `3012;reason="Invalid conference URI";source="${source}"`;
  return { status: 404, reason: 'Not Found', headers: [['ms-diagnostics', diagnostics]] };
}

/** The meeting has no such MCU, or has none now. */
export function noSuchMcu(source: string, isDown: boolean): Answer {
  if (isDown) return { status: 503, reason: 'Service Unavailable', headers: [['Retry-After', String(OPENS_SECONDS)]] };
  const diagnostics = `3013;reason="Invalid MCU URI";source="${source}"`;
  return { status: 404, reason: 'Not Found', headers: [['ms-diagnostics', diagnostics]] };
}

/** Somebody who does not sit in the meeting wants something of it. */
export function notSeated(source: string): Answer {
  const diagnostics = `3014;reason="Failed authorization";source="${source}"`;
  return { status: 403, reason: 'Forbidden', headers: [['ms-diagnostics', diagnostics]] };
}

export function refusedByPolicy(request: C3pRequest, from: string, authMethod: AuthMethod, source: string): Answer {
  const reason = 'Access or auth method in C3P request not acceptable';
  const summary = 'The conferencing policy or the admission policy does not admit this user';
  return {
    status: 403,
    reason: 'Forbidden',
    headers: [['ms-diagnostics', `3008;reason="${reason}";summary="${summary}";source="${source}"`]],
    body: failure(request, from, REASONS[authMethod]),
  };
}

/** Every seat is taken. */
export function full(request: C3pRequest, from: string): Answer {
  return { status: 486, reason: 'Busy Here', body: failure(request, from, 'maximumMeetingSizeExceeded') };
}

/** The organiser has not opened the meeting yet: the lab's own, since a focus of these servers knows no beginning. */
export function notOpenYet(request: C3pRequest, from: string): Answer {
  return {
    status: 480,
    reason: 'Temporarily Unavailable',
    headers: [
      ['Retry-After', String(OPENS_SECONDS)],
      ['Warning', '399 lab.invalid "The conference has not started yet"'],
    ],
    body: failure(request, from, 'conferenceDoesntExist'),
  };
}
