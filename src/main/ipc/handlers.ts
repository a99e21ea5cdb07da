/** What each request of the contract does: one service method each, no rules here. */
import type { InputOf } from '../../shared/ipc/contract.ts';
import type { Settings } from '../../shared/model/settings.ts';
import { done } from '../../shared/outcome.ts';
import type { Client } from '../app/compose.ts';
import { type AppDesktop, appHandlersFor } from './app-handlers.ts';
import { callHandlersFor } from './call-handlers.ts';
import { callLogHandlersFor } from './call-log-handlers.ts';
import { contactHandlersFor } from './contact-handlers.ts';
import { type ContentDesktop, contentHandlersFor } from './content-handlers.ts';
import type { FileDesktop } from './file-handlers.ts';
import { forwardingHandlersFor } from './forwarding-handlers.ts';
import { mediaHandlersFor } from './media-handlers.ts';
import { meetingHandlersFor } from './meeting-handlers.ts';
import type { Handlers } from './router.ts';
import { type SchedulingDesktop, schedulingHandlersFor } from './scheduling-handlers.ts';
import { setupCheckHandlersFor } from './setup-check-handlers.ts';
import { type SupportDesktop, supportHandlersFor } from './support-handlers.ts';
import { talkHandlersFor } from './talk-handlers.ts';
import { traceHandlersFor } from './trace-handlers.ts';
import { windowHandlersFor } from './window-handlers.ts';

/** What only the desktop can do for the window. */
export interface Desktop extends AppDesktop, ContentDesktop, FileDesktop, SchedulingDesktop, Pick<SupportDesktop, 'showCrashes'> {
  /** The bytes of a certificate file the person chose; undefined when none was chosen, or none that could be read. */
  pickCertificate(): Promise<Buffer | undefined>;
}

/** Binds the contract to the client and the desktop. */
export function handlersFor(client: Client, desktop: Desktop): Handlers {
  const { signIn, people, mailbox, meetings, devices, lab, certificates } = client;
  return {
    ...appHandlersFor(desktop),
    ...windowHandlersFor(client),

    'signIn.start': (input) => {
      const { userName, servers, trust, password, desktopSignIn } = input;
      const allowed = client.mayDecide([
        ...(servers ? (['manualServers'] as const) : []),
        ...(trust ? (['trustedNames'] as const) : []),
      ]);
      if (!allowed.ok) return allowed;
      return signIn.start({
        address: input.address,
        password,
        remember: input.remember,
        ...(userName ? { userName } : {}),
        ...(servers ? { servers } : {}),
        ...(trust ? { trust } : {}),
        ...(desktopSignIn ? { desktopSignIn } : {}),
      });
    },
    'signIn.cancel': () => signIn.cancel(),
    'signIn.tryNow': () => client.tryNow(),
    'signIn.signOut': () => client.signOut(),
    'signIn.forgetMe': () => client.forgetMe(),
    'signIn.trustName': ({ domain, host }) => client.trustName(domain, host),

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
    'directory.search': ({ text }) => people.directory.search(text),
    'directory.photo': ({ uri }) => people.directory.photo(uri),
    'directory.expandGroup': ({ address }) => people.directory.expandGroup(address),

    'calendar.refresh': () => mailbox.refresh(),
    'missed.markRead': ({ id }) => mailbox.markRead(id),

    ...meetingHandlersFor(meetings),
    'meeting.joinSound': ({ withCamera }) => client.meetingSound.join(withCamera),
    'meeting.check': ({ text }) => client.joinCheck.check(text),
    ...schedulingHandlersFor(client.scheduling, desktop),

    ...contentHandlersFor(client.content, desktop),

    'settings.change': (patch) => client.changeSettings(given(patch)),
    'settings.reset': () => client.resetSettings(),
    'devices.choose': ({ role, id }) => devices.choose(role, id),
    'devices.setVolume': ({ id, percent }) => devices.setVolume(id, percent),
    'devices.setMuted': ({ id, isMuted }) => devices.setMuted(id, isMuted),
    'devices.report': ({ devices: reported }) => devices.report(reported),

    ...mediaHandlersFor(client.media.window.reports),

    'settings.addAuthority': async ({ address }) => {
      const file = await desktop.pickCertificate();
      return file ? certificates.addAuthority(address, file) : done('cancelled' as const);
    },
    'settings.removeAuthority': ({ address, fingerprint256 }) => certificates.removeAuthority(address, fingerprint256),
    'diagnostics.examine': (place) => certificates.examine(place),

    ...traceHandlersFor(client, desktop),

    ...setupCheckHandlersFor(client.setupCheck, desktop),
    ...supportHandlersFor(client.support, desktop),

    'lab.start': () => lab.start(),
    'lab.stop': () => lab.stop(),
    'lab.account': ({ address }) => lab.account(address),
  };
}

/** Only what was given: a field that is undefined on the wire must not erase a setting. */
function given(patch: InputOf<'settings.change'>): Partial<Settings> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
}
