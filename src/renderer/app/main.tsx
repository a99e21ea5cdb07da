/** The window begins: state is asked for at once, the first picture does not wait for it, the rest loads after it. */
import { createRoot } from 'react-dom/client';
import type { Bridge } from '../../shared/ipc/bridge.ts';
import { drafts } from '../components/drafts.ts';
import { createServices, type Services } from '../state/services.tsx';
import { toastIn } from './navigation.ts';
import { Root } from './root.tsx';
import { loadAllViews } from './views.tsx';

declare global {
  interface Window {
    /** Put there by the preload. */
    readonly offhook: Bridge;
  }
}

function begin(): void {
  const container = document.getElementById('root');
  if (!container) return;
  const services = createServices(window.offhook, Date.now);
  // Before the snapshot, whose first picture has the fields.
  if (toastIn(window.location.hash) === undefined) void drafts.follow(services);
  const stopFollowing = services.store.start(services.notice.set);
  createRoot(container).render(<Root services={services} />);
  const toast = toastIn(window.location.hash);
  // A toast shows one card for some seconds: devices, media and sounds are the main window's, as long as there is one.
  if (toast === undefined) requestIdleCallback(() => void afterFirstPicture(services), { timeout: 300 });
  else if (toast.rings) void ring(services);
  window.addEventListener('pagehide', stopFollowing, { once: true });
}

async function afterFirstPicture(services: Services): Promise<void> {
  const { startMediaEngine } = await import('../media/engine.ts');
  window.addEventListener('pagehide', startMediaEngine(services), { once: true });
  const { reportAsNeeded } = await import('../features/devices/report.ts');
  const stopReporting = reportAsNeeded(services, navigator.mediaDevices);
  window.addEventListener('pagehide', stopReporting, { once: true });
  await ring(services);
  await loadAllViews();
}

/** Sounds the tones of calls from now on. */
async function ring(services: Services): Promise<void> {
  const { followTones } = await import('../features/calls/tones/follow-tones.ts');
  window.addEventListener('pagehide', followTones(services.store), { once: true });
}

begin();
