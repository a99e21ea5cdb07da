/** The words of what can go wrong with a call, and with sound and pictures. */
import type { Failure } from '../../../shared/model/failure.ts';
import type * as english from '../en/failures-calls.ts';
import { entryOf, type SentenceAndNext, say, sayBoth } from '../failure-text.ts';
import type { Worded } from '../language-pack.ts';
import { askSupport, server } from './failure-words.ts';

const usual: SentenceAndNext = ['Cet appel n’a pas abouti.', 'Réessayez. Les détails indiquent la réponse du serveur.'];
const later = 'Réessayez plus tard, ou envoyez un message.';

const noSound: SentenceAndNext = [
  'Votre poste et celui de votre correspondant n’ont aucun format audio en commun.',
  `Les détails indiquent ce qui a été proposé et refusé. ${askSupport}`,
];
const noEncryption: SentenceAndNext = [
  'L’un des deux côtés exige le chiffrement, l’autre ne chiffre pas.',
  'Demandez à votre administrateur ce que souhaite votre entreprise.',
];

/** By what main found out from the answer. */
const refusals: Readonly<Record<string, SentenceAndNext>> = {
  offline: ['Cette personne n’est pas connectée ou ne peut pas prendre d’appels.', later],
  'do-not-disturb': ['Cette personne ne souhaite pas être dérangée.', later],
  busy: ['Cette personne est occupée.', later],
  declined: ['Cette personne a refusé l’appel.', later],
  unanswered: ['Pas de réponse.', later],
  unknown: [
    'Personne n’a cette adresse ou ce numéro.',
    'Vérifiez votre saisie, et recherchez la personne dans l’annuaire.',
  ],
  incomplete: ['Ce numéro ou cette adresse est incomplet.', 'Vérifiez votre saisie ; il manque peut-être l’indicatif.'],
  ambiguous: ['Plusieurs personnes ont cette adresse ou ce numéro.', 'Recherchez la personne dans l’annuaire.'],
  media: noSound,
  'media-encrypted': [
    'L’autre côté n’accepte le son sous aucune des formes chiffrées que le vôtre propose.',
    'Vos paramètres ou votre entreprise exigent le chiffrement, et l’autre côté ne chiffre peut-être pas. Voyez Paramètres, Réseau et certificats, ou demandez à votre administrateur.',
  ],
  encryption: noEncryption,
  policy: [
    'Vous ne pouvez pas appeler cette personne ou ce numéro.',
    'Votre entreprise ou la sienne ne l’autorise pas. Les détails citent la règle indiquée par le serveur.',
  ],
  unreachable: [
    'Les serveurs de votre correspondant sont injoignables.',
    'Réessayez plus tard. Si le problème persiste, copiez les détails pour votre support technique.',
  ],
};

function refusal({ data }: Failure): SentenceAndNext {
  return entryOf(refusals, data?.why) ?? usual;
}

const forwardTargets: Readonly<Record<string, SentenceAndNext>> = {
  nobody: [
    'Il n’y a personne à faire sonner.',
    'Vos délégués et votre équipe sont désignés par votre entreprise ou un autre programme.',
  ],
  emergency: ['Les appels ne peuvent pas être renvoyés vers un numéro d’urgence.', 'Choisissez un autre numéro.'],
  self: [
    'Ce sont vos propres téléphones : ils sonnent de toute façon.',
    'Choisissez une autre personne ou un autre numéro.',
  ],
};

function forwardTarget({ data }: Failure): SentenceAndNext {
  const nothing: SentenceAndNext = [
    'Les appels ne peuvent pas être renvoyés vers cette destination.',
    'Saisissez un numéro, ou l’adresse d’une personne.',
  ];
  return entryOf(forwardTargets, data?.why) ?? nothing;
}

const devices: Readonly<Record<string, string>> = {
  microphone: 'le micro',
  speaker: 'le haut-parleur',
  camera: 'la caméra',
  screen: 'l’écran',
};
const device = ({ data }: Failure) => entryOf(devices, data?.device) ?? 'l’appareil';

/** The same to begin a sentence with. */
const deviceFirst = (failure: Failure) => {
  const name = device(failure);
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
};

const chooseOther = 'choisissez un autre appareil sous Paramètres, Audio et vidéo.';

