/** The protocol trace in words. */
import type { TraceEntry } from '../../../shared/model/trace.ts';
import { lineOf, type TraceWords, textOf } from '../trace-logic.ts';
import { failureTexts } from './failures.ts';
import { dnsOutcomes, interfaceReasons } from './network.ts';

/** Groups of trace kinds a person filters by. */
export const traceGroups = {
  all: 'Everything',
  sip: 'SIP messages',
  dns: 'DNS',
  connections: 'Connections',
  media: 'Sound and pictures',
  decisions: 'Decisions and failures',
} as const;
export type TraceGroup = keyof typeof traceGroups;

export const traceDirections = { sent: 'Sent', received: 'Received' } as const;

export const traceFailure = 'Failure';

const words: TraceWords = {
  failureTexts,
  dnsOutcomes,
  interfaceReasons,
  asks: (type, name) => `Asks ${type} ${name}`,
  usable: (name, reason) => `Interface ${name} can be used: ${reason}`,
  unusable: (name, reason) => `Interface ${name} is not used: ${reason}`,
  certificate: (host, verdict) => `Certificate of ${host}: ${verdict}`,
  dropped: (bytes, peer, reason) => `Dropped ${bytes} bytes from ${peer}: ${reason}`,
  ofCall: (id, text) => `Call ${id}: ${text}`,
  connecting: (where) => `Connecting to ${where}`,
  open: (where) => `Connected to ${where}`,
  closed: (where) => `Closed the connection to ${where}`,
  lost: (where) => `Lost the connection to ${where}`,
  otherState: (where, state) => `Connection to ${where}: ${state}`,
  afterColon: (text) => `${text.charAt(0).toLowerCase()}${text.slice(1)}`,
};

/** One trace entry in one line. */
export function traceLine(entry: TraceEntry): string {
  return lineOf(entry, words);
}

/** One trace entry in full. */
export function traceText(entry: TraceEntry): string {
  return textOf(entry, words);
}
