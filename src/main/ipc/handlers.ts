/** What each request of the contract does: one service method each, no rules here. */
import type { InputOf } from '../../shared/ipc/contract.ts';
import type { Settings } from '../../shared/model/settings.ts';
import { done, failed, type Outcome } from '../../shared/outcome.ts';
import type { Client } from '../app/compose.ts';
import { withoutRosters } from '../trace/content.ts';
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
import { talkHandlersFor } from './talk-handlers.ts';

/** What only the desktop can do for the window. */
export interface Desktop extends ContentDesktop, FileDesktop, SchedulingDesktop {
  copy(text: string, html?: string): Promise<void>;
  openLink(url: string): Promise<void>;
  /** The bytes of a certificate file the person chose; undefined when none was chosen, or none that could be read. */
  pickCertificate(): Promise<Buffer | undefined>;
}

/** Binds the contract to the client and the desktop. */
export function handlersFor(client: Client, desktop: Desktop): Handlers {
  const { state, signIn, people, mailbox, meetings, devices, tracing, lab, certificates } = client;
  return {
    'app.snapshot': () => state.get(),
    'app.copy': ({ text, html }) => desktop.copy(withoutRosters(text), html),
    'app.openLink': ({ url }) => desktop.openLink(url),
    'app.clearPendingLink': () => state.set('pendingLink', null),

    'signIn.start': (input) => {
      const { userName, servers, trust, password, desktopSignIn } = input;
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

    'trace.list': ({ afterSeq, limit }) => tracing.list(afterSeq, limit),
    'trace.files': () => ({ jsonl: tracing.files?.jsonl ?? '', uccapi: tracing.files?.uccapi ?? '' }),
    'trace.showFolder': () => {
      if (tracing.files) desktop.showFolder(tracing.files.jsonl);
    },
    'trace.saveLadder': (drawing) => saveLadder(desktop, drawing),

    'lab.start': () => lab.start(),
    'lab.stop': () => lab.stop(),
    'lab.account': ({ address }) => lab.account(address),
  };
}

/** Only what was given: a field that is undefined on the wire must not erase a setting. */
function given(patch: InputOf<'settings.change'>): Partial<Settings> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
}

/** Under a name of ours: what the window says is the content, never the place. */
async function saveLadder(
  desktop: Desktop,
  { kind, content }: { readonly kind: 'text' | 'picture'; readonly content: string },
): Promise<Outcome<boolean>> {
  try {
    return done(await desktop.saveFile({ name: `offhook-ladder.${kind === 'text' ? 'txt' : 'svg'}`, text: content }));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return failed({ code: 'STORAGE_FAILED', data: { what: 'file' }, detail, at: Date.now() });
  }
}
