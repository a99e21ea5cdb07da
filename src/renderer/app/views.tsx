/** The component of each screen that is not on the first picture; each comes from a chunk of its own. */
import { type ComponentType, lazy, useState } from 'react';
import type { DetailId } from './screens.ts';

export interface Chunk {
  /** Screens of one chunk keep their state when one follows the other; use it as the key. */
  readonly name: string;
  /** The component, once its chunk is here. */
  readonly now: () => ComponentType | undefined;
  /** The same, suspending until it is here. */
  readonly later: ComponentType;
  readonly load: () => Promise<void>;
}

function chunk(name: string, fetch: () => Promise<ComponentType>): Chunk {
  let here: ComponentType | undefined;
  return {
    name,
    now: () => here,
    later: lazy(async () => ({ default: await fetch() })),
    async load() {
      here ??= await fetch();
    },
  };
}

/**
 * A screen, drawn at once when its chunk is here, suspending otherwise. React's lazy alone suspends even then, and would leave
 * the place empty for some frames.
 */
export function View(props: { readonly of: Chunk }) {
  const [Screen] = useState(() => props.of.now() ?? props.of.later);
  return <Screen />;
}

export const mainWindow = chunk('mainWindow', async () => (await import('../features/main/index.ts')).MainWindow);
export const connectionBanner = chunk(
  'connectionBanner',
  async () => (await import('../features/main/index.ts')).ConnectionBanner,
);
export const joinDialog = chunk('joinDialog', async () => (await import('../features/meeting/index.ts')).JoinDialog);
export const labBanner = chunk('labBanner', async () => (await import('../features/lab/index.ts')).LabBanner);
const labPage = chunk('labPage', async () => (await import('../features/lab/index.ts')).LabPage);

const contact = chunk('contact', async () => (await import('../features/contacts/index.ts')).ContactCard);
const conversation = chunk('conversation', async () => (await import('../features/chats/index.ts')).ConversationScreen);
const call = chunk('call', async () => (await import('../features/calls/index.ts')).CallScreen);
export const callBars = chunk('callBars', async () => (await import('../features/calls/index.ts')).CallBars);
export const callOffer = chunk('callOffer', async () => (await import('../features/calls/index.ts')).CallOffer);
export const callToast = chunk('callToast', async () => (await import('../features/calls/index.ts')).CallToast);
const meeting = chunk('meeting', async () => (await import('../features/meeting/index.ts')).MeetingView);
const settings = chunk('settings', async () => (await import('../features/settings/index.ts')).SettingsScreen);
const diagnostics = chunk(
  'diagnostics',
  async () => (await import('../features/diagnostics/index.ts')).DiagnosticsScreen,
);
const setupCheck = chunk('setupCheck', async () => (await import('../features/setup-check/index.ts')).SetupCheckScreen);
const support = chunk('support', async () => (await import('../features/support/index.ts')).SupportScreen);
const about = chunk('about', async () => (await import('../features/about/index.ts')).AboutScreen);

export const details: Record<DetailId, Chunk> = {
  contact,
  conversation,
  call,
  meeting,
  'settings-general': settings,
  'settings-personal': settings,
  'settings-status': settings,
  'settings-phone': settings,
  'settings-forwarding': settings,
  'settings-notices': settings,
  'settings-meetings': settings,
  'settings-privacy': settings,
  'settings-network': settings,
  'settings-advanced': settings,
  'settings-devices': settings,
  'settings-lab': settings,
  'diagnostics-journey': diagnostics,
  'diagnostics-dns': diagnostics,
  'diagnostics-servers': diagnostics,
  'diagnostics-check': diagnostics,
  'diagnostics-join': diagnostics,
  'diagnostics-configuration': diagnostics,
  'diagnostics-trace': diagnostics,
  lab: labPage,
  'setup-check': setupCheck,
  support,
  about,
};

/** Loads every chunk, so that opening a screen later waits for nothing. */
export async function loadAllViews(): Promise<void> {
  const calls = [call, callBars, callOffer];
  const all = [
    mainWindow,
    connectionBanner,
    labBanner,
    labPage,
    joinDialog,
    meeting,
    contact,
    conversation,
    ...calls,
    settings,
    diagnostics,
    setupCheck,
    support,
    about,
  ];
  await Promise.all(all.map((one) => one.load()));
}
