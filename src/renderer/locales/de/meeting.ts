/** The German words of joining and being in a meeting. */
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
import { namesAndOthers } from './name-list.ts';

const joinStepTitles: Record<JoinStepKind, (server: string | undefined) => string> = {
  'asking-home': (server) =>
    server ? `Anfrage beim Server Ihres Unternehmens ${server}` : 'Anfrage beim Server Ihres Unternehmens',
  'home-refused': () => 'Der Server Ihres Unternehmens hat abgelehnt',
  'looking-up': (server) => `Suche nach ${server ?? 'dem Unternehmen des Organisators'}`,
  'connecting-edge': (server) => `Verbindung zu ${server ?? 'dem Server'}`,
  'asking-edge': (server) => `Anfrage als Gast bei ${server ?? 'dem Server'}`,
  'proving-key': () => 'Konferenzschlüssel wird vorgezeigt',
  'in-lobby': () => 'Warten im Wartebereich',
  roster: () => 'Abfrage, wer da ist',
  joined: () => 'Sie sind drin',
};

/** The title of one join step; a refusal by the own company carries the numbers it came with. */
export function joinStepWords(step: JoinStep): string {
  const title = joinStepTitles[step.kind](step.server);
  if (step.kind !== 'home-refused') return title;
  const diagnostics = step.failure?.diagnostics;
  const codes = refusalCodes(step.failure?.sip?.status, diagnostics);
  return `${title}${isNotFederated(diagnostics) ? ': kein Verbund' : ''}${codes ? ` (${codes})` : ''}`;
}

export const endedTexts: Worded<typeof english.endedTexts> = {
  left: 'Sie haben die Besprechung verlassen.',
  cancelled: 'Sie haben den Beitritt abgebrochen.',
  'meeting-ended': 'Die Besprechung ist beendet.',
  removed: 'Sie wurden aus der Besprechung entfernt.',
  'connection-lost': 'Die Verbindung zur Besprechung ging verloren.',
  'lobby-denied': 'Sie wurden aus dem Wartebereich nicht eingelassen.',
  'lobby-timeout': 'Niemand hat Sie rechtzeitig aus dem Wartebereich eingelassen.',
  'grace-over': 'Sie wurden entfernt, weil niemand Angemeldetes in die Besprechung kam.',
  failed: 'Sie konnten der Besprechung nicht beitreten.',
};

/** How a meeting ended; undefined while it goes on. */
export function endedWords(meeting: MeetingState): string | undefined {
  if (meeting.endedBecause === undefined) return undefined;
  const fromLobby = meeting.endedBecause === 'left' && !hasBeenInside(meeting);
  return fromLobby ? meetingTexts.leftLobby : endedTexts[meeting.endedBecause];
}

const whereabouts: Record<Exclude<MeetingState['phase'], 'ended'>, (name: string) => string> = {
  joining: (name) => `Sie treten gerade bei: ${name}`,
  lobby: (name) => `Sie sind im Wartebereich von ${name}`,
  joined: (name) => `Sie sind in ${name}`,
  leaving: (name) => `Sie verlassen gerade ${name}`,
};

/** Asks whether one meeting should be left for another, of which an organizer or a host is known, or nothing. */
export function leaveFirstWords(current: MeetingState, other: string | undefined): string {
  const where = current.phase === 'ended' ? whereabouts.leaving : whereabouts[current.phase];
  const name = current.subject || `Besprechung von ${current.link.organizer}`;
  const next = other === undefined ? 'der anderen Besprechung' : `der Besprechung von ${other}`;
  return `${where(`„${isolated(name)}“`)}. Verlassen und ${isolated(next)} beitreten?`;
}

const modalityWords: Record<Modality, string> = {
  chat: 'Chat',
  audio: 'Audio',
  video: 'Video',
  sharing: 'Bildschirmfreigabe',
  content: 'Folien, Whiteboard, Umfragen und Fragen',
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
  'meeting-ended': 'Der Organisator oder ein Referent hat sie beendet, oder alle sind gegangen.',
  removed: 'Ein Referent hat Sie entfernt. Fragen Sie nach, bevor Sie erneut beitreten.',
  'lobby-denied': 'Fragen Sie den Organisator, und treten Sie dann erneut bei.',
  'lobby-timeout': 'Sagen Sie jemandem in der Besprechung, dass Sie warten, und treten Sie dann erneut bei.',
  'grace-over':
    'Gäste können nicht unter sich bleiben. Treten Sie erneut bei, wenn jemand vom Unternehmen des Organisators da ist.',
  'connection-lost': 'Treten Sie erneut bei, wenn Ihr Netzwerk funktioniert.',
};

