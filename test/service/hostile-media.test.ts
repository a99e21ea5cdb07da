/** Far ends of calls, with the true keys, and an A/V conferencing server that mean harm by their packets: one talks on, or is told; nothing grows, nothing stays open. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type MediaMalice, mediaMalice } from '../../src/lab/faults/malice.ts';
import { systemClock } from '../../src/relay/net/system.ts';
import type { Clock } from '../../src/shared/clock.ts';
import { type CallScene, firstTone, startCallScene } from '../fakes/call-scene.ts';
import { type MeetingScene, startMeetingScene } from '../fakes/meeting-scene.ts';
import { expectNoMoreThan, type Holdings, holdings, turns } from '../fakes/process-holdings.ts';
import { relayHere } from '../fakes/relay-here.ts';

/** Of the tone that the window says, and an echo gives back. */
const TONE = 440;
/** A machine that is busy has holes in its sound. */
const mostAside = 100;
/** Packets of ours that the far end gets while it means harm: each brings its own share of that. */
const packets = 25;
/** Of everything that is held after all of it, once what nobody holds is collected. */
const mostGrowthMb = 40;
/** These are not beside the sound but in its place: it may be gone for good. */
const inPlaceOfSound: readonly MediaMalice[] = ['rtp-sources', 'rtp-jumps'];

/** The machine's own, with everything that waits for it. */
function watchedClock(): Clock & { readonly held: number } {
  const waits = new Set<() => void>();
  return {
    now: systemClock.now,
    wall: systemClock.wall,
    after(delayMs, task) {
      const stop = systemClock.after(delayMs, () => {
        waits.delete(stop);
        task();
      });
      waits.add(stop);
      return () => {
        waits.delete(stop);
        stop();
      };
    },
    get held() {
      return waits.size;
    },
  };
}

/** Two seconds of sound. */
const warmUpPackets = 100;

function heldMb(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1e6;
}

const kinds = (beginning: string) => mediaMalice.filter((malice) => malice.startsWith(beginning));
const ofMedia = [...kinds('rtp-'), ...kinds('rtcp-'), 'noise-flood', 'picture-flood'] as const;

describe('a far end', () => {
  const relayClock = watchedClock();
  let scene: CallScene;
  let before: Holdings;
  let beforeMb: number;
  beforeAll(async () => {
    scene = await startCallScene({ client: { forkRelay: () => relayHere(relayClock) } });
    // What is asked for in the first two seconds is there then, and the lab keeps its ends of those connections a while longer than the client.
    const { id } = await scene.talkTo('sip:echo@contoso.com');
    const heard = () => scene.world.lab.calls.list().at(-1)?.figures.packets ?? 0;
    while (heard() < warmUpPackets) await turns(5);
    await scene.calls.hangUp(id);
    before = await holdings();
    beforeMb = heldMb();
  });
  afterEach(async () => {
    scene.world.lab.calls.setMediaFaults({});
    for (const call of scene.world.client.state.get().calls)
      if (call.state !== 'ended') await scene.calls.hangUp(call.id);
    // The relay waits for nothing any more; what SIP waits for after a call has its time.
    while (relayClock.held > 0) await turns(5);
    await expectNoMoreThan({ ...before, timers: Number.MAX_SAFE_INTEGER });
  });
  afterAll(async () => {
    expect(heldMb() - beforeMb).toBeLessThan(mostGrowthMb);
    await scene.stop();
  });

  const cases = [
    ...ofMedia.flatMap((malice) => [[malice, 'echo'] as const, [malice, 'plainonly'] as const]),
    ...kinds('stun-').flatMap((malice) => [[malice, 'echo'] as const, [malice, 'oldice'] as const]),
    ...kinds('dtls-').flatMap((malice) => [[malice, 'echo'] as const, [malice, 'sdesonly'] as const]),
  ];

  it.each(cases)('that plays %s as %s: one talks, and hears it when it is well again', async (malice, name) => {
    const party = `${name}@contoso.com`;
    const { calls } = scene.world.lab;
    calls.setMediaFaults({ malice }, party);
    const { id } = await scene.talkTo(`sip:${party}`);
    const heard = () => calls.list().findLast((call) => call.party === party)?.figures.packets ?? 0;
    while (heard() < packets) await turns(5);
    const call = scene.world.client.state.get().calls.find((each) => each.id === id);
    expect(call?.state).toBe('active');
    expect(JSON.stringify(call).length).toBeLessThan(5000);
    calls.setMediaFaults({}, party);
    if (inPlaceOfSound.includes(malice)) return;
    while (Math.abs((await firstTone(scene, id)) - TONE) > mostAside);
  });
});

describe('the A/V conferencing server', () => {
  const meetingId = 'KARENL1V';
  let karen: MeetingScene;
  let anu: MeetingScene;
  beforeAll(async () => {
    karen = await startMeetingScene({ meetingId, address: 'karen@contoso.com', hertz: 400 });
    const { lab } = karen.world;
    lab.meeting(meetingId).stopPlaying();
    anu = await startMeetingScene({
      lab,
      meetingId,
      address: 'anu@contoso.com',
      hertz: 700,
      installId: '1'.repeat(32),
    });
  });
  afterAll(async () => {
    await anu.stop();
    await karen.stop();
  });
  afterEach(async () => {
    karen.world.lab.calls.setMixer('contoso.com', {});
    for (const { world } of [karen, anu]) {
      const live = world.client.state.get().calls.filter(({ state }) => state !== 'ended');
      await Promise.all(live.map(({ id }) => world.client.calls.hangUp(id)));
    }
    for (const scene of [karen, anu]) await scene.untilSelf(({ modalities }) => !modalities.includes('audio'));
  });

  it.each(mediaMalice)(
    'that plays %s: everybody stays in the sound, and hears the others when it is well again',
    async (malice) => {
      const { lab } = karen.world;
      lab.calls.setMixer('contoso.com', { malice });
      const [hers, his] = [await karen.joinSound(), await anu.joinSound()];
      const sent = () =>
        lab.calls.list().findLast(({ peer, state }) => peer === 'anu@contoso.com' && state === 'talking');
      while ((sent()?.figures.packets ?? 0) < packets) await turns(5);
      expect(anu.world.client.state.get().meeting?.phase).toBe('joined');
      lab.calls.setMixer('contoso.com', {});
      const stateOf = ({ world }: MeetingScene, id: string) =>
        world.client.state.get().calls.find((call) => call.id === id)?.state;
      expect([stateOf(karen, hers.id), stateOf(anu, his.id)]).toEqual(['active', 'active']);
      if (inPlaceOfSound.includes(malice)) return;
      await expect.poll(async () => (await anu.levels(his.id, [400]))[0] ?? -100, { interval: 0 }).toBeGreaterThan(-30);
    },
  );
});
