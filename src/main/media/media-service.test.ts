import { expect, it } from 'vitest';
import type { RelayAnswer, RelayAsk, TurnServer } from '../../shared/model/relay-messages.ts';
import type { MediaStep } from '../../shared/model/window-media.ts';
import type { CallMedia, MediaEvent } from './call-media.ts';
import { createMediaService } from './media-service.ts';
import type { RelayNews } from './relay-link.ts';
import type { OrderOutcome, WindowNews } from './window-link.ts';

const agreed = {
  encryption: 'srtp',
  takesDigits: true,
  video: { send: false, receive: false },
  isHeldByPeer: false,
  needsFinalOffer: false,
} as const;
const wants = { picture: 'none', takesPicture: false, isHeld: false } as const;
const withCamera = { ...wants, picture: 'camera' } as const;
const from = { fork: 'b', isProvisional: false };
const sdp = (text: string) => ({ contentType: 'application/sdp', text });

/** A relay and a window whose answers the test decides; what they were asked is kept in order. */
function setUp(turn?: readonly TurnServer[]) {
  const asked: string[] = [];
  const plans: RelayAsk[] = [];
  const events: MediaEvent[] = [];
  let tellRelay: (news: RelayNews) => void = () => undefined;
  let tellWindow: (news: WindowNews) => void = () => undefined;
  let changeDevice: () => void = () => undefined;
  const sides = {
    relay: (ask: RelayAsk): RelayAnswer | Promise<RelayAnswer> =>
      ask.op === 'open' || ask.op === 'close' || ask.op === 'restart' || ask.op === 'roll-back'
        ? { kind: 'done' }
        : { kind: 'description', sdp: `relay ${ask.op}`, agreed },
    window: (step: MediaStep): OrderOutcome | Promise<OrderOutcome> =>
      step.kind === 'offer' || step.kind === 'answer' ? { kind: 'done', sdp: `window ${step.kind}` } : { kind: 'done' },
  };
  const service = createMediaService({
    clock: { wall: () => 7 },
    relay: {
      async ask(call, ask) {
        asked.push(`${call} relay ${ask.op}${'sdp' in ask ? ` (${ask.sdp})` : ''}`);
        plans.push(ask);
        return sides.relay(ask);
      },
      follow(_call, listener) {
        tellRelay = listener;
        return () => {
          tellRelay = () => undefined;
        };
      },
      close: () => undefined,
    },
    window: {
      async order(call, step) {
        asked.push(`${call} window ${step.kind}${'sdp' in step ? ` (${step.sdp})` : ''}`);
        return sides.window(step);
      },
      follow(_call, listener) {
        tellWindow = listener;
        return () => {
          tellWindow = () => undefined;
        };
      },
    },
    places: () => ({ addresses: ['192.0.2.1'], ports: { first: 50_000, last: 50_059 }, ...(turn ? { turn } : {}) }),
    followDevices(listener) {
      changeDevice = listener;
      return () => {
        changeDevice = () => undefined;
      };
    },
  });
  const open = (): CallMedia =>
    service.open('a', { dialect: 'microsoft', encryption: 'preferred' }, (event) => events.push(event));
  return {
    asked,
    plans,
    events,
    sides,
    open,
    tellRelay: (news: RelayNews) => tellRelay(news),
    tellWindow: (news: WindowNews) => tellWindow(news),
    changeDevice: () => changeDevice(),
  };
}

it('makes an offer of the window’s, and hands the window what became of the answer', async () => {
  const { asked, plans, open } = setUp();
  const media = open();
  expect(asked).toEqual([]);
  expect(await media.offer(wants)).toEqual({ ok: true, value: sdp('relay offer-from-near') });
  expect(await media.takeAnswer(sdp('far answer'), from)).toEqual({ ok: true, value: agreed });
  expect(asked).toEqual([
    'a relay open',
    'a window offer',
    'a relay offer-from-near (window offer)',
    'a relay answer-from-far (far answer)',
    'a window take-answer (relay answer-from-far)',
  ]);
  expect(plans[0]).toEqual({
    op: 'open',
    plan: {
      addresses: ['192.0.2.1'],
      ports: { first: 50_000, last: 50_059 },
      dialect: 'microsoft',
      encryption: 'preferred',
      offersDtls: false,
      offersIce: true,
    },
  });
});

