// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RequestName } from '../../shared/ipc/contract.ts';
import type { Call } from '../../shared/model/call.ts';
import type { DevicesState } from '../../shared/model/devices.ts';
import type { MediaOrder, MediaStep } from '../../shared/model/window-media.ts';
import type { Client } from '../ipc/client.ts';
import { createCell } from '../state/cell.ts';
import { firstSnapshot } from '../state/first-snapshot.ts';
import type { CallPictures } from '../state/services.tsx';
import { createFakeMedia, type FakeMedia, type FakePeer } from '../testing/fake-media.ts';
import { startMediaEngine } from './engine.ts';

const microphone = { deviceId: 'm1', kind: 'audioinput', label: 'Headset' } as const;
const camera = { deviceId: 'c1', kind: 'videoinput', label: 'Webcam' } as const;
const otherCamera = { deviceId: 'c2', kind: 'videoinput', label: 'Second' } as const;
const sound = { picture: 'none', takesPicture: false } as const;
const withCamera = { picture: 'camera', takesPicture: true } as const;

let media: FakeMedia;
let stop: () => void;
let send: (order: MediaOrder) => void;
let asked: { readonly name: RequestName; readonly input: unknown }[];
const snapshot = createCell(firstSnapshot);
const pictures = createCell<Readonly<Record<string, CallPictures>>>({});
let lastOrder = 0;

/** Main: writes down what it is told. */
const client: Client = {
  async request(name, ...input) {
    asked.push({ name, input: input[0] });
    return undefined as never;
  },
  onEvent(name, listener) {
    if (name === 'media.order') send = listener as unknown as typeof send;
    return () => {
      send = () => undefined;
    };
  },
};

beforeEach(() => {
  vi.useFakeTimers();
  media = createFakeMedia([microphone, camera, otherCamera]);
  asked = [];
  snapshot.set(firstSnapshot);
  pictures.set({});
  const store = { ...snapshot, start: () => () => undefined };
  stop = startMediaEngine({ client, store, now: () => 42, pictures }, media.kit);
});

afterEach(() => {
  stop();
  vi.useRealTimers();
});

/** Orders a step and gives what the engine answered. */
async function order(step: MediaStep, callId = 'one'): Promise<unknown> {
  lastOrder += 1;
  const orderId = lastOrder;
  send({ orderId, callId, step });
  const answer = () => told('media.answer').find((input) => (input as { orderId: number }).orderId === orderId);
  await expect.poll(() => answer()).toBeDefined();
  const { orderId: _, ...rest } = answer() as { orderId: number };
  return rest;
}

function told(name: RequestName): unknown[] {
  return asked.filter((request) => request.name === name).map(({ input }) => input);
}

function peer(at = 0): FakePeer {
  const found = media.peers[at];
  if (!found) throw new Error(`no peer ${at}`);
  return found;
}

function devices(chosen: DevicesState['chosen']): DevicesState {
  const of = (device: typeof camera | typeof otherCamera) =>
    ({ id: device.label, kind: 'camera', label: device.label, windowId: device.deviceId }) as const;
  return { state: 'ready', devices: [of(camera), of(otherCamera)], chosen };
}

