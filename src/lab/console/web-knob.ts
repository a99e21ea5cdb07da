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
import { nothingMore, numberFrom, oneOf } from './words.ts';

/** Throws a sentence for an unknown company, setting or value. */
export function setWeb(lab: Lab, [domain = '', setting, value, ...rest]: readonly string[]): string {
  nothingMore(rest);
  const name = oneOf(['schemes', 'certificateHours', 'ticketMinutes'] as const, setting);
  const patch: Partial<WebSettings> =
    name === 'schemes'
      ? { httpSchemes: (value ?? '').split(',').map((each) => oneOf(httpSchemes, each)) }
      : { [name]: numberFrom(value) };
  lab.setWebServices(domain, patch);
  return `${domain} ${name} ${value}`;
}

/** Throws a sentence for an unknown fault. */
export function webFaultFrom([kind, first, ...rest]: readonly string[]): WebFaults {
  if (kind === 'answer') return { answer: answerFrom(first, rest) };
  nothingMore(rest);
  switch (kind) {
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

function answerFrom(name: string | undefined, [kind, ...more]: readonly string[]): NonNullable<WebFaults['answer']> {
  const service = oneOf(webServiceNames, name);
  const fault = oneOf(webAnswerFaults, kind);
  // Nothing but a SOAP fault has room for a code.
  nothingMore(more.slice(fault === 'soap-fault' ? 1 : 0));
  const [code] = more;
  return code === undefined ? { service, fault } : { service, fault, code };
}
