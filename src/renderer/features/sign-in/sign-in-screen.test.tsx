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

  it('[B14] hands servers typed by hand over with the sign-in, which keeps them once they have worked', async () => {
    const drawn = await draw(signedOut, <SignInScreen />);
    press('Server settings');
    fill('Internal server', 'pool01.contoso.com');
    fill('External server', 'edge.contoso.com:5061');
    fill('Sign-in address', 'karen@contoso.com');
    fill('Password', 'x');
    press('Sign in');
    await settle();
    expect(starts(drawn)).toMatchObject([
      { servers: { internal: 'pool01.contoso.com', external: 'edge.contoso.com:5061' } },
    ]);
    expect(drawn.bridge.asked.map(({ name }) => name)).not.toContain('settings.change');
  });

  it('[B14] says under the field what is no server, and sends nothing', async () => {
    const drawn = await draw(signedOut, <SignInScreen />);
    press('Server settings');
    fill('External server', 'edge contoso');
    fill('Sign-in address', 'karen@contoso.com');
    fill('Password', 'x');
    press('Sign in');
    await settle();
    expect(screen.getByText(/^Type the name of a server/)).toBeTruthy();
    expect(document.activeElement).toBe(field('External server'));
    expect(starts(drawn)).toEqual([]);
  });

  it('[B14] names the servers where they are folded away, and has none in the lab', async () => {
    const settings = { ...signedOut.settings, manualServers: { internal: 'pool01.contoso.com', external: '' } };
    const { bridge } = await draw({ ...signedOut, settings }, <SignInScreen />);
    press('Server settings: pool01.contoso.com');
    expect(field('Internal server').value).toBe('pool01.contoso.com');
    act(() => bridge.push({ revision: 2, slices: { lab } }));
    expect(screen.queryByRole('button', { name: /^Server settings/ })).toBeNull();
  });

  it('offers the desktop sign-in only while the desktop holds a ticket, and then needs no password', async () => {
    const drawn = await draw(signedOut, <SignInScreen />);
    expect(screen.queryByRole('button', { name: 'Use my desktop sign-in' })).toBeNull();
    act(() => drawn.bridge.push({ revision: 2, slices: { desktopSignIn: 'available' } }));
    press('Use my desktop sign-in');
    expect(screen.getByText('Type your sign-in address, such as karen@contoso.com.')).toBeTruthy();
    expect(screen.queryByText('Type your password.')).toBeNull();
    fill('Sign-in address', 'karen@contoso.com');
    press('Use my desktop sign-in');
    await settle();
    expect(starts(drawn)).toEqual([{ address: 'karen@contoso.com', remember: false, desktopSignIn: true }]);
  });

  it('says why a password cannot be remembered', async () => {
    const app = { ...signedOut.app, secretStore: { available: false, backend: 'basic_text' } };
    await draw({ ...signedOut, app }, <SignInScreen />);
    expect(field('Remember me').disabled).toBe(true);
    expect(screen.getByText(/not kept: this desktop has no key store/)).toBeTruthy();
    // What the system calls it stands in About.
    expect(document.body.textContent).not.toContain('basic_text');
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
    fill('Sign-in address', 'karen@');
    expect(screen.queryByText('This is not a sign-in address. Type it like karen@contoso.com.')).toBeNull();
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

  it('shows no failure in the form that the journey told already', async () => {
    const drawn = await draw(signedOut, <SignInScreen />);
    drawn.bridge.answer('signIn.start', { ok: true, value: { ok: false, failure: wrongPassword } });
    fill('Sign-in address', 'karen@contoso.com');
    fill('Password', 'x');
    press('Sign in');
    await settle();
    const { account, journey } = failing(wrongPassword);
    act(() => drawn.bridge.push({ revision: 2, slices: { account, journey } }));
    press('Back');
    expect(screen.queryByRole('alert')).toBeNull();
    expect(screen.queryByText('The sign-in address, user name or password is not right.')).toBeNull();
  });

  it('[E3] never sends a wrong password again: another try leads to the empty password field', async () => {
    const remembered = { address: 'karen@contoso.com', hasPassword: true };
    const drawn = await draw({ ...failing(wrongPassword), remembered }, <SignInScreen />);
    press('Try again');
    await settle();
    expect(starts(drawn)).toEqual([]);
    expect(document.activeElement).toBe(field('Password'));
    expect(screen.getByText('The sign-in address, user name or password is not right.')).toBeTruthy();
    press('Sign in');
    await settle();
    expect(starts(drawn)).toEqual([]);
    expect(screen.getByText('Type your password.')).toBeTruthy();
  });

  it('asks for the password where main turns out to hold none', async () => {
    const remembered = { address: 'karen@contoso.com', hasPassword: true };
    const drawn = await draw({ ...signedOut, remembered }, <SignInScreen />);
    const failure: Failure = { code: 'PASSWORD_MISSING', at: 0 };
    drawn.bridge.answer('signIn.start', { ok: true, value: { ok: false, failure } });
    press('Sign in');
    await settle();
    expect(screen.getByText('The password of this account is not kept on this computer.')).toBeTruthy();
    expect(document.activeElement).toBe(field('Password'));
    expect(screen.queryByRole('button', { name: 'Details' })).toBeNull();
    press('Sign in');
    await settle();
    expect(starts(drawn)).toHaveLength(1);
  });

  it('tries any other failure again with what the form holds', async () => {
    const remembered = { address: 'karen@contoso.com', hasPassword: true };
    const drawn = await draw(
      { ...failing({ code: 'CONNECT_REFUSED', server: 'sip.contoso.com', at: 0 }), remembered },
      <SignInScreen />,
    );
    press('Try again');
    await settle();
    expect(starts(drawn)).toEqual([{ address: 'karen@contoso.com', remember: true }]);
  });

  it('[B14] leads from a server main could not read to its field, folded out', async () => {
    const settings = { ...signedOut.settings, manualServers: { internal: '', external: 'edge_' } };
    const refused: Failure = { code: 'MANUAL_SERVER_INVALID', data: { text: 'edge_' }, at: 0 };
    await draw({ ...failing(refused), settings }, <SignInScreen />);
    press('Try again');
    await settle();
    expect(document.activeElement).toBe(field('External server'));
    expect(screen.getByText('"edge_" is not the name of a server.')).toBeTruthy();
  });

  it('says of the stages after a failure that they were not reached', async () => {
    await draw(failing(wrongPassword), <SignInScreen />);
    expect(document.querySelector('[data-stage="contacts"]')?.textContent).toContain('Not reached');
    expect(screen.queryByText('Waiting')).toBeNull();
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

  it('[C6] trusts a server name for this sign-in alone when it is not to be remembered', async () => {
    const remembered = { address: 'karen@contoso.com', hasPassword: true };
    const drawn = await draw({ ...failing(untrustedName), remembered }, <SignInScreen />);
    expect(screen.getByText('Offhook found sipdir.online.lync.com, which is not part of contoso.com.')).toBeTruthy();
    fireEvent.click(screen.getByLabelText('Remember this for contoso.com'));
    press('Trust this server');
    await settle();
    expect(drawn.bridge.asked.map(({ name }) => name)).not.toContain('signIn.trustName');
    expect(starts(drawn)).toMatchObject([{ trust: ['sipdir.online.lync.com'] }]);
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

describe('a sign-in at start that goes on by itself', () => {
  const waiting: Snapshot = {
    ...signedOut,
    account: { kind: 'signed-out', failure: wrongPassword, nextAt: Date.now() + 600_000 },
  };

  it('says when the next try is, and can be hurried or ended', async () => {
    const drawn = await draw(waiting, <SignInScreen />);
    expect(screen.getByText(/^Offhook tries again in \d+/)).toBeTruthy();
    press('Try now');
    press('Stop trying');
    await settle();
    const asked = drawn.bridge.asked.map(({ name }) => name);
    expect(asked.filter((name) => name.startsWith('signIn.'))).toEqual(['signIn.tryNow', 'signIn.cancel']);
  });

  it('says nothing while nothing waits', async () => {
    await draw(failing(wrongPassword), <SignInScreen />);
    expect(screen.queryByText(/tries again/)).toBeNull();
  });
});
