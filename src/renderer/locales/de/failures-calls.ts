/** In German: The words of what can go wrong with a call, and with sound and pictures. */
import type { Failure } from '../../../shared/model/failure.ts';
import type * as english from '../en/failures-calls.ts';
import { entryOf, type FailureText, type SentenceAndNext, say, sayBoth } from '../failure-text.ts';
import { askAdministrator, askSupport, detailsTell, server } from './failure-words.ts';

const usual: SentenceAndNext = ['Dieser Anruf wurde nicht angenommen.', `Versuchen Sie es erneut. ${detailsTell}`];
const later = 'Versuchen Sie es später erneut, oder senden Sie eine Nachricht.';

const noSound: SentenceAndNext = [
  'Ihre und die andere Seite haben keine gemeinsame Art der Tonübertragung.',
  `Die Details zeigen, was angeboten und abgelehnt wurde. ${askSupport}`,
];
const noEncryption: SentenceAndNext = [
  'Eine Seite verlangt Verschlüsselung, und die andere verschlüsselt nicht.',
  'Fragen Sie Ihren Administrator, was Ihr Unternehmen möchte.',
];

/** By what main found out from the answer. */
const refusals: Readonly<Record<string, SentenceAndNext>> = {
  offline: ['Diese Person ist nicht angemeldet oder kann gerade keine Anrufe annehmen.', later],
  'do-not-disturb': ['Diese Person möchte nicht gestört werden.', later],
  busy: ['Diese Person ist beschäftigt.', later],
  declined: ['Diese Person hat den Anruf abgelehnt.', later],
  unanswered: ['Niemand hat abgenommen.', later],
  unknown: [
    'Unter dieser Adresse oder Nummer gibt es niemanden.',
    'Prüfen Sie sie, und suchen Sie die Person im Verzeichnis.',
  ],
  incomplete: ['Diese Nummer oder Adresse ist unvollständig.', 'Prüfen Sie sie; vielleicht fehlt die Vorwahl.'],
  ambiguous: ['Mehrere Personen haben diese Adresse oder Nummer.', 'Suchen Sie die Person im Verzeichnis.'],
  media: noSound,
  'media-encrypted': [
    'Die andere Seite nimmt den Ton in keiner der verschlüsselten Formen an, die Ihre anbietet.',
    'Ihre Einstellungen oder Ihr Unternehmen verlangen Verschlüsselung, und die andere Seite verschlüsselt vielleicht nicht. Sehen Sie unter Einstellungen, Netzwerk und Zertifikate nach, oder fragen Sie Ihren Administrator.',
  ],
  encryption: noEncryption,
  policy: [
    'Sie dürfen diese Person oder Nummer nicht anrufen.',
    'Ihr Unternehmen oder das andere lässt es nicht zu. Die Details zeigen, welche Regel der Server genannt hat.',
  ],
  unreachable: [
    'Die Server der anderen Seite sind nicht erreichbar.',
    'Versuchen Sie es später erneut. Wenn das so bleibt, kopieren Sie die Details für Ihr Supportteam.',
  ],
};

const forwardTargets: Readonly<Record<string, SentenceAndNext>> = {
  nobody: [
    'Es gibt niemanden, bei dem es klingeln könnte.',
    'Ihr Unternehmen oder ein anderes Programm legt Ihre Stellvertreter und Ihr Team fest.',
  ],
  emergency: ['Anrufe können nicht an eine Notrufnummer weitergeleitet werden.', 'Wählen Sie eine andere Nummer.'],
  self: ['Das sind Ihre eigenen Telefone: Sie klingeln ohnehin.', 'Wählen Sie eine andere Person oder Nummer.'],
};

const noTarget: SentenceAndNext = [
  'Dorthin können keine Anrufe weitergeleitet werden.',
  'Geben Sie eine Nummer oder die Adresse einer Person ein.',
];

interface DeviceWords {
  readonly first: string;
  readonly within: string;
}

const devices: Readonly<Record<string, DeviceWords>> = {
  microphone: { first: 'Das Mikrofon', within: 'das Mikrofon' },
  speaker: { first: 'Der Lautsprecher', within: 'den Lautsprecher' },
  camera: { first: 'Die Kamera', within: 'die Kamera' },
  screen: { first: 'Der Bildschirm', within: 'den Bildschirm' },
};

function device({ data }: Failure): DeviceWords {
  return entryOf(devices, data?.device) ?? { first: 'Das Gerät', within: 'das Gerät' };
}

const inSettings = 'unter „Einstellungen“, „Audio und Video“';

