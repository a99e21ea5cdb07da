// @vitest-environment jsdom
import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { AccountState } from '../../../shared/model/account.ts';
import { karen } from '../../gallery/fixtures.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow, settle } from '../../testing/window.tsx';
import { ConnectionBanner } from './connection-banner.tsx';

beforeEach(prepareWindow);
afterEach(clearWindow);

const show = (account: AccountState) => draw({ ...firstSnapshot, account }, <ConnectionBanner />);

it('says why the connection is away, and tries at once for who does not want to wait', async () => {
  const failure = { code: 'CONNECTION_LOST', server: 'sip.contoso.com', at: 0 } as const;
  const { bridge } = await show({
    kind: 'reconnecting',
    account: karen,
    failure,
    attempt: 3,
    nextAt: Date.now() + 60_000,
  });
  expect(screen.getByText(/\(try 3\)/)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Try now' }));
  expect(bridge.asked.map(({ name }) => name)).toContain('signIn.tryNow');
});

it('says that nobody answers, before it is known that nobody will', async () => {
  await show({ kind: 'registered', account: { ...karen, silentSince: 1 } });
  expect(screen.getByText(/Waiting for an answer from/)).toBeTruthy();
  expect(screen.queryByRole('button')).toBeNull();
});

it('says that a backup serves, and no more once the home server does', async () => {
  const { bridge } = await show({ kind: 'registered', account: { ...karen, isLimited: true } });
  expect(screen.getByText(/backup/i)).toBeTruthy();
  act(() => bridge.push({ revision: 2, slices: { account: { kind: 'registered', account: karen } } }));
  await settle();
  expect(screen.queryByText(/backup/i)).toBeNull();
});

it('is not there while all is well', async () => {
  await show({ kind: 'registered', account: karen });
  expect(screen.queryByText(/Waiting|try/)).toBeNull();
});
