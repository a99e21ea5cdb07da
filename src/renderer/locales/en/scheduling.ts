/** The words of setting meetings up. */
import type { MeetingAccess } from '../../../shared/model/meeting.ts';
import type { InvitationWords, MeetingPresenters, OwnMeeting } from '../../../shared/model/scheduling.ts';
import { clockRange, clockTime, dateAndTime, dayWords, isolated } from '../format.ts';

export const schedulingTexts = {
  meetNow: 'Meet now',
  meetingNow: 'Setting up the meeting',
  schedule: 'Schedule a meeting',
  list: 'Your meetings',
  earlier: (count: number) => `Earlier (${count})`,
  loading: 'Asking the server for your meetings',
  emptyTitle: 'No meetings of your own',
  emptyBody: 'Schedule one and send its link to whom you like, also to people of other companies.',
  notOffered: 'This server holds no meetings, so none can be set up here.',
  offline: 'You are not connected. Meetings can be set up and changed when you are back.',
  inMeeting: 'You are in a meeting already. Leave it before you meet in another.',
  listFrom: (when: string) => `This list is from ${when}.`,
  refresh: 'Refresh',
  noSubject: 'No subject',
  now: 'Now',
  ownRoom: 'Your own meeting room, always there',
  noTime: 'At any time',
  join: 'Join',
  joinNamed: (subject: string) => `Join ${isolated(subject)}`,
  more: (subject: string) => `More for ${isolated(subject)}`,
  copyLink: 'Copy link',
  copyInvitation: 'Copy invitation',
  saveInvitation: 'Save as a calendar file (.ics)…',
  saveShort: 'Save as .ics…',
  change: 'Change…',
  remove: 'Delete…',
  linkCopied: 'Link copied',
  invitationCopied: 'Invitation copied',
  saved: 'Calendar file saved',
  removeTitle: (subject: string) => `Delete ${isolated(subject)}?`,
  removeBody: 'Its link leads nowhere from then on, and whoever is in the meeting is sent out. Offhook tells nobody.',
  removeNow: 'Delete',
  cancel: 'Cancel',
  newTitle: 'Schedule a meeting',
  changeTitle: 'Change the meeting',
  subject: 'Subject',
  day: 'Date',
  time: 'Begins at',
  length: 'Lasts',
  access: 'Who gets in directly',
  accessHint: 'Everybody else waits in the lobby until somebody lets them in.',
  guestsForbidden: (rule: string) =>
    `Your company does not allow guests in meetings, so not everybody can get in directly (rule ${rule}).`,
  invited: 'People you invite',
  invitedHint: 'Their addresses, one on each line or with commas. Offhook sends them nothing: copy the invitation.',
  presenters: 'Who presents',
  announcements: 'Say aloud who comes and goes',
  phones: 'People who dial in by phone do not wait in the lobby',
  save: 'Save',
  create: 'Schedule',
  doneTitle: 'Your meeting is set up',
  doneBody: 'Send the link or the whole invitation to the people you want to meet.',
  link: 'Link',
  close: 'Close',
  whenProblems: {
    'day-missing': 'Choose the day.',
    'time-missing': 'Choose when it begins.',
    'not-a-time': 'There is no such day or time.',
    'in-the-past': 'This time has passed. Choose a later one.',
  },
  addressProblem: (text: string) =>
    `"${isolated(text)}" is not an address. It looks like name@company.com, without spaces.`,
  tooManyInvited: (most: number) => `A meeting takes at most ${most} invited people.`,
} as const;

/** What an invitation says to whoever gets it, in the language of whoever sends it. */
export const invitationWords: Omit<InvitationWords, 'language'> = {
  noSubject: 'Online meeting',
  join: 'Join the meeting',
  when: 'When',
  organizer: 'Organizer',
  meetingId: 'Meeting ID',
  joinByPhone: 'Join by phone',
  localNumber: 'Find a local number',
  phoneId: 'Conference ID for phones',
};

export const accessWords: Record<MeetingAccess, string> = {
  organizer: 'Only I do',
  invited: 'The people I invite',
  company: 'Everybody of my company',
  everyone: 'Everybody, guests too',
};

export const presenterWords: Record<MeetingPresenters, string> = {
  organizer: 'Only I do',
  company: 'Everybody of my company',
  everyone: 'Everybody, guests too',
};

/** `30 minutes`, `1 hour`, `1 hour 30 minutes`. */
export function lengthWords(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const parts = [
    ...(hours > 0 ? [hours === 1 ? '1 hour' : `${hours} hours`] : []),
    ...(rest > 0 || hours === 0 ? [rest === 1 ? '1 minute' : `${rest} minutes`] : []),
  ];
  return parts.join(' ');
}

/** `Monday, 30 March, 10:00 – 10:30`, the day as `day` has it; of a meeting without a time, what it is instead. */
export function ownMeetingTime({ startsAt, endsAt, isStatic }: OwnMeeting, day = dayWords): string {
  if (startsAt === undefined) return isStatic ? schedulingTexts.ownRoom : schedulingTexts.noTime;
  if (endsAt === undefined) return `${day(startsAt)}, ${clockTime(startsAt)}`;
  const isOneDay = new Date(startsAt).toDateString() === new Date(endsAt).toDateString();
  if (isOneDay) return `${day(startsAt)}, ${clockRange(startsAt, endsAt)}`;
  return `${day(startsAt)}, ${clockTime(startsAt)} – ${dateAndTime(endsAt)}`;
}
