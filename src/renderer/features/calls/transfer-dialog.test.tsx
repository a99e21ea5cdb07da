// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { noContacts } from '../../../shared/model/contacts.ts';
import { contacts, dialPlan, karen } from '../../gallery/fixtures.ts';
import { activeCall } from '../../gallery/fixtures-calls.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow, settle } from '../../testing/window.tsx';
import { CallScreen } from './call-screen.tsx';

beforeEach(prepareWindow);
afterEach(clearWindow);

async function open() {
  window.location.hash = '#/call?about=call-1';
  const drawn = await draw(
    {
      ...firstSnapshot,
      revision: 1,
      account: { kind: 'registered', account: karen },
      contacts: { ...noContacts, state: 'ready', contacts },
      dialPlan,
      calls: [activeCall],
    },
    <CallScreen />,
  );
  fireEvent.click(screen.getByRole('button', { name: 'Transfer' }));
  return drawn;
}

async function type(value: string): Promise<void> {
  fireEvent.change(screen.getByLabelText(/^Name, number or address/), { target: { value } });
  await settle();
}

const press = (name: RegExp) => fireEvent.click(screen.getByRole('button', { name }));

it('hands the call on at once to a contact, and closes', async () => {
  const { bridge } = await open();
  await type('jeremy');
  press(/^Transfer to .*Jeremy Los/);
  await settle();
  expect(bridge.asked.find(({ name }) => name === 'call.transfer')?.input).toEqual({
    id: 'call-1',
    to: 'sip:jeremy@contoso.com',
  });
  expect(screen.queryByRole('dialog')).toBeNull();
});

it('asks first by a second call, which comes to the front', async () => {
  const { bridge } = await open();
  bridge.answer('call.start', { ok: true, value: { ok: true, value: 'call-2' } });
  await type('jeremy');
  press(/^Ask .*Jeremy Los.* first/);
  await settle();
  expect(bridge.asked.find(({ name }) => name === 'call.start')?.input).toEqual({
    to: 'sip:jeremy@contoso.com',
    name: 'Jeremy Los',
  });
  expect(window.location.hash).toBe('#/call?about=call-2');
});

it('takes a number, and shows what it becomes', async () => {
  const { bridge } = await open();
  await type('01785 123456');
  expect(screen.getByText('Would dial +441785123456')).toBeTruthy();
  press(/^Transfer to .*01785 123456/);
  expect(bridge.asked.at(-1)).toEqual({ name: 'call.transfer', input: { id: 'call-1', to: '01785 123456' } });
});

it('never offers whom one speaks with, and takes an address nobody knows', async () => {
  await open();
  await type('garth');
  expect(screen.queryByRole('button', { name: /^Transfer to .*Garth/ })).toBeNull();
  await type('new@contoso.com');
  expect(screen.getByRole('button', { name: /^Transfer to .*new@contoso.com/ })).toBeTruthy();
});

it('stays open with the reason when it was refused', async () => {
  const { bridge } = await open();
  bridge.answer('call.transfer', { ok: true, value: { ok: false, failure: { code: 'CALL_NOT_NOW', at: 0 } } });
  await type('jeremy');
  press(/^Transfer to .*Jeremy Los/);
  await settle();
  expect(screen.getByRole('alert').textContent).toContain('This cannot be done with the call at the moment.');
});