export const meetingTexts: Worded<typeof english.meetingTexts> = {
  joinTitle: 'Besprechung beitreten',
  joinAsGuestTitle: 'Besprechung als Gast beitreten',
  linkLabel: 'Besprechungslink oder Einladung',
  linkHint: 'Fügen Sie den Link oder die ganze Einladung ein.',
  nameLabel: 'Ihr Name',
  nameHint: 'Die anderen sehen ihn in der Teilnehmerliste.',
  nameMissing: 'Geben Sie den Namen ein, den die anderen sehen.',
  linkMissing: 'Fügen Sie den Besprechungslink oder die Einladung ein.',
  keyLabel: 'Konferenzschlüssel',
  keyHint: 'Er steht in der Einladung. Offhook vergisst ihn, wenn Sie die Besprechung verlassen.',
  join: 'Beitreten',
  signInAndJoin: 'Anmelden und beitreten',
  joinAsGuest: 'Als Gast beitreten',
  leave: 'Verlassen',
  cancel: 'Abbrechen',
  close: 'Schließen',
  tryAgain: 'Erneut versuchen',
  joinAgain: 'Erneut beitreten',
  labMeetings: 'Laborbesprechungen',
  labPick: 'Besprechung des Labors wählen',
  ownCompany: (domain) =>
    `Das ist eine Besprechung von ${domain}, Ihrem eigenen Unternehmen. Sie treten unter Ihrem eigenen Namen bei.`,
  askFirst: (home, organizer) =>
    `Offhook fragt zuerst ${home}. Ist ${organizer} von dort nicht erreichbar, treten Sie als Gast unter dem obigen Namen bei.`,
  askFirstUnknown:
    'Offhook fragt zuerst Ihr eigenes Unternehmen. Ist die Besprechung von dort nicht erreichbar, treten Sie als Gast bei.',
  guestOnly: (organizer) =>
    `Sie treten bei ${organizer} als Gast bei. Dort erfährt man den obigen Namen und sonst nichts über Sie.`,
  guestOnlyUnknown: 'Sie treten als Gast bei. Die anderen erfahren den obigen Namen und sonst nichts über Sie.',
  reading: (organizer) => `Besprechung von ${organizer}`,
  readingHttps: (host) => `Eine Seite auf ${host}. Offhook liest sie beim Beitritt.`,
  readingPage: (host) => `Besprechungsseite auf ${host} wird gelesen`,
  ownNameHint: 'Ihr eigener Name, wie ihn Besprechungen Ihres Unternehmens zeigen.',
  leaveAndJoin: 'Wechseln',
  stay: 'Bleiben',
  alreadyIn: 'Sie sind schon in dieser Besprechung.',
  backToMeeting: 'Zurück zur Besprechung',
  peopleCount: (count) => (count === 1 ? '1 Person' : `${count} Personen`),
  meetingOf: (organizer) => `Besprechung von ${organizer}`,
  asGuestNote: 'Sie sind als Gast hier.',
  asMemberNote: 'Sie sind unter Ihrem eigenen Namen hier.',
  aloneTitle: 'Sonst ist noch niemand da',
  aloneBody: 'Wer kommt, erscheint sofort in der Teilnehmerliste.',
  hereTitle: (names, more) => `${namesAndOthers(names, more)} ${names.length + more === 1 ? 'ist' : 'sind'} da`,
  hereBody: 'Im Chat schreiben Sie allen. Was Referenten zeigen, erscheint an dieser Stelle.',
  howYouGotHere: 'Wie Sie hineinkamen',
  whatHappened: 'Was geschah',
  noMeeting: 'Sie sind in keiner Besprechung',
  stepsList: 'Schritte des Beitritts',
  lobbyTitle: 'Sie sind im Wartebereich',
  lobbyBody:
    'Der Organisator oder ein Referent entscheidet, wer hineinkommt, und sieht, dass Sie warten. Bis dahin hören und sehen Sie nichts von der Besprechung.',
  lobbyAs: 'Man sieht Sie als',
  guestSuffix: '(Gast)',
  graceHint: (time, left) =>
    `Bisher sind nur Gäste gekommen. Kommt niemand Angemeldetes, entlässt die Besprechung ihre Gäste etwa um ${time}, in ${left}.`,
  waitingFor: (time) => `Sie warten seit ${time}`,
  leaving: 'Wird verlassen',
  leftLobby: 'Sie haben den Wartebereich verlassen.',
  joiningTitle: 'Beitritt läuft',
  yourCompanySaid: 'Was der Server Ihres Unternehmens zuerst gesagt hat',
  canDo: 'Sie können nutzen',
  notBuilt: 'In einer Form, die Offhook nicht spricht',
  notOffered: 'Nicht in dieser Besprechung',
  forbidden: 'Von Ihrem Unternehmen nicht zugelassen',
  info: 'Über diese Besprechung',
  infoLink: 'Link',
  infoOrganizer: 'Organisator',
  infoId: 'Konferenz-ID',
  copyLink: 'Link kopieren',
  stageTab: 'Bühne',
  panes: 'Teile der Besprechung',
  beginChat: 'Chat öffnen',
  awaySince: (time) => `Sie sind seit ${time} nicht mehr in dieser Besprechung; was Sie sehen, ist von da.`,
  comingBack: (seconds) => {
    if (seconds === undefined) return 'Sie kommen zurück, sobald Sie wieder angemeldet sind.';
    return seconds > 0 ? `Nächster Versuch in ${seconds}\u00a0s.` : 'Rückkehr läuft.';
  },
  tryNow: 'Jetzt versuchen',
};
