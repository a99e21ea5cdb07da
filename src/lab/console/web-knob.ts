/** `web DOMAIN …`: how a company's web services work; and `fault SERVER web …`: what they do wrong. */
import type { Lab } from '../api.ts';
import {
  autodiscoverFaults,
  issueFaults,
  mexFaults,
  ticketFaults,
  webAnswerFaults,
  webServiceNames,
} from '../faults/fault-words.ts';
import { httpSchemes, type WebFaults, type WebSettings } from '../web/settings.ts';
import { numberFrom, oneOf } from './words.ts';

/** Throws a sentence for an unknown company, setting or value. */
export function setWeb(lab: Lab, [domain = '', setting, value]: readonly string[]): string {
  const name = oneOf(['schemes', 'certificateHours', 'ticketMinutes'] as const, setting);
  const patch: Partial<WebSettings> =
    name === 'schemes'
      ? { httpSchemes: (value ?? '').split(',').map((each) => oneOf(httpSchemes, each)) }
      : { [name]: numberFrom(value) };
  lab.setWebServices(domain, patch);
  return `${domain} ${name} ${value}`;
}

/** Throws a sentence for an unknown fault. */
export function webFaultFrom([kind, first, second, third]: readonly string[]): WebFaults {
  switch (kind) {
    case 'answer': {
      const fault = { service: oneOf(webServiceNames, first), fault: oneOf(webAnswerFaults, second) };
      return { answer: third === undefined ? fault : { ...fault, code: third } };
    }
    case 'ticket':
      return { ticket: oneOf(ticketFaults, first) };
    case 'certificate':
      return { certificate: oneOf(issueFaults, first) };
    case 'autodiscover':
      return { autodiscover: oneOf(autodiscoverFaults, first) };
    case 'mex':
      return { mex: oneOf(mexFaults, first) };
    case 'clock':
      return { clockMinutes: first?.startsWith('-') ? -numberFrom(first.slice(1)) : numberFrom(first) };
    default:
      throw new Error(`"${kind ?? ''}" is nothing that web services do wrong.`);
  }
}
