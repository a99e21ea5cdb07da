// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { connections, discovery } from '../../gallery/fixtures.ts';
import { trace } from '../../gallery/fixtures-meeting.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow, settle } from '../../testing/window.tsx';
import { DnsTab } from './dns-tab.tsx';
import { ServersTab } from './servers-tab.tsx';
import { TraceTab } from './trace-tab.tsx';

beforeEach(prepareWindow);
afterEach(clearWindow);

const long = Array.from({ length: 500 }, (_, index) => ({
  ...trace[0],
  kind: 'decision',
  seq: index + 1,
  text: `line ${index + 1}`,
}));
const withTrace = (entries: readonly object[]): Snapshot => ({
  ...firstSnapshot,
  revision: 1,
  traceSeq: entries.length,
  connections,
});

async function drawTrace(entries: readonly object[]) {
  const answers = { 'trace.list': { ok: true, value: { entries, lostBefore: 1 } } } as const;
  return draw({ ...withTrace(entries), traceSeq: 0 }, <TraceTab />, answers);
}

/** As a browser does: the element goes there, and says so when it moved. */
function giveScrolling(): void {
  Element.prototype.scrollTo = function scrollTo(this: Element, options?: ScrollToOptions | number) {
    const top = typeof options === 'object' ? (options.top ?? 0) : (options ?? 0);
    const reached = Math.min(top, this.scrollHeight - this.clientHeight);
    if (reached === this.scrollTop) return;
    this.scrollTop = reached;
    fireEvent.scroll(this);
  };
  Object.defineProperty(Element.prototype, 'scrollHeight', {
    configurable: true,
    get(this: Element) {
      return Number.parseFloat((this.firstElementChild as HTMLElement | null)?.style.height ?? '0') || 0;
    },
  });
}

