/** INVITE to a focus with addUser, and what the answer means. The same for the own company's way and the guest's. [MS-CONFBAS] 3.3.5 */

import { readC3pResponse } from '../../../protocol/c3p/read.ts';
import { kindOfReason } from '../../../protocol/c3p/reasons.ts';
import { writeAddUser } from '../../../protocol/c3p/write.ts';
import { c3pContentType } from '../../../protocol/c3p/write-envelope.ts';
import { readDiagnostics } from '../../../protocol/ms/diagnostics.ts';
import type { SipResponse } from '../../../protocol/sip/message.ts';
import { decodeTolerant } from '../../../protocol/sip/text.ts';
import type { Random } from '../../../shared/clock.ts';
import type { Failure, FailureCode } from '../../../shared/model/failure.ts';
import type { DialogListener, InviteOutcome, SipAgent } from '../../sip/agent.ts';
import { requestNumber } from './request-number.ts';

export interface FocusJoinRequest {
  readonly agent: SipAgent;
  readonly focusUri: string;
  readonly displayName: string;
  /** UUID without braces, new per join; names our endpoint in the roster. */
  readonly endpointId: string;
  readonly listener: DialogListener;
  readonly signal: AbortSignal;
  readonly random: Random;
}

/** Invites oneself as an attendee who can wait in the lobby. */
export function joinFocus(request: FocusJoinRequest): Promise<InviteOutcome> {
  const { agent, focusUri, random, signal } = request;
  const text = writeAddUser({
    focusUri,
    userUri: agent.identity.aor,
    displayName: request.displayName,
    requestId: requestNumber(random),
    endpointId: request.endpointId,
  });
  return agent.invite({ uri: focusUri, body: { contentType: c3pContentType, text }, signal }, request.listener);
}

/** What a 200 says: let in, waiting in the lobby, or refused in the body although the status is fine. */
export function readAcceptance(response: SipResponse): 'in' | 'lobby' | { readonly refused: string } {
  const reading = readC3pResponse(decodeTolerant(response.body).text);
  // A 200 whose body says nothing we know is taken at its word; the roster will tell.
  if (!reading.ok) return 'in';
  const { response: answer } = reading;
  if (answer.code === 'failure') return { refused: answer.reason ?? 'otherFailure' };
  return answer.waitsInLobby ? 'lobby' : 'in';
}

/** [MS-OCER] 7.2, 7.4, 7.5: what keeps a guest out is the company's setting, not the person. */
const guestCodes = new Set([3008, 4003, 1012]);
/** Final handshake failed: the conference key was not accepted. */
const keyCodes = new Set([1000]);

/** The failure a focus's refusal stands for. `asGuest` turns a challenge that was not met into a wrong key. */
export function joinRefusal(response: SipResponse, place: { server: string; at: number; asGuest: boolean }): Failure {
  const diagnostics = readDiagnostics(response);
  const body = readC3pResponse(decodeTolerant(response.body).text);
  const reason = body.ok ? (body.response.reason ?? '') : '';
  return {
    code: codeOf(response, { codes: diagnostics.map(({ code }) => code), reason, asGuest: place.asGuest }),
    server: place.server,
    sip: { status: response.status, reason: response.reason },
    at: place.at,
    ...(diagnostics.length > 0 ? { diagnostics } : {}),
    ...(reason ? { detail: reason } : {}),
  };
}

function codeOf(
  response: SipResponse,
  told: { readonly codes: readonly number[]; readonly reason: string; readonly asGuest: boolean },
): FailureCode {
  const has = (known: ReadonlySet<number>) => told.codes.some((code) => known.has(code));
  const kind = kindOfReason(told.reason);
  const isAuth = response.status === 401 || response.status === 407;
  if (told.asGuest && (isAuth || has(keyCodes))) return 'CONFERENCE_KEY_WRONG';
  if (isAuth) return 'CREDENTIALS_WRONG';
  if (told.asGuest && (/^anonymoususers/i.test(told.reason) || has(guestCodes))) return 'GUESTS_NOT_ALLOWED';
  // The lab's focus says so of a meeting its organiser has not opened yet; others know no beginning.
  if (response.status === 480 && kind === 'conference-gone') return 'MEETING_NOT_STARTED';
  if (kind === 'full') return 'MEETING_FULL';
  if (kind === 'locked') return 'MEETING_LOCKED';
  if (response.status === 404 || response.status === 410 || kind === 'conference-gone') {
    return 'CONFERENCE_NOT_FOUND';
  }
  return response.status === 503 ? 'SERVER_UNAVAILABLE' : 'JOIN_REFUSED';
}
