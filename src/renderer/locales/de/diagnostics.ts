/** What the numbers in ms-diagnostics mean, in German: [MS-OCER] 2.2.1 and the published join refusals (mission 1.K, J7). */
import type { Diagnostic } from '../../../shared/model/failure.ts';
import { type DiagnosticArea, diagnosticArea } from '../diagnostics-logic.ts';
import type { DiagnosticText, KnownDiagnostic } from '../en/diagnostics.ts';

interface Known {
  readonly sentence: (diagnostic: Diagnostic) => string;
  readonly next: string;
}

const asGuest =
  'Treten Sie stattdessen als Gast bei; der Betreiber des Servers Ihres Unternehmens kann den Weg öffnen.';
const organizerSide = 'Treten Sie stattdessen als Gast bei; nur das Unternehmen des Organisators kann das ändern.';

function partnerName({ params }: Diagnostic): string | undefined {
  return params['external-domain'] ?? params.domain;
}

/** To begin a sentence with. */
const partnerFirst = (diagnostic: Diagnostic) => partnerName(diagnostic) ?? 'Das Unternehmen des Organisators';
/** As the object of a verb. */
const partner = (diagnostic: Diagnostic) => partnerName(diagnostic) ?? 'das Unternehmen des Organisators';
/** After what belongs to it. */
const ofPartner = (diagnostic: Diagnostic) => {
  const name = partnerName(diagnostic);
  return name === undefined ? 'des Unternehmens des Organisators' : `von ${name}`;
};

const checkAddress = 'Prüfen Sie die Adresse.';
const inMinutes = 'Versuchen Sie es in ein paar Minuten erneut.';

const known: Readonly<Record<KnownDiagnostic, Known>> = {
  0: { sentence: () => 'Im Server selbst ist ein Fehler aufgetreten.', next: inMinutes },
  1: { sentence: () => 'Der Dienst ist nicht verfügbar.', next: inMinutes },
  4: {
    sentence: () => 'Das Netzwerk ist zu ausgelastet, um beizutreten.',
    next: 'Versuchen Sie es später oder aus einem Netzwerk mit mehr Bandbreite.',
  },
  1000: {
    sentence: () => 'Der letzte Schritt des Nachweises, wer Sie sind, ist fehlgeschlagen.',
    next: 'Geben Sie das Kennwort erneut ein.',
  },
  1002: { sentence: () => 'Ihr Konto darf andere Unternehmen nicht erreichen.', next: asGuest },
  1003: { sentence: () => 'Der Server kennt diese Person nicht.', next: checkAddress },
  1005: {
    sentence: () => 'Der Server Ihres Unternehmens kennt keinen Weg zu dieser Domäne.',
    next: 'Prüfen Sie die Adresse nach dem @. Einer Besprechung treten Sie stattdessen als Gast bei.',
  },
  1008: {
    sentence: (diagnostic) =>
      `${partnerFirst(diagnostic)} veröffentlicht keinen Eintrag, über den andere Unternehmen es finden.`,
    next: asGuest,
  },
  1009: {
    sentence: (diagnostic) =>
      `Der veröffentlichte Server ${ofPartner(diagnostic)} hat einen Namen außerhalb dieser Domäne.`,
    next: asGuest,
  },
  1010: {
    sentence: () => 'Der Server Ihres Unternehmens vertraut dem Zertifikat des nächsten Servers nicht.',
    next: asGuest,
  },
  1012: {
    sentence: () => 'Ihr Konto darf mit niemandem außerhalb des Unternehmens sprechen.',
    next: 'Einer Besprechung treten Sie als Gast bei. Fragen Sie sonst Ihren Administrator.',
  },
  1013: {
    sentence: () => 'Die Uhren dieses Computers und des Servers weichen zu weit voneinander ab.',
    next: 'Stellen Sie Datum und Uhrzeit dieses Computers ein, und versuchen Sie es dann erneut.',
  },
  1014: { sentence: (diagnostic) => `Ein Server ${ofPartner(diagnostic)} hat keine Adresse.`, next: asGuest },
  1017: {
    sentence: (diagnostic) => `Ihr Unternehmen und ${partner(diagnostic)} sind nicht verbunden (kein Verbund).`,
    next: asGuest,
  },
  1028: {
    sentence: (diagnostic) =>
      `${partnerFirst(diagnostic)} liegt bei einem Hostinganbieter und ist in Ihrem Unternehmen nicht als zugelassen eingetragen.`,
    next: asGuest,
  },
  1034: {
    sentence: (diagnostic) => `Der Server ${ofPartner(diagnostic)} hat ohne Angabe von Gründen abgelehnt.`,
    next: organizerSide,
  },
  1036: {
    sentence: (diagnostic) => `Der Hostinganbieter ${ofPartner(diagnostic)} hat ohne Angabe von Gründen abgelehnt.`,
    next: organizerSide,
  },
  1064: {
    sentence: (diagnostic) => `Ihr Administrator hat ${partner(diagnostic)} blockiert.`,
    next: 'Fragen Sie Ihren Administrator, bevor Sie als Gast beitreten.',
  },
  3002: {
    sentence: () => 'Die Besprechung kennt die Person nicht, nach der gefragt wurde.',
    next: 'Prüfen Sie den Link.',
  },
  3003: {
    sentence: () => 'Die Besprechung in diesem Link ist ungültig.',
    next: 'Kopieren Sie den ganzen Link, und fügen Sie ihn erneut ein.',
  },
  3008: {
    sentence: () => 'Die Regeln der Besprechung lassen auf diesem Weg niemanden hinein.',
    next: 'Fragen Sie den Organisator, wer wie beitreten darf.',
  },
  3012: {
    sentence: () => 'Die Adresse der Besprechung in diesem Link ist ungültig.',
    next: 'Kopieren Sie den ganzen Link, und fügen Sie ihn erneut ein, oder bitten Sie den Organisator um einen neuen.',
  },
  3014: { sentence: () => 'Die Besprechung erlaubt Ihnen das nicht.', next: 'Fragen Sie den Organisator.' },
  4003: {
    sentence: () => 'Ihr Konto darf sich nicht von außerhalb des Unternehmens anmelden.',
    next: 'Melden Sie sich im Unternehmen oder über dessen VPN an.',
  },
  4004: {
    sentence: () => 'Der Benutzername, mit dem Sie sich angemeldet haben, darf diese Anmeldeadresse nicht verwenden.',
    next: 'Prüfen Sie, ob Benutzername und Anmeldeadresse zur selben Person gehören.',
  },
  4005: {
    sentence: () => 'Diese Adresse existiert nicht oder ist nicht für diesen Dienst aktiviert.',
    next: 'Prüfen Sie die Adresse. Wenn sie stimmt, fragen Sie den Betreiber des Servers.',
  },
  4006: { sentence: () => 'Der Server hat diese Person nicht gefunden.', next: checkAddress },
  4033: {
    sentence: () => 'Der Organisator darf von anderen Unternehmen nicht erreicht werden.',
    next: organizerSide,
  },
  4141: { sentence: () => 'Das Konto wurde deaktiviert.', next: 'Fragen Sie Ihren Administrator.' },
  27000: {
    sentence: () => 'Ihr Unternehmen führt die erreichbaren Domänen in einer Liste, und diese ist nicht dabei.',
    next: asGuest,
  },
};