it('answers an offer of the far end through both, and asks the window nothing where the relay can answer', async () => {
  const { asked, sides, open } = setUp();
  const media = open();
  const answer = await media.answer(sdp('far offer'), wants);
  expect(answer).toEqual({ ok: true, value: { answer: sdp('relay answer-from-near'), agreed } });
  sides.relay = () => ({ kind: 'answered', sdp: 'at once', agreed });
  const second = await media.answer(sdp('the same again'), wants);
  expect(second).toEqual({ ok: true, value: { answer: sdp('at once'), agreed } });
  expect(asked).toEqual([
    'a relay open',
    'a relay offer-from-far (far offer)',
    'a window answer (relay offer-from-far)',
    'a relay answer-from-near (window answer)',
    'a relay offer-from-far (the same again)',
  ]);
});

it('does one step after the other, however many are asked for', async () => {
  const { asked, sides, open } = setUp();
  const media = open();
  let goOn: () => void = () => undefined;
  sides.window = () =>
    new Promise((resolve) => {
      goOn = () => resolve({ kind: 'done', sdp: 'late' });
    });
  const offer = media.offer(wants);
  const answer = media.takeAnswer(sdp('early'), from);
  await new Promise((resolve) => setImmediate(resolve));
  expect(asked).toEqual(['a relay open', 'a window offer']);
  sides.window = () => ({ kind: 'done' });
  goOn();
  expect(await offer).toMatchObject({ ok: true });
  expect(await answer).toMatchObject({ ok: true });
});

it('says in words of its own what window and relay could not do', async () => {
  const { sides, open } = setUp();
  const code = async (media: CallMedia) => {
    const outcome = await media.offer(wants);
    return outcome.ok ? 'fine' : [outcome.failure.code, outcome.failure.data?.device ?? ''];
  };
  sides.window = () => ({ kind: 'problem', problem: 'no-microphone', detail: 'NotFoundError' });
  expect(await code(open())).toEqual(['MEDIA_NO_MICROPHONE', 'microphone']);
  sides.window = () => ({ kind: 'problem', problem: 'screen-not-picked', detail: '' });
  expect(await code(open())).toEqual(['MEDIA_SCREEN_NOT_PICKED', '']);
  sides.window = () => ({ kind: 'done', sdp: 'fine' });
  sides.relay = () => ({ kind: 'problem', problem: 'no-port', detail: '' });
  expect(await code(open())).toEqual(['MEDIA_ENGINE', '']);
  sides.relay = (ask) =>
    ask.op === 'open' ? { kind: 'done' } : { kind: 'problem', problem: 'encryption-mismatch', detail: '' };
  expect(await code(open())).toEqual(['MEDIA_ENCRYPTION_MISMATCH', '']);
});

it('takes whatever is thrown at it for a failure of the engine, and goes on', async () => {
  const { sides, open } = setUp();
  const media = open();
  sides.window = () => {
    throw new RangeError('a=crypto:1 inline:secret');
  };
  expect(await media.offer(wants)).toEqual({
    ok: false,
    failure: { code: 'MEDIA_ENGINE', detail: 'RangeError', at: 7 },
  });
  await media.rollBack();
  sides.window = () => ({ kind: 'done', sdp: 'fine' });
  expect(await media.offer(wants)).toMatchObject({ ok: true });
});

it('refuses a body that describes nothing, without asking anybody', async () => {
  const { asked, open } = setUp();
  const answered = await open().answer({ contentType: 'text/html', text: 'x' }, wants);
  expect(answered).toMatchObject({ ok: false, failure: { code: 'MEDIA_UNREADABLE' } });
  expect(asked).toEqual([]);
});