export const callFailures: Worded<typeof english.callFailures> = {
  CALL_UNKNOWN: say('Cet appel est terminé.', 'Rappelez si vous avez autre chose à dire.'),
  CALL_TOO_MANY: say(
    (failure) => `Il y a déjà ${failure.data?.limit ? `${failure.data.limit} appels` : 'trop d’appels'} en cours.`,
    'Terminez-en d’abord un.',
  ),
  CALL_REFUSED: sayBoth(refusal),
  CALL_NO_ANSWER: say('Personne n’a répondu.', later),
  CALL_LOST: say('L’appel a été coupé : la connexion a été perdue.', 'Rappelez une fois la connexion rétablie.'),
  CALL_NOT_NOW: say(
    'Cette action est impossible à ce stade de l’appel.',
    'Attendez qu’il soit établi, puis réessayez.',
  ),
  CALL_TRANSFER_FAILED: say(
    'L’appel n’a pas pu être transféré. Vous êtes toujours en ligne.',
    'Essayez un autre numéro, ou demandez à votre correspondant d’y appeler.',
  ),
  CALL_DIGITS_NOT_TAKEN: say(
    'Votre correspondant n’accepte pas les touches du clavier.',
    'Dites ce que vous souhaitez, si une personne vous écoute.',
  ),
  POLICY_FORBIDS: say('Votre entreprise ne l’autorise pas.', (failure) =>
    failure.data?.key
      ? `Un administrateur devrait modifier ${failure.data.key}.`
      : 'Adressez-vous à votre administrateur.',
  ),
  FORWARDING_UNREADABLE: say(
    'Les règles de vos appels sont illisibles.',
    `Elles ont été écrites par un autre programme et restent inchangées : modifiez-les dans celui-ci. ${askSupport}`,
  ),
  FORWARDING_TARGET_INVALID: sayBoth(forwardTarget),
  MEDIA_NO_MICROPHONE: say(
    'Aucun micro n’a été trouvé.',
    'Branchez-en un ; il est utilisé aussitôt. Vous pouvez écouter sans micro.',
  ),
  MEDIA_NO_CAMERA: say('Aucune caméra n’a été trouvée.', 'Branchez-en une, ou continuez sans image.'),
  MEDIA_PERMISSION: say(
    (failure) => `Le système n’autorise pas Offhook à utiliser ${device(failure)}.`,
    'Autorisez-le dans les paramètres de confidentialité du système, puis réessayez.',
  ),
  MEDIA_DEVICE_BUSY: say(
    (failure) => `Un autre programme utilise déjà ${device(failure)}.`,
    `Fermez ce programme, ou ${chooseOther}`,
  ),
  MEDIA_DEVICE_LOST: say(
    (failure) => `${deviceFirst(failure)} n’est plus branché${failure.data?.device === 'camera' ? 'e' : ''}.`,
    `Rebranchez l’appareil, ou ${chooseOther}`,
  ),
  MEDIA_SCREEN_NOT_PICKED: say('Aucun écran ni aucune fenêtre n’a été choisi.', 'Choisissez-en un pour le partager.'),
  MEDIA_ENGINE: say('Le composant d’Offhook chargé du son et de l’image a échoué.', `Rappelez. ${askSupport}`),
  MEDIA_UNREADABLE: say(
    (failure) => `${server(failure)} a envoyé une description audio illisible.`,
    `Vous ne pouvez pas y remédier vous-même. ${askSupport}`,
  ),
  MEDIA_NOTHING_COMMON: say(...noSound),
  MEDIA_ENCRYPTION_MISMATCH: say(...noEncryption),
  MEDIA_NO_PATH: say(
    'L’appel a été pris, mais aucun chemin n’a été trouvé pour le son.',
    'Un pare-feu vous sépare peut-être. Essayez depuis un autre réseau ; les détails de l’appel indiquent les chemins essayés.',
  ),
  MEDIA_NO_PICTURE_PATH: say(
    'L’image n’a trouvé aucun chemin vers l’autre côté ; le son continue.',
    'Il y a peut-être un pare-feu entre vous. Relancez l’image pour réessayer.',
  ),
  MEDIA_PATH_LOST: say(
    'Le chemin du son s’est rompu : votre correspondant n’y répond plus.',
    'Offhook en cherche un autre. L’appel reste ouvert jusqu’à ce que l’un de vous raccroche.',
  ),
  MEDIA_SILENT: sayBoth(({ data }) => {
    const time = `depuis ${data?.seconds ?? 'plusieurs'} secondes`;
    if (data?.there) {
      const next = 'Son micro est peut-être coupé, ou le son ne passe pas. Demandez s’il vous entend.';
      return [`Aucun son n’arrive de votre correspondant ${time}, bien qu’il soit toujours là.`, next];
    }
    const next = 'Demandez s’il vous entend. L’appel reste ouvert jusqu’à ce que l’un de vous raccroche.';
    return [`Rien n’arrive de votre correspondant ${time}.`, next];
  }),
};
