/** Draws one scene: `gallery.html?scene=contacts&theme=dark`. Without a scene it lists them. */
import { createRoot } from 'react-dom/client';
import type { Settings } from '../../shared/model/settings.ts';
import { Root } from '../app/root.tsx';
import { createServices } from '../state/services.tsx';
import { createFakeBridge } from './fake-bridge.ts';
import { fakeMediaDevices } from './fake-media.ts';
import { fixtureTime } from './fixtures.ts';
import { scenes } from './scenes.ts';

const themes: readonly Settings['theme'][] = ['system', 'light', 'dark', 'high-contrast'];

function begin(container: HTMLElement): void {
  const wanted = new URLSearchParams(window.location.search);
  const scene = scenes.find((known) => known.name === wanted.get('scene'));
  const theme = themes.find((known) => known === wanted.get('theme')) ?? 'system';
  const root = createRoot(container);
  if (!scene) {
    root.render(<Index />);
    return;
  }
  window.location.hash = scene.hash;
  const snapshot = { ...scene.snapshot, settings: { ...scene.snapshot.settings, theme } };
  // Whatever is drawn and stands here is somebody's words, and not the window's: the test of languages looks.
  window.name = JSON.stringify([snapshot, scene.answers ?? {}]);
  const bridge = createFakeBridge(snapshot);
  for (const name of scene.holds ?? []) bridge.hold(name);
  for (const [name, reply] of Object.entries(scene.answers ?? {})) bridge.answer(name, reply);
  Object.defineProperty(navigator, 'mediaDevices', { value: fakeMediaDevices() });
  const services = createServices(bridge, () => fixtureTime);
  services.store.start(services.notice.set);
  root.render(<Root services={services} />);
}

function Index() {
  return (
    <main>
      <h1>Gallery</h1>
      <ul>
        {scenes.map((scene) => (
          <li key={scene.name}>
            <a href={`?scene=${scene.name}`}>{scene.name}</a>
          </li>
        ))}
      </ul>
    </main>
  );
}

const container = document.getElementById('root');
if (container) begin(container);
