import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import type { LabLogEntry, ServerFaults } from '../api.ts';
import { turnKnob } from '../console/knobs.ts';
import type { MediaFaults } from '../media/impairment.ts';
import { startLab } from '../start-lab.ts';
import type { SwitchedLab } from '../switches/lab-switch.ts';
import type { LabSwitches } from '../switches/settings.ts';
import type { LabFault } from './plan.ts';
import { createTimeline } from './timeline.ts';

/** A lab that only remembers what is done to it: what faults then do is proved where they are. */
function rememberingLab() {
  const clock = createFakeClock();
  const faults = new Map<string, ServerFaults>();
  const media = new Map<string, MediaFaults>();
  const done: string[] = [];
  const listeners = new Set<(entry: LabLogEntry) => void>();
  const note =
    (name: string) =>
    (...args: readonly unknown[]) =>
      void done.push(`${name} ${JSON.stringify(args)}`);
  const lab = {
    faults: (server: string) => faults.get(server) ?? {},
    setFaults: (server: string, set: ServerFaults) => void faults.set(server, set),
    dropConnections: note('drop'),
    dns: { behaviour: () => ({ kind: 'records' }), behave: note('dns') },
    calls: {
      mediaFaults: () => Object.fromEntries(media),
      setMediaFaults(set: MediaFaults, party = '') {
        note('media')(set, ...(party ? [party] : []));
        if (party === '') media.clear();
        if (Object.keys(set).length > 0) media.set(party, set);
        else media.delete(party);
      },
    },
    onLog(listener: (entry: LabLogEntry) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  } as unknown as SwitchedLab;
  const switches = { set: note('switch') } as unknown as LabSwitches;
  const log = (direction: LabLogEntry['direction'], startLine: string, server = 'sip.contoso.com') => {
    for (const listener of [...listeners])
      listener({ at: 0, server, direction, startLine, peer: '', callId: '', text: '' });
  };
  return { lab, clock, faults, done, log, listeners, timeline: createTimeline(lab, switches, clock) };
}

const server = 'sip.contoso.com';

/** A fault of each layer, and how it stands at its server. */
const ofEachLayer: readonly (readonly [LabFault, ServerFaults | undefined])[] = [
  [{ layer: 'dns', name: '_sip._tls.contoso.com', type: 'SRV', answer: { kind: 'nxdomain' } }, undefined],
  [{ layer: 'tcp', server, does: 'refuse' }, { refuseConnections: true }],
  [{ layer: 'tcp', server, does: 'end-after', bytes: 100 }, { closeAfterBytes: 100 }],
  [{ layer: 'tcp', server, does: 'be-silent' }, { silent: 'tcp' }],
  [
    { layer: 'tls', server, certificate: 'expired', silentAfterHandshake: true },
    { certificate: 'expired', silent: 'tls' },
  ],
  [
    { layer: 'sip', server, silent: 'INVITE', lateMs: 5 },
    { silent: { method: 'INVITE' }, answerLatencyMs: 5 },
  ],
  [
    { layer: 'sip', server, answer: { method: 'INVITE', status: 503, reason: 'Busy' } },
    { answer: { method: 'INVITE', status: 503, reason: 'Busy' } },
  ],
  [
    { layer: 'http', server, service: 'ticket', fault: 'unavailable' },
    { web: { answer: { service: 'ticket', fault: 'unavailable' } } },
  ],
  [{ layer: 'media', lossPercent: 20 }, undefined],
];

describe('faults at their time', () => {
  it.each(ofEachLayer)('%j comes when it is due and goes when its time is over', async (fault, standing) => {
    const { clock, faults, done, timeline } = rememberingLab();
    timeline.start([{ atMs: 1000, fault, forMs: 500 }]);
    await clock.advance(999);
    expect([faults.get(server), done]).toEqual([undefined, []]);
    await clock.advance(1);
    expect(timeline.steps()).toMatchObject([{ state: 'done', doneAtMs: 1000 }]);
    if (standing) expect(faults.get(server)).toEqual(standing);
    else expect(done).toHaveLength(1);
    await clock.advance(500);
    expect(timeline.steps()).toMatchObject([{ state: 'healed' }]);
    if (standing) expect(faults.get(server)).toEqual({});
    else expect(done).toHaveLength(2);
  });

  it('layers of one server stand beside each other, and each is healed alone', () => {
    const { faults, timeline } = rememberingLab();
    for (const [fault, standing] of ofEachLayer) if (standing) timeline.apply(fault);
    expect(Object.keys(faults.get(server) ?? {})).toEqual(expect.arrayContaining(['certificate', 'answer', 'web']));
    timeline.heal({ layer: 'tls', server });
    expect(faults.get(server)).not.toHaveProperty('certificate');
    expect(faults.get(server)).toHaveProperty('web');
    timeline.stop();
    expect(faults.get(server)).toEqual({});
  });

  it('what stood before a fault came stands again when it goes', async () => {
    const { clock, faults, timeline } = rememberingLab();
    faults.set(server, { certificate: 'wrong-name', staple: 'good', web: { clockMinutes: 5 } });
    timeline.start([
      { fault: { layer: 'tls', server, certificate: 'expired', newestTls: 'TLSv1' }, forMs: 100 },
      { fault: { layer: 'http', server, service: 'mex', fault: 'empty' }, forMs: 200 },
    ]);
    expect(faults.get(server)).toMatchObject({ certificate: 'expired', newestTls: 'TLSv1', staple: 'good' });
    await clock.advance(200);
    expect(faults.get(server)).toEqual({ certificate: 'wrong-name', staple: 'good', web: { clockMinutes: 5 } });
  });

  it('what is set while a fault stands counts from then on', () => {
    const { faults, timeline } = rememberingLab();
    timeline.apply({ layer: 'tls', server, certificate: 'expired' });
    faults.set(server, { ...faults.get(server), certificate: 'sha1' });
    timeline.apply({ layer: 'tcp', server, does: 'refuse' });
    expect(faults.get(server)).toEqual({ certificate: 'sha1', refuseConnections: true });
    timeline.stop();
    expect(faults.get(server)).toEqual({ certificate: 'sha1' });
  });

  it('two layers that keep silent do not take each other’s silence away', () => {
    const { faults, timeline } = rememberingLab();
    timeline.apply({ layer: 'tcp', server, does: 'be-silent' });
    timeline.apply({ layer: 'tls', server, silentAfterHandshake: true });
    timeline.heal({ layer: 'tcp', server, does: 'be-silent' });
    expect(faults.get(server)).toEqual({ silent: 'tls' });
    timeline.heal({ layer: 'tls', server });
    expect(faults.get(server)).toEqual({});
  });

  it('an answer of DNS keeps every record that was given', () => {
    const { done, timeline } = rememberingLab();
    const naptr = [{ service: 'SIPS+D2T', replacement: '_sips._tcp.contoso.com', order: 10 }];
    timeline.apply({ layer: 'dns', name: 'contoso.com', type: 'NAPTR', answer: { kind: 'answer', naptr } });
    expect(done).toEqual([`dns ${JSON.stringify(['contoso.com', 'NAPTR', { kind: 'answer', naptr }])}`]);
  });

  it('what one party gets while all lose packets is its own; the loss of all goes with its fault', () => {
    const { lab, timeline } = rememberingLab();
    lab.calls.setMediaFaults({ lossPercent: 5 }, 'echo@contoso.com');
    timeline.apply({ layer: 'media', lossPercent: 90 });
    expect(lab.calls.mediaFaults()).toEqual({ '': { lossPercent: 90 } });
    lab.calls.setMediaFaults({ lossPercent: 1 }, 'karenb@contoso.com');
    timeline.stop();
    expect(lab.calls.mediaFaults()).toEqual({
      'echo@contoso.com': { lossPercent: 5 },
      'karenb@contoso.com': { lossPercent: 1 },
    });
  });

  it('what all get from somebody else while a fault stands takes the place of everything', () => {
    const { lab, timeline } = rememberingLab();
    lab.calls.setMediaFaults({ lossPercent: 5 }, 'echo@contoso.com');
    timeline.apply({ layer: 'media', lossPercent: 90 });
    lab.calls.setMediaFaults({ lossPercent: 2 });
    timeline.stop();
    expect(lab.calls.mediaFaults()).toEqual({ '': { lossPercent: 2 } });
  });

  it('what nothing here broke is left alone', () => {
    const { faults, timeline } = rememberingLab();
    faults.set(server, { certificate: 'expired' });
    timeline.heal({ layer: 'tls', server });
    expect(faults.get(server)).toEqual({ certificate: 'expired' });
  });

  it('connections are dropped once, and nothing stays of that', async () => {
    const { clock, done, timeline } = rememberingLab();
    timeline.start([{ fault: { layer: 'tcp', server, does: 'drop' } }]);
    await clock.advance(1);
    timeline.stop();
    expect(done).toEqual([`drop ["${server}"]`]);
  });
});

describe('after an event', () => {
  it('waits for the message at that server, as often as it was asked to', async () => {
    const { clock, log, done, timeline } = rememberingLab();
    const set = { switch: 'latency', target: 'lab', value: 5 };
    timeline.start([{ after: { server, received: 'INVITE', times: 2 }, atMs: 100, set }]);
    log('received', 'INVITE sip:a SIP/2.0', 'sip.fabrikam.com');
    log('sent', 'INVITE sip:a SIP/2.0');
    log('received', 'INVITE sip:a SIP/2.0');
    expect(timeline.steps()).toMatchObject([{ state: 'waiting' }]);
    log('received', 'INVITE sip:a SIP/2.0');
    expect(timeline.steps()).toMatchObject([{ state: 'due' }]);
    await clock.advance(100);
    expect(done).toEqual(['switch ["latency","lab",5]']);
  });

  it('hears an answer by its status', () => {
    const { log, done, timeline } = rememberingLab();
    timeline.start([{ after: { sent: 504 }, fault: { layer: 'media', lossPercent: 1 } }]);
    log('sent', 'SIP/2.0 200 OK');
    expect(done).toEqual([]);
    log('sent', 'SIP/2.0 504 Server time-out');
    expect(done).toEqual(['media [{"lossPercent":1}]']);
  });

  it('a stopped timeline listens no more and holds no timer', async () => {
    const { clock, listeners, done, timeline } = rememberingLab();
    timeline.start([
      { after: { received: 'INVITE' }, fault: { layer: 'media' } },
      { atMs: 10, fault: { layer: 'media' } },
    ]);
    timeline.stop();
    await clock.advance(1000);
    expect([listeners.size, done, timeline.steps()]).toEqual([0, [], []]);
  });
});

describe('plans that cannot be read', () => {
  it.each([
    [[{ fault: { layer: 'tcp', server, does: 'explode' } }], '[0].fault.does: expected "refuse" or'],
    [[{ fault: { layer: 'tcp', server, does: 'refuse', bytes: 1 } }], '[0].fault.bytes: bytes goes with end-after'],
    [[{ atMs: 5 }], 'each step has one of fault, heal and set'],
    [[{ fault: { layer: 'media' }, after: {} }], '[0].after: either received or sent'],
    [[{ set: { switch: 'latency', target: 'lab', value: 5 }, forMs: 5 }], '[0].forMs: goes with a fault'],
    [[{ heal: { layer: 'media' }, forMs: 5 }], '[0].forMs: goes with a fault'],
    [{}, 'timeline: expected array'],
  ])('%j', (plan, words) => {
    const { timeline } = rememberingLab();
    expect(() => timeline.start(plan)).toThrow(words);
  });

  it('whatever the plan is, there is an error with a sentence or a timeline that can be stopped', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (plan) => {
        const { timeline } = rememberingLab();
        try {
          timeline.start(plan);
          timeline.stop();
        } catch (error) {
          expect(String(error).length).toBeGreaterThan(8);
        }
      }),
    );
  });
});

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

