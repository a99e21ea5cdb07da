import { expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import type { Track } from '../../protocol/sdp/legs.ts';
import { makeCertificate } from '../dtls/certificate.ts';
import type { IceAgent, IceEvent, IceOptions } from '../ice/types.ts';
import { Lines, type LinesEvent } from './lines.ts';

const ours = { foundation: '1', component: 1, priority: 1, type: 'host', address: '127.0.0.1', port: 40_000 } as const;

/** Agents whose checks end when the test says so. */
async function twoSections() {
  const agents: IceOptions[] = [];
  const events: LinesEvent[] = [];
  const openIce = (options: IceOptions): IceAgent => {
    agents.push(options);
    return {
      localDescription: { ufrag: 'ours', password: 'a password of ours', candidates: [ours] },
      isControlling: true,
      gather: async () => true,
      setRemote: () => undefined,
      send: () => true,
      chosenPair: () => undefined,
      restart: () => undefined,
      rollBack: () => false,
      close: () => undefined,
    };
  };
  const lines = new Lines({
    plan: {
      dialect: 'microsoft',
      encryption: 'preferred',
      offersDtls: false,
      offersIce: true,
      addresses: ['127.0.0.1'],
      ports: { first: 40_000, last: 44_999 },
    },
    ports: { open: async () => undefined },
    openIce,
    clock: createFakeClock(),
    random: createFakeRandom(),
    certificate: await makeCertificate(),
    sendNear: () => undefined,
    onEvent: (event) => events.push(event),
  });
  for (const far of [0, 1]) await lines.open(far, { hasIce: true, isControlling: true, addresses: ['127.0.0.1'] });
  return {
    lines,
    agree: (ufrag: string) => lines.apply([trackOf(0, ufrag), trackOf(1, ufrag)], false),
    find: (at: number) => agents[at]?.onEvent({ kind: 'connected' }),
    tell: (at: number, event: IceEvent) => agents[at]?.onEvent(event),
    told: (...kinds: readonly LinesEvent['kind'][]) => events.filter(({ kind }) => kinds.includes(kind)),
    chosen: () => events.filter(({ kind }) => kind === 'chosen').length,
  };
}

const candidate = { foundation: '1', component: 1, transport: 'UDP', priority: 1, type: 'host', port: 40_000 } as const;

function trackOf(far: number, ufrag: string): Track {
  return {
    kind: far === 0 ? 'audio' : 'video',
    pair: { near: far, far },
    send: true,
    receive: true,
    protection: { kind: 'none' },
    isMux: true,
    ice: {
      remote: { ufrag, pwd: 'a password of theirs' },
      candidates: [
        { ...candidate, address: '192.0.2.1' },
        { ...candidate, address: '192.0.2.1', component: 2, port: 40_001 },
        { ...candidate, address: '2001:db8::1', type: 'relay' },
        { ...candidate, address: '192.0.2.1', transport: 'TCP-PASS' },
        { ...candidate, address: 'host.local' },
      ],
      isRemoteLite: false,
      remoteCandidates: [],
    },
    toFar: new Map(),
    toNear: new Map(),
    codec: far === 0 ? 'PCMU' : 'H264',
    clockRates: new Map(),
    takesFeedback: true,
  };
}

it('tells that the path is chosen when the last section has its own, and after a restart not sooner', async () => {
  const { lines, agree, find, chosen } = await twoSections();
  agree('first');
  find(0);
  expect(chosen()).toBe(0);
  find(1);
  expect(chosen()).toBe(1);
  for (const leg of lines.legs.values()) await leg.renewPath(['127.0.0.1'], true);
  agree('second');
  find(0);
  expect(chosen()).toBe(1);
  find(1);
  expect(chosen()).toBe(2);
  lines.keep([]);
});

it('goes on without its picture when that finds no way, whichever of the two ends first', async () => {
  for (const order of [
    [0, 1],
    [1, 0],
  ]) {
    const { lines, agree, find, tell, told, chosen } = await twoSections();
    agree('first');
    for (const at of order)
      if (at === 0) find(0);
      else tell(1, { kind: 'failed' });
    expect([lines.isReady, chosen(), told('failed')]).toEqual([true, 1, []]);
    expect(told('picture-failed')).toMatchObject([{ detail: expect.stringContaining('no answer from host') }]);
    // The next checks are awaited again.
    agree('second');
    find(0);
    expect(chosen()).toBe(1);
    find(1);
    expect(chosen()).toBe(2);
    lines.keep([]);
  }
});

it('tells that nobody answers on a path any more, and is ready again when somebody does', async () => {
  const { lines, agree, find, tell, told } = await twoSections();
  agree('first');
  for (const at of [0, 1]) find(at);
  expect(lines.isReady).toBe(true);
  tell(0, { kind: 'silent', component: 2 });
  tell(1, { kind: 'silent', component: 1 });
  tell(1, { kind: 'heard', component: 1 });
  // Reports, and a picture beside sound, can be done without.
  expect([told('lost'), lines.isReady]).toEqual([[], true]);
  tell(0, { kind: 'silent', component: 1 });
  expect([told('lost'), lines.isReady]).toEqual([[{ kind: 'lost' }], false]);
  tell(0, { kind: 'heard', component: 1 });
  expect([told('lost').length, lines.isReady]).toEqual([1, true]);
  lines.keep([]);
});

it('says between which candidates no way was found, and nothing by which a check could be made', async () => {
  const { lines, agree, tell, told } = await twoSections();
  agree('first');
  tell(0, { kind: 'failed' });
  const detail = 'no answer from host 127.0.0.1:40000; to host 192.0.2.1:40000, relay [2001:db8::1]:40000';
  expect(told('failed')).toEqual([{ kind: 'failed', reason: 'ice', detail }]);
  lines.keep([]);
});