export const callFailures: Record<keyof typeof english.callFailures, FailureText> = {
  CALL_UNKNOWN: say('Dieser Anruf ist beendet.', 'Rufen Sie erneut an, wenn es noch etwas zu sagen gibt.'),
  CALL_TOO_MANY: say(
    ({ data }) => `Es gibt schon ${data?.limit ?? 'zu viele'} Anrufe.`,
    'Beenden Sie zuerst einen davon.',
  ),
  CALL_REFUSED: sayBoth(({ data }) => entryOf(refusals, data?.why) ?? usual),
  CALL_NO_ANSWER: say('Es hat niemand abgenommen.', later),
  CALL_LOST: say(
    'Der Anruf wurde getrennt: Die Verbindung ging verloren.',
    'Rufen Sie erneut an, wenn Sie wieder angemeldet sind.',
  ),
  CALL_NOT_NOW: say(
    'Das ist mit diesem Anruf im Moment nicht möglich.',
    'Warten Sie, bis er steht, und versuchen Sie es dann erneut.',
  ),
  CALL_TRANSFER_FAILED: say(
    'Der Anruf konnte nicht durchgestellt werden. Sie haben ihn noch.',
    'Versuchen Sie eine andere Nummer, oder bitten Sie die Person, selbst dort anzurufen.',
  ),
  CALL_DIGITS_NOT_TAKEN: say(
    'Die Gegenstelle nimmt keine Ziffern an.',
    'Sagen Sie, was Sie möchten, falls ein Mensch zuhört.',
  ),
  POLICY_FORBIDS: say('Ihr Unternehmen lässt das nicht zu.', ({ data }) =>
    data?.key ? askAdministrator(data.key) : 'Fragen Sie Ihren Administrator danach.',
  ),
  FORWARDING_UNREADABLE: say(
    'Die Regeln für Ihre Anrufe sind nicht lesbar.',
    `Ein anderes Programm hat sie geschrieben, und sie bleiben so: Ändern Sie sie dort. ${askSupport}`,
  ),
  FORWARDING_TARGET_INVALID: sayBoth(({ data }) => entryOf(forwardTargets, data?.why) ?? noTarget),
  MEDIA_NO_MICROPHONE: say(
    'Es wurde kein Mikrofon gefunden.',
    'Schließen Sie eines an; es wird sofort verwendet. Zuhören können Sie auch ohne.',
  ),
  MEDIA_NO_CAMERA: say('Es wurde keine Kamera gefunden.', 'Schließen Sie eine an, oder machen Sie ohne Bild weiter.'),
  MEDIA_PERMISSION: say(
    (failure) => `Das System lässt Offhook ${device(failure).within} nicht verwenden.`,
    'Erlauben Sie es in den Datenschutzeinstellungen des Systems, und versuchen Sie es dann erneut.',
  ),
  MEDIA_DEVICE_BUSY: say(
    (failure) => `${device(failure).first} wird von einem anderen Programm verwendet.`,
    `Schließen Sie dieses Programm, oder wählen Sie ein anderes Gerät ${inSettings}.`,
  ),
  MEDIA_DEVICE_LOST: say(
    (failure) => `${device(failure).first} wurde getrennt.`,
    `Schließen Sie das Gerät wieder an, oder wählen Sie ein anderes ${inSettings}.`,
  ),
  MEDIA_SCREEN_NOT_PICKED: say(
    'Es wurde kein Bildschirm oder Fenster ausgewählt.',
    'Wählen Sie eines aus, um es zu teilen.',
  ),
  MEDIA_ENGINE: say(
    'Der Teil von Offhook, der Ton und Bild überträgt, ist ausgefallen.',
    `Rufen Sie erneut an. ${askSupport}`,
  ),
  MEDIA_UNREADABLE: say(
    (failure) => `${server(failure)} hat eine Beschreibung des Tons gesendet, die nicht lesbar ist.`,
    `Das können Sie nicht selbst beheben. ${askSupport}`,
  ),
  MEDIA_NOTHING_COMMON: say(...noSound),
  MEDIA_ENCRYPTION_MISMATCH: say(...noEncryption),
  MEDIA_NO_PATH: say(
    'Der Anruf wurde angenommen, aber für den Ton wurde kein Weg gefunden.',
    'Vielleicht liegt eine Firewall dazwischen. Versuchen Sie es aus einem anderen Netzwerk; die Anrufdetails zeigen, welche Wege versucht wurden.',
  ),
  MEDIA_NO_PICTURE_PATH: say(
    'Für das Bild fand sich kein Weg zur anderen Seite; der Ton geht weiter.',
    'Vielleicht liegt eine Firewall dazwischen. Schalten Sie das Bild noch einmal ein, um es erneut zu versuchen.',
  ),
  MEDIA_PATH_LOST: say(
    'Der Weg für den Ton ist abgerissen: Die andere Seite antwortet darauf nicht mehr.',
    'Offhook sucht einen anderen. Der Anruf bleibt offen, bis ihn eine Seite beendet.',
  ),
  MEDIA_SILENT: sayBoth(({ data }) => {
    const time = `seit ${data?.seconds ?? 'einigen'} Sekunden`;
    if (data?.there) {
      const next =
        'Vielleicht ist dort das Mikrofon stumm, oder der Ton kommt nicht durch. Fragen Sie, ob man Sie hört.';
      return [`Von der anderen Seite kommt ${time} kein Ton mehr, obwohl sie noch da ist.`, next];
    }
    const next = 'Fragen Sie, ob man Sie hört. Der Anruf bleibt offen, bis ihn eine Seite beendet.';
    return [`Von der anderen Seite kommt ${time} nichts mehr.`, next];
  }),
};
