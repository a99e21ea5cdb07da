// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { rungOf } from '../../../shared/ladder/drawing.ts';
import { lanesOf } from '../../../shared/ladder/lanes.ts';
import { messageName, type SipEntry } from '../../../shared/ladder/sip-headers.ts';
import { ladderText } from '../../../shared/ladder/text.ts';
import { ladderPicture } from '../../components/ladder/ladder-picture.ts';
import { connections } from '../../gallery/fixtures.ts';
import { trace } from '../../gallery/fixtures-meeting.ts';
import { createClient } from '../../ipc/client.ts';
import { diagnosticsTexts as words } from '../../locales/en/diagnostics-screen.ts';
import { traceTime } from '../../locales/format.ts';
import { createTraceLoader } from './trace-loader.ts';
import { copyOfTrace, filterTrace } from './trace-rows.ts';

const about = { seq: 99, at: 0, correlation: 'app' };

describe('trace rows', () => {
  it('filters by group and by any text of the entry', () => {
    expect(new Set(filterTrace(trace, 'dns', '').map((entry) => entry.kind))).toEqual(
      new Set(['dns-query', 'dns-answer']),
    );
    expect(filterTrace(trace, 'all', 'EPID=23c6')).toHaveLength(1);
    expect(filterTrace(trace, 'sip', 'ms-diagnostics')).toHaveLength(1);
    expect(filterTrace(trace, 'decisions', 'nothing like it')).toEqual([]);
    const media = { ...about, kind: 'media', call: '3f2a1b0c9d8e', text: 'the checks chose: audio' } as const;
    expect(filterTrace([...trace, media], 'media', 'call 3F2A1B: THE CHECKS')).toEqual([media]);
  });

  it('copies whole entries, the newest, and says how many', () => {
    const all = copyOfTrace(trace, 200_000);
    expect(all.count).toBe(trace.length);
    expect(all.text).toContain('Sent 127.0.0.1:52952 127.0.77.10:5061\nREGISTER sip:contoso.com SIP/2.0');
    const part = copyOfTrace(trace, 200);
    expect(part.count).toBeGreaterThan(0);
    expect(part.count).toBeLessThan(trace.length);
    expect(part.text.length).toBeLessThanOrEqual(200);
    expect(all.text.endsWith(part.text)).toBe(true);
    expect(copyOfTrace(trace, 10)).toEqual({ text: '', count: 0 });
  });

  it.each([
    ['INVITE sip:a@b SIP/2.0\r\nVia: x', 'INVITE'],
    ['SIP/2.0 504 Server time-out\r\n', '504 Server time-out'],
    ['SIP/2.0 603 No\u001b[2J\u0007\u202e\u2028time\r\n', '603 No [2J time'],
    ['INV\u001b[31mITE sip:a@b SIP/2.0', 'INV'],
    ['', ''],
    ['\r\n\r\n', ''],
  ])('%j is called %j on its arrow', (text, name) => expect(messageName(text)).toBe(name));
});

describe('the lanes of the ladder', () => {
  const sip = trace.find((entry) => entry.kind === 'sip') as SipEntry;
  const [account, guest] = connections;
  if (!account || !guest) throw new Error('no fixtures');

  it('are one per server, named after whose it is', () => {
    expect(lanesOf(trace, connections, words).lanes.filter(({ isBeyond }) => !isBeyond)).toMatchObject([
      { whose: 'Your server', server: 'sip.contoso.com' },
      { whose: 'Their edge', server: 'sip.tailspintoys.com' },
    ]);
  });

  it('tell two servers behind one address apart by our own end of the connection', () => {
    const shared = [
      { ...account, local: '127.0.0.1:1' },
      { ...guest, peer: account.peer, local: '127.0.0.1:2' },
    ];
    const entries = shared.map(({ peer, local }, index) => ({ ...sip, seq: index, peer, local }));
    const lanes = lanesOf(entries, shared, words);
    expect(lanes.lanes.map(({ server }) => server)).toEqual(['sip.contoso.com', 'sip.tailspintoys.com']);
    expect(entries.map((entry) => lanes.of(entry)?.near)).toEqual([0, 1]);
  });

  it('stay one for a server that was connected twice, also when the first connection is no longer kept', () => {
    const first = { peer: account.peer, local: '127.0.0.1:1' };
    const opened = { ...sip, kind: 'connect' as const, host: account.host, state: 'open', ...first };
    const entries = [opened, { ...sip, ...first }, { ...sip, peer: account.peer, local: account.local }];
    expect(lanesOf(entries, [account], words).lanes).toHaveLength(1);
  });

  it('are those of what is shown, known from all of it', () => {
    const shown = trace.filter((entry) => entry.kind === 'sip' && entry.text.includes('REGISTER'));
    expect(lanesOf(trace, connections, words, shown).lanes).toMatchObject([
      { whose: 'Your server', server: 'sip.contoso.com' },
    ]);
  });

  it('lets an unanswered PRACK go no further than our own server, as any request, and an ACK where its INVITE went', () => {
    const text = (method: string) =>
      `${method} sip:a SIP/2.0\r\nTo: <sip:g@tailspintoys.com;gruu;opaque=app:conf:focus:id:AB>\r\nCSeq: 2 ${method}\r\n\r\n`;
    const reach = (method: string) => {
      const entry = { ...sip, ...about, direction: 'sent' as const, callId: 'alone', text: text(method) };
      const { of } = lanesOf([entry], connections, words);
      return of(entry);
    };
    expect(reach('PRACK')).toEqual({ near: 0, far: 0 });
    expect(reach('ACK')).toEqual({ near: 0, far: 1 });
  });

  it('are no more than fit, and tell how many found no place', () => {
    const many = Array.from({ length: 20 }, (_, index) => ({ ...sip, peer: `192.0.2.${index}:5061` }));
    const lanes = lanesOf(many, [], words);
    expect(lanes.lanes).toHaveLength(6);
    expect(lanes.leftOut).toBe(14);
    expect(many.filter((entry) => lanes.of(entry) === undefined)).toHaveLength(14);
  });
});

