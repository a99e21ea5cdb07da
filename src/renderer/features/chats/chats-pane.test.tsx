// @vitest-environment jsdom
/** The list of conversations, and the search through what was said. */
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HistoryHit, HistoryPerson, KeptEntry } from '../../../shared/model/history.ts';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { fixtureTime, karen } from '../../gallery/fixtures.ts';
import { loggedBusy, loggedMissed, loggedOut } from '../../gallery/fixtures-calls.ts';
import { conversations } from '../../gallery/fixtures-people.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow, settle } from '../../testing/window.tsx';
import { ChatsPane } from './chats-pane.tsx';

beforeEach(prepareWindow);
afterEach(clearWindow);

const signedIn: Snapshot = {
  ...firstSnapshot,
  revision: 1,
  account: { kind: 'registered', account: karen },
  history: { kind: 'ready' },
  conversations,
};

const hit: HistoryHit = {
  seq: 7,
  messageId: 'old-1',
  peer: { uri: 'sip:jeremy@contoso.com', name: 'Jeremy Los' },
  at: fixtureTime,
  from: 'them',
  kind: 'text',
  snippet: { text: 'the blue <b>marmalade</b> jar', marks: [{ start: 12, end: 21 }] },
};

const kept: Omit<KeptEntry, 'peer'> = {
  seq: 7,
  messageId: 'old-1',
  at: fixtureTime,
  from: 'them',
  kind: 'text',
  text: '',
};

const search = (text: string) =>
  fireEvent.change(screen.getByRole('searchbox', { name: 'Search messages and calls' }), { target: { value: text } });

describe('the list', () => {
  it('has each conversation with what goes on or was said last, and how much is unread', async () => {
    await draw(signedIn, <ChatsPane />);
    const [first, second] = within(screen.getByRole('listbox', { name: 'Conversations' })).getAllByRole('option');
    expect(first?.textContent).toContain('Garth Fort');
    expect(first?.getAttribute('aria-description')).toBe('1 unread');
    expect(second?.textContent).toMatch(/Jeremy Los.*is typing/);
  });

  it('opens one by Enter', async () => {
    await draw(signedIn, <ChatsPane />);
    const list = screen.getByRole('listbox');
    fireEvent.keyDown(list, { key: 'End' });
    fireEvent.keyDown(list, { key: 'Enter' });
    expect(window.location.hash).toBe('#/conversation?about=c1');
  });

  it('is empty in words, and says that nothing is kept', async () => {
    await draw({ ...signedIn, conversations: [], history: { kind: 'off' } }, <ChatsPane />);
    expect(screen.getByText('No conversations yet')).toBeTruthy();
    expect(screen.getByText(/not kept on this computer/)).toBeTruthy();
    expect(screen.queryByRole('searchbox')).toBeNull();
  });
});

describe('whom one talked to before', () => {
  it('are gone as soon as main has deleted everything that was kept', async () => {
    const before: HistoryPerson = { peer: hit.peer, last: { ...kept, peer: hit.peer, text: 'a secret' } };
    const { bridge } = await draw({ ...signedIn, conversations: [] }, <ChatsPane />, {
      'history.people': { ok: true, value: { ok: true, value: [before] } },
    });
    expect(screen.getByText('a secret')).toBeTruthy();
    bridge.answer('history.people', { ok: true, value: { ok: true, value: [] } });
    // Main says so by beginning anew.
    bridge.push({ revision: 2, slices: { history: { kind: 'ready' } } });
    await settle();
    expect(screen.queryByText('a secret')).toBeNull();
  });
});

