/** One mailbox: what lies in it, made from a plan at the time the lab starts. */
import type { MailboxPlan, PlannedAbsence, PlannedMeeting, PlannedMissed } from './mailbox-plan.ts';

export interface CalendarEntry {
  readonly id: string;
  readonly plan: PlannedMeeting;
  /** Milliseconds since 1970. */
  readonly startsAt: number;
  readonly endsAt: number;
  readonly organizer: string;
  readonly organizerName: string;
  /** Properties the organiser's client left, by name. */
  readonly links: Readonly<Record<string, string>>;
  readonly joinUrl: string | undefined;
  readonly body: string;
}

export interface MailEntry {
  readonly id: string;
  readonly folder: 'inbox' | 'conversationhistory';
  readonly itemClass: string;
  readonly subject: string;
  readonly fromName: string;
  readonly fromAddress: string | undefined;
  readonly phone: string | undefined;
  readonly receivedAt: number;
  isRead: boolean;
}

export interface MailboxWorld {
  /** When the lab started, milliseconds since 1970. */
  readonly startedAt: number;
  readonly nameOf: (address: string) => string;
  /** The ways into one of the lab's meetings. */
  readonly linksOf: (meetingId: string) => { readonly https: string; readonly conf: string } | undefined;
}

const MINUTE = 60_000;

export class Mailbox {
  readonly owner: string;
  readonly calendar: readonly CalendarEntry[];
  readonly mail: readonly MailEntry[];
  readonly absence: PlannedAbsence | undefined;
  readonly startedAt: number;

  constructor(plan: MailboxPlan, world: MailboxWorld) {
    this.owner = plan.owner.toLowerCase();
    this.startedAt = world.startedAt;
    this.absence = plan.outOfOffice;
    this.calendar = plan.meetings
      .map((meeting, index) => calendarEntry(meeting, { world, owner: this.owner, index }))
      .sort((one, other) => one.startsAt - other.startsAt);
    this.mail = plan.missed
      .map((missed, index) => mailEntry(missed, { world, owner: this.owner, index }))
      .sort((one, other) => other.receivedAt - one.receivedAt);
  }

  entry(id: string): CalendarEntry | MailEntry | undefined {
    return this.calendar.find((each) => each.id === id) ?? this.mail.find((each) => each.id === id);
  }
}

interface Place {
  readonly world: MailboxWorld;
  readonly owner: string;
  readonly index: number;
}

/** Opaque to clients, as the real ones are. */
function idOf(owner: string, folder: string, index: number): string {
  return Buffer.from(`${owner} ${folder} ${index}`, 'utf8').toString('base64');
}

/** What names the folder of past conversations to whoever found it by its name. */
export function historyFolderId(owner: string): string {
  return idOf(owner, 'folder', 1);
}

function calendarEntry(plan: PlannedMeeting, { world, owner, index }: Place): CalendarEntry {
  const startsAt = world.startedAt + plan.startsInMinutes * MINUTE;
  const organizer = (plan.organizer ?? owner).toLowerCase();
  const links = plan.meetingId === undefined ? undefined : world.linksOf(plan.meetingId);
  const place = plan.link ?? 'external-link';
  const invitation =
    links && place === 'body' ? `\n\n→ Join Skype Meeting <${links.https}>\nHelp: https://go.example/help\n` : '';
  return {
    id: idOf(owner, 'calendar', index),
    plan,
    startsAt,
    endsAt: startsAt + plan.lastsMinutes * MINUTE,
    organizer,
    organizerName: world.nameOf(organizer),
    links: {
      ...(links && place === 'external-link' ? { OnlineMeetingExternalLink: links.https } : {}),
      ...(links && place !== 'body' && place !== 'join-url' ? { OnlineMeetingConfLink: links.conf } : {}),
    },
    joinUrl: links && place === 'join-url' ? links.https : undefined,
    body: `${plan.body ?? ''}${invitation}`,
  };
}

const classes = {
  im: 'IPM.Note.Microsoft.Missed',
  call: 'IPM.Note.Microsoft.Missed.Voice',
  voicemail: 'IPM.Note.Microsoft.Voicemail.UM.CA',
} as const;

function mailEntry(plan: PlannedMissed, { world, owner, index }: Place): MailEntry {
  const isPhone = !plan.from.includes('@');
  return {
    id: idOf(owner, 'mail', index),
    folder: plan.kind === 'im' ? 'conversationhistory' : 'inbox',
    itemClass: classes[plan.kind],
    subject: plan.subject,
    fromName: isPhone ? plan.from : world.nameOf(plan.from.toLowerCase()),
    fromAddress: isPhone ? undefined : plan.from.toLowerCase(),
    phone: isPhone ? plan.from.replaceAll(' ', '') : undefined,
    receivedAt: world.startedAt - plan.minutesAgo * MINUTE,
    isRead: plan.isRead ?? false,
  };
}
