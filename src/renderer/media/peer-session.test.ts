import { beforeEach, expect, it } from 'vitest';
import type { CallPictures } from '../state/services.tsx';
import { createFakeMedia, type FakeMedia, type FakePeer } from '../testing/fake-media.ts';
import { createMicrophone } from './microphone.ts';
import { PeerSession } from './peer-session.ts';

const withCamera = { picture: 'camera', takesPicture: true } as const;
const withScreen = { picture: 'screen', takesPicture: true } as const;
const answer = { kind: 'take-answer', sdp: 'audio video', isProvisional: false } as const;

let media: FakeMedia;
let session: PeerSession;
let shown: CallPictures;
let chosen: string | undefined;
let lost: string[];
let speaker: () => Promise<string | undefined>;

beforeEach(() => {
  media = createFakeMedia([
    { deviceId: 'm1', kind: 'audioinput', label: 'Headset' },
    { deviceId: 'c1', kind: 'videoinput', label: 'Webcam' },
    { deviceId: 'c2', kind: 'videoinput', label: 'Second' },
    { deviceId: 'c3', kind: 'videoinput', label: 'Third' },
  ]);
  chosen = undefined;
  lost = [];
  const system = async () => undefined;
  speaker = system;
  session = new PeerSession({
    kit: media.kit,
    microphone: createMicrophone(media.kit, system),
    wantedCamera: async () => chosen,
    wantedSpeaker: () => speaker(),
    onLost: (what) => lost.push(what),
    onFound: () => undefined,
    onStreams: (streams) => {
      shown = streams;
    },
  });
});

function peer(): FakePeer {
  const [found] = media.peers;
  if (!found) throw new Error('nothing was connected');
  return found;
}

/** Makes the next of something the browser does last until the test goes on; `isAsked` resolves when it is asked for. */
function hold<Name extends string>(of: { [Key in Name]: unknown } | undefined, name: Name) {
  if (!of) throw new Error(`nothing has ${name}`);
  let goOn: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const usual = of[name] as (...given: unknown[]) => Promise<unknown>;
  const isAsked = new Promise<void>((resolve) => {
    const slow = (...given: unknown[]) => {
      resolve();
      Object.assign(of, { [name]: usual });
      return held.then(() => usual.apply(of, given));
    };
    Object.assign(of, { [name]: slow });
  });
  return { isAsked, goOn };
}

it('closes a screen that is picked when the offer with it was taken back already', async () => {
  await session.take({ kind: 'offer', wants: withCamera });
  await session.take(answer);
  const { isAsked, goOn } = hold(media.kit.devices, 'getDisplayMedia');
  const late = session.take({ kind: 'offer', wants: withScreen });
  const back = session.take({ kind: 'roll-back' });
  await isAsked;
  goOn();
  await Promise.all([late, back]);
  expect(media.live()).toEqual(['Headset', 'Webcam']);
  expect(peer().of('video')?.sender.track?.label).toBe('Webcam');
  expect(shown.own).toEqual({ id: 'Webcam' });
});

it('hears the far end’s offers while a person looks for the screen to show', async () => {
  await session.take({ kind: 'offer', wants: withCamera });
  await session.take(answer);
  const { isAsked, goOn } = hold(media.kit.devices, 'getDisplayMedia');
  const picking = session.take({ kind: 'pick-screen' });
  await isAsked;
  await session.take({ kind: 'answer', sdp: 'audio video', wants: withCamera });
  goOn();
  await picking;
  expect(shown.own).toEqual({ id: 'Webcam' });
  await session.take({ kind: 'offer', wants: withScreen });
  expect(shown.own).toEqual({ id: 'screen' });
  expect(media.opened.filter(({ label }) => label === 'screen')).toHaveLength(1);
});

it('shows the screen that was picked again when the offer with it is made again, and asks nobody twice', async () => {
  await session.take({ kind: 'offer', wants: withCamera });
  await session.take(answer);
  await session.take({ kind: 'pick-screen' });
  await session.take({ kind: 'offer', wants: withScreen });
  await session.take({ kind: 'roll-back' });
  expect(shown.own).toEqual({ id: 'Webcam' });
  await session.take({ kind: 'offer', wants: withScreen });
  await session.take(answer);
  await session.take({ kind: 'let-go-of-pick' });
  expect(media.opened.filter(({ label }) => label === 'screen')).toHaveLength(1);
  expect(media.live()).toEqual(['Headset', 'screen']);
  media.opened.at(-1)?.end();
  expect(lost).toEqual(['screen']);
});

it.each([
  ['was refused', [{ kind: 'offer', wants: withScreen }, { kind: 'roll-back' }]],
  ['was never offered', []],
] as const)('closes a screen that was picked and %s', async (_, steps) => {
  await session.take({ kind: 'offer', wants: withCamera });
  await session.take(answer);
  await session.take({ kind: 'pick-screen' });
  for (const step of steps) await session.take(step);
  expect(media.live()).toEqual(['Headset', 'Webcam', 'screen']);
  await session.take({ kind: 'let-go-of-pick' });
  expect(media.live()).toEqual(['Headset', 'Webcam']);
  expect(lost).toEqual([]);
});

it.each([
  ['the pick was let go', () => session.take({ kind: 'let-go-of-pick' })],
  ['the call was over', async () => session.close()],
])('closes a screen that is picked after %s', async (_, end) => {
  await session.take({ kind: 'offer', wants: withCamera });
  const { isAsked, goOn } = hold(media.kit.devices, 'getDisplayMedia');
  const picking = expect(session.take({ kind: 'pick-screen' })).rejects.toMatchObject({ problem: 'screen-not-picked' });
  await isAsked;
  await end();
  goOn();
  await picking;
  expect(media.live()).not.toContain('screen');
});