describe('the engine of calls', () => {
  it('says that it takes orders, and opens nothing before the first', () => {
    expect(told('media.ready')).toHaveLength(1);
    expect([media.peers, media.opened]).toEqual([[], []]);
  });

  it('offers sound, hears a provisional answer and the final one, and plays what comes', async () => {
    expect(await order({ kind: 'offer', wants: sound })).toEqual({ sdp: 'offer, audio sendrecv' });
    expect(peer().of('audio')?.sender.track?.label).toBe('Headset');
    expect(await order({ kind: 'take-answer', sdp: 'early', isProvisional: true })).toEqual({});
    expect(await order({ kind: 'take-answer', sdp: 'audio', isProvisional: false })).toEqual({});
    expect(peer().heard.map(({ type }) => type)).toEqual(['pranswer', 'answer']);
    expect(media.players[0]?.playing).toBe(peer().of('audio')?.receiver.track);
  });

  it('answers sound and a picture, and shows both', async () => {
    const answer = await order({ kind: 'answer', sdp: 'audio video', wants: withCamera });
    expect(answer).toEqual({ sdp: 'answer, audio sendrecv, video sendrecv' });
    expect(peer().of('video')?.sender.track?.label).toBe('Webcam');
    expect(pictures.get()).toEqual({ one: { own: { id: 'Webcam' }, theirs: { id: 'theirs' } } });
  });

  it('adds a picture, takes it away, and leaves the camera alone then', async () => {
    await order({ kind: 'offer', wants: sound });
    await order({ kind: 'take-answer', sdp: 'audio', isProvisional: false });
    expect(await order({ kind: 'offer', wants: withCamera })).toEqual({ sdp: 'offer, audio sendrecv, video sendrecv' });
    await order({ kind: 'take-answer', sdp: 'audio', isProvisional: false });
    expect(await order({ kind: 'offer', wants: sound })).toEqual({ sdp: 'offer, audio sendrecv, video inactive' });
    expect(media.live()).toEqual(['Headset']);
    expect(pictures.get()).toEqual({});
  });

  it('shows a screen in words that can be read, and tells when the person ends it from the desktop', async () => {
    await order({ kind: 'offer', wants: { picture: 'screen', takesPicture: false } });
    const screen = media.opened.find(({ label }) => label === 'screen');
    expect(screen?.contentHint).toBe('detail');
    screen?.end();
    expect(told('media.lost')).toEqual([{ callId: 'one', what: 'screen' }]);
  });

  it('goes back when an offer was refused: what was opened for it is closed', async () => {
    await order({ kind: 'offer', wants: sound });
    await order({ kind: 'take-answer', sdp: 'audio', isProvisional: false });
    await order({ kind: 'offer', wants: withCamera });
    expect(await order({ kind: 'roll-back' })).toEqual({});
    expect(peer().signalingState).toBe('stable');
    expect(media.live()).toEqual(['Headset']);
    // Chromium 130 ends its process when a transceiver that was rolled back is offered again.
    expect(peer().transceivers.map(({ direction }) => direction)).toEqual(['sendrecv', 'stopped']);
    await order({ kind: 'offer', wants: withCamera });
    expect(peer().transceivers.map(({ direction }) => direction)).toEqual(['sendrecv', 'stopped', 'sendrecv']);
  });

  it.each([
    ['none', 'camera', ['Headset'], null],
    ['none', 'screen', ['Headset'], null],
    ['camera', 'screen', ['Headset', 'Webcam'], 'Webcam'],
    ['screen', 'camera', ['Headset', 'screen'], 'screen'],
    // Whoever takes a picture away does not show it again because the far end objects.
    ['camera', 'none', ['Headset'], null],
    ['screen', 'none', ['Headset'], null],
  ] as const)('shows what it showed before when %s to %s is refused', async (before, after, live, sent) => {
    await order({ kind: 'offer', wants: { picture: before, takesPicture: true } });
    await order({ kind: 'take-answer', sdp: 'audio video', isProvisional: false });
    await order({ kind: 'offer', wants: { picture: after, takesPicture: true } });
    await order({ kind: 'roll-back' });
    expect(media.live()).toEqual(live);
    expect(peer().of('video')?.sender.track?.label ?? null).toBe(sent);
    expect(pictures.get().one?.own?.id ?? null).toBe(sent);
    expect(told('media.lost')).toEqual([]);
  });

  it.each([
    ['camera', ['Headset', 'Webcam']],
    ['screen', ['Headset', 'screen']],
  ] as const)('keeps a %s that was agreed on when there is nothing to go back from', async (picture, live) => {
    await order({ kind: 'offer', wants: { picture, takesPicture: true } });
    await order({ kind: 'take-answer', sdp: 'audio video', isProvisional: false });
    await order({ kind: 'roll-back' });
    expect(media.live()).toEqual(live);
    await order({ kind: 'offer', wants: { picture, takesPicture: true } });
    await order({ kind: 'roll-back' });
    expect(media.live()).toEqual(live);
    expect(peer().of('video')?.sender.track?.label).toBe(live[1]);
  });

  it('lets the camera go once the screen in its place is agreed on', async () => {
    await order({ kind: 'offer', wants: withCamera });
    await order({ kind: 'take-answer', sdp: 'audio video', isProvisional: false });
    await order({ kind: 'offer', wants: { picture: 'screen', takesPicture: true } });
    await order({ kind: 'take-answer', sdp: 'early', isProvisional: true });
    expect(media.live()).toEqual(['Headset', 'Webcam', 'screen']);
    await order({ kind: 'take-answer', sdp: 'audio video', isProvisional: false });
    expect(media.live()).toEqual(['Headset', 'screen']);
    await order({ kind: 'answer', sdp: 'audio video', wants: withCamera });
    expect(media.live()).toEqual(['Headset', 'Webcam']);
  });

  it('shows nothing, and says so after its answer, when what is to be shown again went meanwhile', async () => {
    await order({ kind: 'offer', wants: { picture: 'screen', takesPicture: true } });
    await order({ kind: 'take-answer', sdp: 'audio video', isProvisional: false });
    await order({ kind: 'offer', wants: withCamera });
    media.opened.find(({ label }) => label === 'screen')?.end();
    expect(told('media.lost')).toEqual([]);
    await order({ kind: 'roll-back' });
    expect(media.live()).toEqual(['Headset']);
    expect(peer().of('video')?.sender.track).toBeNull();
    await vi.advanceTimersByTimeAsync(1);
    const names = asked.map(({ name }) => name);
    expect(names.indexOf('media.lost')).toBeGreaterThan(names.lastIndexOf('media.answer'));
    expect(told('media.lost')).toEqual([{ callId: 'one', what: 'screen' }]);
  });

  it('closes what it opened for a description that its engine does not make', async () => {
    await order({ kind: 'offer', wants: sound });
    await order({ kind: 'take-answer', sdp: 'audio', isProvisional: false });
    peer().describes = false;
    expect(await order({ kind: 'offer', wants: withCamera })).toMatchObject({ problem: 'engine' });
    expect(media.live()).toEqual(['Headset']);
    expect(await order({ kind: 'answer', sdp: 'audio video', wants: withCamera })).toMatchObject({ problem: 'engine' });
    expect([media.live(), peer().signalingState]).toEqual([['Headset'], 'stable']);
  });

  it('closes a picture that the far end does not take', async () => {
    await order({ kind: 'offer', wants: withCamera });
    await order({ kind: 'take-answer', sdp: 'audio', isProvisional: false });
    expect(await order({ kind: 'hide-picture' })).toEqual({});
    expect(media.live()).toEqual(['Headset']);
    expect(peer().of('video')?.sender.track).toBeNull();
    expect(pictures.get()).toEqual({});
  });

  it('gives way when the far end offers while its own offer is open', async () => {
    await order({ kind: 'offer', wants: sound });
    await order({ kind: 'take-answer', sdp: 'audio', isProvisional: false });
    await order({ kind: 'offer', wants: withCamera });
    expect(await order({ kind: 'answer', sdp: 'audio', wants: sound })).toMatchObject({
      sdp: expect.stringContaining('answer, audio sendrecv'),
    });
    expect(media.live()).toEqual(['Headset']);
  });

  it('mutes and holds one call and not the other', async () => {
    await order({ kind: 'offer', wants: sound });
    await order({ kind: 'offer', wants: sound }, 'two');
    snapshot.set({ ...firstSnapshot, calls: [{ id: 'one', isMuted: true } as Call] });
    expect([peer(0), peer(1)].map((each) => each.of('audio')?.sender.track?.enabled)).toEqual([false, true]);
    for (const [hold, isHeard] of Object.entries({ ours: false, theirs: true, both: false, none: true })) {
      snapshot.set({ ...firstSnapshot, calls: [{ id: 'one', isMuted: false, hold } as Call] });
      expect([hold, peer(0).of('audio')?.sender.track?.enabled]).toEqual([hold, isHeard]);
    }
  });

  it('begins muted where the call is', async () => {
    snapshot.set({ ...firstSnapshot, calls: [{ id: 'one', isMuted: true } as Call] });
    await order({ kind: 'offer', wants: sound });
    expect(peer().of('audio')?.sender.track?.enabled).toBe(false);
  });

  it('changes the camera in mid-call when main chooses another', async () => {
    snapshot.set({ ...firstSnapshot, devices: devices({ camera: 'Webcam' }) });
    await order({ kind: 'offer', wants: withCamera });
    snapshot.set({ ...firstSnapshot, devices: devices({ camera: 'Second' }) });
    await expect.poll(() => peer().of('video')?.sender.track?.label).toBe('Second');
    expect(media.live()).toEqual(['Headset', 'Second']);
  });

  it('goes on in silence without a microphone, and says so', async () => {
    media.devices = [];
    expect(await order({ kind: 'answer', sdp: 'audio', wants: sound })).toEqual({ sdp: 'answer, audio sendrecv' });
    expect(told('media.lost')).toEqual([{ callId: 'one', what: 'microphone' }]);
    media.devices = [{ kind: 'audioinput', deviceId: 'late', label: 'Late' }];
    snapshot.set({ ...firstSnapshot, devices: { ...firstSnapshot.devices } });
    await expect.poll(() => told('media.found')).toEqual([{ callId: 'one', what: 'microphone' }]);
  });

  it.each([
    ['NotAllowedError', 'permission-denied'],
    ['NotReadableError', 'device-busy'],
    ['TypeError', 'engine'],
  ])('says why it could not do as it was asked: %s', async (refusal, problem) => {
    media.refusal = refusal;
    expect(await order({ kind: 'offer', wants: sound })).toMatchObject({ problem });
  });

  it('without a camera refuses the offer before anything is described', async () => {
    media.devices = [microphone];
    expect(await order({ kind: 'offer', wants: withCamera })).toMatchObject({ problem: 'no-camera' });
    expect(peer().signalingState).toBe('stable');
    expect(await order({ kind: 'offer', wants: sound })).toEqual({ sdp: 'offer, audio sendrecv' });
  });

  it('says that a description was refused, and what the engine said', async () => {
    await order({ kind: 'offer', wants: sound });
    const answer = await order({ kind: 'take-answer', sdp: 'refused', isProvisional: false });
    expect(answer).toEqual({ problem: 'description-refused', detail: 'InvalidAccessError: no such format' });
  });

  it('sends digits one behind the other, and refuses those nobody takes', async () => {
    await order({ kind: 'offer', wants: sound });
    await order({ kind: 'digits', digits: '12' });
    await order({ kind: 'digits', digits: '#' });
    const dtmf = peer().of('audio')?.sender.dtmf;
    expect(dtmf?.toneBuffer).toBe('12#');
    if (dtmf) dtmf.canInsertDTMF = false;
    expect(await order({ kind: 'digits', digits: '3' })).toMatchObject({ problem: 'engine' });
  });

  it('measures every two seconds while there is a call, and not after', async () => {
    await order({ kind: 'offer', wants: sound });
    await vi.advanceTimersByTimeAsync(4000);
    expect(told('media.figures')).toEqual([
      { callId: 'one', figures: { atMs: 42, bytesReceived: 0, bytesSent: 0 } },
      { callId: 'one', figures: { atMs: 42, bytesReceived: 0, bytesSent: 0 } },
    ]);
    await order({ kind: 'close' });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(told('media.figures')).toHaveLength(2);
  });

  it('lets everything go when a call ends, also while its camera is being opened', async () => {
    await order({ kind: 'offer', wants: withCamera });
    await order({ kind: 'close' });
    await expect.poll(() => media.live()).toEqual([]);
    expect(peer().signalingState).toBe('closed');
    expect(media.players[0]?.isClosed).toBe(true);
    const opening = order({ kind: 'offer', wants: withCamera }, 'two');
    await order({ kind: 'close' }, 'two');
    expect(await opening).toMatchObject({ problem: 'engine' });
    await expect.poll(() => media.live()).toEqual([]);
    expect(pictures.get()).toEqual({});
  });

  it('has closed connections collected before there are more than a browser lets a page have, also beside a call', async () => {
    await order({ kind: 'offer', wants: sound }, 'one that stands');
    let most = 0;
    for (let call = 0; call < 60; call += 1) {
      await order({ kind: 'offer', wants: sound }, `call ${call}`);
      most = Math.max(most, media.uncollected);
      await order({ kind: 'close' }, `call ${call}`);
    }
    expect(most).toBe(1 + 50);
  });

  it('knows no call it was not asked to begin', async () => {
    expect(await order({ kind: 'digits', digits: '1' })).toMatchObject({ problem: 'engine' });
    expect(await order({ kind: 'close' })).toEqual({});
    expect(media.peers).toEqual([]);
  });

  it('tells that the way to the relay broke', async () => {
    await order({ kind: 'offer', wants: sound });
    peer().fail();
    expect(told('media.lost')).toEqual([{ callId: 'one', what: 'engine' }]);
  });
});
