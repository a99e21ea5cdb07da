/** In German: The words of what can go wrong with setting meetings up. */
import type { Failure } from '../../../shared/model/failure.ts';
import type * as english from '../en/failures-scheduling.ts';
import { entryOf, type FailureText, type SentenceAndNext, say, sayBoth } from '../failure-text.ts';
import { detailsTell, tellOwner } from './failure-words.ts';

const unusable: SentenceAndNext = [
  'So kann diese Besprechung nicht eingerichtet werden.',
  'Prüfen Sie die Zeit und die eingeladenen Personen.',
];

const problems: Readonly<Record<string, SentenceAndNext>> = {
  order: ['Diese Besprechung endet, bevor sie beginnt.', 'Wählen Sie ein späteres Ende.'],
  past: ['Diese Besprechung wäre schon vorbei.', 'Wählen Sie ein anderes Datum oder eine andere Uhrzeit.'],
  far: [
    'Diese Besprechung liegt zu weit in der Zukunft: So lange behält der Server keine.',
    'Wählen Sie ein früheres Datum.',
  ],
  'no-time': [
    'Diese Besprechung hat keine Zeit, daher gibt es nichts für einen Kalender.',
    'Kopieren Sie stattdessen ihren Link oder ihre Einladung.',
  ],
};

function problem({ data }: Failure): SentenceAndNext {
  if (data?.problem === 'address') {
    return [
      `„${data.text ?? ''}“ ist nicht die Adresse einer Person.`,
      'Schreiben Sie Adressen wie anu@contoso.com, eine pro Person.',
    ];
  }
  return entryOf(problems, data?.problem) ?? unusable;
}

const refusals: Readonly<Record<string, SentenceAndNext>> = {
  forbidden: [
    'Ihr Unternehmen lässt Sie diese Besprechung nicht einrichten oder ändern.',
    'Fragen Sie Ihr Supportteam, was Sie dürfen.',
  ],
  exists: [
    'Der Server hat schon eine Besprechung mit dieser ID.',
    'Versuchen Sie es erneut: Die nächste Besprechung erhält eine andere.',
  ],
  'too-many': [
    'Sie haben so viele Besprechungen, wie der Server für eine Person behält.',
    'Löschen Sie Besprechungen, die Sie nicht mehr brauchen, und versuchen Sie es dann erneut.',
  ],
  'too-many-people': [
    'Es sind mehr Personen eingeladen, als eine Besprechung Ihres Unternehmens haben darf.',
    'Laden Sie weniger Personen ein.',
  ],
  time: ['So lange behält der Server keine Besprechung.', 'Wählen Sie ein früheres Datum.'],
  access: [
    'Ihr Unternehmen lässt so offene Besprechungen nicht zu.',
    'Lassen Sie weniger Personen direkt hinein; die anderen warten im Wartebereich.',
  ],
  presenters: ['Ihr Unternehmen lässt nicht so viele Referenten zu.', 'Wählen Sie weniger Referenten.'],
  phones: [
    'Ihr Unternehmen lässt nicht zu, dass Personen, die sich einwählen, den Wartebereich umgehen.',
    'Lassen Sie sie im Wartebereich warten, und versuchen Sie es dann erneut.',
  ],
  content: [
    'Ein Teil, den diese Besprechung braucht, läuft auf dem Server nicht.',
    'Versuchen Sie es später erneut. Wenn das so bleibt, informieren Sie Ihr Supportteam.',
  ],
  standing: [
    'Ihr eigener Besprechungsraum wird vom Server verwaltet und lässt sich so nicht ändern.',
    'Planen Sie eine Besprechung.',
  ],
  'too-large': [
    'Diese Besprechung enthält mehr Text, als der Server behält.',
    'Kürzen Sie den Betreff, oder laden Sie weniger Personen ein.',
  ],
  busy: [
    'Der Server ist zu ausgelastet, um gerade Besprechungen einzurichten.',
    'Versuchen Sie es in einer Minute erneut.',
  ],
  malformed: [
    'Der Server hat den Auftrag zu dieser Besprechung nicht verstanden.',
    `Es wurde nichts geändert. ${tellOwner}`,
  ],
};

const usualRefusal: SentenceAndNext = [
  'Der Server hat den Auftrag zu Ihren Besprechungen nicht ausgeführt.',
  `Versuchen Sie es später erneut. ${detailsTell}`,
];

export const schedulingFailures: Record<keyof typeof english.schedulingFailures, FailureText> = {
  MEETINGS_NOT_HELD: say(
    'Auf diesem Server gibt es keine Besprechungen.',
    'Anrufe und Nachrichten funktionieren. Bitten Sie jemanden, dessen Unternehmen Besprechungen hat, um einen Link, und treten Sie darüber bei.',
  ),
  SCHEDULING_INVALID: sayBoth(problem),
  SCHEDULING_REFUSED: sayBoth(({ data }) => entryOf(refusals, data?.reason) ?? usualRefusal),
  SCHEDULING_UNAVAILABLE: say(
    'Der Server, der Besprechungen einrichtet, ist nicht erreichbar.',
    'Alles andere funktioniert. Versuchen Sie es später erneut, oder fragen Sie Ihr Supportteam, ob Ihr Unternehmen Besprechungen hat.',
  ),
  SCHEDULING_UNREADABLE: say(
    'Die Antwort des Servers, der Besprechungen einrichtet, ist nicht lesbar.',
    'Versuchen Sie es erneut. Wenn das so bleibt, kopieren Sie die Details für Ihr Supportteam.',
  ),
  OWN_MEETING_GONE: say(
    'Der Server hat diese Besprechung nicht mehr.',
    'Aktualisieren Sie die Liste. Planen Sie die Besprechung neu, falls Sie sie noch brauchen.',
  ),
};
