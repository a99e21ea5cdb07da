// @vitest-environment jsdom
/** What waits on the Phone tab: voicemail by counts, the own numbers, and what was missed. */
import { act, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { dialPlan, karen } from '../../gallery/fixtures.ts';
import { missed, provisioning, voicemail } from '../../gallery/fixtures-people.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow } from '../../testing/window.tsx';
import { PhonePane } from './phone-pane.tsx';

beforeEach(prepareWindow);
afterEach(clearWindow);

const signedIn: Snapshot = {
  ...firstSnapshot,
  revision: 1,
  account: { kind: 'registered', account: karen },
  dialPlan,
  voicemail,
  missed,
  provisioning,
};
const voicemailSection = () => within(screen.getByRole('region', { name: 'Voicemail' }));

it('[F21] counts what waits, and announces when there is more', async () => {
  const { bridge } = await draw(signedIn, <PhonePane />);
  const line = voicemailSection().getByRole('status');
  expect(line.textContent).toBe('2 new voicemails, 1 urgent; 5 heard');
  act(() => bridge.push({ revision: 2, slices: { voicemail: { ...voicemail, unread: 3 } } }));
  expect(line.textContent).toBe('3 new voicemails, 1 urgent; 5 heard');
});

it('[F21] says that nobody knows, instead of none', async () => {
  await draw({ ...signedIn, voicemail: firstSnapshot.voicemail }, <PhonePane />);
  expect(voicemailSection().getByRole('status').textContent).toMatch(/has not said/);
});

it('[F23] shows direct number, extension and voicemail address, and calls it', async () => {
  const { bridge } = await draw(signedIn, <PhonePane />);
  const text = screen.getByRole('region', { name: 'Voicemail' }).textContent;
  for (const words of ['Your number+441785123456', 'Extension3456', 'sip:karen@contoso.com;opaque=app:voicemail']) {
    expect(text).toContain(words);
  }
  fireEvent.click(voicemailSection().getByRole('button', { name: 'Call voicemail' }));
  expect(bridge.asked.at(-1)).toEqual({
    name: 'call.start',
    input: { to: 'sip:karen@contoso.com;opaque=app:voicemail', name: 'Voicemail' },
  });
});

it('[F22] offers no call to a missed caller who did not say who it was', async () => {
  const nobody = { uri: 'sip:anonymous@anonymous.invalid', name: 'Anonymous' };
  const items = missed.items.filter(({ kind }) => kind !== 'im').map((item) => ({ ...item, from: nobody }));
  const { bridge } = await draw({ ...signedIn, missed: { ...missed, items } }, <PhonePane />);
  const back = screen.getByRole('button', { name: 'Call Anonymous back' });
  expect(back.getAttribute('aria-description')).toBe('They did not show who they are.');
  fireEvent.click(back);
  expect(bridge.asked.some(({ name }) => name === 'call.start')).toBe(false);
});

it('[F22] lists what was missed with what is unread, and marks one or all as read', async () => {
  const { bridge } = await draw(signedIn, <PhonePane />);
  const list = within(screen.getByRole('list', { name: 'Missed' }));
  expect(list.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
    expect.stringMatching(/^Garth Fort \(unread\)Missed conversation.*Are you there\?/),
    expect.stringMatching(/^\+441785123456Missed call/),
  ]);
  fireEvent.click(list.getByRole('button', { name: 'Call +441785123456 back' }));
  expect(list.queryByRole('button', { name: 'Call Garth Fort back' })).toBeNull();
  fireEvent.click(list.getByRole('button', { name: 'Mark as read: Garth Fort' }));
  fireEvent.click(screen.getByRole('button', { name: 'Mark all as read' }));
  expect(bridge.asked.filter(({ name }) => name === 'missed.markRead').map(({ input }) => input)).toEqual([
    { id: 'x1' },
    { id: 'all' },
  ]);
});
