/** In German: The words of what can go wrong at a meeting's door, and with running one. */
import type * as english from '../en/failures-meeting.ts';
import { entryOf, type FailureText, type SentenceAndNext, say, sayBoth } from '../failure-text.ts';
import { askAdministrator, detailsTell, server } from './failure-words.ts';

const parts: Readonly<Record<string, string>> = {
  chat: 'keinen Chat',
  'audio-video': 'keinen Ton',
};

/** Why the meeting's sound did not take us, by what its server answered. The meeting itself goes on. */
const soundRefusals: Readonly<Record<string, SentenceAndNext>> = {
  busy: [
    'Der Ton dieser Besprechung ist voll belegt.',
    'Schalten Sie den Ton wieder zu, wenn ihn jemand verlassen hat.',
  ],
  unanswered: [
    'Der Server für den Ton dieser Besprechung antwortet nicht.',
    'Schalten Sie den Ton in einer Minute wieder zu.',
  ],
  unreachable: [
    'Der Server für den Ton dieser Besprechung ist nicht erreichbar.',
    'Schalten Sie den Ton in einer Minute wieder zu.',
  ],
  policy: [
    'Das Unternehmen des Organisators lässt Sie nicht am Ton dieser Besprechung teilnehmen.',
    'Fragen Sie den Organisator; die Details zeigen, welche Regel der Server genannt hat.',
  ],
  media: [
    'Ihre Seite und die Besprechung haben keine gemeinsame Art der Tonübertragung.',
    'Das können Sie nicht selbst beheben. Kopieren Sie die Details für Ihr Supportteam.',
  ],
  'media-encrypted': [
    'Die Besprechung nimmt den Ton in keiner der verschlüsselten Formen an, die Ihre Seite anbietet.',
    'Ihre Einstellungen oder Ihr Unternehmen verlangen Verschlüsselung, und die Besprechung verschlüsselt vielleicht nicht. Sehen Sie unter Einstellungen, Netzwerk und Zertifikate nach, oder fragen Sie Ihren Administrator.',
  ],
  encryption: [
    'Eine Seite verlangt Verschlüsselung, und die andere verschlüsselt nicht.',
    'Fragen Sie Ihren Administrator, was Ihr Unternehmen möchte.',
  ],
};

const usualSoundRefusal: SentenceAndNext = [
  'Der Ton dieser Besprechung hat Sie nicht aufgenommen.',
  `Schalten Sie den Ton wieder zu. ${detailsTell}`,
];

export const meetingFailures: Record<keyof typeof english.meetingFailures, FailureText> = {
  LOBBY_TIMEOUT: say(
    'Niemand hat Sie rechtzeitig aus dem Wartebereich eingelassen.',
    'Sagen Sie jemandem in der Besprechung, dass Sie warten, und treten Sie dann erneut bei.',
  ),
  GUEST_GRACE_OVER: say(
    'Sie wurden entfernt, weil zu lange nur Gäste in der Besprechung waren.',
    'Treten Sie erneut bei, wenn jemand vom Unternehmen des Organisators da ist.',
  ),
  MEETING_LOCKED: say(
    'Die Besprechung ist gesperrt: Niemand kommt mehr hinein.',
    'Bitten Sie den Organisator, sie zu entsperren, und treten Sie dann erneut bei.',
  ),
  MEETING_FULL: say(
    'Die Besprechung ist voll.',
    'Treten Sie erneut bei, wenn jemand gegangen ist, oder bitten Sie den Organisator um mehr Plätze.',
  ),
  MEETING_NOT_STARTED: say(
    'Der Organisator hat diese Besprechung noch nicht eröffnet.',
    'Treten Sie erneut bei, wenn sie beginnt.',
  ),
  MEETING_NOT_IN: say('Sie sind nicht mehr in dieser Besprechung.', 'Treten Sie ihr dafür wieder bei.'),
  MEETING_NOT_ALLOWED: say(
    ({ data }) =>
      data?.key === undefined
        ? 'Das dürfen in der Besprechung nur Referenten.'
        : 'Ihr Unternehmen lässt das in Besprechungen nicht zu.',
    ({ data }) =>
      data?.key === undefined
        ? 'Bitten Sie den Organisator oder einen Referenten, es zu tun oder Sie zum Referenten zu machen.'
        : askAdministrator(data.key),
  ),
  MEETING_NO_ANSWER: say(
    (failure) =>
      `${server(failure)} hat nicht rechtzeitig geantwortet. Ihr Auftrag wurde vielleicht trotzdem ausgeführt.`,
    'Sehen Sie in der Teilnehmerliste nach, und versuchen Sie es dann erneut.',
  ),
  MEETING_REFUSED: say(
    (failure) => `${server(failure)} hat Ihren Auftrag für die Besprechung nicht ausgeführt.`,
    `Versuchen Sie es in einer Minute erneut. ${detailsTell}`,
  ),
  MEETING_PERSON_GONE: say(
    'Diese Person ist nicht mehr da.',
    'Vielleicht war jemand schneller, oder sie ist selbst gegangen: Sehen Sie in der Teilnehmerliste nach.',
  ),
  MEETING_PART_MISSING: say(
    ({ data }) => `Diese Besprechung hat ${entryOf(parts, data?.part) ?? 'keinen Teil dafür'}.`,
    'Der Organisator bestimmt, was eine Besprechung enthält: Fragen Sie dort nach.',
  ),
  MEETING_CALL_UNANSWERED: say(
    ({ data }) => `${data?.who ?? 'Die Person'} wurde zur Besprechung gerufen und ist nicht gekommen.`,
    'Versuchen Sie es später erneut, oder senden Sie den Besprechungslink.',
  ),
  MEETING_SOUND_REFUSED: sayBoth(({ data }) => entryOf(soundRefusals, data?.why) ?? usualSoundRefusal),
};
