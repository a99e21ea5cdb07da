import { describe, expect, it } from 'vitest';
import type { Call } from '../../../../shared/model/call.ts';
import type { DevicesState } from '../../../../shared/model/devices.ts';
import type { Snapshot } from '../../../../shared/model/snapshot.ts';
import { activeCall, busyCall, incomingCall, overCall, ringingCall } from '../../../gallery/fixtures-calls.ts';
import { createCell } from '../../../state/cell.ts';
import { firstSnapshot } from '../../../state/first-snapshot.ts';
import { followTones } from './follow-tones.ts';
import { createTonePlayer, type ToneContext } from './tone-player.ts';
import { type ToneName, tones } from './tone-table.ts';

const devices: DevicesState = {
  state: 'ready',
  devices: [
    { id: 'headset', kind: 'speaker', label: 'Headset', windowId: 'w-headset' },
    { id: 'desk', kind: 'speaker', label: 'Desk', windowId: 'w-desk' },
  ],
  chosen: { speaker: 'headset', ringer: 'desk' },
};

/** A state to change, and what is heard of it: the tone and the device, and when it stops. */
function listen(first: Partial<Snapshot> = {}) {
  const store = createCell<Snapshot>({ ...firstSnapshot, devices, ...first });
  const heard: string[] = [];
  const stop = followTones(store, (tone, sink) => {
    const name = (Object.keys(tones) as ToneName[]).find((each) => tones[each] === tone);
    heard.push(`${name} on ${sink}`);
    return () => heard.push(`stop ${name}`);
  });
  return {
    stop,
    heard,
    now(calls: readonly Call[], rest: Partial<Snapshot> = {}) {
      heard.length = 0;
      store.set({ ...store.get(), calls, ...rest });
      return [...heard];
    },
  };
}

describe('the sounds of calls', () => {
  it('ring on the ringer, and stop at once when the call is taken', () => {
    const { now } = listen();
    expect(now([incomingCall])).toEqual(['ring on w-desk']);
    expect(now([{ ...incomingCall, isMuted: true }])).toEqual([]);
    expect(now([{ ...incomingCall, state: 'connecting' }])).toEqual(['stop ring']);
  });

  it('ring for a call that came before anybody listened', () => {
    expect(listen({ calls: [incomingCall] }).heard).toEqual(['ring on w-desk']);
  });

  it('only knock beside a call one is in', () => {
    const { now } = listen();
    now([activeCall]);
    expect(now([activeCall, incomingCall])).toEqual(['waiting on w-headset']);
    expect(now([activeCall, { ...incomingCall, state: 'ended', end: { why: 'missed' } }])).toEqual(['stop waiting']);
  });

  it('are none for who calls somebody that must not be disturbed', () => {
    const { now } = listen();
    const ownPresence = { ...firstSnapshot.ownPresence, availability: 'do-not-disturb' as const };
    expect(now([incomingCall], { ownPresence })).toEqual([]);
  });

  it('ring back while it rings there, not once they send their own sound', () => {
    const { now } = listen();
    expect(now([{ ...ringingCall, state: 'calling' }])).toEqual([]);
    expect(now([ringingCall])).toEqual(['ringback on w-headset']);
    expect(now([{ ...ringingCall, state: 'early' }])).toEqual(['stop ringback']);
  });

  it('end with busy, with congestion, or shortly', () => {
    const { now } = listen();
    now([ringingCall]);
    expect(now([busyCall])).toEqual(['stop ringback', 'busy on w-headset']);
    now([ringingCall]);
    const failed: Call = { ...busyCall, end: { why: 'failed', failure: { code: 'CALL_LOST', at: 0 } } };
    expect(now([failed])).toContain('congestion on w-headset');
    now([activeCall]);
    expect(now([overCall])).toEqual(['stop congestion', 'hung-up on w-headset']);
    now([ringingCall]);
    expect(now([{ ...ringingCall, state: 'ended', end: { why: 'cancelled' } }])).toEqual(['stop ringback']);
  });

  it('do not talk over a call that goes on', () => {
    const { now } = listen();
    now([activeCall, { ...ringingCall, id: 'call-9' }]);
    expect(now([activeCall, { ...busyCall, id: 'call-9' }]).filter((each) => each.startsWith('busy'))).toEqual([]);
  });

  it('move with the ringer, and fall back to the speaker and the system’s own', () => {
    const { now } = listen();
    now([incomingCall]);
    expect(now([incomingCall], { devices: { ...devices, chosen: { speaker: 'headset' } } })).toEqual([
      'stop ring',
      'ring on w-headset',
    ]);
    expect(now([incomingCall], { devices: { ...devices, chosen: {} } })).toEqual(['stop ring', 'ring on undefined']);
  });

  it('are silent once nobody follows any more', () => {
    const { now, stop, heard } = listen();
    now([incomingCall]);
    stop();
    expect(heard.at(-1)).toBe('stop ring');
    expect(now([])).toEqual([]);
  });
});

/** As much of Web Audio as the player uses. */
function audio(sink?: () => Promise<void>) {
  const did: string[] = [];
  const source = {
    buffer: null as { readonly length: number } | null,
    loop: false,
    onended: null as (() => void) | null,
    connect: () => undefined,
    start: () => did.push(`start ${source.buffer?.length}${source.loop ? ' again and again' : ''}`),
  };
  const context = {
    sampleRate: 8000,
    destination: {},
    createBuffer: (_channels: number, length: number) => ({ length, copyToChannel: () => undefined }),
    createBufferSource: () => source,
    close: async () => {
      did.push('close');
    },
    ...(sink ? { setSinkId: (id: string) => sink().finally(() => did.push(`sink ${id}`)) } : {}),
  };
  return { play: createTonePlayer(() => context as unknown as ToneContext), did, source };
}

const turn = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

describe('the player', () => {
  it('loops what lasts, on the device, until it is stopped', async () => {
    const { play, did } = audio(async () => undefined);
    const stop = play(tones.ringback, 'w-desk');
    await turn();
    expect(did).toEqual(['sink w-desk', 'start 40000 again and again']);
    stop();
    stop();
    await turn();
    expect(did.filter((each) => each === 'close')).toHaveLength(1);
  });

  it('plays what ends as often as it says, then gives the device back', () => {
    const { play, did, source } = audio();
    play(tones.busy);
    expect(did).toEqual(['start 32000']);
    source.onended?.();
    expect(did.at(-1)).toBe('close');
  });

  it('uses the system’s speaker where the device is gone, and never begins once stopped', async () => {
    const gone = audio(() => Promise.reject(new Error('gone')));
    gone.play(tones.busy, 'w-desk');
    await turn();
    expect(gone.did).toEqual(['sink w-desk', 'start 32000']);
    const early = audio(async () => undefined);
    early.play(tones.ring, 'w-desk')();
    await turn();
    expect(early.did.some((each) => each.startsWith('start'))).toBe(false);
  });

  it('is not closed while it changes its device, which would end the page, and is closed once it has', async () => {
    for (const settle of ['resolve', 'reject'] as const) {
      let settleIt: (() => void) | undefined;
      const change = new Promise<void>((resolve, reject) => {
        settleIt = { resolve, reject }[settle];
      });
      const { play, did } = audio(() => change);
      play(tones.ringback, 'w-desk')();
      await turn();
      expect(did).toEqual([]);
      settleIt?.();
      await turn();
      expect(did).toEqual(['sink w-desk', 'close']);
    }
  });
});
