/** The protocol trace in German. */
import type { TraceEntry } from '../../../shared/model/trace.ts';
import type * as english from '../en/trace.ts';
import type { Worded } from '../language-pack.ts';
import { lineOf, type TraceWords, textOf } from '../trace-logic.ts';
import { failureTexts } from './failures.ts';
import { dnsOutcomes, interfaceReasons } from './network.ts';

/** Groups of trace kinds a person filters by. */
export const traceGroups: Worded<typeof english.traceGroups> = {
  all: 'Alles',
  sip: 'SIP-Nachrichten',
  dns: 'DNS',
  connections: 'Verbindungen',
  media: 'Ton und Bild',
  decisions: 'Entscheidungen und Fehler',
};

export const traceDirections: Worded<typeof english.traceDirections> = { sent: 'Gesendet', received: 'Empfangen' };

export const traceFailure = 'Fehler';

const words: TraceWords = {
  failureTexts,
  dnsOutcomes,
  interfaceReasons,
  asks: (type, name) => `Fragt ${type} ${name} ab`,
  usable: (name, reason) => `Schnittstelle ${name} ist verwendbar: ${reason}`,
  unusable: (name, reason) => `Schnittstelle ${name} wird nicht verwendet: ${reason}`,
  certificate: (host, verdict) => `Zertifikat von ${host}: ${verdict}`,
  dropped: (bytes, peer, reason) => `${bytes} Bytes von ${peer} verworfen: ${reason}`,
  ofCall: (id, text) => `Anruf ${id}: ${text}`,
  connecting: (where) => `Verbindung zu ${where} wird hergestellt`,
  open: (where) => `Mit ${where} verbunden`,
  closed: (where) => `Verbindung zu ${where} geschlossen`,
  lost: (where) => `Verbindung zu ${where} verloren`,
  otherState: (where, state) => `Verbindung zu ${where}: ${state}`,
  // Nouns keep their capital.
  afterColon: (text) => text,
};

/** One trace entry in one line. */
export function traceLine(entry: TraceEntry): string {
  return lineOf(entry, words);
}

/** One trace entry in full. */
export function traceText(entry: TraceEntry): string {
  return textOf(entry, words);
}
