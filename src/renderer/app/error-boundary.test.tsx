// @vitest-environment jsdom
import { FluentProvider, webLightTheme } from '@fluentui/react-components';
import { render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { clearWindow, prepareWindow } from '../testing/window.tsx';
import { ErrorBoundary } from './error-boundary.tsx';

beforeEach(prepareWindow);
afterEach(clearWindow);

function Broken(): never {
  throw new Error('a screen fell over');
}

it('leaves words and a way on where a screen breaks, never an empty window', () => {
  render(
    <FluentProvider theme={webLightTheme}>
      <ErrorBoundary>
        <Broken />
      </ErrorBoundary>
    </FluentProvider>,
    { onCaughtError: () => undefined },
  );
  expect(screen.getByRole('alert').textContent).toContain('This window has stopped working');
  expect(screen.getByText('a screen fell over')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Load again' })).toBeTruthy();
});
