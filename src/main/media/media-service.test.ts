import { expect, it } from 'vitest';
import { agreed, from, sdp, setUp, wants, withCamera } from '../../../test/fakes/media-service-bench.ts';
import type { CallMedia } from './call-media.ts';

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

it.each(['relay open', 'window offer', 'relay offer-from-near'])(
  'asks nobody for anything more when the call ends during "%s"',
  async (during) => {
    const { asked, sides, open } = setUp();
    const media = open();
    const closing = <Answer>(name: string, answer: Answer): Answer => {
      if (name === during) media.close();
      return answer;
    };
    const { relay, window } = sides;
    sides.relay = (ask) => closing(`relay ${ask.op}`, relay(ask));
    sides.window = (step) => closing(`window ${step.kind}`, window(step));
    const offer = await media.offer(wants);
    expect(offer).toMatchObject({ ok: false, failure: { code: 'MEDIA_ENGINE', detail: 'the call is over' } });
    expect(asked.slice(-2)).toEqual(['a relay close', 'a window close']);
  },
);

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

it('takes an offer of the far end back that cannot be answered, so that the next one of ours is not behind it', async () => {
  for (const fault of ['window', 'relay']) {
    const { asked, sides, open } = setUp();
    const media = open();
    if (fault === 'window') sides.window = () => ({ kind: 'problem', problem: 'description-refused', detail: 'no' });
    else
      sides.relay = ({ op }) =>
        op === 'answer-from-near'
          ? { kind: 'problem', problem: 'no-port', detail: 'no' }
          : { kind: 'description', sdp: `relay ${op}`, agreed };
    expect((await media.answer(sdp('far offer'), wants)).ok).toBe(false);
    expect(asked.at(-1)).toBe('a relay roll-back');
  }
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
  expect(plans.at(2)).toEqual({ op: 'restart', addresses: ['192.0.2.1'], turn });
  expect(asked.slice(-3)).toEqual(['a relay roll-back', 'a window roll-back', 'a window digits']);
  sides.window = () => ({ kind: 'problem', problem: 'engine', detail: 'no sender' });
  expect(await media.sendDigits('1')).toMatchObject({ ok: false, failure: { code: 'CALL_DIGITS_NOT_TAKEN' } });
});

it('goes on without a relay that cannot be entered, and says why; a call that ended while it waited opens nothing', async () => {
  const { asked, events, traced, sides, open } = setUp();
  sides.relayWay = () => Promise.resolve({ servers: [], missing: 'late' });
  await open().offer(wants);
  expect(events).toEqual([{ kind: 'without-relay', why: 'late' }]);
  expect(traced).toEqual([{ kind: 'decision', text: 'the call goes on without a media relay: late' }]);
  asked.length = 0;
  let goOn: () => void = () => undefined;
  sides.relayWay = () =>
    new Promise((resolve) => {
      goOn = () => resolve({ servers: [] });
    });
  const media = open();
  const offer = media.offer(wants);
  await new Promise((resolve) => setImmediate(resolve));
  media.close();
  goOn();
  expect(await offer).toMatchObject({ ok: false, failure: { code: 'MEDIA_ENGINE' } });
  expect(asked).toEqual([]);
});

it('says why the relay is not used: that nothing of it came in time, and what it says for itself after all', async () => {
  const turn = [{ form: 'standard', host: 'turn.contoso.com', udpPort: 3478, userName: 'a', password: 'b' }] as const;
  const { events, sides, open, tellRelay } = setUp(turn);
  const host = 'a=candidate:1 1 UDP 1 192.0.2.1 5000 typ host\r\n';
  sides.relay = ({ op }) => (op === 'open' ? { kind: 'done' } : { kind: 'description', sdp: host, agreed });
  const media = open();
  await media.offer(wants);
  await media.finalOffer();
  expect(events.splice(0)).toEqual([{ kind: 'without-relay', why: 'silent' }]);
  for (const why of ['wrong-password', 'wrong-password', 'silent'] as const) tellRelay({ kind: 'without-relay', why });
  expect(events.splice(0)).toEqual([{ kind: 'without-relay', why: 'wrong-password' }]);
  sides.relay = ({ op }) =>
    op === 'open'
      ? { kind: 'done' }
      : { kind: 'description', sdp: op === 'final-offer' ? host : `${host}${host.replace('host', 'relay')}`, agreed };
  const other = open();
  await other.offer(wants);
  await other.finalOffer();
  expect(events).toEqual([]);
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
