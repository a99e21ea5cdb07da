// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixtureTime, karen } from '../../gallery/fixtures.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow } from '../../testing/window.tsx';
import { AccountTrust } from './account-trust.tsx';

beforeEach(prepareWindow);
afterEach(clearWindow);

const authority = { name: 'Contoso Root CA', fingerprint256: 'A1:B2', validTo: fixtureTime, pem: '' };
const registered = {
  ...firstSnapshot,
  revision: 1,
  account: { kind: 'registered' as const, account: { ...karen, address: 'Karen@contoso.com' } },
  settings: {
    ...firstSnapshot.settings,
    companyAuthorities: { 'karen@contoso.com': [authority], 'jeremy@contoso.com': [{ ...authority, name: 'His CA' }] },
    olderTlsFor: ['jeremy@contoso.com'],
  },
};

describe('what an account trusts besides', () => {
  it('[D3] shows the authorities of this account alone, and removes and adds for it', async () => {
    const { bridge } = await draw(registered, <AccountTrust />);
    expect(screen.getByText('Contoso Root CA')).toBeTruthy();
    expect(screen.queryByText('His CA')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Remove Contoso Root CA' }));
    fireEvent.click(screen.getByRole('button', { name: 'Add a certificate file' }));
    const address = 'karen@contoso.com';
    expect(bridge.asked.slice(-2)).toEqual([
      { name: 'settings.removeAuthority', input: { address, fingerprint256: 'A1:B2' } },
      { name: 'settings.addAuthority', input: { address } },
    ]);
  });

  it('[D7] warns of older servers and allows them for this account alone', async () => {
    const { bridge } = await draw(registered, <AccountTrust />);
    const older = screen.getByRole<HTMLInputElement>('switch', { name: /Allow older servers/ });
    expect(older.checked).toBe(false);
    expect(screen.getByText(/Their encryption can be broken/)).toBeTruthy();
    fireEvent.click(older);
    expect(bridge.asked.at(-1)).toEqual({
      name: 'settings.change',
      input: { olderTlsFor: ['jeremy@contoso.com', 'karen@contoso.com'] },
    });
  });

  it('asks to sign in first where there never was an account', async () => {
    await draw({ ...firstSnapshot, revision: 1 }, <AccountTrust />);
    expect(screen.getByText(/Sign in once/)).toBeTruthy();
  });
});
