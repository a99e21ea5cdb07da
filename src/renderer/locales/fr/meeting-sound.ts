/** The words of a meeting's sound and pictures. */
import type { Call } from '../../../shared/model/call.ts';
import type * as english from '../en/meeting-sound.ts';
import { isolated } from '../format.ts';
import type { Worded } from '../language-pack.ts';
import { failureTexts } from './failures.ts';

export const meetingSoundTexts: Worded<typeof english.meetingSoundTexts> = {
  bar: 'Votre son dans cette réunion',
  join: 'Participer avec le son',
  joinAgain: 'Rejoindre de nouveau le son',
  leave: 'Quitter le son',
  stop: 'Annuler',
  joining: 'Connexion au son de la réunion',
  without: 'Vous êtes ici sans le son : personne ne vous entend, et vous n’entendez personne.',
  left: 'Vous avez quitté le son. La réunion continue.',
  endedByServer: 'La réunion a coupé votre son. La réunion elle-même continue.',
  none: 'Cette réunion n’a pas de son.',
  forbidden: 'Votre entreprise n’autorise pas le son dans les réunions.',
  videoForbidden: 'Votre entreprise n’autorise pas la vidéo dans les réunions.',
  notSpoken: 'Cette réunion n’a de son que pour les téléphones.',
  held: 'Le son est en attente pendant votre autre appel.',
  resume: 'Reprendre le son',
  mutedByOthers: 'Un présentateur a coupé votre micro',
  mayNotUnmute: 'Seul un présentateur peut rétablir votre micro : les participants ne le peuvent pas eux-mêmes ici.',
  in: 'Vous êtes dans le son de la réunion',
  inMuted: 'Vous êtes dans le son de la réunion, micro coupé',
  /** What a person in the roster does with sound and pictures. */
  hears: 'Son activé',
  speaks: 'Parle en ce moment',
  shows: { camera: 'Montre sa vidéo', screen: 'Partage son écran' },
  theirScreen: (name) => `Écran partagé par ${isolated(name)}`,
  somebodysPicture: 'Ce que montre la réunion',
  /** Beside the picture of the one who speaks. */
  speaksHere: (name) => `${isolated(name)} parle en ce moment`,
  joinWithSound: 'Participer avec le son',
  joinWithoutMicrophone:
    'Aucun micro trouvé : vous participez sans le son, et pouvez écouter une fois dans la réunion.',
  microphone: (name) => `Micro : ${isolated(name)}`,
};

/** What became of the sound, as a sentence; undefined while it goes on. */
export function soundEndWords({ end }: Pick<Call, 'end'>): string | undefined {
  if (!end) return undefined;
  if (end.failure) return failureTexts[end.failure.code].sentence(end.failure);
  return end.why === 'peer-hung-up' ? meetingSoundTexts.endedByServer : meetingSoundTexts.left;
}

/** What is read out when the sound comes to stand as it does; empty when nothing. */
export function soundNews(call: Call | undefined): string {
  if (!call) return '';
  if (call.state === 'ended') return soundEndWords(call) ?? '';
  if (call.state !== 'active') return '';
  if (call.hold === 'ours' || call.hold === 'both') return meetingSoundTexts.held;
  if (call.isMutedByMeeting) return meetingSoundTexts.mutedByOthers;
  return call.isMuted ? meetingSoundTexts.inMuted : meetingSoundTexts.in;
}
