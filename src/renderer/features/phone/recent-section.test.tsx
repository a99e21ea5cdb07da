// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallLogState } from '../../../shared/model/call-log.ts';
import { noCallLog } from '../../../shared/model/call-log.ts';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { fixtureTime, karen } from '../../gallery/fixtures.ts';
import { callLog, loggedBusy, loggedMissed, loggedOut } from '../../gallery/fixtures-calls.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow, settle } from '../../testing/window.tsx';
import { callDays } from './call-days.ts';
import { RecentSection } from './recent-section.tsx';

beforeEach(prepareWindow);
afterEach(clearWindow);

const signedIn: Snapshot = { ...firstSnapshot, revision: 1, account: { kind: 'registered', account: karen } };
const show = (log: CallLogState = callLog, rest: Partial<Snapshot> = {}) =>
  draw({ ...signedIn, callLog: log, ...rest }, <RecentSection />);
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const asked = (bridge: Awaited<ReturnType<typeof show>>['bridge'], wanted: string) =>
  bridge.asked.filter(({ name }) => name === wanted).map(({ input }) => input);
const dayHeads = () => screen.getAllByRole('heading', { level: 3 }).map((head) => head.textContent);

describe('the list of calls', () => {
  it('goes by days and says who, which way, when and how long', async () => {
    await show();
    expect(dayHeads()).toEqual(['Today', 'Yesterday', expect.stringMatching(/^Thursday,? 26 March/)]);
    const today = within(screen.getByRole('list', { name: 'Today' })).getAllByRole('listitem');
    expect(today.map((item) => item.textContent)).toEqual([
      expect.stringMatching(/^Garth Fortgarth@tailspintoys\.comOutgoing · \d\d:37 · 12:30$/),
      expect.stringMatching(/^\+44 1785 123456Missed · \d\d:37$/),
    ]);
  });

  it('says in a word or two what became of a call that nobody took, and nothing where it is not known', async () => {
    const unknown = { code: 'CALL_REFUSED', data: { why: 'unknown' } } as const;
    const strange = { code: 'CALL_REFUSED', data: { why: 'on-the-moon' } } as const;
    const entries = [
      loggedBusy,
      { ...loggedBusy, id: 'number', seq: 6, peer: loggedMissed.peer, failure: unknown },
      { ...loggedBusy, id: 'strange', seq: 5, peer: loggedOut.peer, failure: strange },
    ];
    await show({ ...callLog, entries });
    expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
      expect.stringMatching(/Outgoing · Busy · \d\d:37$/),
      expect.stringMatching(/Outgoing · Nobody has this number · \d\d:37$/),
      expect.stringMatching(/Outgoing · \d\d:37$/),
    ]);
  });

  it('calls again by a click, and says why not when nobody is signed in', async () => {
    const { bridge, unmount } = await show();
    press(/^\+44 1785 123456/);
    expect(asked(bridge, 'call.start')).toEqual([{ to: loggedMissed.peer.uri, name: '+44 1785 123456' }]);
    unmount();
    const later = await show(callLog, { account: { kind: 'signed-out' } });
    press(/^\+44 1785 123456/);
    expect(asked(later.bridge, 'call.start')).toEqual([]);
    expect(screen.getByRole('button', { name: /^\+44 1785/ }).getAttribute('aria-description')).toBe(
      'You are not signed in.',
    );
  });

  it('calls nobody back who did not say who it was', async () => {
    const peer = { uri: 'sip:anonymous@anonymous.invalid', name: 'Anonymous' };
    const { bridge } = await show({ ...callLog, entries: [{ ...loggedMissed, peer }] });
    press(/^Anonymous/);
    expect(asked(bridge, 'call.start')).toEqual([]);
    expect(screen.getByRole('button', { name: /^Anonymous/ }).title).toBe('They did not show who they are.');
  });

  it('folds out why a call ended and how good the line was', async () => {
    await show();
    expect(screen.queryByText('G.722, 16 kHz')).toBeNull();
    press(/^Details of the call with .Garth Fort/);
    for (const words of ['They hung up', '12:30', 'G.722, 16 kHz', 'Good (4.3 of 4.5)', 'DTLS-SRTP', '3 ms'])
      expect(screen.getByText(words)).toBeTruthy();
    press(/^Details of the call with .Jeremy Los/);
    expect(screen.getByText('This person is busy.')).toBeTruthy();
  });

  it('tells of a call that ended well how it was on the whole, and that it went without a media relay', async () => {
    const wholeCall = { meanMos: 3.46, worstMos: 1.2, lossPercent: 19.7, sentLossPercent: 0, worstJitterMs: 90 };
    const bad = { ...loggedOut, quality: { codec: 'PCMA', wholeCall }, withoutRelay: 'silent' } as const;
    await show({ ...callLog, entries: [bad] });
    press(/^Details of the call with/);
    const shown = ['Fair on average (3.5 of 4.5), poor at worst (1.2)', '19.7 %', '90 ms'];
    for (const words of [...shown, 'Not used: it did not answer in time.'])
      expect(screen.getByText(words)).toBeTruthy();
    expect(screen.queryByText('Quality')).toBeNull();
  });

  it('knows what to say of a failure that this program does not know', async () => {
    const failure = { code: 'FROM_ANOTHER_TIME' } as unknown as NonNullable<typeof loggedBusy.failure>;
    await show({ ...callLog, entries: [{ ...loggedBusy, failure }] });
    press(/^Details of the call with/);
    expect(screen.getByText('This call was not taken')).toBeTruthy();
  });

  it('removes one call, or all, after asking once', async () => {
    const { bridge } = await show();
    press(/^Details of the call with .Garth Fort/);
    press('Remove…');
    expect(asked(bridge, 'callLog.remove')).toEqual([]);
    press('Remove');
    await settle();
    expect(asked(bridge, 'callLog.remove')).toEqual([{ id: loggedOut.id }]);
    press('Remove all calls…');
    press('Cancel');
    expect(asked(bridge, 'callLog.clear')).toEqual([]);
    press('Remove all calls…');
    press('Remove');
    await settle();
    expect(asked(bridge, 'callLog.clear')).toHaveLength(1);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('keeps the question open where the disk refuses', async () => {
    const { bridge } = await show();
    const failure = { code: 'STORAGE_FAILED', data: { what: 'history' }, at: 0 } as const;
    bridge.answer('callLog.clear', { ok: true, value: { ok: false, failure } });
    press('Remove all calls…');
    press('Remove');
    await settle();
    expect(screen.getByRole('dialog').textContent).toContain('Remove all calls?');
    expect(screen.getByRole('alert')).toBeTruthy();
  });

  it('shows older calls when they are asked for, and reads them again when the list changes', async () => {
    const { bridge } = await show();
    const ancient = { ...loggedOut, id: 'ancient', seq: 2, peer: { uri: 'sip:zoe@contoso.com', name: 'Zoë Ümlaut' } };
    const answer = (entries: readonly unknown[], more: boolean) =>
      bridge.answer('callLog.older', { ok: true, value: { ok: true, value: { entries, more } } });
    answer([ancient], true);
    press('Show older calls');
    await settle();
    expect(asked(bridge, 'callLog.older')).toEqual([{ before: 6, limit: 100 }]);
    expect(screen.getByText('Zoë Ümlaut')).toBeTruthy();
    answer([], false);
    bridge.push({ revision: 2, slices: { callLog: { ...callLog } } });
    await settle();
    expect(asked(bridge, 'callLog.older')).toHaveLength(2);
    expect(screen.queryByText('Zoë Ümlaut')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Show older calls' })).toBeNull();
  });

  it('says that calls are forgotten where none are kept, and what will stand here', async () => {
    const { unmount } = await show({ ...callLog, isKept: false });
    expect(screen.getByText('They are forgotten when you sign out or Offhook closes.')).toBeTruthy();
    unmount();
    await show(noCallLog);
    expect(screen.getByText('Calls you make and take appear here.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Remove all calls…' })).toBeNull();
  });
});

it('puts calls in order of when they began, however they ended', () => {
  const long = { ...loggedOut, id: 'long', seq: 9, at: fixtureTime - 26 * 3_600_000 };
  const days = callDays([long, loggedOut, loggedBusy], fixtureTime);
  expect(days.map(({ title, calls }) => [title, calls.map(({ id }) => id)])).toEqual([
    ['Today', ['logged-9']],
    ['Yesterday', ['logged-7', 'long']],
  ]);
});
