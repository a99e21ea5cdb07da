/** What jsdom lacks and the screens need, and a way to draw them over the fake bridge. For tests only. */
import { FluentProvider, webLightTheme } from '@fluentui/react-components';
import { act, cleanup, configure, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import type { Snapshot } from '../../shared/model/snapshot.ts';
import { NavigationProvider } from '../app/navigate.tsx';
import { createFakeBridge, type FakeBridge } from '../gallery/fake-bridge.ts';
import { fixtureTime } from '../gallery/fixtures.ts';
import type { Scene } from '../gallery/scene.ts';
import { createServices, type Services, ServicesProvider } from '../state/services.tsx';

/** Height that every element reports, so that virtual lists have a window to fill. */
const viewHeight = 440;

/** Gives the window sizes, media queries, dialogs and patience; call before drawing. */
export function prepareWindow(): void {
  // A second by default, which a busy machine takes for a screen.
  configure({ asyncUtilTimeout: 40_000 });
  Object.defineProperty(Element.prototype, 'clientHeight', { configurable: true, get: () => viewHeight });
  Object.defineProperty(Element.prototype, 'clientWidth', { configurable: true, get: () => 360 });
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function close() {
    this.open = false;
  };
  Element.prototype.scrollTo = () => undefined;
  Element.prototype.scrollIntoView = () => undefined;
  window.matchMedia = (query) =>
    Object.assign(new EventTarget(), {
      matches: false,
      media: query,
      onchange: null,
      addListener: () => undefined,
      removeListener: () => undefined,
    });
}

/** Takes the drawn screens away and the address back to its start. */
export function clearWindow(): void {
  cleanup();
  window.location.hash = '';
  window.localStorage.clear();
  // Sizes are for the file that gave them: other files are drawn in the same window.
  Reflect.deleteProperty(HTMLElement.prototype, 'getBoundingClientRect');
  Reflect.deleteProperty(window, 'ResizeObserver');
}

export interface Drawn {
  readonly bridge: FakeBridge;
  readonly services: Services;
  readonly unmount: () => void;
}

/** Draws children over a fake main that holds this snapshot and answers some requests in its own way, and waits until the snapshot has arrived. */
export async function draw(snapshot: Snapshot, children: ReactNode, answers: Scene['answers'] = {}): Promise<Drawn> {
  const bridge = createFakeBridge(snapshot);
  for (const [name, reply] of Object.entries(answers)) bridge.answer(name, reply);
  const services = createServices(bridge, () => fixtureTime);
  const stop = services.store.start(services.notice.set);
  const { unmount } = render(
    <FluentProvider theme={webLightTheme}>
      <ServicesProvider services={services}>
        <NavigationProvider>{children}</NavigationProvider>
      </ServicesProvider>
    </FluentProvider>,
  );
  await settle();
  return {
    bridge,
    services,
    unmount: () => {
      stop();
      unmount();
    },
  };
}

/** Lets everything that was promised happen, and React draw it. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) {
    // One turn of the event loop: answers, lazy screens and their effects each take one.
    await act(() => new Promise<void>((resolve) => setTimeout(resolve, 0)));
  }
}