it('takes an offer of the window’s back that the relay makes nothing of', async () => {
  const { asked, sides, open } = setUp();
  sides.relay = ({ op }) =>
    op === 'offer-from-near' ? { kind: 'problem', problem: 'no-port', detail: '' } : { kind: 'done' };
  expect(await open().offer(withCamera)).toMatchObject({ ok: false, failure: { code: 'MEDIA_ENGINE' } });
  expect(asked.at(-1)).toBe('a window roll-back');
});

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
  await media.takeAnswer(sdp('early'), { fork: 'b', isProvisional: true });
  expect(hidden()).toBe(0);
  await media.takeAnswer(sdp('final'), from);
  expect(hidden()).toBe(isKept ? 0 : 1);
  await media.answer(sdp('far offer'), wanted);
  expect(hidden()).toBe(isKept ? 0 : 1);
  sides.relay = () => ({ kind: 'answered', sdp: 'at once', agreed: settled });
  await media.answer(sdp('far offer'), wanted);
  expect(hidden()).toBe(isKept ? 0 : 1);
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

it('tells what becomes of the line, and takes the loss of either side for the end of it', async () => {
  const { events, open, tellRelay, tellWindow } = setUp();
  const media = open();
  tellRelay({ kind: 'gone' });
  expect(events).toEqual([]);
  await media.offer(wants);
  tellRelay({ kind: 'connected' });
  tellWindow({ kind: 'lost', what: 'camera' });
  tellRelay({ kind: 'quality', quality: { path: 'direct', lossPercent: 0 } });
  for (const atMs of [0, 2000]) tellWindow({ kind: 'figures', figures: { atMs, codec: 'PCMU' } });
  tellRelay({ kind: 'gone' });
  tellWindow({ kind: 'gone' });
  tellWindow({ kind: 'lost', what: 'engine' });
  expect(events.map((event) => (event.kind === 'failed' ? `${event.kind} ${event.reason}` : event.kind))).toEqual([
    'connected',
    'lost',
    'quality',
    'quality',
    'quality',
    'failed relay',
    'failed window',
    'failed window',
  ]);
  expect(events[4]).toMatchObject({ quality: { codec: 'PCMU', path: 'direct', mos: expect.any(Number) } });
});

it('closes both sides once, says nothing after, and does nothing more', async () => {
  const { asked, events, open, tellRelay } = setUp();
  const media = open();
  await media.offer(wants);
  media.close();
  media.close();
  tellRelay({ kind: 'connected' });
  expect(asked.slice(-2)).toEqual(['a relay close', 'a window close']);
  expect(events).toEqual([]);
  expect(await media.offer(wants)).toMatchObject({ ok: false, failure: { code: 'MEDIA_ENGINE' } });
  const unused = open();
  unused.close();
  expect(asked.filter((line) => line === 'a relay close')).toHaveLength(1);
});

it('gives the relay the company’s own relay servers, new addresses after a move, and digits to the window', async () => {
  const turn = [{ form: 'microsoft', host: 'av.contoso.com', udpPort: 3478, userName: 'a', password: 'b' }] as const;
  const { asked, plans, sides, open } = setUp(turn);
  const media = open();
  await media.offer(wants);
  expect(plans[0]).toMatchObject({ op: 'open', plan: { turn } });
  media.restart();
  await media.rollBack();
  expect(await media.sendDigits('12#')).toEqual({ ok: true, value: undefined });
  expect(plans.at(2)).toEqual({ op: 'restart', addresses: ['192.0.2.1'] });
  expect(asked.slice(-3)).toEqual(['a relay roll-back', 'a window roll-back', 'a window digits']);
  sides.window = () => ({ kind: 'problem', problem: 'engine', detail: 'no sender' });
  expect(await media.sendDigits('1')).toMatchObject({ ok: false, failure: { code: 'CALL_DIGITS_NOT_TAKEN' } });
});

it('does not let a change of device of ours speak against the line', async () => {
  const { open, events, tellWindow, changeDevice } = setUp();
  await open().offer(wants);
  const scores = (waits: readonly number[]) => {
    for (const [at, bufferedMs] of waits.entries()) {
      const figures = { codec: 'PCMU', packetsReceived: 100 * (at + 1), bufferedMs, bufferedCount: 100 * (at + 1) };
      tellWindow({ kind: 'figures', figures: { ...figures, atMs: at } });
    }
    return events.splice(0).map((event) => event.kind === 'quality' && event.quality.mos);
  };
  const good = scores([0, 0]).at(-1);
  changeDevice();
  expect(scores([90_000, 90_000])).toEqual([good, good]);
});
