/** The words of joining and being in a meeting. */
import type {
  JoinStep,
  JoinStepKind,
  MeetingPart,
  MeetingState,
  Modality,
  PartLack,
} from '../../../shared/model/meeting.ts';
import { isolated } from '../format.ts';
import { hasBeenInside, isNotFederated, refusalCodes } from '../meeting-logic.ts';

const atServer = (server: string | undefined) => server ?? 'the server';

const joinStepTitles: Record<JoinStepKind, (server: string | undefined) => string> = {
  'asking-home': (server) => (server ? `Asking your company's server ${server}` : "Asking your company's server"),
  'home-refused': () => "Your company's server refused",
  'looking-up': (server) => `Looking up ${server ?? "the organizer's company"}`,
  'connecting-edge': (server) => `Connecting to ${atServer(server)}`,
  'asking-edge': (server) => `Asking ${atServer(server)} as a guest`,
  'proving-key': () => 'Showing the conference key',
  'in-lobby': () => 'Waiting in the lobby',
  roster: () => 'Asking who is here',
  joined: () => 'You are in',
};

/** The title of one join step; a refusal by the own company carries the numbers it came with. */
export function joinStepWords(step: JoinStep): string {
  const title = joinStepTitles[step.kind](step.server);
  if (step.kind !== 'home-refused') return title;
  const codes = refusalCodes(step.failure?.sip?.status, step.failure?.diagnostics);
  return `${title}${isNotFederated(step.failure?.diagnostics) ? ': not federated' : ''}${codes ? ` (${codes})` : ''}`;
}

export const endedTexts: Record<NonNullable<MeetingState['endedBecause']>, string> = {
  left: 'You left the meeting.',
  cancelled: 'You stopped joining.',
  'meeting-ended': 'The meeting has ended.',
  removed: 'You were removed from the meeting.',
  'connection-lost': 'The connection to the meeting was lost.',
  'lobby-denied': 'You were not let in from the lobby.',
  'lobby-timeout': 'Nobody let you in from the lobby in time.',
  'grace-over': 'You were removed because nobody who is signed in came to the meeting.',
  failed: 'You could not join the meeting.',
};

/** How a meeting ended; undefined while it goes on. */
export function endedWords(meeting: MeetingState): string | undefined {
  if (meeting.endedBecause === undefined) return undefined;
  const fromLobby = meeting.endedBecause === 'left' && !hasBeenInside(meeting);
  return fromLobby ? meetingTexts.leftLobby : endedTexts[meeting.endedBecause];
}

const whereabouts: Record<Exclude<MeetingState['phase'], 'ended'>, string> = {
  joining: 'You are joining',
  lobby: 'You are waiting in the lobby of',
  joined: 'You are in',
  leaving: 'You are leaving',
};

/** Asks whether one meeting should be left for another, of which an organizer or a host is known, or nothing. */
export function leaveFirstWords(current: MeetingState, other: string | undefined): string {
  const here = current.phase === 'ended' ? whereabouts.leaving : whereabouts[current.phase];
  const name = current.subject || `the meeting of ${current.link.organizer}`;
  const next = other === undefined ? 'the other meeting' : `the meeting of ${other}`;
  return `${here} ${isolated(name)}. Leave it and join ${isolated(next)}?`;
}

