// @vitest-environment jsdom
/** What was said before, as this computer kept it: in its place among the messages. */
import { act, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { KeptEntry } from '../../../shared/model/history.ts';
import { fixtureTime, karen } from '../../gallery/fixtures.ts';
import { conversations } from '../../gallery/fixtures-people.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow, settle } from '../../testing/window.tsx';
import { ConversationScreen } from './conversation-screen.tsx';

beforeEach(prepareWindow);
afterEach(clearWindow);

const dayMs = 86_400_000;

function kept(seq: number, text: string, more: Partial<KeptEntry> = {}): KeptEntry {
  const peer = { uri: 'sip:jeremy@contoso.com', name: 'Jeremy Los' };
  const at = fixtureTime - 9 * dayMs + seq;
  return { seq, messageId: `kept-${seq}`, peer, at, from: 'them', kind: 'text', text, ...more };
}

it('shows what was kept at once and what is older on demand, and offers to send none of it again', async () => {
  window.location.hash = '#/conversation?about=c1';
  const { bridge } = await draw(
    { ...firstSnapshot, revision: 1, account: { kind: 'registered', account: karen }, conversations },
    <ConversationScreen />,
  );
  const answer = (entries: readonly KeptEntry[], more: boolean) =>
    bridge.answer('history.page', { ok: true, value: { ok: true, value: { entries, more } } });
  const pages = () => bridge.asked.filter(({ name }) => name === 'history.page').map(({ input }) => input);
  expect(pages()).toEqual([]);

  answer([kept(8, 'Last week'), kept(9, 'Did not arrive', { from: 'me', failed: true })], true);
  act(() => bridge.push({ revision: 2, slices: { history: { kind: 'ready' } } }));
  await settle();
  const log = within(screen.getByRole('log'));
  expect(log.getByText('Last week')).toBeTruthy();
  expect(log.getByText('Not delivered')).toBeTruthy();
  // The one is that of a message of today.
  expect(log.getAllByRole('button', { name: 'Try again' })).toHaveLength(1);

  answer([kept(3, 'plan.pdf', { kind: 'file' })], false);
  fireEvent.click(log.getByRole('button', { name: 'Show earlier messages' }));
  await settle();
  expect(pages().at(-1)).toMatchObject({ before: 8 });
  expect(log.getByText('File: plan.pdf')).toBeTruthy();
  expect(log.queryByRole('button', { name: 'Show earlier messages' })).toBeNull();
});