describe('the trace', () => {
  const follow = () => screen.getByRole('button', { name: 'Follow' });

  it('is read at its end, and stays there until somebody scrolls away or chooses an entry', async () => {
    giveScrolling();
    await drawTrace(long);
    expect(follow().getAttribute('aria-pressed')).toBe('true');
    expect(screen.getByText('line 500')).toBeTruthy();
    const list = screen.getByRole('listbox');
    list.scrollTop = 0;
    fireEvent.scroll(list);
    await settle();
    expect(follow().getAttribute('aria-pressed')).toBe('false');
    fireEvent.click(follow());
    await settle();
    expect(screen.getByText('line 500')).toBeTruthy();
    fireEvent.click(screen.getByText('line 490'));
    expect(follow().getAttribute('aria-pressed')).toBe('false');
  });

  it('says when not everything fits into one copy', async () => {
    const { bridge } = await drawTrace(long.map((entry) => ({ ...entry, text: 'x'.repeat(1000) })));
    fireEvent.click(screen.getByRole('button', { name: 'Copy shown' }));
    await settle();
    const copied = bridge.asked.find(({ name }) => name === 'app.copy')?.input as { text: string };
    expect(copied.text.length).toBeLessThanOrEqual(200_000);
    expect(screen.getByRole('status').textContent).toMatch(/^Copied the newest 19\d of 500 entries/);
  });

  it('says nothing more when all of it was copied', async () => {
    await drawTrace(trace);
    fireEvent.click(screen.getByRole('button', { name: 'Copy shown' }));
    await settle();
    expect(screen.getByRole('status').textContent).toBe('');
  });

  it('saves the whole trace in the form that was chosen, and says so', async () => {
    const { bridge } = await drawTrace(trace);
    bridge.answer('diagnostics.export', { ok: true, value: { ok: true, value: true } });
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await settle();
    expect(screen.getAllByRole('menuitem').map(({ textContent }) => textContent)).toEqual([
      'As a UCCAPI log',
      'As JSON Lines',
      'As a ladder in text',
      'As a packet capture (pcapng)',
    ]);
    fireEvent.click(screen.getByRole('menuitem', { name: 'As a packet capture (pcapng)' }));
    await settle();
    expect(bridge.asked.filter(({ name }) => name === 'diagnostics.export')).toMatchObject([
      { input: { format: 'pcapng' } },
    ]);
    expect(screen.getByText('Saved.')).toBeTruthy();
  });

  it('shows the ladder with whose server each is', async () => {
    await drawTrace(trace);
    fireEvent.change(screen.getByLabelText('View'), { target: { value: 'ladder' } });
    expect(screen.getByText('Your server')).toBeTruthy();
    expect(
      screen.getByRole('option', { name: '504 Server time-out from sipfed.contoso.com, Refused here' }),
    ).toBeTruthy();
  });

  it('says also in what is saved how many servers are not drawn', async () => {
    const sip = trace.find(({ kind }) => kind === 'sip');
    if (sip?.kind !== 'sip') throw new Error('no message');
    const many = Array.from({ length: 8 }, (_, index) => ({ ...sip, seq: index + 1, peer: `192.0.2.${index}:5061` }));
    const { bridge } = await drawTrace(many);
    fireEvent.change(screen.getByLabelText('View'), { target: { value: 'ladder' } });
    const note = screen.getByText(/2 more servers/).textContent ?? '';
    bridge.answer('trace.saveLadder', { ok: true, value: { ok: true, value: true } });
    for (const name of ['Save as text', 'Save as picture']) {
      fireEvent.click(screen.getByRole('button', { name }));
      await settle();
    }
    const asked = bridge.asked.filter(({ name }) => name === 'trace.saveLadder').map(({ input }) => input);
    const content = expect.stringContaining(note);
    expect(asked).toEqual([
      { kind: 'text', content },
      { kind: 'picture', content },
    ]);
  });

  it('saves the ladder as it is shown, as text and as picture, and says so', async () => {
    const { bridge } = await drawTrace(trace);
    fireEvent.change(screen.getByLabelText('View'), { target: { value: 'ladder' } });
    bridge.answer('trace.saveLadder', { ok: true, value: { ok: true, value: true } });
    fireEvent.click(screen.getByRole('button', { name: 'Save as text' }));
    await settle();
    expect(screen.getByText('Saved.')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Save as picture' }));
    await settle();
    const asked = bridge.asked.filter(({ name }) => name === 'trace.saveLadder').map(({ input }) => input);
    expect(asked).toEqual([
      { kind: 'text', content: expect.stringContaining('504 Server time-out (!)') },
      { kind: 'picture', content: expect.stringMatching(/^<svg xmlns/) },
    ]);
    const failure = { code: 'STORAGE_FAILED', data: { what: 'file' }, at: 0 };
    bridge.answer('trace.saveLadder', { ok: true, value: { ok: false, failure } });
    fireEvent.click(screen.getByRole('button', { name: 'Save as text' }));
    await settle();
    expect(screen.queryByText('Saved.')).toBeNull();
    expect(
      screen
        .getAllByRole('status')
        .map(({ textContent }) => textContent)
        .join(''),
    ).not.toBe('');
  });
});

describe('what was asked and reached', () => {
  it('shows the newest search of names first', async () => {
    const [signIn] = discovery;
    if (!signIn) throw new Error('no fixture');
    const guest = { ...signIn, domain: 'tailspintoys.com', purpose: 'guest-join' as const };
    await draw({ ...firstSnapshot, revision: 1, discovery: [signIn, guest] }, <DnsTab />);
    expect(screen.getAllByRole('heading').map(({ textContent }) => textContent)).toEqual([
      'tailspintoys.com, for joining as a guest',
      'contoso.com, for signing in',
    ]);
  });

  it('shows which transports a domain names, and why one of them does not count', async () => {
    const [signIn] = discovery;
    if (!signIn) throw new Error('no fixture');
    const clear = 'SIP+D2T _sip._tcp.contoso.com (order 50, preference 50, flags "s")';
    const record = {
      name: 'contoso.com',
      type: 'NAPTR',
      outcome: 'answered',
      answers: [clear],
      passedOver: [{ answer: clear, fault: 'clear-text' }],
      durationMs: 5,
      verdict: 'no-answer',
    } as const;
    await draw({ ...firstSnapshot, revision: 1, discovery: [{ ...signIn, lookups: [record] }] }, <DnsTab />);
    expect(screen.getByText('NAPTR')).toBeTruthy();
    expect(screen.getByText(`${clear}: connections without encryption are off`)).toBeTruthy();
    expect(screen.getByText('Nothing to use')).toBeTruthy();
  });

  it('[E9] shows open connections before closed ones, each the newest first', async () => {
    const [one] = connections;
    if (!one) throw new Error('no fixture');
    const list = [
      { ...one, id: '1', host: 'old-closed', state: 'closed' as const },
      { ...one, id: '2', host: 'open' },
      { ...one, id: '3', host: 'new-closed', state: 'closed' as const },
    ];
    await draw({ ...firstSnapshot, revision: 1, connections: list }, <ServersTab />);
    expect(screen.getAllByRole('heading').map(({ textContent }) => textContent)).toEqual([
      'open',
      'new-closed',
      'old-closed',
    ]);
  });
});
