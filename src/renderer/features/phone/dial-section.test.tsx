// @vitest-environment jsdom
import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { dialPlan, karen } from '../../gallery/fixtures.ts';
import { activeCall, callLog, overCall, phoneCall } from '../../gallery/fixtures-calls.ts';
import { missed, provisioning, voicemail } from '../../gallery/fixtures-people.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow, settle } from '../../testing/window.tsx';
import { PhonePane } from './phone-pane.tsx';

beforeEach(prepareWindow);
afterEach(clearWindow);

const signedIn: Snapshot = {
  ...firstSnapshot,
  revision: 1,
  account: { kind: 'registered', account: karen },
  dialPlan,
  provisioning,
  voicemail,
  missed,
};
const show = (rest: Partial<Snapshot> = {}) => draw({ ...signedIn, ...rest }, <PhonePane />);
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const field = () => screen.getByLabelText('Number or address') as HTMLInputElement;
const started = (bridge: Awaited<ReturnType<typeof show>>['bridge']) =>
  bridge.asked.filter(({ name }) => name === 'call.start').map(({ input }) => input);

describe('the dial pad', () => {
  it('is typed in, pasted in and pressed, and says what is dialled', async () => {
    const { bridge } = await show();
    fireEvent.change(field(), { target: { value: '(01785) 12345' } });
    press('6 MNO');
    await settle();
    expect(field().value).toBe('(01785) 123456');
    expect(screen.getByText('Would dial +441785123456')).toBeTruthy();
    press('Call');
    expect(started(bridge)).toEqual([{ to: '(01785) 123456' }]);
    expect(field().value).toBe('');
  });

  it('calls by Enter, takes an address, and corrects the last key', async () => {
    const { bridge } = await show();
    fireEvent.change(field(), { target: { value: 'garth@tailspintoys.comm' } });
    press('Remove the last character');
    fireEvent.submit(field());
    expect(started(bridge)).toEqual([{ to: 'garth@tailspintoys.com' }]);
  });

  it('gives back what could not be called, unless something else is typed already', async () => {
    const { bridge } = await show();
    bridge.answer('call.start', { ok: true, value: { ok: false, failure: { code: 'CALL_TOO_MANY', at: 0 } } });
    fireEvent.change(field(), { target: { value: '01785 123456' } });
    press('Call');
    await settle();
    expect(field().value).toBe('01785 123456');
    bridge.hold('call.start');
    press('Call');
    fireEvent.change(field(), { target: { value: '4711' } });
    bridge.release('call.start');
    await settle();
    expect(field().value).toBe('4711');
  });

  it('calls nothing when it is empty, and says why when nobody is signed in', async () => {
    const { bridge } = await show({ account: { kind: 'signed-out' } });
    press('Call');
    fireEvent.submit(field());
    expect(started(bridge)).toEqual([]);
    expect(screen.getByRole('button', { name: 'Call' }).getAttribute('aria-description')).toBe(
      'You are not signed in.',
    );
  });

  it('redials whom one called last: now, else before, also before this run', async () => {
    const shown = await show({ calls: [overCall], callLog });
    press('Redial Garth Fort');
    expect(started(shown.bridge)).toEqual([{ to: 'sip:garth@tailspintoys.com', name: 'Garth Fort' }]);
    shown.unmount();
    const { bridge } = await show({ calls: [phoneCall, { ...activeCall, direction: 'in' }], callLog });
    press('Redial +44 1785 123456');
    expect(started(bridge)).toEqual([{ to: phoneCall.peer.uri, name: '+44 1785 123456' }]);
  });

  it('has what it is opened with to be changed, also when it stood there before, and not any more once that was called', async () => {
    window.location.hash = '#/phone?about=%2B44178';
    const { bridge } = await show();
    expect([field().value, document.activeElement]).toEqual(['+44178', field()]);
    press('5 JKL');
    press('Call');
    expect(started(bridge)).toEqual([{ to: '+441785' }]);
    expect(field().value).toBe('');
    act(() => {
      window.location.hash = '#/phone?about=garth%40tailspintoys.com';
      window.dispatchEvent(new HashChangeEvent('hashchange'));
    });
    expect(field().value).toBe('garth@tailspintoys.com');
  });

  it('offers no redial where nobody was called', async () => {
    await show();
    expect(screen.queryByRole('button', { name: /Redial/ })).toBeNull();
  });
});
