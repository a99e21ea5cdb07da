/** The words of joining and being in a meeting. */
import type {
  JoinStep,
  JoinStepKind,
  MeetingPart,
  MeetingState,
  Modality,
  PartLack,
} from '../../../shared/model/meeting.ts';
import type * as english from '../en/meeting.ts';
import { isolated } from '../format.ts';
import type { Worded } from '../language-pack.ts';
import { hasBeenInside, isNotFederated, refusalCodes } from '../meeting-logic.ts';

/** After « à » and « auprès de ». */
const toServer = (server: string | undefined) => (server ? `à ${server}` : 'au serveur');
const ofServer = (server: string | undefined) => (server ? `de ${server}` : 'du serveur');

const joinStepTitles: Record<JoinStepKind, (server: string | undefined) => string> = {
  'asking-home': (server) => `Demande au serveur de votre entreprise${server ? ` ${server}` : ''}`,
  'home-refused': () => 'Le serveur de votre entreprise a refusé',
  'looking-up': (server) => `Recherche de ${server ?? 'l’entreprise de l’organisateur'}`,
  'connecting-edge': (server) => `Connexion ${toServer(server)}`,
  'asking-edge': (server) => `Demande auprès ${ofServer(server)} en tant qu’invité`,
  'proving-key': () => 'Présentation de la clé de conférence',
  'in-lobby': () => 'Dans la salle d’attente',
  roster: () => 'Récupération de la liste des participants',
  joined: () => 'Vous y êtes',
};

/** The title of one join step; a refusal by the own company carries the numbers it came with. */
export function joinStepWords(step: JoinStep): string {
  const title = joinStepTitles[step.kind](step.server);
  if (step.kind !== 'home-refused') return title;
  const codes = refusalCodes(step.failure?.sip?.status, step.failure?.diagnostics);
  return `${title}${isNotFederated(step.failure?.diagnostics) ? ' : non fédérée' : ''}${codes ? ` (${codes})` : ''}`;
}

export const endedTexts: Worded<typeof english.endedTexts> = {
  left: 'Vous avez quitté la réunion.',
  cancelled: 'Vous avez renoncé à rejoindre la réunion.',
  'meeting-ended': 'La réunion est terminée.',
  removed: 'Vous avez été exclu de la réunion.',
  'connection-lost': 'La connexion à la réunion a été perdue.',
  'lobby-denied': 'Votre admission depuis la salle d’attente a été refusée.',
  'lobby-timeout': 'Personne ne vous a admis à temps depuis la salle d’attente.',
  'grace-over': 'Vous avez été exclu : aucune personne connectée n’est venue à la réunion.',
  failed: 'Vous n’avez pas pu rejoindre la réunion.',
};

/** How a meeting ended; undefined while it goes on. */
export function endedWords(meeting: MeetingState): string | undefined {
  if (meeting.endedBecause === undefined) return undefined;
  const fromLobby = meeting.endedBecause === 'left' && !hasBeenInside(meeting);
  return fromLobby ? meetingTexts.leftLobby : endedTexts[meeting.endedBecause];
}

const whereabouts: Record<Exclude<MeetingState['phase'], 'ended'>, string> = {
  joining: 'Vous rejoignez',
  lobby: 'Vous êtes dans la salle d’attente de',
  joined: 'Vous êtes dans',
  leaving: 'Vous quittez',
};

/** Asks whether one meeting should be left for another, of which an organizer or a host is known, or nothing. */
export function leaveFirstWords(current: MeetingState, other: string | undefined): string {
  const here = current.phase === 'ended' ? whereabouts.leaving : whereabouts[current.phase];
  const name = current.subject || `la réunion de ${current.link.organizer}`;
  const next = other === undefined ? 'l’autre réunion' : `la réunion de ${other}`;
  return `${here} ${isolated(name)}. La quitter et rejoindre ${isolated(next)} ?`;
}

