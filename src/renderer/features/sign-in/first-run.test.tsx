// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow } from '../../testing/window.tsx';
import { SignInScreen } from './sign-in-screen.tsx';

beforeEach(prepareWindow);
afterEach(clearWindow);

const unused: Snapshot = { ...firstSnapshot, revision: 1 };
const known: readonly (readonly [string, Snapshot])[] = [
  ['is remembered', { ...unused, remembered: { address: 'kim@fabrikam.com', hasPassword: false } }],
  ['signed in once', { ...unused, settings: { ...unused.settings, lastAddress: 'kim@fabrikam.com' } }],
];

describe('the first run', () => {
  it('is told in three sentences', async () => {
    await draw(unused, <SignInScreen />);
    expect(
      screen.getByText(
        'Offhook is for calls, chats and meetings. Sign in with your work address, or join a meeting as a guest without an account. The built-in lab lets you look around first: it is simulated on this computer.',
      ),
    ).toBeTruthy();
  });

  it.each(known)('is over for somebody who %s', async (_, snapshot) => {
    await draw(snapshot, <SignInScreen />);
    expect(screen.queryByText(/lets you look around first/)).toBeNull();
    expect(screen.getByText(/^Sign in with your work address, join a meeting as a guest, or/)).toBeTruthy();
  });
});
