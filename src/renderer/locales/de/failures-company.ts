/** In German: The words of what can go wrong with what the company serves once signed in. */
import type * as english from '../en/failures-company.ts';
import { type FailureText, say } from '../failure-text.ts';
import { detailsTell, hostFirst, onHost, sendDetails, tellOwner } from './failure-words.ts';

const ownContacts = 'Ihre eigenen Kontakte werden trotzdem durchsucht.';
const asTyped = 'Nummern werden so gewählt, wie Sie sie eingeben';

export const companyFailures: Record<keyof typeof english.companyFailures, FailureText> = {
  PRESENCE_UNAVAILABLE: say(
    'Der Server sagt nicht, wer verfügbar ist.',
    'Kontakte bleiben nutzbar; Offhook fragt beim nächsten Verbinden erneut.',
  ),
  PUBLISH_REFUSED: say(
    'Der Server hat Ihren neuen Status nicht akzeptiert.',
    'Ihr Status ist unverändert: Wählen Sie ihn in einer Minute erneut.',
  ),
  DIAL_PLAN_UNREADABLE: say(
    'Der Wählplan Ihres Unternehmens ist nicht lesbar.',
    `${asTyped}. Informieren Sie Ihr Supportteam.`,
  ),
  DIAL_PLAN_UNAVAILABLE: say(
    'Der Wählplan Ihres Unternehmens konnte nicht abgerufen werden.',
    `${asTyped}, bis er eintrifft.`,
  ),
  PROVISIONING_UNREADABLE: say(
    'Die Einstellungen, die Ihr Unternehmen gesendet hat, sind nicht lesbar.',
    'Offhook arbeitet mit dem, was es schon wusste. Informieren Sie Ihr Supportteam.',
  ),
  PROVISIONING_UNAVAILABLE: say(
    'Die Einstellungen Ihres Unternehmens konnten nicht abgerufen werden.',
    'Offhook arbeitet mit dem, was es schon wusste, und fragt beim nächsten Verbinden erneut.',
  ),
  DIRECTORY_UNAVAILABLE: say(
    'Das Adressbuch Ihres Unternehmens kann gerade nicht durchsucht werden.',
    `${ownContacts} Versuchen Sie es in einer Minute erneut.`,
  ),
  DIRECTORY_UNREADABLE: say(
    'Die Antwort des Adressbuchs Ihres Unternehmens ist nicht lesbar.',
    `${ownContacts} Informieren Sie Ihr Supportteam.`,
  ),
  DIRECTORY_REFUSED: say(
    'Das Adressbuch Ihres Unternehmens hat die Anfrage abgelehnt.',
    `${ownContacts} ${detailsTell}`,
  ),
  DISTRIBUTION_GROUP_UNKNOWN: say(
    'Das Adressbuch kennt diese Gruppe nicht.',
    'Sie wurde vielleicht umbenannt oder entfernt: Entfernen Sie sie aus Ihrer Liste, und suchen Sie sie erneut.',
  ),
  EXCHANGE_NOT_FOUND: say(
    (failure) =>
      `Für Sie wurde unter ${failure.data?.domain ?? failure.server ?? 'dieser Domäne'} kein Exchange-Postfach gefunden.`,
    `Ohne Postfach gibt es hier keinen Kalender. Wenn Sie eines haben: ${sendDetails}`,
  ),
  EXCHANGE_UNREACHABLE: say(
    (failure) => `Exchange ${onHost(failure)} ist nicht erreichbar.`,
    'Offhook versucht es von selbst erneut. Prüfen Sie die Netzwerkverbindung oder das VPN.',
  ),
  EXCHANGE_REFUSED: say(
    (failure) => `Exchange ${onHost(failure)} akzeptiert Ihre Anmeldung nicht.`,
    'Offhook versucht es nicht von selbst erneut, damit Ihr Konto nicht gesperrt wird. Melden Sie sich mit Ihrem aktuellen Kennwort neu an, oder wählen Sie „Aktualisieren“.',
  ),
  EXCHANGE_UNREADABLE: say(
    (failure) => `${hostFirst(failure)} hat nicht wie ein Postfach geantwortet.`,
    `Vielleicht hilft ein anderes Netzwerk, falls dieses zuerst eine Anmeldung verlangt. Sonst: ${tellOwner}`,
  ),
};
