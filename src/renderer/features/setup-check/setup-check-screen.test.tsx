// @vitest-environment jsdom
import { act, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SetupCheck } from '../../../shared/model/setup-check.ts';
import { setupDone, setupRunning } from '../../gallery/fixtures-setup.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow, settle } from '../../testing/window.tsx';
import { SetupCheckScreen } from './setup-check-screen.tsx';

beforeEach(prepareWindow);
afterEach(clearWindow);

async function open(setupCheck: SetupCheck | null, hash = '#/setup') {
  window.location.hash = hash;
  const drawn = await draw({ ...firstSnapshot, revision: 1, setupCheck }, <SetupCheckScreen />);
  const asked = (name: string) => drawn.bridge.asked.filter((one) => one.name === name).map(({ input }) => input);
  return { ...drawn, asked };
}

const address = () => screen.getByLabelText('Your sign-in address') as HTMLInputElement;
const fill = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });
const press = async (name: string) => {
  fireEvent.click(screen.getByRole('button', { name }));
  await settle();
};

describe('before anything was tried', () => {
  it('says so, takes the address it was opened with, and sends what was typed', async () => {
    const { asked } = await open(null, '#/setup?about=karenb%40contoso.com');
    expect(address().value).toBe('karenb@contoso.com');
    expect(screen.getByText('Nothing has been tried yet.')).toBeTruthy();
    fill(screen.getByLabelText('Can I join a meeting of … (optional)'), ' tailspintoys.com ');
    await press('Start');
    expect(asked('setup.start')).toEqual([{ address: 'karenb@contoso.com', partner: 'tailspintoys.com' }]);
  });

  it('sends nothing without an address, and says beside the field what is wrong', async () => {
    const { asked, bridge } = await open(null);
    await press('Start');
    expect(asked('setup.start')).toEqual([]);
    expect(screen.getByText('Type your sign-in address, such as karen@contoso.com.')).toBeTruthy();
    expect(document.activeElement).toBe(address());
    const failure = { code: 'ADDRESS_INVALID', at: 1 };
    bridge.answer('setup.start', { ok: true, value: { ok: false, failure } });
    fill(address(), 'karen');
    await press('Start');
    expect(screen.getByText('This is not a sign-in address. Type it like karen@contoso.com.')).toBeTruthy();
  });
});

describe('while it runs', () => {
  it('shows how far it is and can be cancelled; what comes later waits', async () => {
    const { asked } = await open(setupRunning);
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('3');
    expect(screen.getByText('3 of 10 steps done')).toBeTruthy();
    const steps = within(screen.getByRole('list', { name: 'Steps' })).getAllByRole('listitem');
    expect(steps[3]?.textContent).toContain('Running');
    expect(steps[9]?.textContent).toContain('Waiting');
    await press('Run again');
    expect(asked('setup.start')).toEqual([]);
    await press('Cancel');
    expect(asked('setup.cancel')).toHaveLength(1);
  });
});

describe('when it is over', () => {
  it('says what it came to, and for each trouble what to do and who can mend it', async () => {
    await open(setupDone);
    expect(screen.getAllByRole('status')[0]?.textContent).toMatch(/^Something does not work for karen@contoso\.com/);
    const step = within(screen.getByRole('list', { name: 'Steps' })).getAllByRole('listitem')[4];
    expect(step?.textContent).toContain('5. Encryption and certificateDoes not work');
    expect(step?.textContent).toContain('did not send its intermediate certificate');
    expect(step?.textContent).toContain('Who can mend it: The administrators of your company’s servers.');
    await press('Details: Names of your company’s servers');
    expect(screen.getByText('SRV _sip._tls.contoso.com')).toBeTruthy();
    expect(screen.getByText(/Not asked/)).toBeTruthy();
  });

  it('says that it was cancelled', async () => {
    await open({ ...setupDone, phase: 'cancelled' });
    expect(screen.getAllByRole('status')[0]?.textContent).toMatch(/^The test was cancelled/);
  });

  it.each([
    ['Save as text…', 'text', /^Setup of karen@contoso\.com/],
    ['Save as JSON…', 'json', /"report": "offhook-setup"/],
    ['Save as page…', 'page', /^<!doctype html>/],
  ])('%s', async (button, kind, content) => {
    const { asked, bridge } = await open(setupDone);
    bridge.answer('setup.saveReport', { ok: true, value: { ok: true, value: true } });
    await press(button);
    expect(asked('setup.saveReport')).toEqual([{ kind, content: expect.stringMatching(content) }]);
    expect(screen.getByText('The report was saved.')).toBeTruthy();
  });

  it('says why a report was not saved, and what to do', async () => {
    const { bridge } = await open(setupDone);
    const failure = { code: 'STORAGE_FAILED', data: { what: 'file' }, at: 1 };
    bridge.answer('setup.saveReport', { ok: true, value: { ok: false, failure } });
    await press('Save as text…');
    expect(screen.getByText(/Check that the disk is not full/)).toBeTruthy();
  });

  it('copies it as text', async () => {
    const { asked } = await open(setupDone);
    await press('Copy as text');
    expect(asked('app.copy')).toEqual([{ text: expect.stringContaining('Setup of karen@contoso.com') }]);
  });

  it('follows what main tells', async () => {
    const { bridge } = await open(setupRunning);
    act(() => bridge.push({ revision: 2, slices: { setupCheck: setupDone } }));
    await settle();
    expect(screen.queryByRole('progressbar')).toBeNull();
    expect(screen.getByRole('button', { name: 'Save as page…' })).toBeTruthy();
  });
});
