/** The connection goes in the middle of something: whoever waits is told, and nothing is left that waits. RFC 3261 17.1.4 */
import { expect, it } from 'vitest';
import { type AgentBench, createAgentBench } from '../../../test/fakes/agent-bench.ts';
import { startInvite } from '../../../test/fakes/invite-bench.ts';
import {
  bobContact,
  callUs,
  deliver,
  listen,
  media,
  openCall,
  startCall,
  startEmptyCall,
  takenCall,
  toTagOf,
  withMedia,
} from '../../../test/fakes/sip-call-bench.ts';

const never = () => new Promise<never>(() => undefined);
const reliable = ['Require: 100rel', 'RSeq: 1'];
const lost = { code: 'CONNECTION_LOST' };

/** Whoever waits, with what must come of it. */
type Waits = readonly [outcome: unknown, expected: object | undefined];

/** Brings about what the connection goes in the middle of. */
const middles: Readonly<Record<string, (bench: AgentBench) => Promise<readonly Waits[]>>> = {
  'a call that rings': async (bench) => {
    const { request, outcome } = await startCall(bench);
    bench.peer.answer(request, '180 Ringing', { headers: [bobContact, ...reliable] });
    await bench.peer.nextRequest('PRACK');
    return [[outcome, { kind: 'failed', failure: lost }]];
  },
  'an early offer of the far end that nobody answers': async (bench) => {
    const { request, outcome } = await startCall(bench, {}, { onOffer: never });
    bench.peer.answer(request, '183 Session Progress', withMedia(2, reliable));
    bench.peer.answer(await bench.peer.nextRequest('PRACK'), '200 OK');
    bench.peer.inside(request, 'UPDATE', 1, withMedia(3));
    return [[outcome, { kind: 'failed', failure: lost }]];
  },
  'an offer in a 200 that nobody answers': async (bench) => {
    const { request, outcome } = await startEmptyCall(bench, never);
    bench.peer.answer(request, '200 OK', withMedia(2));
    await bench.clock.advance(0);
    return [[outcome, { kind: 'failed', failure: lost }]];
  },
  'an INVITE that was given up and never answered': async (bench) => {
    const abort = new AbortController();
    const { outcome } = await startInvite(bench, { signal: abort.signal });
    abort.abort();
    await bench.clock.advance(2000);
    return [[outcome, { kind: 'cancelled' }]];
  },
  'an offer of ours that waits after a crossing': async (bench) => {
    const { dialog } = await openCall(bench);
    const outcome = dialog.reinvite(media(2));
    bench.peer.answer(await bench.peer.nextRequest('INVITE'), '491 Request Pending');
    await bench.clock.advance(0);
    return [[outcome, { ok: false, failure: lost }]];
  },
  'an offer of ours that waits for the one before it': async (bench) => {
    const { dialog } = await openCall(bench);
    const first = dialog.reinvite(media(2));
    await bench.peer.nextRequest('INVITE');
    const second = dialog.reinvite(media(3));
    const third = dialog.request('UPDATE', { body: media(4) });
    const expected = { ok: false, failure: lost };
    return [first, second, third].map((outcome) => [outcome, expected] as const);
  },
  'an offer of the peer that nobody answers': async (bench) => {
    const { toTag } = await takenCall(bench, { onOffer: never });
    deliver(bench, 'INVITE', { toTag, cseq: 2, body: media(9).text });
    await bench.clock.advance(0);
    return [];
  },
  'an offer of the peer whose answer is never acknowledged': async (bench) => {
    const { toTag } = await takenCall(bench, { onOffer: () => media(10) });
    deliver(bench, 'INVITE', { toTag, cseq: 2, body: media(9).text });
    await bench.peer.next('SIP/2.0 200');
    return [];
  },
  'ringing that is never confirmed': async (bench) => {
    const { rung } = listen(bench);
    callUs(bench, { headers: ['Require: 100rel'] });
    rung[0]?.ring(media(8));
    await bench.clock.advance(3000);
    return [];
  },
  'a call that is taken while its ringing is not confirmed': async (bench) => {
    const { rung } = listen(bench);
    callUs(bench, { headers: ['Require: 100rel'] });
    rung[0]?.ring(media(8));
    const dialog = rung[0]?.accept(undefined, { onRequest: () => undefined, onEnd: () => undefined });
    const offered = dialog?.reinvite(media(9));
    return [[offered, { ok: false, failure: lost }]];
  },
  'a REFER of ours without news': async (bench) => {
    const { dialog } = await openCall(bench);
    const ends: unknown[] = [];
    const listener = { onProgress: () => undefined, onEnd: (failure: unknown) => void ends.push(failure) };
    const outcome = dialog.refer('sip:voicemail@contoso.com', { listener });
    bench.peer.answer(await bench.peer.nextRequest('REFER'), '202 Accepted', { headers: [bobContact] });
    return [
      [outcome, { ok: true }],
      [
        bench.clock
          .advance(0)
          .then(() => bench.flow.lose())
          .then(() => ends),
        [lost],
      ],
    ];
  },
  'a REFER of the peer that nobody answers': async (bench) => {
    const { toTag } = await takenCall(bench, { onRefer: () => undefined });
    deliver(bench, 'REFER', { toTag, cseq: 2, headers: ['Refer-To: <sip:voicemail@contoso.com>'] });
    await bench.clock.advance(0);
    return [];
  },
  'a BYE that nobody heard, while it waits to be said again': async (bench) => {
    const { dialog } = await openCall(bench);
    const ending = dialog.end();
    await bench.clock.advance(3000);
    return [[ending, undefined]];
  },
  'our end of a call that was never acknowledged': async (bench) => {
    const { rung } = listen(bench);
    callUs(bench);
    const dialog = rung[0]?.accept(media(8), { onRequest: () => undefined, onEnd: () => undefined });
    return [[dialog?.end(), undefined]];
  },
};

it.each(Object.keys(middles))('%s', async (what) => {
  const bench = createAgentBench();
  const waiting = (await middles[what]?.(bench)) ?? [];
  bench.flow.lose();
  await bench.clock.advance(0);
  expect(bench.clock.pending).toBe(0);
  for (const [outcome, expected] of waiting) {
    if (expected === undefined) expect(await outcome).toBeUndefined();
    else expect(await outcome).toMatchObject(expected);
  }
});

it.each(['480 Gone Away', '200 OK'])(
  'an early offer that nobody answers holds up nothing where the call is answered %s',
  async (status) => {
    const bench = createAgentBench();
    const { request, outcome } = await startCall(bench, {}, { onOffer: never });
    bench.peer.answer(request, '183 Session Progress', withMedia(2, reliable));
    bench.peer.answer(await bench.peer.nextRequest('PRACK'), '200 OK');
    bench.peer.inside(request, 'UPDATE', 1, withMedia(3));
    bench.peer.answer(request, status, withMedia(2));
    await outcome;
    await bench.clock.advance(5000);
    expect(toTagOf(await bench.peer.next('SIP/2.0 504'))).not.toBe('');
    expect(bench.clock.pending).toBe(0);
    bench.agent.close();
  },
);
