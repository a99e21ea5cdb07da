// @vitest-environment jsdom
import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Failure } from '../../../shared/model/failure.ts';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { failedJourney, lab, runningJourney, untrustedName, wrongPassword } from '../../gallery/fixtures.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow, settle } from '../../testing/window.tsx';
import { SignInScreen } from './sign-in-screen.tsx';

beforeEach(prepareWindow);
afterEach(clearWindow);

const signedOut: Snapshot = { ...firstSnapshot, revision: 1 };

function failing(failure: Failure): Snapshot {
  return { ...signedOut, account: { kind: 'signed-out', failure }, journey: failedJourney('register', failure) };
}

const field = (label: string) => screen.getByLabelText(label) as HTMLInputElement;
const fill = (label: string, value: string) => fireEvent.change(field(label), { target: { value } });
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const starts = (drawn: Awaited<ReturnType<typeof draw>>) =>
  drawn.bridge.asked.filter(({ name }) => name === 'signIn.start').map(({ input }) => input);

describe('sign-in form', () => {
  it('sends what was typed, the user name only when there is one', async () => {
    const drawn = await draw(signedOut, <SignInScreen />);
    fill('Sign-in address', ' kim@fabrikam.com ');
    fill('Password', ' secret ');
    fireEvent.click(screen.getByLabelText('Remember me'));
    press('Sign in');
    await settle();
    expect(starts(drawn)).toEqual([{ address: 'kim@fabrikam.com', password: ' secret ', remember: true }]);
    fill('User name', 'FABRIKAM\\kim');
    press('Sign in');
    await settle();
    expect(starts(drawn)[1]).toMatchObject({ userName: 'FABRIKAM\\kim' });
  });

  it('says beside the field what is wrong, and sends nothing', async () => {
    const drawn = await draw(signedOut, <SignInScreen />);
    fill('Sign-in address', 'karen');
    press('Sign in');
    await settle();
    expect(screen.getByText('This is not a sign-in address. Type it like karen@contoso.com.')).toBeTruthy();
    expect(screen.getByText('Type your password.')).toBeTruthy();
    expect(document.activeElement).toBe(field('Sign-in address'));
    expect(starts(drawn)).toEqual([]);
  });

  it('[B14] saves servers typed by hand before it signs in', async () => {
    const { bridge } = await draw(signedOut, <SignInScreen />);
    press('Server settings');
    fill('Internal server', 'pool01.contoso.com');
    fill('External server', 'edge.contoso.com:5061');
    fill('Sign-in address', 'karen@contoso.com');
    fill('Password', 'x');
    press('Sign in');
    await settle();
    expect(bridge.asked.map(({ name }) => name).slice(-2)).toEqual(['settings.change', 'signIn.start']);
    expect(bridge.asked.at(-2)?.input).toEqual({
      manualServers: { internal: 'pool01.contoso.com', external: 'edge.contoso.com:5061' },
    });
  });

  it('says why a password cannot be remembered', async () => {
    const app = { ...signedOut.app, secretStore: { available: false, backend: 'basic_text' } };
    await draw({ ...signedOut, app }, <SignInScreen />);
    expect(field('Remember me').disabled).toBe(true);
    expect(screen.getByText(/no safe place for passwords \(basic_text\)/)).toBeTruthy();
  });

  it('does not replace what somebody already typed when the state arrives', async () => {
    const { bridge } = await draw(signedOut, <SignInScreen />);
    fill('Sign-in address', 'kim@fabrikam.com');
    const remembered = { address: 'karen@contoso.com', hasPassword: false };
    act(() => bridge.push({ revision: 2, slices: { remembered } }));
    expect(field('Sign-in address').value).toBe('kim@fabrikam.com');
  });

  it('shows an address that main refused at its field', async () => {
    await draw(
      { ...signedOut, account: { kind: 'signed-out', failure: { code: 'ADDRESS_INVALID', at: 0 } } },
      <SignInScreen />,
    );
    expect(screen.getByText('This is not a sign-in address. Type it like karen@contoso.com.')).toBeTruthy();
  });
});