it.each([
  ['is taken away', { kind: 'hide-picture' }],
  ['gives way to an offer without a picture', { kind: 'offer', wants: { picture: 'none', takesPicture: true } }],
] as const)('shows the screen that is picked while the camera %s', async (_, step) => {
  await session.take({ kind: 'offer', wants: withCamera });
  await session.take(answer);
  const { isAsked, goOn } = hold(media.kit.devices, 'getDisplayMedia');
  const picking = session.take({ kind: 'pick-screen' });
  await isAsked;
  await session.take(step);
  expect(media.live()).toEqual(['Headset']);
  goOn();
  await picking;
  await session.take({ kind: 'offer', wants: withScreen });
  expect(shown.own).toEqual({ id: 'screen' });
  await session.take({ kind: 'hide-picture' });
  await session.take({ kind: 'let-go-of-pick' });
  expect(media.live()).toEqual(['Headset']);
});

it('offers no screen whose sharing was ended from the desktop before it was offered', async () => {
  await session.take({ kind: 'offer', wants: withCamera });
  await session.take(answer);
  await session.take({ kind: 'pick-screen' });
  media.opened.at(-1)?.end();
  const offer = session.take({ kind: 'offer', wants: withScreen });
  await expect(offer).rejects.toMatchObject({ problem: 'screen-not-picked' });
  expect(shown.own).toEqual({ id: 'Webcam' });
  expect(lost).toEqual([]);
});

it('shows and plays nothing of a call that ended while an answer was being heard', async () => {
  await session.take({ kind: 'offer', wants: withCamera });
  // Chromium closes such a connection when it has its addresses, and goes on meanwhile with what it was asked.
  peer().iceGatheringState = 'gathering';
  const { isAsked, goOn } = hold(peer(), 'setRemoteDescription');
  const heard = session.take(answer);
  await isAsked;
  session.close();
  goOn();
  await heard;
  peer().gathered();
  expect(peer().heard).toHaveLength(1);
  expect(shown).toEqual({});
  expect(media.players[0]?.playing).toBeUndefined();
});

it('shows nothing of a call that ended while a picture was being taken away', async () => {
  await session.take({ kind: 'offer', wants: withCamera });
  await session.take(answer);
  const { isAsked, goOn } = hold(peer().of('video')?.sender, 'replaceTrack');
  const hidden = session.take({ kind: 'hide-picture' });
  await isAsked;
  session.close();
  goOn();
  await hidden;
  expect(shown).toEqual({});
});

it('shows the camera that was chosen last, also where one chosen before takes longer to open', async () => {
  await session.take({ kind: 'offer', wants: withCamera });
  await session.take(answer);
  const { isAsked, goOn } = hold(media.kit.devices, 'getUserMedia');
  chosen = 'c2';
  const slow = session.refreshDevices();
  await isAsked;
  chosen = 'c3';
  await session.refreshDevices();
  goOn();
  await slow;
  expect(media.live()).toEqual(['Headset', 'Third']);
  expect(peer().of('video')?.sender.track?.label).toBe('Third');
});

it('shows the camera that was chosen while the one before was being opened', async () => {
  await session.take({ kind: 'offer', wants: { picture: 'none', takesPicture: false } });
  await session.take(answer);
  const { isAsked, goOn } = hold(media.kit.devices, 'getUserMedia');
  const offered = session.take({ kind: 'offer', wants: withCamera });
  await isAsked;
  chosen = 'c2';
  await session.refreshDevices();
  goOn();
  await offered;
  expect(media.live()).toEqual(['Headset', 'Second']);
  await session.take({ kind: 'roll-back' });
  expect(media.live()).toEqual(['Headset']);
});

it('plays on the speaker that was chosen last, however late it is told of the one before', async () => {
  await session.take({ kind: 'offer', wants: { picture: 'none', takesPicture: false } });
  let tell: (id: string | undefined) => void = () => undefined;
  speaker = () => new Promise((resolve) => (tell = resolve));
  const before = session.refreshDevices();
  const late = tell;
  speaker = async () => 's2';
  await session.refreshDevices();
  late(undefined);
  await before;
  expect(media.players[0]?.sink).toBe('s2');
});

it('hears and shows nothing of a call that is held, whatever is opened meanwhile, and goes on as it was', async () => {
  await session.take({ kind: 'offer', wants: withCamera });
  await session.take(answer);
  const tracks = () => {
    const [sound, picture] = [peer().of('audio'), peer().of('video')];
    return [sound?.sender.track, picture?.sender.track, sound?.receiver.track].map((track) => track?.enabled);
  };
  expect(tracks()).toEqual([true, true, true]);
  session.quiet({ isMuted: true, isHeld: true });
  expect(tracks()).toEqual([false, false, false]);
  chosen = 'c2';
  await session.refreshDevices();
  expect(peer().of('video')?.sender.track?.label).toBe('Second');
  await session.take({ kind: 'offer', wants: withScreen });
  await session.take(answer);
  expect(tracks()).toEqual([false, false, false]);
  session.quiet({ isMuted: true, isHeld: false });
  expect(tracks()).toEqual([false, true, true]);
  session.quiet({ isMuted: false, isHeld: false });
  expect(tracks()).toEqual([true, true, true]);
});
