/** `web DOMAIN …`: how a company's web services work; and `fault SERVER web …`: what they do wrong. */
import type { Lab } from '../api.ts';
import type { WebFaults, WebSettings } from '../web/settings.ts';
import { numberFrom, oneOf } from './words.ts';

const schemes = ['Negotiate', 'NTLM', 'Basic'] as const;
const services = ['autodiscover', 'mex', 'ticket', 'certificate', 'address-book', 'photo', 'pox', 'ews'] as const;
const answers = [
  'unavailable',
  'unauthorised',
  'html',
  'soap-fault',
  'not-found',
  'foreign-redirect',
  'redirect-loop',
  'oversize',
  'truncated',
  'damaged',
  'empty',
  'silent',
] as const;
const ticketFaults = ['wrong-entropy', 'no-entropy', 'expired'] as const;
const issueFaults = ['refused', 'other-user', 'other-key', 'expired', 'short', 'damaged', 'missing'] as const;
const documentFaults = ['foreign-redirect', 'redirect-loop', 'no-links', 'no-servers', 'unknown-user'] as const;
const mexFaults = ['no-ports', 'foreign-hosts', 'federation-only'] as const;

/** Throws a sentence for an unknown company, setting or value. */
export function setWeb(lab: Lab, [domain = '', setting, value]: readonly string[]): string {
  const name = oneOf(['schemes', 'certificateHours', 'ticketMinutes'] as const, setting);
  const patch: Partial<WebSettings> =
    name === 'schemes'
      ? { httpSchemes: (value ?? '').split(',').map((each) => oneOf(schemes, each)) }
      : { [name]: numberFrom(value) };
  lab.setWebServices(domain, patch);
  return `${domain} ${name} ${value}`;
}

/** Throws a sentence for an unknown fault. */
export function webFaultFrom([kind, first, second, third]: readonly string[]): WebFaults {
  switch (kind) {
    case 'answer': {
      const fault = { service: oneOf(services, first), fault: oneOf(answers, second) };
      return { answer: third === undefined ? fault : { ...fault, code: third } };
    }
    case 'ticket':
      return { ticket: oneOf(ticketFaults, first) };
    case 'certificate':
      return { certificate: oneOf(issueFaults, first) };
    case 'autodiscover':
      return { autodiscover: oneOf(documentFaults, first) };
    case 'mex':
      return { mex: oneOf(mexFaults, first) };
    case 'clock':
      return { clockMinutes: first?.startsWith('-') ? -numberFrom(first.slice(1)) : numberFrom(first) };
    default:
      throw new Error(`"${kind ?? ''}" is nothing that web services do wrong.`);
  }
}