describe('the journey in place of the form', () => {
  it('shows six stages in words and can be cancelled', async () => {
    const { bridge } = await draw(
      { ...signedOut, account: { kind: 'signing-in', address: 'karen@contoso.com' }, journey: runningJourney },
      <SignInScreen />,
    );
    const stages = [...document.querySelectorAll('[data-stage]')];
    expect(stages.map((stage) => stage.getAttribute('data-stage'))).toEqual([
      'devices',
      'discovery',
      'connect',
      'register',
      'settings',
      'contacts',
    ]);
    expect(stages[3]?.textContent).toContain('Working');
    expect(stages[1]?.textContent).toContain('31 ms');
    press('Cancel');
    expect(bridge.asked.at(-1)?.name).toBe('signIn.cancel');
  });

  it('keeps a failure on its stage; back leads to the form as it was', async () => {
    await draw(failing(wrongPassword), <SignInScreen />);
    const stage = document.querySelector('[data-stage="register"]');
    expect(stage?.textContent).toContain('The sign-in address, user name or password is not right.');
    press('Back');
    expect(screen.getByLabelText('Sign-in address')).toBeTruthy();
    expect(screen.queryByText('The sign-in address, user name or password is not right.')).toBeNull();
  });

  it('goes back to the form when another try needs a password first', async () => {
    const drawn = await draw(failing(wrongPassword), <SignInScreen />);
    press('Try again');
    await settle();
    expect(starts(drawn)).toEqual([]);
    expect(screen.getByText('Type your password.')).toBeTruthy();
  });

  it('[C6] offers to trust a foreign server name and tries again', async () => {
    const remembered = { address: 'karen@contoso.com', hasPassword: true };
    const drawn = await draw({ ...failing(untrustedName), remembered }, <SignInScreen />);
    press('Trust this server');
    await settle();
    const names = drawn.bridge.asked.map(({ name }) => name);
    expect(names.slice(-2)).toEqual(['signIn.trustName', 'signIn.start']);
    expect(drawn.bridge.asked.at(-2)?.input).toEqual({ domain: 'contoso.com', host: 'sipdir.online.lync.com' });
  });

  it('[C6] offers no trust for any other failure', async () => {
    await draw(failing({ ...wrongPassword, data: { domain: 'a', host: 'b' } }), <SignInScreen />);
    expect(screen.queryByRole('button', { name: 'Trust this server' })).toBeNull();
  });
});

describe('the built-in lab', () => {
  it('starts, fills in Karen and signs her in with one click', async () => {
    const drawn = await draw(signedOut, <SignInScreen />);
    press('Try the built-in lab');
    await settle();
    expect(drawn.bridge.asked.map(({ name }) => name)).toEqual([
      'app.snapshot',
      'lab.start',
      'lab.account',
      'signIn.start',
    ]);
    expect(starts(drawn)).toEqual([{ address: 'karen@contoso.com', password: 'simulated', remember: false }]);
    expect(field('Sign-in address').value).toBe('karen@contoso.com');
  });

  it('says when it cannot start', async () => {
    const { bridge } = await draw(signedOut, <SignInScreen />);
    bridge.answer('lab.start', { ok: true, value: { ok: false, failure: { code: 'LAB_FAILED', at: 0 } } });
    press('Try the built-in lab');
    await settle();
    expect(screen.getByRole('alert').textContent).toContain('The built-in lab could not start.');
    expect(bridge.asked.map(({ name }) => name)).not.toContain('signIn.start');
  });

  it('fills in Karen while it runs and nothing is typed, and anybody who is chosen', async () => {
    const { bridge } = await draw({ ...signedOut, lab }, <SignInScreen />);
    expect(field('Password').value).toBe('simulated');
    bridge.answer('lab.account', { ok: true, value: { address: 'garth@tailspintoys.com', password: 'other' } });
    fireEvent.change(screen.getByLabelText('Lab account'), { target: { value: 'garth@tailspintoys.com' } });
    await settle();
    expect(field('Sign-in address').value).toBe('garth@tailspintoys.com');
    expect(field('Password').value).toBe('other');
  });
});
