/** The component of each screen that is not on the first picture; each comes from a chunk of its own. */
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import type { DetailId } from './screens.ts';

const main = () => import('../features/main/index.ts');
const contacts = () => import('../features/contacts/index.ts');
const meeting = () => import('../features/meeting/index.ts');
const settings = () => import('../features/settings/index.ts');
const diagnostics = () => import('../features/diagnostics/index.ts');
const about = () => import('../features/about/index.ts');

export const MainWindow = lazy(() => main().then((feature) => ({ default: feature.MainWindow })));
export const JoinDialog = lazy(() => meeting().then((feature) => ({ default: feature.JoinDialog })));
export const LabBanner = lazy(() =>
  import('../features/lab/index.ts').then((feature) => ({ default: feature.LabBanner })),
);

const ContactCard = lazy(() => contacts().then((feature) => ({ default: feature.ContactCard })));
const MeetingView = lazy(() => meeting().then((feature) => ({ default: feature.MeetingView })));
const SettingsScreen = lazy(() => settings().then((feature) => ({ default: feature.SettingsScreen })));
const DiagnosticsScreen = lazy(() => diagnostics().then((feature) => ({ default: feature.DiagnosticsScreen })));
const AboutScreen = lazy(() => about().then((feature) => ({ default: feature.AboutScreen })));

export const detailViews: Record<DetailId, LazyExoticComponent<ComponentType>> = {
  contact: ContactCard,
  meeting: MeetingView,
  'settings-general': SettingsScreen,
  'settings-network': SettingsScreen,
  'settings-devices': SettingsScreen,
  'settings-lab': SettingsScreen,
  'diagnostics-journey': DiagnosticsScreen,
  'diagnostics-dns': DiagnosticsScreen,
  'diagnostics-servers': DiagnosticsScreen,
  'diagnostics-trace': DiagnosticsScreen,
  about: AboutScreen,
};

/** Loads every chunk, so that opening a screen later waits for nothing. */
export async function loadAllViews(): Promise<void> {
  await Promise.all([main(), meeting(), contacts(), settings(), diagnostics(), about()]);
}
