/** What each part of our own presence publishes, and where. Pure. [MS-PRES] 3.4.5.2, [LYNCDOC] publication behaviours (mission F26) */
import { type ManualState, publishedValue, urgentOnlyValue } from '../../../protocol/presence/availability.ts';
import { encodeBusyDigits } from '../../../protocol/presence/free-busy.ts';
import {
  noteInstance,
  type OwnInstances,
  timedUserInstance,
  userInstance,
} from '../../../protocol/presence/instances.ts';
import type { Lifetime, Publication } from '../../../protocol/presence/write.ts';
import {
  calendarDataContent,
  type DeviceContent,
  deviceContent,
  noteContent,
  type StateContent,
  stateContent,
} from '../../../protocol/presence/write-contents.ts';
import type { BusyType, OutOfOffice } from '../../../shared/model/calendar.ts';
import { type CallState, callValue } from './combine.ts';

/** How the calendar takes the moment, and the times around it. */
export interface CalendarFacts {
  readonly now: BusyType;
  /** Others take part in what makes it so. */
  readonly isMeeting: boolean;
  /** When it began, milliseconds since 1970; absent while free. */
  readonly since?: number;
  /** `user@domain` */
  readonly mailbox: string;
  /** Quarters of an hour from `startsAt` on: 0 free, 1 tentative, 2 busy, 3 out of office, 4 no data. */
  readonly slots: { readonly startsAt: number; readonly digits: string };
}

/** One that is only worth a request while the server holds something there. */
export interface Wish extends Publication {
  readonly onlyIfHeld?: true;
}

/** Containers that feed the aggregate: one for most people, one for the workgroup. */
const AGGREGATION = [2, 3] as const;
/** Colleagues, workgroup, friends: who may read notes and free and busy times. */
const READERS = [200, 300, 400] as const;
const DEVICES = 2;
/** Busy and do-not-disturb end by themselves after a day, so that nobody stays so by mistake. */
const dayLong: Lifetime = { seconds: 86_400 };
const MOST_SLOTS = 4 * 24 * 35;

export function machineWishes(instances: OwnInstances, availability: number, location: string): Wish[] {
  const content = stateContent({ type: 'machineState', availability, location });
  return stateIn(AGGREGATION, instances.machine, 'endpoint', content);
}

/**
 * A choice, or undefined for none. It stands in one of two instances that all endpoints of a person share; whatever another
 * endpoint left in the other one goes.
 */
export function userWishes(choice: ManualState | undefined): Wish[] {
  if (choice === undefined) return [...cleared(userInstance), ...cleared(timedUserInstance)];
  if (choice !== 'busy' && choice !== 'do-not-disturb') {
    const content = stateContent({ type: 'userState', ...shownAs(choice) });
    return [...stateIn(AGGREGATION, userInstance, 'static', content), ...cleared(timedUserInstance)];
  }
  const most = stateContent({ type: 'userState', availability: publishedValue[choice] });
  const workgroup = choice === 'busy' ? most : stateContent(urgentOnly);
  return [
    ...stateIn([2], timedUserInstance, dayLong, most),
    ...stateIn([3], timedUserInstance, dayLong, workgroup),
    ...cleared(userInstance),
  ];
}

const urgentOnly: StateContent = {
  type: 'userState',
  availability: urgentOnlyValue,
  activity: { token: 'urgent-interruptions-only', from: urgentOnlyValue, to: 8999 },
};

function shownAs(choice: ManualState): Pick<StateContent, 'availability' | 'activity'> {
  const availability = publishedValue[choice];
  return choice === 'off-work'
    ? { availability, activity: { token: 'off-work', from: 15_000, to: 17_999 } }
    : { availability };
}

function cleared(instance: number): Wish[] {
  return AGGREGATION.map((container) => ({ ...stateAt(container, instance, 'static'), onlyIfHeld: true }));
}

/** Busy by the calendar. Merely tentative times leave a person available. */
export function calendarWishes(instances: OwnInstances, facts: CalendarFacts | undefined): Wish[] {
  if (facts?.now !== 'busy') return ended(instances.calendar);
  const { mailbox, since, isMeeting } = facts;
  const content = stateContent({
    type: 'calendarState',
    mailbox,
    availability: publishedValue.busy,
    ...(since === undefined ? {} : { since }),
    ...(isMeeting ? { activity: { token: 'in-a-meeting', from: publishedValue.busy, to: 8999 } } : {}),
  });
  return stateIn(AGGREGATION, instances.calendar, 'endpoint', content);
}

