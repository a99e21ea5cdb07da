// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { karen } from '../../gallery/fixtures.ts';
import { incomingCall } from '../../gallery/fixtures-calls.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow, settle } from '../../testing/window.tsx';
import { CallOffer } from './call-offer.tsx';
import { CallToast } from './call-toast.tsx';

beforeEach(prepareWindow);
afterEach(clearWindow);

const signedIn = { ...firstSnapshot, revision: 1, account: { kind: 'registered', account: karen } } as const;
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

it('asks before it calls what a link names, and shows the call', async () => {
  const { bridge } = await draw({ ...signedIn, pendingLink: 'tel:+44-1785-123456' }, <CallOffer />);
  bridge.answer('call.start', { ok: true, value: { ok: true, value: 'call-2' } });
  expect(bridge.asked.some(({ name }) => name === 'call.start')).toBe(false);
  press('Call');
  await settle();
  expect(bridge.asked.find(({ name }) => name === 'call.start')?.input).toEqual({ to: 'tel:+441785123456' });
  expect(bridge.asked.at(-1)?.name).toBe('app.clearPendingLink');
  expect(window.location.hash).toBe('#/call?about=call-2');
});

it('forgets the link when the person does not want it', async () => {
  const { bridge } = await draw({ ...signedIn, pendingLink: 'sip:garth@tailspintoys.com' }, <CallOffer />);
  press('Cancel');
  expect(bridge.asked.at(-1)?.name).toBe('app.clearPendingLink');
});

it('says why a call could not be begun, and asks on', async () => {
  const { bridge } = await draw({ ...signedIn, pendingLink: 'tel:112' }, <CallOffer />);
  bridge.answer('call.start', { ok: true, value: { ok: false, failure: { code: 'CALL_TOO_MANY', at: 0 } } });
  press('Call');
  await settle();
  expect(screen.getByRole('alert').textContent).toContain('too many calls');
});

it('waits for the sign-in', async () => {
  await draw({ ...firstSnapshot, revision: 1, pendingLink: 'tel:112' }, <CallOffer />);
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(screen.getByText(/^Sign in to call/)).toBeTruthy();
});

it('leaves a meeting’s link to whoever joins meetings', async () => {
  await draw({ ...signedIn, pendingLink: 'meet:sip:garth@tailspintoys.com' }, <CallOffer />);
  expect(screen.queryByRole('dialog')).toBeNull();
});

it('a toast is the card of its call alone, and empty once that rings no more', async () => {
  window.location.hash = '#/toast?about=call-3';
  const { bridge, unmount } = await draw({ ...signedIn, calls: [incomingCall] }, <CallToast />);
  fireEvent.click(screen.getByRole('button', { name: /^Answer \S*Jeremy Los\S*$/ }));
  expect(bridge.asked.at(-1)).toEqual({ name: 'call.answer', input: { id: 'call-3' } });
  unmount();
  await draw({ ...signedIn, calls: [{ ...incomingCall, state: 'active' }] }, <CallToast />);
  expect(screen.getByRole('main').textContent).toBe('');
});
