/** The window begins: state is asked for at once, the first picture does not wait for it, the rest loads after it. */
import { createRoot } from 'react-dom/client';
import type { Bridge } from '../../shared/ipc/bridge.ts';
import { createServices, type Services } from '../state/services.tsx';
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
  const stopFollowing = services.store.start(services.notice.set);
  createRoot(container).render(<Root services={services} />);
  requestIdleCallback(() => void afterFirstPicture(services), { timeout: 300 });
  window.addEventListener('pagehide', stopFollowing, { once: true });
}

async function afterFirstPicture(services: Services): Promise<void> {
  // Evens out what Chromium's versions differ in, before anything asks for media.
  await import('webrtc-adapter');
  const { reportDevices } = await import('../features/devices/report.ts');
  const stopReporting = reportDevices(services.client, navigator.mediaDevices);
  window.addEventListener('pagehide', stopReporting, { once: true });
  await loadAllViews();
}

begin();
