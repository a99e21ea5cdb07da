/** Cameras and screens of a call: when they are open, and what is said of them. */
import { expect, it } from 'vitest';
import { agreed, from, sdp, setUp, wants, withCamera } from '../../../test/fakes/media-service-bench.ts';

it.each([
  ['a far end that takes it', { ...agreed, video: { send: true, receive: false } }, withCamera, true],
  ['a far end that holds', { ...agreed, isHeldByPeer: true }, withCamera, true],
  ['whoever holds', agreed, { ...withCamera, isHeld: true }, true],
  ['a far end that takes none', agreed, withCamera, false],
] as const)('keeps the camera open for %s: in an answer, and asked or not', async (_who, settled, wanted, isKept) => {
  const { asked, sides, open } = setUp();
  const usual = sides.relay;
  sides.relay = async (ask) => {
    const answer = await usual(ask);
    return answer.kind === 'description' ? { ...answer, agreed: settled } : answer;
  };
  const hidden = () => asked.splice(0).filter((line) => line.endsWith('hide-picture')).length;
  const media = open();
  await media.offer(wanted);
  await media.takeAnswer(sdp('early'), { isProvisional: true });
  expect(hidden()).toBe(0);
  await media.takeAnswer(sdp('final'), from);
  expect(hidden()).toBe(isKept ? 0 : 1);
  await media.answer(sdp('far offer'), wanted);
  expect(hidden()).toBe(isKept ? 0 : 1);
  sides.relay = () => ({ kind: 'answered', sdp: 'at once', agreed: settled });
  await media.answer(sdp('far offer'), wanted);
  expect(hidden()).toBe(isKept ? 0 : 1);
});

it('closes a picture at once that is taken away, and opens it no more for a description that waited meanwhile', async () => {
  const { asked, sides, open } = setUp();
  const usual = sides.relay;
  sides.relay = async (ask) => {
    const answer = await usual(ask);
    return answer.kind === 'description'
      ? { ...answer, agreed: { ...agreed, video: { send: true, receive: false } } }
      : answer;
  };
  const media = open();
  media.hidePicture();
  expect(asked).toEqual([]);
  await media.offer(withCamera);
  await media.takeAnswer(sdp('final'), from);
  asked.splice(0);
  media.hidePicture();
  expect(asked).toEqual(['a window hide-picture']);
  const opened: unknown[] = [];
  const window = sides.window;
  sides.window = (step) => {
    if (step.kind === 'offer' || step.kind === 'answer') opened.push(step.wants.picture);
    return window(step);
  };
  const offered = media.offer(withCamera);
  media.hidePicture();
  await offered;
  const answered = media.answer(sdp('far offer'), withCamera);
  media.hidePicture();
  await answered;
  await media.offer(withCamera);
  expect(opened).toEqual(['none', 'none', 'camera']);
});

it('says of a screen that it is one in each description that shows it', async () => {
  const { sides, open } = setUp();
  const shown = 'v=0\r\nm=video 5006 RTP/AVP 96\r\n';
  const marked = sdp(`${shown}a=content:slides\r\n`);
  const settled = { ...agreed, video: { send: true, receive: false } };
  sides.relay = () => ({ kind: 'description', sdp: shown, agreed: settled });
  const screen = { ...wants, picture: 'screen' } as const;
  const media = open();
  expect(await media.offer(screen)).toEqual({ ok: true, value: marked });
  await media.takeAnswer(sdp('far answer'), from);
  expect(await media.finalOffer()).toEqual({ ok: true, value: marked });
  sides.relay = () => ({ kind: 'answered', sdp: shown, agreed: settled });
  expect(await media.answer(sdp('the same again'), screen)).toMatchObject({ value: { answer: marked } });
  expect(await media.answer(sdp('the same again'), wants)).toMatchObject({ value: { answer: sdp(shown) } });
});

it('says nothing more of a screen whose offer was refused', async () => {
  const shown = 'm=video 9 UDP/TLS/RTP/SAVPF 96\r\n';
  const { sides, open } = setUp();
  sides.relay = () => ({
    kind: 'description',
    sdp: shown,
    agreed: { ...agreed, video: { send: true, receive: true } },
  });
  const media = open();
  await media.offer(withCamera);
  await media.takeAnswer(sdp('far answer'), from);
  await media.offer({ ...wants, picture: 'screen' });
  await media.rollBack();
  expect(await media.finalOffer()).toEqual({ ok: true, value: sdp(shown) });
});