/** The next days' free and busy times. */
export function freeBusyWishes(instances: OwnInstances, facts: CalendarFacts | undefined): Wish[] {
  const place = { category: 'calendarData', instance: instances.calendarData, lifetime: 'endpoint' } as const;
  if (!facts) return READERS.map((container) => ({ ...place, container, onlyIfHeld: true }));
  const { startsAt, digits } = facts.slots;
  const content = calendarDataContent(facts.mailbox, startsAt, encodeBusyDigits(digits.slice(0, MOST_SLOTS)));
  return READERS.map((container) => ({ ...place, container, content }));
}

/** Away by the automatic replies, or by an entry of the calendar: an activity for the times when nobody is there, and the reply as a note. */
export function outOfOfficeWishes(instances: OwnInstances, isAway: boolean, absence: OutOfOffice | undefined): Wish[] {
  const activity = { token: 'out-of-office', from: 12_000 };
  const state = isAway
    ? stateIn(AGGREGATION, instances.outOfOffice, 'endpoint', stateContent({ type: 'calendarState', activity }))
    : ended(instances.outOfOffice);
  const text = absence?.isOn ? (absence.note ?? '') : '';
  const place = { category: 'note', instance: instances.outOfOfficeNote, lifetime: 'endpoint' } as const;
  const note = READERS.map((container): Wish => {
    if (text === '') return { ...place, container, onlyIfHeld: true };
    return { ...place, container, content: noteContent({ text, kind: 'out-of-office', ...timesOf(absence) }) };
  });
  return [...state, ...note];
}

function timesOf({ from, until }: Pick<OutOfOffice, 'from' | 'until'> = {}): { from?: number; until?: number } {
  return { ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) };
}

const CALL_ACTIVITIES: Readonly<Record<CallState, { token: string; to: number }>> = {
  call: { token: 'on-the-phone', to: 8999 },
  conference: { token: 'in-a-conference', to: 8999 },
  presenting: { token: 'in-presentation', to: 11_999 },
};

export function callWishes(instances: OwnInstances, call: CallState | undefined): Wish[] {
  if (call === undefined) return ended(instances.call);
  const { token, to } = CALL_ACTIVITIES[call];
  const availability = callValue(call);
  const content = stateContent({ type: 'phoneState', availability, activity: { token, from: availability, to } });
  return stateIn(AGGREGATION, instances.call, 'endpoint', content);
}

export function deviceWishes(instances: OwnInstances, device: DeviceContent): Wish[] {
  const content = deviceContent(device);
  return [{ category: 'device', instance: instances.device, container: DEVICES, lifetime: 'endpoint', content }];
}

/** The personal note; an empty text takes it away. `seconds`: how long it stays, where it goes by itself. */
export function noteWishes(text: string, until?: { readonly at: number; readonly seconds: number }): Wish[] {
  const lifetime: Lifetime = until && text !== '' ? { seconds: until.seconds } : 'static';
  return READERS.map((container): Wish => {
    const place = { category: 'note', instance: noteInstance, container, lifetime };
    if (text === '') return { ...place, onlyIfHeld: true };
    return { ...place, content: noteContent({ text, kind: 'personal', ...(until ? { until: until.at } : {}) }) };
  });
}

/** One entry of the note history; without a text it goes. */
export function historyWishes(instance: number, text?: string): Wish[] {
  return READERS.map((container): Wish => {
    const place = { category: 'noteHistory', instance, container, lifetime: 'static' } as const;
    return text === undefined
      ? { ...place, onlyIfHeld: true }
      : { ...place, content: noteContent({ text, kind: 'personal' }) };
  });
}

function stateIn(containers: readonly number[], instance: number, lifetime: Lifetime, content: string): Wish[] {
  return containers.map((container) => ({ ...stateAt(container, instance, lifetime), content }));
}

function stateAt(container: number, instance: number, lifetime: Lifetime): Wish {
  return { category: 'state', instance, container, lifetime };
}

function ended(instance: number): Wish[] {
  return AGGREGATION.map((container) => ({ ...stateAt(container, instance, 'endpoint'), onlyIfHeld: true }));
}
