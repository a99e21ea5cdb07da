/** Reads a tester's file of mailboxes, and says in a sentence what is wrong with it. */
import { linkPlaces, type MailboxPlan, missedKinds, responses, showAs } from './mailbox-plan.ts';

const LONGEST = 8 * 1024 * 1024;
const MOST_MAILBOXES = 1000;
const MOST_ITEMS = 20_000;
const YEAR = 366 * 24 * 60;

type Check = (value: unknown, place: string) => void;

/** The mailboxes in a JSON text: a list of them. Throws a sentence that names the place. */
export function readMailboxPlans(text: string): readonly MailboxPlan[] {
  if (text.length > LONGEST) throw new Error('The file of mailboxes is larger than 8 MB.');
  const parsed: unknown = JSON.parse(text);
  if (!arePlans(parsed)) throw new Error('A file of mailboxes is a list.');
  return parsed;
}

function arePlans(value: unknown): value is readonly MailboxPlan[] {
  if (!Array.isArray(value)) return false;
  list(mailbox, MOST_MAILBOXES)(value, 'mailboxes');
  return true;
}

const words = text(20_000);
const address = matching(/^[^\s@]{1,128}@[^\s@]{1,253}$/, 'an address');
const minutes = number(-YEAR, YEAR);
const duration = number(0, YEAR);

const meeting = object({
  subject: words,
  startsInMinutes: minutes,
  lastsMinutes: duration,
  location: optional(words),
  organizer: optional(address),
  meetingId: optional(matching(/^[A-Z0-9]{8}$/, 'the id of a meeting')),
  link: optional(among(linkPlaces)),
  body: optional(words),
  response: optional(among(responses)),
  showAs: optional(among(showAs)),
  isAllDay: optional(flag),
  isCancelled: optional(flag),
  isPrivate: optional(flag),
});

const missed = object({
  kind: among(missedKinds),
  from: matching(/^(?:[^\s@]{1,128}@[^\s@]{1,253}|\+?[\d ]{3,24})$/, 'an address or a telephone number'),
  minutesAgo: number(0, YEAR),
  subject: words,
  isRead: optional(flag),
});

const absence = object({
  state: among(['Disabled', 'Enabled', 'Scheduled']),
  reply: words,
  startsInMinutes: optional(minutes),
  lastsMinutes: optional(duration),
});

const mailbox = object({
  owner: address,
  meetings: list(meeting, MOST_ITEMS),
  missed: list(missed, MOST_ITEMS),
  outOfOffice: optional(absence),
});

function object(checks: Readonly<Record<string, Check>>): Check {
  return (value, place) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(place, 'an object');
    for (const name of Object.keys(value))
      if (!Object.hasOwn(checks, name)) throw new Error(`${place} has no "${name}".`);
    for (const [name, check] of Object.entries(checks)) check(Reflect.get(value, name), `${place}.${name}`);
  };
}

function list(check: Check, most: number): Check {
  return (value, place) => {
    if (!Array.isArray(value) || value.length > most) throw wrong(place, `a list of at most ${most}`);
    for (const [index, each] of value.entries()) check(each, `${place}[${index}]`);
  };
}

function optional(check: Check): Check {
  return (value, place) => {
    if (value !== undefined) check(value, place);
  };
}

function text(longest: number): Check {
  return (value, place) => {
    if (typeof value !== 'string' || value.length > longest)
      throw wrong(place, `text of at most ${longest} characters`);
  };
}

function matching(form: RegExp, what: string): Check {
  return (value, place) => {
    if (typeof value !== 'string' || !form.test(value)) throw wrong(place, what);
  };
}

function number(least: number, most: number): Check {
  return (value, place) => {
    if (typeof value !== 'number' || !(value >= least && value <= most))
      throw wrong(place, `a number from ${least} to ${most}`);
  };
}

function among(known: readonly string[]): Check {
  return (value, place) => {
    if (typeof value !== 'string' || !known.includes(value)) throw wrong(place, `one of ${known.join(', ')}`);
  };
}

function flag(value: unknown, place: string): void {
  if (typeof value !== 'boolean') throw wrong(place, 'true or false');
}

function wrong(place: string, wanted: string): Error {
  return new Error(`${place} must be ${wanted}.`);
}
