// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { dialPlan, fixtureTime, karen } from '../../gallery/fixtures.ts';
import { activeCall, overCall, phoneCall } from '../../gallery/fixtures-calls.ts';
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

  it('calls nothing when it is empty, and says why when nobody is signed in', async () => {
    const { bridge } = await show({ account: { kind: 'signed-out' } });
    press('Call');
    fireEvent.submit(field());
    expect(started(bridge)).toEqual([]);
    expect(screen.getByRole('button', { name: 'Call' }).getAttribute('aria-description')).toBe(
      'You are not signed in.',
    );
  });

  it('redials whom one called last', async () => {
    const { bridge } = await show({
      calls: [overCall, { ...phoneCall, state: 'ended' }, { ...activeCall, direction: 'in' }],
    });
    press('Redial +44 1785 123456');
    expect(started(bridge)).toEqual([{ to: phoneCall.peer.uri, name: '+44 1785 123456' }]);
  });
});

describe('the last calls', () => {
  it('say which way, whether missed and how long, newest first, and call back', async () => {
    const missedCall = {
      ...overCall,
      id: 'm',
      direction: 'in',
      startedAt: fixtureTime - 60_000,
      end: { why: 'missed' },
    } as const;
    const { answeredAt: _never, ...unanswered } = missedCall;
    const { bridge } = await show({ calls: [overCall, unanswered, activeCall] });
    const items = screen.getByRole('list', { name: 'Recent calls' }).querySelectorAll('li');
    expect([...items].map((item) => item.textContent)).toEqual([
      expect.stringContaining('Missed · 1 minute ago'),
      expect.stringContaining('Outgoing · 12 minutes ago · 12:30'),
    ]);
    fireEvent.click(screen.getAllByRole('button', { name: 'Call Garth Fort back' })[0] as HTMLElement);
    expect(started(bridge)).toEqual([{ to: 'sip:garth@tailspintoys.com', name: 'Garth Fort' }]);
    fireEvent.click(screen.getAllByRole('button', { name: 'Garth Fort' })[1] as HTMLElement);
    expect(window.location.hash).toBe('#/call?about=call-1');
  });
});
