/** What each request of the contract does: one service method each, no rules here. */
import type { Client } from '../app/compose.ts';
import { type AppDesktop, appHandlersFor } from './app-handlers.ts';
import { callHandlersFor } from './call-handlers.ts';
import { callLogHandlersFor } from './call-log-handlers.ts';
import { contactHandlersFor } from './contact-handlers.ts';
import { type ContentDesktop, contentHandlersFor } from './content-handlers.ts';
import type { FileDesktop } from './file-handlers.ts';
import { forwardingHandlersFor } from './forwarding-handlers.ts';
import { type LabDesktop, labHandlersFor } from './lab-handlers.ts';
import { mediaHandlersFor } from './media-handlers.ts';
import { meetingHandlersFor } from './meeting-handlers.ts';
import type { Handlers } from './router.ts';
import type { SavingDesktop } from './saved.ts';
import { schedulingHandlersFor } from './scheduling-handlers.ts';
import { type SettingsDesktop, settingsHandlersFor } from './settings-handlers.ts';
import { setupCheckHandlersFor } from './setup-check-handlers.ts';
import { signInHandlersFor } from './sign-in-handlers.ts';
import { type SupportDesktop, supportHandlersFor, updateHandlersFor } from './support-handlers.ts';
import { talkHandlersFor } from './talk-handlers.ts';
import { traceHandlersFor } from './trace-handlers.ts';
import { windowHandlersFor } from './window-handlers.ts';

/** What only the desktop can do for the window. */
export interface Desktop
  extends AppDesktop,
    ContentDesktop,
    FileDesktop,
    LabDesktop,
    SavingDesktop,
    SettingsDesktop,
    Pick<SupportDesktop, 'showCrashes'> {}

/** Binds the contract to the client and the desktop. */
export function handlersFor(client: Client, desktop: Desktop): Handlers {
  const { people, mailbox, meetings, certificates } = client;
  return {
    ...appHandlersFor(desktop),
    ...windowHandlersFor(client),

    ...signInHandlersFor(client),
    'presence.set': ({ state: chosen }) => people.setPresence(chosen),
    'presence.setNote': ({ text, until }) => people.presence.setNote(text, until),
    'presence.setLocation': ({ text }) => people.presence.setLocation(text),
    'presence.card': ({ uri }) => people.presence.card(uri),
    ...contactHandlersFor(people.contacts),
    ...talkHandlersFor(client, desktop),
    ...callHandlersFor(client.calls),
    ...forwardingHandlersFor(people.forwarding),
    ...callLogHandlersFor(client.callLog),
    'dialPlan.try': ({ typed }) => people.tryNumber(typed),
    'configuration.refresh': () => people.refreshSettings(),
    'directory.search': ({ text, field }) => people.directory.search(text, field),
    'directory.photo': ({ uri }) => people.directory.photo(uri),
    'directory.expandGroup': ({ address }) => people.directory.expandGroup(address),

    'calendar.refresh': () => mailbox.refresh(),
    'missed.markRead': ({ id }) => mailbox.markRead(id),

    ...meetingHandlersFor(meetings),
    'meeting.joinSound': ({ withCamera }) => client.meetingSound.join(withCamera),
    'meeting.check': ({ text }) => client.joinCheck.check(text),
    ...schedulingHandlersFor(client.scheduling, desktop),

    ...contentHandlersFor(client.content, desktop),

    ...settingsHandlersFor(client, desktop),
    ...mediaHandlersFor(client.media.window.reports),

    'diagnostics.examine': (place) => certificates.examine(place),

    ...traceHandlersFor(client, desktop),

    ...setupCheckHandlersFor(client.setupCheck, desktop),
    ...supportHandlersFor(client.support, desktop),
    ...updateHandlersFor(client.updates),

    ...labHandlersFor(client, desktop),
  };
}
