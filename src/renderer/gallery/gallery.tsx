/**
 * Draws one scene: `gallery.html?scene=contacts&theme=dark`. Without a scene it lists them. The event `scene`, whose detail is a name, draws another in
 * its place: a test that goes through all of them loads the page once.
 */
import { createRoot } from 'react-dom/client';
import type { Settings } from '../../shared/model/settings.ts';
import { Root } from '../app/root.tsx';
import { callToast, loadAllViews } from '../app/views.tsx';
import { createServices, type Services } from '../state/services.tsx';
import { createFakeBridge } from './fake-bridge.ts';
import { fakeMediaDevices } from './fake-media.ts';
import { fixtureTime } from './fixtures.ts';
import type { Scene } from './scene.ts';
import { scenes } from './scenes.ts';

const themes: readonly Settings['theme'][] = ['system', 'light', 'dark', 'high-contrast'];

async function begin(container: HTMLElement): Promise<void> {
  const wanted = new URLSearchParams(window.location.search);
  const theme = themes.find((known) => known === wanted.get('theme')) ?? 'system';
  const root = createRoot(container);
  let drawn = 0;
  function draw(name: string | null): void {
    const scene = scenes.find((known) => known.name === name);
    drawn += 1;
    root.render(scene ? <Root key={drawn} services={servicesOf(scene, theme)} /> : <Index />);
  }
  // A screen that came by itself, later, would be looked at before it is there.
  await Promise.all([loadAllViews(), callToast.load()]);
  Object.defineProperty(navigator, 'mediaDevices', { value: fakeMediaDevices() });
  window.addEventListener('scene', (event) => draw((event as CustomEvent<string>).detail));
  draw(wanted.get('scene'));
}

/** Services over what main would hold in this scene, and the address it stands at. */
function servicesOf(scene: Scene, theme: Settings['theme']): Services {
  // Nobody is told: what still listens belongs to the scene before.
  window.history.replaceState(null, '', scene.hash);
  const snapshot = { ...scene.snapshot, settings: { ...scene.snapshot.settings, theme } };
  // Whatever is drawn and stands here is somebody's words, and not the window's: the test of languages looks.
  window.name = JSON.stringify(snapshot);
  const bridge = createFakeBridge(snapshot, (reply) => {
    window.name += JSON.stringify(reply);
  });
  for (const name of scene.holds ?? []) bridge.hold(name);
  for (const [name, reply] of Object.entries(scene.answers ?? {})) bridge.answer(name, reply);
  const services = createServices(bridge, () => fixtureTime);
  services.store.start(services.notice.set);
  return services;
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
if (container) void begin(container);
