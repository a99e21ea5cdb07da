/** The German words of call forwarding. */
import type * as english from '../en/call-forwarding.ts';
import type { Worded } from '../language-pack.ts';

export const forwardingTexts: Worded<typeof english.forwardingTexts> = {
  mode: 'Anrufe an Sie',
  modeHint: 'Der Server Ihres Unternehmens befolgt dies für alle Ihre Geräte, auch wenn Offhook nicht läuft.',
  to: 'An',
  also: 'Auch klingeln bei',
  address: 'Nummer oder Person',
  addressHint: 'Eine Nummer, wie Sie sie wählen würden, oder die Adresse einer Person.',
  addressWrong: 'Geben Sie eine Nummer oder die Adresse einer Person ein.',
  unanswered: 'Nicht angenommene Anrufe gehen an',
  unansweredNot: 'Anrufe werden sofort weitergeleitet, hier bleibt also keiner unbeantwortet.',
  seconds: 'Nach so vielen Sekunden',
  workHours: 'Nur in meiner Arbeitszeit',
  workHoursHint: 'Nach den Zeiten in Ihrem Exchange-Kalender; sonst klingeln Ihre Geräte wie üblich.',
  save: 'Speichern',
  saved: 'Gespeichert. Ihre Anrufe nehmen ab jetzt diesen Weg.',
  none: 'Melden Sie sich bei einem Unternehmensserver an, um zu sehen, wohin Ihre Anrufe gehen.',
  waiting: 'Der Server wird gefragt, wohin Ihre Anrufe gehen.',
  unreadable: 'Die Regeln für Ihre Anrufe sind nicht lesbar und bleiben daher, wie sie sind.',
  differs: 'Anrufe mancher Personengruppen gehen derzeit einen anderen Weg. Speichern gleicht sie an.',
  blocksAll: 'Ein anderes Programm lehnt alle Anrufe an Sie ab. Speichern beendet das.',
  people: 'Stellvertreter und Team',
  peopleHint: 'Wer Anrufe für Sie annehmen darf. Ihr Unternehmen oder ein anderes Programm legt das fest.',
  delegates: 'Stellvertreter',
  team: 'Team',
  nobody: 'Niemand',
  forwardForbidden: 'Ihr Unternehmen lässt Anrufweiterleitung nicht zu.',
  ringForbidden: 'Ihr Unternehmen lässt nicht zu, dass andere Telefone mitklingeln.',
  delegatesForbidden: 'Ihr Unternehmen lässt keine Stellvertreter zu.',
  teamForbidden: 'Ihr Unternehmen lässt keine Teamanrufe zu.',
  noVoicemail: 'Sie haben keine Voicemail.',
  noDelegates: 'Sie haben keine Stellvertreter.',
  noTeam: 'Sie haben kein Team.',
  not: (label, reason) => `${label} (${reason.replace(/\.$/, '')})`,
  line: (to) => `Weiterleitung an: ${to}`,
  lineAlso: (to) => `Klingelt auch bei: ${to}`,
  lineBlocked: 'Alle Anrufe an Sie werden abgelehnt',
  change: 'Weiterleitung ändern',
  turnOff: 'Ausschalten',
  turnOffName: 'Anrufweiterleitung ausschalten',
};

export const forwardingModes: Worded<typeof english.forwardingModes> = {
  off: 'Nur bei mir klingeln',
  forward: 'Meine Anrufe weiterleiten',
  'ring-also': 'Bei mir und anderswo klingeln',
};

/** Where each rule for calls comes from. */
export const forwardingSources: Worded<typeof english.forwardingSources> = {
  default: 'Voreinstellung.',
  server: 'Auf dem Server Ihres Unternehmens gespeichert.',
  person: 'Von Ihnen gewählt, noch nicht gespeichert.',
};

export const targetKinds: Worded<typeof english.targetKinds> = {
  address: 'Nummer oder Person',
  voicemail: 'Voicemail',
  delegates: 'Meine Stellvertreter',
  team: 'Mein Team',
};

/** After a colon. */
export const targetWords: Worded<typeof english.targetWords> = {
  voicemail: 'Voicemail',
  delegates: 'Ihre Stellvertreter',
  team: 'Ihr Team',
};

/** Where the rules name nobody. */
export const nobodyWords = 'niemand';