const modalityWords: Record<Modality, string> = {
  chat: 'conversation',
  audio: 'son',
  video: 'vidéo',
  sharing: 'partage d’écran',
  content: 'diapositives, tableau blanc, sondages et questions',
};

/** What can be done in a meeting from here, and what cannot and why; lines without anything are left out. */
export function partWords(parts: readonly MeetingPart[]): readonly (readonly [name: string, words: string])[] {
  const words = (chosen: readonly MeetingPart[]) => chosen.map(({ modality }) => modalityWords[modality]).join(', ');
  const lacking = (lack: PartLack) => parts.filter(({ lacks }) => lacks[0] === lack);
  const forbidden = lacking('policy').map(({ modality, rule }) =>
    rule ? `${modalityWords[modality]} (${rule})` : modalityWords[modality],
  );
  const lines = [
    [meetingTexts.canDo, words(parts.filter(({ lacks }) => lacks.length === 0))],
    [meetingTexts.notOffered, words(lacking('not-offered'))],
    [meetingTexts.forbidden, forbidden.join(', ')],
    [meetingTexts.notBuilt, words(lacking('not-built'))],
  ] as const;
  return lines.filter(([, said]) => said !== '');
}

/** What an ended meeting is to be followed by, where no failure says it. */
export const endedNext: Worded<typeof english.endedNext> = {
  'meeting-ended': 'L’organisateur ou un présentateur y a mis fin, ou tout le monde est parti.',
  removed: 'Un présentateur vous a exclu. Adressez-vous à lui avant de revenir.',
  'lobby-denied': 'Adressez-vous à l’organisateur, puis rejoignez de nouveau la réunion.',
  'lobby-timeout': 'Prévenez un participant que vous attendez, puis rejoignez de nouveau la réunion.',
  'grace-over':
    'Les invités ne peuvent pas rester entre eux. Revenez quand quelqu’un de l’entreprise de l’organisateur sera là.',
  'connection-lost': 'Rejoignez de nouveau la réunion quand votre réseau fonctionnera.',
};

