/** The German words of the window itself. */
import type * as english from '../en/app.ts';
import type { Worded } from '../language-pack.ts';

export const appTexts: Worded<typeof english.appTexts> = {
  brokenTitle: 'Dieses Fenster funktioniert nicht mehr',
  brokenBody: 'Anmeldung und Besprechung laufen weiter. Laden Sie das Fenster neu, um sie zu sehen.',
  reload: 'Neu laden',
  dismiss: 'Schließen',
  back: 'Zurück',
  details: 'Details',
  copy: 'Kopieren',
  copied: 'Kopiert',
  copyDetails: 'Details kopieren',
  reportedBy: (server) => `Gemeldet von ${server}`,
  inMeeting: 'Sie sind in einer Besprechung',
  backToMeeting: 'Zurück zur Besprechung',
  nothingOpen: 'Nichts geöffnet',
  nothingOpenBody: 'Wählen Sie links jemanden aus, oder treten Sie einer Besprechung bei.',
  side: 'Details',
  meetingTitle: (subject) => `Besprechung: ${subject}`,
  callTitle: (name) => `Anruf: ${name}`,
  increase: 'Erhöhen',
  decrease: 'Verringern',
};

export const factNames: Worded<typeof english.factNames> = {
  code: 'Code',
  server: 'Server',
  answer: 'Antwort',
  advice: 'Für Administratoren',
  certificates: 'Gesendete Zertifikate',
  missing: 'Fehlendes erhältlich unter',
  more: 'Mehr',
  time: 'Zeit',
  meaning: 'Bedeutung',
  source: 'Gemeldet von',
  parameters: 'Parameter',
};