const modalityWords: Record<Modality, string> = {
  chat: 'chat',
  audio: 'audio',
  video: 'video',
  sharing: 'screen sharing',
  content: 'slides, whiteboard, polls and questions',
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
export const endedNext: Partial<Record<NonNullable<MeetingState['endedBecause']>, string>> = {
  'meeting-ended': 'The organizer or a presenter ended it, or everybody left.',
  removed: 'A presenter took you out. Ask them before you join again.',
  'lobby-denied': 'Ask the organizer, then join again.',
  'lobby-timeout': 'Tell somebody in the meeting that you wait, then join again.',
  'grace-over': "Guests cannot stay among themselves. Join again when somebody from the organizer's company is there.",
  'connection-lost': 'Join again when your network works.',
};

/** `Garth Fort`, `Garth Fort and Bonnie Kearney`, `Garth Fort, Bonnie Kearney and 3 others`. */
function here(names: readonly string[], more: number): string {
  const shown = names.map(isolated);
  if (more > 0) return `${shown.join(', ')} and ${more} ${more === 1 ? 'other' : 'others'}`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

export const meetingTexts = {
  joinTitle: 'Join a meeting',
  joinAsGuestTitle: 'Join a meeting as a guest',
  linkLabel: 'Meeting link or invitation',
  linkHint: 'Paste the link or the whole invitation.',
  nameLabel: 'Your name',
  nameHint: 'The others see it in the list of participants.',
  nameMissing: 'Type the name the others will see.',
  linkMissing: 'Paste the meeting link or the invitation.',
  keyLabel: 'Conference key',
  keyHint: 'It stands in the invitation. Offhook forgets it when you leave.',
  join: 'Join',
  signInAndJoin: 'Sign in and join',
  joinAsGuest: 'Join as a guest',
  leave: 'Leave',
  cancel: 'Cancel',
  close: 'Close',
  tryAgain: 'Try again',
  joinAgain: 'Join again',
  labMeetings: 'Lab meetings',
  labPick: 'Choose a meeting of the lab',
  ownCompany: (domain: string) => `This is a meeting of ${domain}, your own company. You join under your own name.`,
  askFirst: (home: string, organizer: string) =>
    `Offhook asks ${home} first. If it cannot reach ${organizer}, you join as a guest under the name above.`,
  askFirstUnknown: 'Offhook asks your own company first. If it cannot reach the meeting, you join as a guest.',
  guestOnly: (organizer: string) =>
    `You join at ${organizer} as a guest. They learn the name above and nothing else about you.`,
  guestOnlyUnknown: 'You join as a guest. The others learn the name above and nothing else about you.',
  reading: (organizer: string) => `Meeting of ${organizer}`,
  readingHttps: (host: string) => `A page at ${host}. Offhook reads it when you join.`,
  readingPage: (host: string) => `Reading the meeting page at ${host}`,
  ownNameHint: "Your own name, as your company's meetings show it.",
  leaveAndJoin: 'Leave and join',
  stay: 'Stay',
  alreadyIn: 'You are in this meeting already.',
  backToMeeting: 'Back to the meeting',
  peopleCount: (count: number) => (count === 1 ? '1 person' : `${count} people`),
  meetingOf: (organizer: string) => `Meeting of ${organizer}`,
  asGuestNote: 'You are here as a guest.',
  asMemberNote: 'You are here under your own name.',
  aloneTitle: 'Nobody else is here yet',
  aloneBody: 'You see everybody in the list of people as soon as they come.',
  hereTitle: (names: readonly string[], more: number) =>
    `${here(names, more)} ${names.length + more === 1 ? 'is' : 'are'} here`,
  hereBody: 'Write to everybody in the chat. What presenters show appears in this place.',
  howYouGotHere: 'How you got in',
  whatHappened: 'What happened',
  noMeeting: 'You are in no meeting',
  stepsList: 'Steps of joining',
  lobbyTitle: 'You are in the lobby',
  lobbyBody:
    'The organizer or a presenter decides who comes in, and they can see that you wait. Until then you hear and see nothing of the meeting.',
  /** The name follows. */
  lobbyAs: 'They see you as',
  guestSuffix: '(Guest)',
  graceHint: (time: string, left: string) =>
    `Only guests have come so far. If nobody who is signed in comes, the meeting lets its guests go at about ${time}, in ${left}.`,
  waitingFor: (time: string) => `Waiting for ${time}`,
  leaving: 'Leaving',
  leftLobby: 'You left the lobby.',
  joiningTitle: 'Joining',
  yourCompanySaid: "What your company's server said first",
  canDo: 'You can use',
  notBuilt: 'In a form Offhook does not speak',
  notOffered: 'Not in this meeting',
  forbidden: 'Not allowed by your company',
  info: 'About this meeting',
  infoLink: 'Link',
  infoOrganizer: 'Organizer',
  infoId: 'Conference ID',
  copyLink: 'Copy link',
  stageTab: 'Stage',
  panes: 'Parts of the meeting',
  beginChat: 'Open the chat',
  awaySince: (time: string) => `You are out of this meeting since ${time}; what you see is from then.`,
  comingBack: (seconds: number | undefined) => {
    if (seconds === undefined) return 'You come back as soon as you are signed in again.';
    return seconds > 0 ? `Next try in ${seconds}\u00a0s.` : 'Coming back now.';
  },
  tryNow: 'Try now',
} as const;