/** With the preposition, since its article depends on the noun. */
const areas: Readonly<Record<DiagnosticArea, string>> = {
  server: 'vom Server insgesamt',
  routing: 'vom Nachrichtenrouting',
  presence: 'vom Anwesenheitsdienst',
  meetings: 'vom Besprechungsdienst',
  users: 'von den Benutzerdiensten',
  application: 'von einer Anwendung auf dem Server',
  'meeting-chat': 'vom Chatserver für Besprechungen',
  'meeting-sound': 'vom Audio- und Videoserver für Besprechungen',
  'meeting-telephone': 'vom Telefonserver für Besprechungen',
  'media-relay': 'vom Medienrelay',
  gateway: 'vom Gateway zum Telefonnetz',
  'outgoing-calls': 'vom Routing ausgehender Anrufe',
  'incoming-calls': 'vom Routing eingehender Anrufe',
  'dial-plan': 'vom Wählplan',
  voicemail: 'vom Voicemaildienst',
  'message-filter': 'vom Nachrichtenfilter',
  'version-check': 'von der Prüfung der Programmversion',
  'hosted-filter': 'vom Filter zwischen gehosteten Unternehmen',
  client: 'vom Programm der anderen Person',
};

/** Words and advice for one diagnostic: its own where its number is known, otherwise those of its range. */
export function explainDiagnostic(diagnostic: Diagnostic): DiagnosticText {
  const { code } = diagnostic;
  if (isKnownDiagnostic(code)) return { sentence: known[code].sentence(diagnostic), next: known[code].next };
  const area = diagnosticArea(code);
  return {
    sentence: area
      ? `Nummer ${code} kommt ${areas[area]}.`
      : `Nummer ${code} liegt außerhalb der veröffentlichten Bereiche.`,
    next: 'Kopieren Sie die Details und senden Sie sie an den Betreiber des Servers.',
  };
}

/** Whether this number has a sentence of its own. */
export function isKnownDiagnostic(code: number): code is KnownDiagnostic {
  return Object.hasOwn(known, code);
}