it('a real lab heals to what its switches and the console had set', async () => {
  const lab = await startLab({ ports: 'free' });
  const name = '_sipfederationtls._tcp.contoso.com';
  try {
    lab.switches.set('federation-record', 'contoso.com', false);
    lab.switches.set('newest-tls', server, 'TLSv1.1');
    turnKnob(lab, 'media of echo@contoso.com loss 5');
    lab.timeline.start([
      { fault: { layer: 'dns', name, type: 'SRV', answer: { kind: 'silence' } } },
      { fault: { layer: 'tls', server, newestTls: 'TLSv1' } },
      { fault: { layer: 'media', lossPercent: 90 } },
    ]);
    expect([lab.dns.behaviour(name, 'SRV'), lab.calls.mediaFaults()]).toEqual([
      { kind: 'silence' },
      { '': { lossPercent: 90 } },
    ]);
    lab.timeline.stop();
    expect(lab.switches.state('federation-record', 'contoso.com').value).toBe(false);
    expect(lab.faults(server)).toEqual({ newestTls: 'TLSv1.1' });
    expect(lab.calls.mediaFaults()).toEqual({ 'echo@contoso.com': { lossPercent: 5 } });
  } finally {
    await lab.stop();
  }
});

it('a real lab plays a file typed at the console; a step that the lab refuses says why', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'offhook-timeline-'));
  folders.push(folder);
  const file = join(folder, 'plan.json');
  const steps = [
    { fault: { layer: 'tls', server, certificate: 'expired' } },
    { fault: { layer: 'tls', server: 'sip.nowhere.example', certificate: 'expired' } },
    { set: { switch: 'latency', target: 'lab', value: 3 } },
  ];
  writeFileSync(file, JSON.stringify(steps));
  const lab = await startLab({ ports: 'free' });
  try {
    const { text } = turnKnob(lab, `timeline ${file}`);
    expect(text).toMatch(/^done .*\nfailed .* The lab has no server sip\.nowhere\.example\ndone /);
    expect([lab.faults(server), lab.latency()]).toEqual([{ certificate: 'expired' }, 3]);
    expect(turnKnob(lab, 'timeline stop').text).toContain('healed');
    expect(lab.faults(server)).toEqual({});
  } finally {
    await lab.stop();
  }
});
