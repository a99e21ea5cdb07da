/** The protocol trace in words. */
import type { TraceEntry } from '../../../shared/model/trace.ts';
import type * as english from '../en/trace.ts';
import type { Worded } from '../language-pack.ts';
import { lineOf, type TraceWords, textOf } from '../trace-logic.ts';
import { failureTexts } from './failures.ts';
import { dnsOutcomes, interfaceReasons } from './network.ts';

/** Groups of trace kinds a person filters by. */
export const traceGroups: Worded<typeof english.traceGroups> = {
  all: 'Tout',
  sip: 'Messages SIP',
  dns: 'DNS',
  connections: 'Connexions',
  media: 'Son et image',
  decisions: 'Décisions et échecs',
};

export const traceDirections: Worded<typeof english.traceDirections> = { sent: 'Envoyé', received: 'Reçu' };

export const traceFailure = 'Échec';

const words: TraceWords = {
  failureTexts,
  dnsOutcomes,
  interfaceReasons,
  asks: (type, name) => `Demande ${type} ${name}`,
  usable: (name, reason) => `L’interface ${name} est utilisable : ${reason}`,
  unusable: (name, reason) => `L’interface ${name} n’est pas utilisée : ${reason}`,
  certificate: (host, verdict) => `Certificat de ${host} : ${verdict}`,
  dropped: (bytes, peer, reason) => `${bytes} octets de ${peer} rejetés : ${reason}`,
  ofCall: (id, text) => `Appel ${id} : ${text}`,
  connecting: (where) => `Connexion à ${where}`,
  open: (where) => `Connecté à ${where}`,
  closed: (where) => `Connexion à ${where} fermée`,
  lost: (where) => `Connexion à ${where} perdue`,
  otherState: (where, state) => `Connexion à ${where} : ${state}`,
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
