// @vitest-environment jsdom
import { act, render } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFakeBridge } from '../gallery/fake-bridge.ts';
import { fixtureTime } from '../gallery/fixtures.ts';
import { firstSnapshot } from '../state/first-snapshot.ts';
import { createServices } from '../state/services.tsx';
import { clearWindow, prepareWindow, settle } from '../testing/window.tsx';
import { Root } from './root.tsx';

beforeEach(prepareWindow);
afterEach(clearWindow);

it("tells the platform's own parts, such as scroll bars, to be as dark as the theme that was chosen", async () => {
  const themed = (theme: 'light' | 'dark') => ({ ...firstSnapshot.settings, theme });
  const bridge = createFakeBridge({ ...firstSnapshot, revision: 1, settings: themed('dark') });
  const services = createServices(bridge, () => fixtureTime);
  const stop = services.store.start(services.notice.set);
  render(<Root services={services} />);
  await settle();
  expect(document.documentElement.style.colorScheme).toBe('dark');
  act(() => bridge.push({ revision: 2, slices: { settings: themed('light') } }));
  expect(document.documentElement.style.colorScheme).toBe('light');
  stop();
});
