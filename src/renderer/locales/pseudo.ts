/** English stretched and accented: whatever stays plain was not translated, whatever does not fit will not fit in German. */
import * as about from './en/about.ts';
import * as accountTrust from './en/account-trust.ts';
import * as administrator from './en/administrator.ts';
import * as app from './en/app.ts';
import * as calendar from './en/calendar.ts';
import * as callForwarding from './en/call-forwarding.ts';
import * as calls from './en/calls.ts';
import * as certificates from './en/certificates.ts';
import * as chats from './en/chats.ts';
import * as configuration from './en/configuration.ts';
import * as contacts from './en/contacts.ts';
import * as content from './en/content.ts';
import * as devices from './en/devices.ts';
import * as diagnostics from './en/diagnostics.ts';
import * as diagnosticsScreen from './en/diagnostics-screen.ts';
import * as failures from './en/failures.ts';
import * as joinCheck from './en/join-check.ts';
import * as journey from './en/journey.ts';
import * as lab from './en/lab.ts';
import * as main from './en/main.ts';
import * as meeting from './en/meeting.ts';
import * as meetingChat from './en/meeting-chat.ts';
import * as meetingInvitations from './en/meeting-invitations.ts';
import * as meetingPeople from './en/meeting-people.ts';
import * as meetingSound from './en/meeting-sound.ts';
import * as network from './en/network.ts';
import * as phone from './en/phone.ts';
import * as presence from './en/presence.ts';
import * as scheduling from './en/scheduling.ts';
import * as settings from './en/settings.ts';
import * as setupCheck from './en/setup-check.ts';
import * as signIn from './en/sign-in.ts';
import * as times from './en/times.ts';
import * as trace from './en/trace.ts';
import type { LanguagePack } from './language-pack.ts';

const accents: Readonly<Record<string, string>> = {
  a: 'á',
  e: 'ë',
  i: 'í',
  o: 'ö',
  u: 'ü',
  y: 'ý',
  A: 'Á',
  E: 'É',
  I: 'Í',
  O: 'Ö',
  U: 'Ü',
};

/** Marks where a text begins and ends, so that one cut off or put together from pieces is seen. */
const [begin, end] = ['⟦', '⟧'];

/** One text: every vowel with an accent, two fifths longer, between marks. */
export function pseudoText(text: string): string {
  if (text === '') return text;
  const accented = Array.from(text, (letter) => accents[letter] ?? letter).join('');
  return `${begin}${accented}${'~'.repeat(Math.ceil(text.length * 0.4))}${end}`;
}

/** All topics in the pseudo-language. */
export function pseudoPack(): LanguagePack {
  return pseudo({
    about,
    accountTrust,
    administrator,
    app,
    calendar,
    callForwarding,
    calls,
    certificates,
    chats,
    configuration,
    contacts,
    content,
    devices,
    diagnostics,
    diagnosticsScreen,
    failures,
    joinCheck,
    journey,
    lab,
    main,
    meeting,
    meetingChat,
    meetingInvitations,
    meetingPeople,
    meetingSound,
    network,
    phone,
    presence,
    scheduling,
    settings,
    setupCheck,
    signIn,
    times,
    trace,
  });
}

/** The same shape with every text in it changed, also those that functions return. */
function pseudo<T>(value: T): T;
function pseudo(value: unknown): unknown {
  if (typeof value === 'string') return pseudoText(value);
  if (typeof value === 'function') return (...values: readonly unknown[]) => pseudo(value(...values));
  if (Array.isArray(value)) return value.map((each: unknown) => pseudo(each));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, pseudo(each)]));
}
