/** Offers of the peer inside a call: answered at once or later, overlapping, taken back, never acknowledged. */
import { describe, expect, it } from 'vitest';
import { createAgentBench } from '../../../test/fakes/agent-bench.ts';
import { bobContact, deliver, media, openCall, takenCall, withMedia } from '../../../test/fakes/sip-call-bench.ts';
import { textOf } from '../../../test/fakes/wire-peer.ts';
import { headerOf, type SipRequest } from '../../protocol/sip/message.ts';
import type { Body, OfferAnswer } from './agent.ts';

/** An answer the test gives when it likes. */
function held() {
  const asked: SipRequest[] = [];
  let settle: (answer: OfferAnswer) => void = () => undefined;
  const onOffer = (request: SipRequest) => {
    asked.push(request);
    return new Promise<OfferAnswer>((resolve) => {
      settle = resolve;
    });
  };
  return { asked, onOffer, give: (answer: OfferAnswer) => settle(answer) };
}

describe('the offer of a peer inside a call', () => {
  it('may take its time: 100 meanwhile, overlapping ones refused with 500, ours after the ACK', async () => {
    const bench = createAgentBench();
    const hold = held();
    const { dialog, toTag } = await takenCall(bench, hold);
    deliver(bench, 'INVITE', { toTag, cseq: 2, body: media(10).text });
    await bench.peer.next('SIP/2.0 100');
    deliver(bench, 'INVITE', { toTag, cseq: 3, body: media(11).text });
    expect(headerOf(await bench.peer.next('SIP/2.0 500'), 'retry-after')).toMatch(/^\d+$/);
    deliver(bench, 'UPDATE', { toTag, cseq: 4, body: media(11).text });
    expect(headerOf(await bench.peer.next('SIP/2.0 500'), 'retry-after')).toMatch(/^\d+$/);
    void dialog.reinvite(media(2));
    hold.give(media(12));
    expect(textOf(await bench.peer.next('SIP/2.0 200'))).toContain(media(12).text);
    expect([hold.asked.length, bench.peer.startLines()]).toEqual([1, []]);
    deliver(bench, 'ACK', { toTag, cseq: 2 });
    await bench.peer.nextRequest('INVITE');
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it('is refused as whoever decides says, and with 488 by nobody', async () => {
    const bench = createAgentBench();
    const answers: OfferAnswer[] = [{ status: 415, headers: [['Accept', 'application/sdp']] }, undefined];
    const { toTag } = await takenCall(bench, { onOffer: () => Promise.resolve(answers.shift()) });
    deliver(bench, 'INVITE', { toTag, cseq: 2, body: media(10).text });
    expect(headerOf(await bench.peer.next('SIP/2.0 415'), 'accept')).toBe('application/sdp');
    deliver(bench, 'INVITE', { toTag, cseq: 3, body: media(10).text });
    await bench.peer.next('SIP/2.0 488');
    bench.agent.close();
  });

  it('is refused with 500 by a bug, which is traced', async () => {
    const bench = createAgentBench();
    const { toTag } = await takenCall(bench, { onOffer: () => Promise.reject(new Error('a bug')) });
    deliver(bench, 'INVITE', { toTag, cseq: 2, body: media(10).text });
    await bench.peer.next('SIP/2.0 500');
    expect(bench.trace.filter(({ kind }) => kind === 'failure')).toHaveLength(1);
    bench.agent.close();
  });

  it('is refused with 500 after 30 s, an UPDATE with 504 after 5', async () => {
    const bench = createAgentBench();
    const hold = held();
    const { toTag } = await takenCall(bench, hold);
    deliver(bench, 'INVITE', { toTag, cseq: 2, body: media(10).text });
    await bench.clock.advance(30_000);
    await bench.peer.next('SIP/2.0 500');
    hold.give(media(12));
    deliver(bench, 'UPDATE', { toTag, cseq: 3, body: media(10).text });
    await bench.clock.advance(5000);
    await bench.peer.next('SIP/2.0 504');
    expect(bench.peer.startLines().filter((line) => /200/.test(line))).toEqual([]);
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it.each(['INVITE', 'UPDATE'])(
    'by %s that is accepted too late is told to whoever accepted it, once',
    async (method) => {
      const bench = createAgentBench();
      const hold = held();
      let lapses = 0;
      const onOfferLapsed = () => {
        lapses += 1;
      };
      const { dialog, toTag } = await takenCall(bench, { ...hold, onOfferLapsed });
      deliver(bench, method, { toTag, cseq: 2, body: media(10).text });
      await bench.clock.advance(30_000);
      await bench.peer.next('SIP/2.0 50');
      expect(lapses).toBe(0);
      hold.give(media(12));
      await bench.clock.advance(0);
      expect(lapses).toBe(1);
      // One that is refused all the same changes nothing, nor does one whose call is over.
      for (const [cseq, answer] of [[3, { status: 488 }] as const, [4, media(12)] as const]) {
        deliver(bench, method, { toTag, cseq, body: media(10).text });
        if (cseq === 3) await bench.clock.advance(30_000);
        else void dialog.end();
        hold.give(answer);
        await bench.clock.advance(0);
      }
      expect(lapses).toBe(1);
      bench.agent.close();
    },
  );

  it('taken back by CANCEL is answered 487, and the next one may come', async () => {
    const bench = createAgentBench();
    const hold = held();
    const { toTag } = await takenCall(bench, hold);
    deliver(bench, 'INVITE', { toTag, cseq: 2, body: media(10).text });
    deliver(bench, 'CANCEL', { toTag, cseq: 2, branch: 'INVITEcall12' });
    await bench.peer.next('SIP/2.0 200');
    await bench.peer.next('SIP/2.0 487');
    deliver(bench, 'INVITE', { toTag, cseq: 3, body: media(10).text });
    hold.give(media(12));
    await bench.peer.next('SIP/2.0 200');
    expect(hold.asked).toHaveLength(2);
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it.each(['BYE', 'end'])('is answered 487 when a %s comes first', async (what) => {
    const bench = createAgentBench();
    const hold = held();
    const { dialog, toTag } = await takenCall(bench, hold);
    deliver(bench, 'INVITE', { toTag, cseq: 2, body: media(10).text });
    if (what === 'BYE') deliver(bench, 'BYE', { toTag, cseq: 3 });
    else void dialog.end();
    await bench.peer.next('SIP/2.0 487');
    hold.give(media(12));
    await bench.clock.advance(0);
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it('whose answer is never acknowledged ends the call after 32 s', async () => {
    const bench = createAgentBench();
    const { toTag, ends } = await takenCall(bench, { onOffer: () => media(12) });
    deliver(bench, 'INVITE', { toTag, cseq: 2, body: media(10).text });
    await bench.peer.next('SIP/2.0 200');
    deliver(bench, 'ACK', { toTag, cseq: 1, branch: 'again' });
    await bench.clock.advance(32_000);
    expect(ends).toMatchObject([{ failure: { code: 'CONNECTION_LOST' } }]);
    await bench.peer.nextRequest('BYE');
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it('may be asked of us: our 200 bears it, and the ACK the answer', async () => {
    const heard: (Body | undefined)[] = [];
    const bench = createAgentBench();
    const { toTag } = await takenCall(bench, {
      onOfferWanted: () => Promise.resolve(media(12)),
      onAnswer: (body) => void heard.push(body),
    });
    deliver(bench, 'INVITE', { toTag, cseq: 2 });
    expect(textOf(await bench.peer.next('SIP/2.0 200'))).toContain(media(12).text);
    deliver(bench, 'ACK', { toTag, cseq: 2, body: media(13).text });
    deliver(bench, 'INVITE', { toTag, cseq: 3 });
    await bench.peer.next('SIP/2.0 200');
    deliver(bench, 'ACK', { toTag, cseq: 3 });
    expect(heard).toEqual([media(13), undefined]);
    bench.agent.close();
  });

  it('by UPDATE hears 491 while the one in our 200 waits for its ACK', async () => {
    const heard: unknown[] = [];
    const bench = createAgentBench();
    const onOffer = () => {
      heard.push('offer');
      return media(12);
    };
    const { toTag } = await takenCall(bench, { onOfferWanted: () => media(12), onOffer });
    deliver(bench, 'INVITE', { toTag, cseq: 2 });
    await bench.peer.next('SIP/2.0 200');
    deliver(bench, 'UPDATE', { toTag, cseq: 3, body: media(10).text });
    await bench.peer.next('SIP/2.0 491');
    deliver(bench, 'ACK', { toTag, cseq: 2, body: media(13).text });
    deliver(bench, 'UPDATE', { toTag, cseq: 4, body: media(10).text });
    await bench.peer.next('SIP/2.0 200');
    expect(heard).toEqual(['offer']);
    bench.agent.close();
  });

  it('comes by UPDATE as well, and while ours is open hears 491', async () => {
    const bench = createAgentBench();
    const { dialog, toTag } = await takenCall(bench, { onOffer: () => media(12) });
    deliver(bench, 'UPDATE', { toTag, cseq: 2, body: media(10).text });
    const answer = await bench.peer.next('SIP/2.0 200');
    expect([textOf(answer), headerOf(answer, 'contact')]).toEqual([
      expect.stringContaining(media(12).text),
      expect.stringMatching(/^<sip:/),
    ]);
    void dialog.request('UPDATE', { body: media(2) });
    await bench.peer.nextRequest('UPDATE');
    deliver(bench, 'UPDATE', { toTag, cseq: 3, body: media(10).text });
    await bench.peer.next('SIP/2.0 491');
    deliver(bench, 'INVITE', { toTag, cseq: 4, body: media(10).text });
    await bench.peer.next('SIP/2.0 491');
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });
});

describe('where an offer of a peer says that it is now', () => {
  const moved = 'sip:bob@192.0.2.99:5061;transport=tls';
  const offer = { ...withMedia(3), headers: [`Contact: <${moved}>`, 'Content-Type: application/sdp'] };
  const [, before] = /<(.*)>/.exec(bobContact) ?? [];

  it.each(['INVITE', 'UPDATE'])('is no place to send to where the %s is refused, before or after', async (method) => {
    const bench = createAgentBench();
    const hold = held();
    const { dialog, request } = await openCall(bench, hold);
    bench.peer.inside(request, method, 1, offer);
    void dialog.request('INFO', {});
    expect((await bench.peer.nextRequest('INFO')).uri).toBe(before);
    hold.give({ status: 488 });
    await bench.peer.next('SIP/2.0 488');
    void dialog.end();
    expect((await bench.peer.nextRequest('BYE')).uri).toBe(before);
    bench.agent.close();
  });

  it.each(['INVITE', 'UPDATE'])('is where we send to once the %s is accepted', async (method) => {
    const bench = createAgentBench();
    const { dialog, request } = await openCall(bench, { onOffer: () => media(12) });
    bench.peer.inside(request, method, 1, offer);
    await bench.peer.next('SIP/2.0 200');
    void dialog.end();
    expect((await bench.peer.nextRequest('BYE')).uri).toBe(moved);
    bench.agent.close();
  });
});
