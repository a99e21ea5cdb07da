/** German: the words of the window, one file per topic as in `en/`. */
import type { LanguagePack } from '../language-pack.ts';
import * as about from './about.ts';
import * as accountTrust from './account-trust.ts';
import * as administrator from './administrator.ts';
import * as app from './app.ts';
import * as calendar from './calendar.ts';
import * as callForwarding from './call-forwarding.ts';
import * as calls from './calls.ts';
import * as certificates from './certificates.ts';
import * as chats from './chats.ts';
import * as configuration from './configuration.ts';
import * as contacts from './contacts.ts';
import * as content from './content.ts';
import * as devices from './devices.ts';
import * as diagnostics from './diagnostics.ts';
import * as diagnosticsScreen from './diagnostics-screen.ts';
import * as failures from './failures.ts';
import * as joinCheck from './join-check.ts';
import * as journey from './journey.ts';
import * as lab from './lab.ts';
import * as main from './main.ts';
import * as managed from './managed.ts';
import * as meeting from './meeting.ts';
import * as meetingChat from './meeting-chat.ts';
import * as meetingInvitations from './meeting-invitations.ts';
import * as meetingPeople from './meeting-people.ts';
import * as meetingSound from './meeting-sound.ts';
import * as network from './network.ts';
import * as phone from './phone.ts';
import * as presence from './presence.ts';
import * as scheduling from './scheduling.ts';
import * as settings from './settings.ts';
import * as setupCheck from './setup-check.ts';
import * as signIn from './sign-in.ts';
import * as support from './support.ts';
import * as times from './times.ts';
import * as trace from './trace.ts';
import * as updates from './updates.ts';

export const pack: LanguagePack = {
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
  managed,
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
  updates,
  support,
  times,
  trace,
};
