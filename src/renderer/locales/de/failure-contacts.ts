/** In German: The words of what can go wrong with contacts and groups. */
import type { Failure } from '../../../shared/model/failure.ts';
import type * as english from '../en/failure-contacts.ts';
import { entryOf, type FailureText, type SentenceAndNext, say, sayBoth } from '../failure-text.ts';
import { detailsTell } from './failure-words.ts';

const tooLong: SentenceAndNext = ['Dieser Name ist für den Server zu lang.', 'Wählen Sie einen kürzeren.'];

/** `list: unread` when it could not even be read. */
function inExchange({ data }: Failure): SentenceAndNext {
  return data?.list === 'unread'
    ? [
        'Ihre Kontakte liegen in Exchange (einheitlicher Kontaktspeicher) und konnten von dort nicht gelesen werden.',
        'Verwalten Sie sie in Outlook. Besprechungen beitreten und Nummern prüfen können Sie auch ohne die Liste.',
      ]
    : ['Ihre Kontakte liegen in Exchange (einheitlicher Kontaktspeicher).', 'Ändern Sie sie in Outlook.'];
}

function contactProblem({ data }: Failure): SentenceAndNext {
  switch (data?.why) {
    case 'self':
      return ['Das ist Ihre eigene Adresse.', 'Sich selbst müssen Sie nicht hinzufügen.'];
    case 'name':
      return tooLong;
    default:
      return [`„${data?.text ?? ''}“ ist keine Adresse einer Person.`, 'Geben Sie sie wie jeremy@contoso.com ein.'];
  }
}

const groupProblems: Readonly<Record<string, SentenceAndNext>> = {
  empty: ['Eine Gruppe braucht einen Namen.', 'Geben Sie einen ein.'],
  taken: ['Sie haben schon eine Gruppe mit diesem Namen.', 'Wählen Sie einen anderen Namen.'],
  fixed: [
    'Diese Gruppe kann nicht geändert oder entfernt werden.',
    'Ändern Sie die Gruppen, die Sie selbst angelegt haben.',
  ],
};

export const contactFailures: Record<keyof typeof english.contactFailures, FailureText> = {
  CONTACTS_UNAVAILABLE: say(
    'Ihre Kontakte konnten nicht vom Server abgerufen werden.',
    'Versuchen Sie es in einer Minute erneut.',
  ),
  CONTACTS_IN_EXCHANGE: sayBoth(inExchange),
  CONTACT_INVALID: sayBoth(contactProblem),
  CONTACT_UNKNOWN: say(
    'Diese Person oder Gruppe ist nicht mehr in Ihrer Liste.',
    'Sie wurde vielleicht auf einem anderen Gerät entfernt. Die Liste zeigt den jetzigen Stand.',
  ),
  CONTACT_CHANGE_REFUSED: say(
    'Der Server hat diese Änderung Ihrer Kontakte nicht akzeptiert.',
    `Ihre Liste ist unverändert: Versuchen Sie es in einer Minute erneut. ${detailsTell}`,
  ),
  GROUP_INVALID: sayBoth(({ data }) => entryOf(groupProblems, data?.why) ?? tooLong),
  GROUP_LIMIT: say(
    ({ data }) => `Ihre Liste hat ${data?.limit ?? '64'} Gruppen, mehr behält der Server nicht.`,
    'Entfernen Sie eine Gruppe, die Sie nicht mehr brauchen.',
  ),
};
