import { describe, expect, it } from 'vitest';
import type { Lab, LabOptions } from './api.ts';
import type { LabMeetingControl } from './focus/settings.ts';
import { type LabReply, serveLab } from './remote.ts';

/** Records what the lab is asked to do; it is the only lab a message can reach here. */
function recordingLab() {
  const calls: string[] = [];
  const note =
    (name: string, value?: unknown) =>
    (...args: unknown[]) => {
      calls.push(`${name}(${args.map(String).join()})`);
      return value;
    };
  const lab = {
    profile: { dnsServer: '127.0.77.1:5353' },
    dns: { queries: note('queries', []), clearQueries: note('clearQueries') },
    setLatency: note('setLatency'),
    openConnections: note('openConnections', 3),
    meeting: (id: string) => ({ end: note(`${id}.end`) }) as unknown as LabMeetingControl,
    stop: async () => {
      calls.push('stop()');
    },
  } as unknown as Lab;
  return { lab, calls };
}

function serve(start?: (options: LabOptions) => Promise<Lab>) {
  const { lab, calls } = recordingLab();
  const replies: LabReply[] = [];
  let stopped = 0;
  const remote = serveLab({ post: (reply) => replies.push(reply) }, start ?? (async () => lab), () => {
    stopped += 1;
  });
  return { remote, replies, calls, stopped: () => stopped };
}

const start = { kind: 'start', options: { ports: 'free' } };

describe('life', () => {
  it('tells when it is ready, and that it stopped', async () => {
    const { remote, replies, calls, stopped } = serve();
    await remote.take(start);
    expect(replies).toEqual([{ kind: 'ready', profile: { dnsServer: '127.0.77.1:5353' } }]);
    await remote.take({ kind: 'stop' });
    expect(calls).toEqual(['stop()']);
    expect(stopped()).toBe(1);
  });

  it('tells why it could not start, and can be tried again', async () => {
    let tries = 0;
    const { lab } = recordingLab();
    const { remote, replies } = serve(async () => {
      tries += 1;
      if (tries === 1) throw new Error('port 5353 is taken');
      return lab;
    });
    await remote.take(start);
    await remote.take(start);
    expect(replies).toMatchObject([{ kind: 'failed', reason: 'port 5353 is taken' }, { kind: 'ready' }]);
  });

  it('stops without a lab as well', async () => {
    const { remote, stopped } = serve();
    await remote.take({ kind: 'stop' });
    expect(stopped()).toBe(1);
  });
});

describe('controls', () => {
  it('reach the lab, its DNS and its meetings, and answer by id', async () => {
    const { remote, replies, calls } = serve();
    await remote.take(start);
    await remote.take({ kind: 'control', id: 1, method: 'setLatency', args: [50] });
    await remote.take({ kind: 'control', id: 2, method: 'openConnections', args: [] });
    await remote.take({ kind: 'control', id: 3, method: 'dns.queries', args: [] });
    await remote.take({ kind: 'control', id: 4, method: 'meeting.end', args: ['2Z92HZZZ'] });
    expect(calls).toEqual(['setLatency(50)', 'openConnections()', 'queries()', '2Z92HZZZ.end()']);
    expect(replies.slice(1)).toEqual([
      { kind: 'controlled', id: 1, ok: true, value: undefined },
      { kind: 'controlled', id: 2, ok: true, value: 3 },
      { kind: 'controlled', id: 3, ok: true, value: [] },
      { kind: 'controlled', id: 4, ok: true, value: undefined },
    ]);
  });

  it.each(['stop', 'profile', 'constructor', 'dns.constructor', 'nothing'])('%s is none', async (method) => {
    const { remote, replies } = serve();
    await remote.take(start);
    await remote.take({ kind: 'control', id: 9, method, args: [] });
    expect(replies.at(-1)).toMatchObject({ kind: 'controlled', id: 9, ok: false });
  });

  it('say so when no lab runs', async () => {
    const { remote, replies } = serve();
    await remote.take({ kind: 'control', id: 1, method: 'log', args: [] });
    expect(replies).toMatchObject([{ ok: false, reason: 'The lab is not running' }]);
  });

  it.each([undefined, null, 7, 'stop', {}, { kind: 'start' }, { kind: 'control', id: 1 }])(
    'message %j is passed over',
    async (message) => {
      const { remote, replies } = serve();
      await remote.take(message);
      expect(replies).toEqual([]);
    },
  );
});
