// @vitest-environment jsdom
import { act, render } from '@testing-library/react';
import { useLayoutEffect } from 'react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFakeBridge } from '../gallery/fake-bridge.ts';
import { clearWindow, prepareWindow } from '../testing/window.tsx';
import { firstSnapshot } from './first-snapshot.ts';
import { createServices, ServicesProvider } from './services.tsx';
import { useNow } from './use-now.ts';

beforeEach(prepareWindow);
afterEach(clearWindow);

function Countdown(props: { readonly isOn: boolean; readonly onShown: (now: number) => void }) {
  const now = useNow(1000, props.isOn);
  useLayoutEffect(() => {
    if (props.isOn) props.onShown(now);
  });
  return null;
}

it('is right in the first picture in which it counts again, which is read out', () => {
  let clock = 1000;
  const shown: number[] = [];
  const services = createServices(createFakeBridge(firstSnapshot), () => clock);
  const picture = (isOn: boolean) => (
    <ServicesProvider services={services}>
      <Countdown isOn={isOn} onShown={(now) => shown.push(now)} />
    </ServicesProvider>
  );
  const { rerender } = render(picture(false));
  clock = 7_200_000;
  act(() => rerender(picture(true)));
  expect(shown).toEqual([7_200_000]);
});
