import { expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import type { Track } from '../../protocol/sdp/legs.ts';
import { makeCertificate } from '../dtls/certificate.ts';
import type { IceAgent, IceOptions } from '../ice/types.ts';
import { Lines } from './lines.ts';

/** Agents whose checks end when the test says so. */
async function twoSections() {
  const agents: IceOptions[] = [];
  const events: string[] = [];
  const openIce = (options: IceOptions): IceAgent => {
    agents.push(options);
    return {
      localDescription: { ufrag: 'ours', password: 'a password of ours', candidates: [] },
      isControlling: true,
      gather: async () => true,
      setRemote: () => undefined,
      send: () => true,
      chosenPair: () => undefined,
      restart: () => undefined,
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
    onEvent: ({ kind }) => events.push(kind),
  });
  for (const far of [0, 1]) await lines.open(far, { hasIce: true, isControlling: true, addresses: ['127.0.0.1'] });
  return {
    lines,
    agree: (ufrag: string) => lines.apply([trackOf(0, ufrag), trackOf(1, ufrag)], false),
    find: (at: number) => agents[at]?.onEvent({ kind: 'connected' }),
    chosen: () => events.filter((kind) => kind === 'chosen').length,
  };
}

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
      candidates: [],
      isRemoteLite: false,
      remoteCandidates: [],
    },
    toFar: new Map(),
    toNear: new Map(),
    codec: far === 0 ? 'PCMU' : 'H264',
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
