/** `fault SERVER FAULT [VALUE…]`: one fault at a time; `none` heals the server. */
import type { Lab, ServerFaults } from '../api.ts';
import { certificateFaults, malformedMessages, ocspStaples, oldTlsVersions } from '../faults/fault-words.ts';
import { serverMalice } from '../faults/malice.ts';
import { authFaultFrom } from './sign-in-knob.ts';
import { webFaultFrom } from './web-knob.ts';
import { nothingMore, numberFrom, oneOf, switchFrom } from './words.ts';

/** Throws a sentence when the fault or its value is not known. */
export function setFault(lab: Lab, [server = '', name = '', ...values]: readonly string[]): string {
  const faults = faultsFrom(name, values);
  lab.setFaults(server, faults);
  return name === 'none' ? `${server} is healthy.` : `${server}: ${JSON.stringify(faults)}`;
}

/** Faults that read more than one word, each in its own way. */
const readTheirWords: readonly string[] = ['silent', 'answer', 'web', 'auth'];

function faultsFrom(name: string, values: readonly string[]): ServerFaults {
  const [first, ...rest] = values;
  if (!readTheirWords.includes(name)) nothingMore(name === 'none' ? values : rest);
  switch (name) {
    case 'none':
      return {};
    case 'certificate':
      return { certificate: oneOf(certificateFaults, first) };
    case 'staple':
      return { staple: oneOf(ocspStaples, first) };
    case 'newestTls':
      return { newestTls: oneOf(oldTlsVersions, first) };
    case 'silent':
      return { silent: silenceFrom(values) };
    case 'refuseConnections':
      return { refuseConnections: switchFrom(first ?? 'on') };
    case 'backup':
      return { isBackup: switchFrom(first ?? 'on') };
    case 'closeAfterBytes':
      return { closeAfterBytes: numberFrom(first) };
    case 'answerLatencyMs':
      return { answerLatencyMs: numberFrom(first) };
    case 'answer':
      return { answer: answerFrom(first, rest) };
    case 'malformed':
      return { malformed: oneOf(malformedMessages, first) };
    case 'web':
      return { web: webFaultFrom(values) };
    case 'malice':
      return { malice: oneOf(serverMalice, first) };
    case 'auth':
      return { auth: authFaultFrom(values) };
    default:
      throw new Error(`"${name}" is no fault.`);
  }
}

function silenceFrom([kind, ...rest]: readonly string[]): NonNullable<ServerFaults['silent']> {
  const [method, ...more] = rest;
  nothingMore(kind === 'method' ? more : rest);
  if (kind === 'method' && method) return { method: method.toUpperCase() };
  return oneOf(['tcp', 'tls', 'sip'] as const, kind);
}

function answerFrom(method: string | undefined, [status, ...reason]: readonly string[]) {
  if (!method) throw new Error('Name the method, the status and the reason.');
  return { method: method.toUpperCase(), status: numberFrom(status), reason: reason.join(' ') };
}