/** A guest's join as the seed tells it: refused at home by the federation server, let in at the other company. */
describe('the ladder of a guest’s join', () => {
  const rungs = () => {
    const lanes = lanesOf(trace, connections, words);
    const drawn = trace.flatMap((entry) => (entry.kind === 'sip' ? (rungOf(entry, lanes, traceTime) ?? []) : []));
    return { lanes: lanes.lanes, drawn: drawn.filter(({ name }) => !name.startsWith('REGISTER')) };
  };

  it('names who refused and whose meeting it is, behind the servers we are connected with', () => {
    expect(rungs().lanes.map(({ whose, server, isBeyond }) => [whose, server, isBeyond])).toEqual([
      ['Your server', 'sip.contoso.com', false],
      ['Refused here', 'sipfed.contoso.com', true],
      ['Their edge', 'sip.tailspintoys.com', false],
      ['Meeting', 'tailspintoys.com', true],
    ]);
  });

  it('lets a refused request go no further than who refused it, and an accepted one to the meeting', () => {
    const told = rungs().drawn.map(({ name, near, far, direction }) => [name, direction, near, far]);
    expect(told.slice(-7)).toEqual([
      ['INVITE', 'sent', 1, 2],
      ['504 Server time-out', 'received', 1, 2],
      ['ACK', 'sent', 1, 2],
      ['INVITE', 'sent', 3, 4],
      ['100 Trying', 'received', 3, 3],
      ['200 Invite dialog created', 'received', 3, 4],
      ['ACK', 'sent', 3, 4],
    ]);
  });

  it('is text that is read without a window', () => {
    const { lanes, drawn } = rungs();
    const [, names, ...lines] = ladderText(words.you, lanes, drawn).split('\n');
    expect(names?.trim().split(/\s+/)).toEqual(['You', ...lanes.map(({ server }) => server)]);
    const refusal = lines.find((line) => line.includes('504')) ?? '';
    expect(refusal).toMatch(/^\d\d:\d\d:\d\d\.\d{3} {2}\|<- 504 Server time-out \(!\) -*\|\.+\|/);
    expect(new Set(lines.filter(Boolean).map((line) => line.length)).size).toBe(1);
  });

  it('is a picture whose words are words, whatever a server calls itself', () => {
    const { drawn } = rungs();
    const lanes = [{ key: 'x', server: '"><script>x</script>', isBeyond: false }];
    const hostile = drawn.map((rung) => ({ ...rung, near: 1, far: 1, name: '<image href="http://evil.example"/>' }));
    const picture = new DOMParser().parseFromString(ladderPicture(lanes, hostile), 'image/svg+xml');
    expect(picture.querySelector('parsererror')).toBeNull();
    expect(new Set(Array.from(picture.querySelectorAll('*'), ({ localName }) => localName))).toEqual(
      new Set(['svg', 'title', 'rect', 'text', 'line', 'path']),
    );
    expect(picture.documentElement.textContent).toContain('<image href="http://evil.example"/>');
  });
});

describe('trace loader', () => {
  /** A main with `newest` entries of which those before `lostBefore` are gone. */
  function setUp(newest: number, lostBefore = 1) {
    const main = { newest, asked: [] as number[] };
    const client = createClient(
      {
        async request(_name, input) {
          const { afterSeq, limit } = input as { afterSeq: number; limit: number };
          main.asked.push(afterSeq);
          const from = Math.max(afterSeq + 1, lostBefore);
          const count = Math.max(0, Math.min(limit, main.newest - from + 1));
          const entries = Array.from({ length: count }, (_, index) => ({ ...trace[0], seq: from + index }));
          return { ok: true, value: { entries, lostBefore } };
        },
        on: () => () => undefined,
      },
      () => 0,
    );
    return { main, loader: createTraceLoader(client, () => undefined) };
  }

  async function turns(): Promise<void> {
    for (let turn = 0; turn < 100; turn += 1) await Promise.resolve();
  }

  it('loads page by page, then only what is new', async () => {
    const { main, loader } = setUp(1200);
    loader.want(1200);
    await turns();
    expect(main.asked).toEqual([0, 500, 1000]);
    expect(loader.view.get().entries.map((entry) => entry.seq)).toEqual(
      Array.from({ length: 1200 }, (_, at) => at + 1),
    );
    main.newest = 1203;
    loader.want(1203);
    await turns();
    expect(main.asked.at(-1)).toBe(1200);
    expect(loader.view.get().entries).toHaveLength(1203);
  });

  it('never asks twice at once, however often it is told of more', async () => {
    const { main, loader } = setUp(10);
    for (let seq = 1; seq <= 10; seq += 1) loader.want(seq);
    await turns();
    expect(main.asked).toEqual([0]);
    expect(loader.view.get().entries).toHaveLength(10);
  });

  it('holds no more than main does, and says how many it missed', async () => {
    const { loader } = setUp(9000, 3001);
    loader.want(9000);
    await turns();
    const { entries, lost } = loader.view.get();
    expect(entries).toHaveLength(5000);
    expect(entries.at(-1)?.seq).toBe(9000);
    expect(lost).toBe(3000);
  });

  it('ends when main has less than it said, and after stop', async () => {
    const { main, loader } = setUp(5);
    loader.want(50);
    await turns();
    expect(main.asked).toEqual([0, 5]);
    loader.stop();
    loader.want(60);
    await turns();
    expect(main.asked).toHaveLength(2);
  });
});
