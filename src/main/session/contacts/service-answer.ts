/** What a SERVICE to ourselves came to. */
import { readDiagnostics } from '../../../protocol/ms/diagnostics.ts';
import type { SipResponse } from '../../../protocol/sip/message.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import type { Answer } from '../../sip/agent.ts';

/** The response if it is a yes; else CONTACT_CHANGE_REFUSED with the server's words, or the connection's own failure. */
export function judged(answer: Answer, wall: number): Outcome<SipResponse> {
  if (!answer.ok) return answer;
  return answer.value.status < 300 ? done(answer.value) : failed(refusedBy(answer.value, wall));
}

function refusedBy(response: SipResponse, wall: number): Failure {
  const diagnostics = readDiagnostics(response);
  return {
    code: 'CONTACT_CHANGE_REFUSED',
    sip: { status: response.status, reason: response.reason },
    at: wall,
    ...(diagnostics.length > 0 ? { diagnostics } : {}),
  };
}
