/** An UPDATE that offers media before a call is answered, of either side. RFC 3311 5.2 */
import { describe, expect, it } from 'vitest';
import { createAgentBench } from '../../../test/fakes/agent-bench.ts';
import {
  bobContact,
  callUs,
  deliver,
  listen,
  media,
  openCall,
  startCall,
  startEmptyCall,
  toTagOf,
  withMedia,
} from '../../../test/fakes/sip-call-bench.ts';
import { textOf } from '../../../test/fakes/wire-peer.ts';
import { headerOf, type SipRequest } from '../../protocol/sip/message.ts';

const reliable = ['Require: 100rel', 'RSeq: 1'];
const soon = /^(?:[0-9]|10)$/;

describe('of a caller that we ring', () => {
  /** A call that rings with media, its answer. */
  async function ringing(headers: readonly string[]) {
    const bench = createAgentBench();
    const { rung } = listen(bench);
    callUs(bench, { headers });
    rung[0]?.ring(media(8));
    const said = await bench.peer.next('SIP/2.0 183');
    const inside = (method: string, cseq: number, told: { headers?: string[]; body?: string } = {}) =>
      deliver(bench, method, { toTag: toTagOf(said), cseq, ...told });
    const confirm = (cseq: number) => inside('PRACK', cseq, { headers: [`RAck: ${headerOf(said, 'rseq')} 1 INVITE`] });
    return { bench, inside, confirm, invite: rung[0] };
  }

  it('hears 504 once ours is confirmed: a person has not taken the call yet', async () => {
    const { bench, inside, confirm, invite } = await ringing(['Require: 100rel']);
    confirm(2);
    await bench.peer.next('SIP/2.0 200');
    inside('UPDATE', 3, { body: media(9).text });
    const refused = await bench.peer.next('SIP/2.0 504');
    expect(headerOf(refused, 'cseq')).toBe('3 UPDATE');
    inside('UPDATE', 4);
    await bench.peer.next('SIP/2.0 200');
    // What was agreed holds, and the call can be taken.
    invite?.accept(undefined, { onRequest: () => undefined, onOffer: () => media(10), onEnd: () => undefined });
    expect(textOf(await bench.peer.next('SIP/2.0 200'))).toContain(media(8).text);
    deliver(bench, 'ACK', { toTag: toTagOf(refused) });
    inside('UPDATE', 5, { body: media(9).text });
    expect(textOf(await bench.peer.next('SIP/2.0 200'))).toContain(media(10).text);
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it.each([
    ['is not confirmed', ['Require: 100rel']],
    ['may be lost', []],
  ])('hears 500 and when to ask again while our answer %s', async (_what, headers) => {
    const { bench, inside } = await ringing(headers);
    inside('UPDATE', 2, { body: media(9).text });
    expect(headerOf(await bench.peer.next('SIP/2.0 500'), 'retry-after')).toMatch(soon);
    bench.agent.close();
  });

  it('hears the same where only the ringing is confirmed', async () => {
    const bench = createAgentBench();
    const { rung } = listen(bench);
    callUs(bench, { headers: ['Require: 100rel'] });
    rung[0]?.ring();
    const said = await bench.peer.next('SIP/2.0 180');
    const toTag = toTagOf(said);
    deliver(bench, 'PRACK', { toTag, cseq: 2, headers: [`RAck: ${headerOf(said, 'rseq')} 1 INVITE`] });
    await bench.peer.next('SIP/2.0 200');
    deliver(bench, 'UPDATE', { toTag, cseq: 3, body: media(9).text });
    expect(headerOf(await bench.peer.next('SIP/2.0 500'), 'retry-after')).toMatch(soon);
    bench.agent.close();
  });
});

describe('of a far end that rings', () => {
  const asking = () => {
    const asked: SipRequest[] = [];
    return {
      asked,
      onOffer: (request: SipRequest) => {
        asked.push(request);
        return media(9);
      },
    };
  };

  it.each([
    ['said nothing of media', '180 Ringing', { headers: [bobContact, ...reliable], toTag: 'gw' }],
    ['said it in a way that may be lost', '183 Session Progress', withMedia(2, [], 'gw')],
  ])('hears 491 while it has not answered ours: %s', async (_what, status, parts) => {
    const bench = createAgentBench();
    const { asked, onOffer } = asking();
    const { request } = await startCall(bench, {}, { onOffer });
    bench.peer.answer(request, status, parts);
    bench.peer.inside(request, 'UPDATE', 1, withMedia(3, [], 'gw'));
    await bench.peer.next('SIP/2.0 491');
    expect(asked).toEqual([]);
    bench.peer.answer(request, '183 Session Progress', withMedia(2, ['Require: 100rel', 'RSeq: 2'], 'gw'));
    bench.peer.inside(request, 'UPDATE', 2, withMedia(3, [], 'gw'));
    expect(textOf(await bench.peer.next('SIP/2.0 200'))).toContain(media(9).text);
    expect(asked).toHaveLength(1);
    bench.agent.close();
  });

  it('is not answered for another fork', async () => {
    const bench = createAgentBench();
    const { asked, onOffer } = asking();
    const { request } = await startCall(bench, {}, { onOffer });
    bench.peer.answer(request, '183 Session Progress', withMedia(2, reliable, 'gw'));
    bench.peer.answer(request, '180 Ringing', { headers: [bobContact, ...reliable], toTag: 'desk' });
    bench.peer.inside(request, 'UPDATE', 1, withMedia(3, [], 'desk'));
    await bench.peer.next('SIP/2.0 491');
    expect(asked).toEqual([]);
    bench.agent.close();
  });

  it('hears 500 and when to ask again while its own is not answered', async () => {
    const bench = createAgentBench();
    const { request } = await startEmptyCall(bench, () => Promise.resolve(media(4)));
    bench.peer.answer(request, '183 Session Progress', withMedia(2, reliable, 'gw'));
    bench.peer.inside(request, 'UPDATE', 1, withMedia(3, [], 'gw'));
    expect(headerOf(await bench.peer.next('SIP/2.0 500'), 'retry-after')).toMatch(soon);
    bench.agent.close();
  });

  it('hears 504 where whoever decides cannot change the media before the call is taken', async () => {
    const bench = createAgentBench();
    const { request } = await startCall(bench, {}, { onOffer: () => Promise.resolve({ status: 500 }) });
    bench.peer.answer(request, '183 Session Progress', withMedia(2, reliable, 'gw'));
    bench.peer.inside(request, 'UPDATE', 1, withMedia(3, [], 'gw'));
    await bench.peer.next('SIP/2.0 504');
    bench.peer.answer(request, '200 OK', withMedia(2, [], 'gw'));
    await bench.peer.nextRequest('ACK');
    // Taken, it is the media's own trouble.
    bench.peer.inside(request, 'UPDATE', 2, withMedia(4, [], 'gw'));
    await bench.peer.next('SIP/2.0 500');
    bench.agent.close();
  });
});

describe('an UPDATE before the one before it is answered', () => {
  const thinking = () => {
    let answer: (body: ReturnType<typeof media>) => void = () => undefined;
    const onOffer = () =>
      new Promise<ReturnType<typeof media>>((resolve) => {
        answer = resolve;
      });
    return { onOffer, answer: () => answer(media(9)) };
  };

  it.each(['early', 'in a call that stands'])(
    'hears 500 and when to ask again, although it offers nothing: %s',
    async (when) => {
      const bench = createAgentBench();
      const { onOffer, answer } = thinking();
      const isEarly = when === 'early';
      const { request } = isEarly ? await startCall(bench, {}, { onOffer }) : await openCall(bench, { onOffer });
      const toTag = isEarly ? 'gw' : undefined;
      if (isEarly) bench.peer.answer(request, '183 Session Progress', withMedia(2, reliable, toTag));
      const offering = withMedia(3, [], toTag);
      const plain = { headers: [bobContact], ...(toTag ? { toTag } : {}) };
      bench.peer.inside(request, 'UPDATE', 1, offering);
      bench.peer.inside(request, 'UPDATE', 2, plain);
      const refused = await bench.peer.next('SIP/2.0 500');
      expect([headerOf(refused, 'cseq'), headerOf(refused, 'retry-after')]).toEqual([
        '2 UPDATE',
        expect.stringMatching(soon),
      ]);
      answer();
      expect(headerOf(await bench.peer.next('SIP/2.0 200'), 'cseq')).toBe('1 UPDATE');
      bench.peer.inside(request, 'UPDATE', 3, plain);
      expect(headerOf(await bench.peer.next('SIP/2.0 200'), 'cseq')).toBe('3 UPDATE');
      bench.agent.close();
      expect(bench.clock.pending).toBe(0);
    },
  );
});
