// @vitest-environment jsdom
/** "Configuration Information" as a tester reads it: every value, what is unknown too, copied as text, asked for again. */
import { act, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { dialPlan, karen } from '../../gallery/fixtures.ts';
import { calendar, provisioning } from '../../gallery/fixtures-people.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow, settle } from '../../testing/window.tsx';
import { ConfigurationTab } from './configuration-tab.tsx';

beforeEach(prepareWindow);
afterEach(clearWindow);

const signedIn: Snapshot = {
  ...firstSnapshot,
  revision: 1,
  account: { kind: 'registered', account: karen },
  dialPlan,
  calendar,
  provisioning,
};

it('[A8] [F12] [F27] shows the values by section, those that nobody knows too, and what Offhook lacks', async () => {
  await draw(signedIn, <ConfigurationTab />);
  const ports = screen.getByRole('row', { name: /^Audio ports/ });
  expect(within(ports).getByRole('rowheader').textContent).toBe('Audio ports');
  expect(ports.textContent).toContain('50020–50039');
  expect(screen.getByRole('region', { name: 'Conferencing policy' }).textContent).toContain(
    'meetingPolicy/meetingSize',
  );
  expect(screen.getByText(/42 — not known to Offhook/)).toBeTruthy();
  expect(screen.getByText('Persistent Chat (EnablePersistentChat)')).toBeTruthy();
});

it('[F18] copies everything as text, and says that it did', async () => {
  const { bridge } = await draw(signedIn, <ConfigurationTab />);
  fireEvent.click(screen.getByRole('button', { name: 'Copy everything' }));
  await settle();
  const copied = bridge.asked.find(({ name }) => name === 'app.copy');
  const { text } = (copied?.input ?? { text: '' }) as { readonly text: string };
  expect(text).toContain('futureGroup/newThing = 42  (not known to Offhook)');
  expect(text).toContain('Audio ports\t50020–50039');
  expect(screen.getByText('Copied')).toBeTruthy();
});

it('[F18] asks again by Refresh, once at a time, and only while signed in', async () => {
  const { bridge } = await draw(signedIn, <ConfigurationTab />);
  fireEvent.click(screen.getByRole('button', { name: 'Refresh' }));
  expect(bridge.asked.filter(({ name }) => name === 'configuration.refresh')).toHaveLength(1);
  act(() => bridge.push({ revision: 2, slices: { provisioning: { ...provisioning, state: 'loading' } } }));
  fireEvent.click(screen.getByRole('button', { name: 'Refreshing' }));
  expect(bridge.asked.filter(({ name }) => name === 'configuration.refresh')).toHaveLength(1);
});

it('[F18] names the parts that could not be read, and keeps the rest', async () => {
  const problems = ['meetingPolicy: not-well-formed'];
  const failure = { code: 'PROVISIONING_UNREADABLE', server: 'sip.contoso.com', at: 0 } as const;
  await draw(
    { ...signedIn, provisioning: { ...provisioning, state: 'failed', failure, problems } },
    <ConfigurationTab />,
  );
  const parts = within(screen.getByRole('region', { name: 'Parts that could not be read' }));
  expect(parts.getByText('meetingPolicy: not-well-formed')).toBeTruthy();
  expect(screen.getByRole('alert')).toBeTruthy();
  expect(screen.getByRole('row', { name: /^Audio ports/ })).toBeTruthy();
});

it('says where the values will be while nobody is signed in', async () => {
  await draw({ ...firstSnapshot, revision: 1 }, <ConfigurationTab />);
  expect(screen.getByText('What the server sends appears here once you are signed in.')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Refresh' }).getAttribute('aria-disabled')).toBe('true');
});
