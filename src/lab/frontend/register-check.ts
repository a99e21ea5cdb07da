/** What a REGISTER must say about the endpoint behind it. [MS-SIPREGE] 3.2.5 (mission E11) */
import { headerOf } from '../../protocol/sip/message.ts';
import { announces, eventOf, type Incoming } from '../sip/incoming.ts';
import type { Answer } from '../sip/template.ts';
import { instanceId } from './gruu.ts';

/** The endpoint that wants to be registered. */
export interface EndpointClaim {
  readonly kind: 'endpoint';
  readonly instance: string;
  readonly epid: string;
  readonly contact: string;
  /** The `expires` parameter of the Contact, seconds. */
  readonly expires: number | undefined;
}

const LONGEST_EPID = 16;

/** The claim of a REGISTER, or the answer that refuses it; `source` is the server's name in ms-diagnostics. */
export function checkRegister(incoming: Incoming, source: string): EndpointClaim | { kind: 'refused'; answer: Answer } {
  const { contact, from } = incoming;
  const refused = (status: number, reason: string, code: number, why: string) => ({
    kind: 'refused' as const,
    answer: refusal(status, reason, `${code};reason="${why}";source="${source}"`),
  });
  if (headerOf(incoming.message, 'event') !== undefined && eventOf(incoming) !== 'registration') {
    return refused(489, 'Bad Event', 4055, 'Event header is not registration');
  }
  if (announces(incoming, 'msrtc-event-categories') && !announces(incoming, 'gruu-10')) {
    return refused(421, 'Extension Required', 2057, 'gruu-10 is required with msrtc-event-categories');
  }
  const instance = instanceId(contact?.params.get('+sip.instance'));
  if (!contact || !instance) return refused(400, 'Bad Request', 4010, 'Endpoint id is missing');
  if (!from.epid) return refused(400, 'Bad Request', 4011, 'epid is missing');
  if (from.epid.length > LONGEST_EPID) return refused(400, 'Bad Request', 4012, 'epid is too long');
  const expires = contact.params.get('expires');
  return {
    kind: 'endpoint',
    instance,
    epid: from.epid,
    contact: contact.uri.wire,
    expires: expires !== undefined && /^\d{1,9}$/.test(expires) ? Number(expires) : undefined,
  };
}

function refusal(status: number, reason: string, diagnostics: string): Answer {
  return { status, reason, headers: [['ms-diagnostics', diagnostics]] };
}