/** `Garth Fort`, `Garth Fort et Bonnie Kearney`, `Garth Fort, Bonnie Kearney et 3 autres`. */
function here(names: readonly string[], more: number): string {
  const shown = names.map(isolated);
  if (more > 0) return `${shown.join(', ')} et ${more} ${more === 1 ? 'autre' : 'autres'}`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} et ${shown.at(-1)}`;
}

export const meetingTexts: Worded<typeof english.meetingTexts> = {
  joinTitle: 'Rejoindre une réunion',
  joinAsGuestTitle: 'Rejoindre une réunion en tant qu’invité',
  linkLabel: 'Lien de réunion ou invitation',
  linkHint: 'Collez le lien ou l’invitation entière.',
  nameLabel: 'Votre nom',
  nameHint: 'Les autres le voient dans la liste des participants.',
  nameMissing: 'Saisissez le nom que les autres verront.',
  linkMissing: 'Collez le lien de réunion ou l’invitation.',
  keyLabel: 'Clé de conférence',
  keyHint: 'Elle figure dans l’invitation. Offhook l’oublie à votre départ.',
  join: 'Rejoindre',
  signInAndJoin: 'Se connecter et rejoindre',
  joinAsGuest: 'Participer en tant qu’invité',
  leave: 'Quitter',
  cancel: 'Annuler',
  close: 'Fermer',
  tryAgain: 'Réessayer',
  joinAgain: 'Rejoindre de nouveau',
  labMeetings: 'Réunions du labo',
  labPick: 'Choisir une réunion du labo',
  ownCompany: (domain) =>
    `C’est une réunion de ${domain}, votre propre entreprise. Vous participez sous votre propre nom.`,
  askFirst: (home, organizer) =>
    `Offhook demande d’abord à ${home}. Si ${organizer} est injoignable par là, vous participez en tant qu’invité sous le nom ci-dessus.`,
  askFirstUnknown:
    'Offhook demande d’abord à votre propre entreprise. Si la réunion est injoignable par là, vous participez en tant qu’invité.',
  guestOnly: (organizer) =>
    `Vous participez chez ${organizer} en tant qu’invité. Le nom ci-dessus y est transmis, et rien d’autre sur vous.`,
  guestOnlyUnknown:
    'Vous participez en tant qu’invité. Les autres apprennent le nom ci-dessus, et rien d’autre sur vous.',
  reading: (organizer) => `Réunion de ${organizer}`,
  readingHttps: (host) => `Une page sur ${host}. Offhook la lit quand vous rejoignez la réunion.`,
  readingPage: (host) => `Lecture de la page de réunion sur ${host}`,
  ownNameHint: 'Votre propre nom, tel que l’affichent les réunions de votre entreprise.',
  leaveAndJoin: 'Quitter et rejoindre',
  stay: 'Rester',
  alreadyIn: 'Vous êtes déjà dans cette réunion.',
  backToMeeting: 'Revenir à la réunion',
  peopleCount: (count) => (count === 1 ? '1 personne' : `${count} personnes`),
  meetingOf: (organizer) => `Réunion de ${organizer}`,
  asGuestNote: 'Vous êtes ici en tant qu’invité.',
  asMemberNote: 'Vous êtes ici sous votre propre nom.',
  aloneTitle: 'Personne d’autre n’est encore là',
  aloneBody: 'Vous verrez chacun dans la liste des participants dès son arrivée.',
  hereTitle: (names, more) => `${names.length + more === 1 ? 'Est là' : 'Sont là'} : ${here(names, more)}`,
  hereBody: 'Écrivez à tous dans la conversation. Ce que montrent les présentateurs apparaît ici.',
  howYouGotHere: 'Comment vous êtes entré',
  whatHappened: 'Ce qui s’est passé',
  noMeeting: 'Vous n’êtes dans aucune réunion',
  stepsList: 'Étapes pour rejoindre la réunion',
  lobbyTitle: 'Vous êtes dans la salle d’attente',
  lobbyBody:
    'L’organisateur ou un présentateur décide qui entre, et voit que vous attendez. D’ici là, vous n’entendez et ne voyez rien de la réunion.',
  /** The name follows. */
  lobbyAs: 'Vous y apparaissez comme',
  guestSuffix: '(Invité)',
  graceHint: (time, left) =>
    `Seuls des invités sont venus jusqu’ici. Si aucune personne connectée n’arrive, la réunion renvoie ses invités vers ${time}, dans ${left}.`,
  waitingFor: (time) => `Attente depuis ${time}`,
  leaving: 'Départ en cours',
  leftLobby: 'Vous avez quitté la salle d’attente.',
  joiningTitle: 'Entrée dans la réunion',
  yourCompanySaid: 'Ce que le serveur de votre entreprise a d’abord répondu',
  canDo: 'Vous pouvez utiliser',
  notBuilt: 'Sous une forme qu’Offhook ne parle pas',
  notOffered: 'Absent de cette réunion',
  forbidden: 'Non autorisé par votre entreprise',
  info: 'À propos de cette réunion',
  infoLink: 'Lien',
  infoOrganizer: 'Organisateur',
  infoId: 'ID de conférence',
  copyLink: 'Copier le lien',
  stageTab: 'Scène',
  panes: 'Parties de la réunion',
  beginChat: 'Ouvrir la conversation',
  awaySince: (time) => `Vous êtes hors de cette réunion depuis ${time} ; ce que vous voyez date de ce moment.`,
  comingBack: (seconds) => {
    if (seconds === undefined) return 'Vous revenez dès que vous êtes de nouveau connecté.';
    return seconds > 0 ? `Prochain essai dans ${seconds}\u00a0s.` : 'Retour en cours.';
  },
  tryNow: 'Essayer maintenant',
};