describe('the search', () => {
  it('shows what was found as text, marked where it fits, and opens that conversation', async () => {
    const { bridge } = await draw(signedIn, <ChatsPane />);
    bridge.answer('history.search', { ok: true, value: { ok: true, value: { hits: [hit], more: false } } });
    search('marmalade');
    const found = await screen.findByRole('button', { name: /Jeremy Los.*the blue <b>marmalade/ });
    expect(within(found).getByText('marmalade').tagName).toBe('MARK');
    fireEvent.click(found);
    await settle();
    expect(bridge.asked.find(({ name }) => name === 'conversation.open')?.input).toMatchObject({
      uri: 'sip:jeremy@contoso.com',
    });
    expect(window.location.hash).toContain('/conversation');
  });

  it('asks once when the typing pauses, and for older ones from where it ended', async () => {
    const { bridge } = await draw(signedIn, <ChatsPane />);
    bridge.answer('history.search', { ok: true, value: { ok: true, value: { hits: [hit], more: true } } });
    for (const text of ['m', 'ma', 'mar']) search(text);
    fireEvent.click(await screen.findByRole('button', { name: 'Show older' }));
    await settle();
    const asked = bridge.asked.filter(({ name }) => name === 'history.search').map(({ input }) => input);
    expect(asked).toMatchObject([{ text: 'mar' }, { text: 'mar', before: 7 }]);
  });

  it('adds older messages to the search they were asked for alone, however late they come', async () => {
    const { bridge } = await draw(signedIn, <ChatsPane />);
    const found = (text: string, more: boolean) => {
      const hits = [{ ...hit, seq: text.length, snippet: { text, marks: [] } }];
      bridge.answer('history.search', { ok: true, value: { ok: true, value: { hits, more } } });
    };
    found('a blue jar', true);
    search('jar');
    const older = await screen.findByRole('button', { name: 'Show older' });
    bridge.hold('history.search', 1);
    fireEvent.click(older);
    found('a zebra', false);
    search('zebra');
    await screen.findByText('a zebra');
    found('an older jar', false);
    bridge.release('history.search');
    await settle();
    expect(screen.getByText('a zebra')).toBeTruthy();
    expect(screen.queryByText('an older jar')).toBeNull();
    expect(screen.queryByText('a blue jar')).toBeNull();
  });

  it('says why older ones cannot be had', async () => {
    const { bridge } = await draw(signedIn, <ChatsPane />);
    bridge.answer('history.search', { ok: true, value: { ok: true, value: { hits: [hit], more: true } } });
    search('marmalade');
    const older = await screen.findByRole('button', { name: 'Show older' });
    bridge.answer('history.search', { ok: false, failure: { code: 'INTERNAL', at: 0 } });
    fireEvent.click(older);
    await settle();
    expect(screen.getByRole('alert')).toBeTruthy();
  });

  it('shows calls with whom is typed: how each went, and a way to call again', async () => {
    const { bridge } = await draw({ ...signedIn, conversations: [] }, <ChatsPane />);
    const calls = [loggedOut, loggedMissed, loggedBusy];
    bridge.answer('history.search', { ok: true, value: { ok: true, value: { hits: [], more: false, calls } } });
    search('jer');
    const rows = within(await screen.findByRole('list', { name: 'Calls' })).getAllByRole('listitem');
    expect(rows.map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/^Garth Fortgarth@tailspintoys\.comOutgoing · .* · 12:30$/),
      expect.stringMatching(/^\+44 1785 123456Missed · /),
      expect.stringMatching(/^Jeremy Losjeremy@contoso\.comOutgoing · Busy · [^·]*\d\d:37$/),
    ]);
    fireEvent.click(screen.getByRole('button', { name: 'Call Jeremy Los back' }));
    expect(bridge.asked.at(-1)).toEqual({
      name: 'call.start',
      input: { to: 'sip:jeremy@contoso.com', name: 'Jeremy Los' },
    });
  });

  it('keeps the calls while older messages are asked for, and shows the first five of many', async () => {
    const { bridge } = await draw(signedIn, <ChatsPane />);
    const calls = Array.from({ length: 7 }, (_, at) => ({ ...loggedOut, id: `found-${at}` }));
    bridge.answer('history.search', { ok: true, value: { ok: true, value: { hits: [hit], more: true, calls } } });
    search('garth');
    const rows = () => within(screen.getByRole('list', { name: 'Calls' })).getAllByRole('listitem').length;
    await screen.findByRole('list', { name: 'Calls' });
    expect(rows()).toBe(5);
    fireEvent.click(screen.getByRole('button', { name: 'Show all 7 calls' }));
    bridge.answer('history.search', { ok: true, value: { ok: true, value: { hits: [], more: false } } });
    fireEvent.click(screen.getByRole('button', { name: 'Show older' }));
    await settle();
    expect(rows()).toBe(7);
    expect(screen.getByRole('heading', { name: 'Messages' })).toBeTruthy();
  });

  it('says when nothing fits', async () => {
    const { bridge } = await draw(signedIn, <ChatsPane />);
    bridge.answer('history.search', { ok: true, value: { ok: true, value: { hits: [], more: false } } });
    search('zebra');
    await waitFor(() => expect(screen.getByText('No message and no call matches "zebra".')).toBeTruthy());
  });
});
