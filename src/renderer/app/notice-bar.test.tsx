// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { firstSnapshot } from '../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow } from '../testing/window.tsx';
import { NoticeBar } from './notice-bar.tsx';

beforeEach(prepareWindow);
afterEach(clearWindow);

it('says what could not be kept on this computer, until that is put away', async () => {
  const storageProblem = { code: 'STORAGE_FAILED', data: { what: 'trace' }, at: 7 } as const;
  await draw({ ...firstSnapshot, storageProblem }, <NoticeBar />);
  expect(screen.getByText(/cannot be written to this computer/)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
  expect(screen.queryByText(/cannot be written to this computer/)).toBeNull();
});

it('is not there while all is well', async () => {
  await draw(firstSnapshot, <NoticeBar />);
  expect(screen.queryByRole('button')).toBeNull();
});
