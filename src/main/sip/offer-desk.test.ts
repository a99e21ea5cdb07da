/** Our offers inside a call: answered, refused, crossing the peer's, never answered, and the end in the middle. */
import { describe, expect, it } from 'vitest';
import { createAgentBench, digest, failureOf, proofOf } from '../../../test/fakes/agent-bench.ts';
import { bobContact, deliver, media, openCall, takenCall, withMedia } from '../../../test/fakes/sip-call-bench.ts';
import { textOf } from '../../../test/fakes/wire-peer.ts';
import { headerOf } from '../../protocol/sip/message.ts';

const contact = { headers: [bobContact] };

describe('our offer inside a call', () => {
  it('is answered and acknowledged, with our Contact', async () => {
    const bench = createAgentBench();
    const { dialog } = await openCall(bench);
    const answer = dialog.reinvite(media(2), { headers: [['X-Hold', 'yes']] });
    const invite = await bench.peer.nextRequest('INVITE');
    expect([headerOf(invite, 'cseq'), headerOf(invite, 'x-hold'), headerOf(invite, 'contact')]).toEqual([
      '2 INVITE',
      'yes',
      expect.stringMatching(/^<sip:/),
    ]);
    expect(textOf(invite)).toContain(media(2).text);
    bench.peer.answer(invite, '100 Trying');
    const moved = 'Contact: <sip:bob@192.0.2.99:5061;transport=tls>';
    bench.peer.answer(invite, '200 OK', { ...withMedia(3), headers: [moved, 'Content-Type: application/sdp'] });
    const ack = await bench.peer.nextRequest('ACK');
    expect([headerOf(ack, 'cseq'), ack.uri]).toEqual(['2 ACK', 'sip:bob@192.0.2.99:5061;transport=tls']);
    expect(await answer).toMatchObject({ ok: true, value: { status: 200 } });
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it('proves itself when asked, and its ACK too', async () => {
    const bench = createAgentBench();
    const { dialog } = await openCall(bench);
    const answer = dialog.reinvite(media(2));
    bench.peer.answer(await bench.peer.nextRequest('INVITE'), '401 Unauthorized', digest('nonce="n", qop="auth"'));
    await bench.peer.nextRequest('ACK');
    const proved = await bench.peer.nextRequest('INVITE');
    expect([headerOf(proved, 'cseq'), proofOf(proved)('nc')]).toEqual(['3 INVITE', '00000001']);
    bench.peer.answer(proved, '200 OK', withMedia(3));
    expect(proofOf(await bench.peer.nextRequest('ACK'))('nc')).toBe('00000001');
    expect((await answer).ok).toBe(true);
    bench.agent.close();
  });

  it.each([
    ['488 Not Acceptable Here', 488],
    ['415 Unsupported Media Type', 415],
    ['500 Server Internal Error', 500],
  ])('refused with %s is a value, and the next one may go', async (status, number) => {
    const bench = createAgentBench();
    const { dialog, heard } = await openCall(bench);
    for (let n = 0; n < 2; n += 1) {
      const answer = dialog.reinvite(media(2));
      bench.peer.answer(await bench.peer.nextRequest('INVITE'), status);
      expect(await answer).toMatchObject({ ok: true, value: { status: number } });
    }
    expect(heard.ends).toEqual([]);
    bench.agent.close();
  });

  it('answered by a 200 without a description is a value without a body', async () => {
    const bench = createAgentBench();
    const { dialog } = await openCall(bench);
    const answer = dialog.reinvite(media(2));
    bench.peer.answer(await bench.peer.nextRequest('INVITE'), '200 OK', contact);
    await bench.peer.nextRequest('ACK');
    const outcome = await answer;
    expect(outcome.ok && [outcome.value.status, outcome.value.body.length]).toEqual([200, 0]);
    bench.agent.close();
  });

  it('waits for the one before it', async () => {
    const bench = createAgentBench();
    const { dialog } = await openCall(bench);
    const answers = [
      dialog.reinvite(media(2)),
      dialog.request('UPDATE', { body: media(3) }),
      dialog.reinvite(media(4)),
    ];
    const first = await bench.peer.nextRequest('INVITE');
    expect(bench.peer.startLines()).toEqual([]);
    bench.peer.answer(first, '200 OK', withMedia(2));
    const update = await bench.peer.nextRequest('UPDATE');
    expect(textOf(update)).toContain(media(3).text);
    bench.peer.answer(update, '200 OK', withMedia(3));
    bench.peer.answer(await bench.peer.nextRequest('INVITE'), '200 OK', withMedia(4));
    expect((await Promise.all(answers)).map((each) => each.ok)).toEqual([true, true, true]);
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it.each([481, 408])('answered %i ends the call', async (status) => {
    const bench = createAgentBench();
    const { dialog, heard } = await openCall(bench);
    const answer = dialog.reinvite(media(2));
    bench.peer.answer(await bench.peer.nextRequest('INVITE'), `${status} Gone`);
    expect(await answer).toMatchObject({ ok: true, value: { status } });
    expect(heard.ends).toMatchObject([{ failure: { code: 'CONNECTION_LOST' } }]);
    bench.agent.close();
  });

  it('that nobody answers is cancelled and given up; what comes late is acknowledged', async () => {
    const bench = createAgentBench();
    const { dialog, heard } = await openCall(bench);
    const answer = dialog.reinvite(media(2), { limitMs: 5000 });
    const invite = await bench.peer.nextRequest('INVITE');
    bench.peer.answer(invite, '100 Trying');
    await bench.clock.advance(5000);
    await bench.peer.nextRequest('CANCEL');
    await bench.clock.advance(2000);
    expect(failureOf(await answer).code).toBe('SIP_TIMEOUT');
    bench.peer.answer(invite, '200 OK', withMedia(2));
    await bench.peer.nextRequest('ACK');
    void dialog.reinvite(media(3));
    await bench.peer.nextRequest('INVITE');
    expect(heard.ends).toEqual([]);
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it.each([false, true])(
    'that nobody answers makes us ask whether the server is there at all, unless somebody works on it (%s)',
    async (works) => {
      const bench = createAgentBench();
      await bench.signIn();
      const { dialog } = await openCall(bench);
      const held = dialog.reinvite(media(2));
      const offer = await bench.peer.nextRequest('INVITE');
      if (works) bench.peer.answer(offer, '100 Trying');
      await bench.clock.advance(works ? 60_000 : 8000);
      expect(bench.peer.startLines().map((line) => line.split(' ')[0])).toEqual([works ? 'CANCEL' : 'REGISTER']);
      await bench.clock.advance(2000);
      expect(await held).toMatchObject({ ok: false, failure: { code: 'SIP_TIMEOUT' } });
      bench.agent.close();
    },
  );

  it('that is never answered at all does not block the next for ever', async () => {
    const bench = createAgentBench();
    const { dialog } = await openCall(bench);
    const lost = dialog.reinvite(media(2));
    await bench.peer.nextRequest('INVITE');
    const next = dialog.reinvite(media(3));
    await bench.clock.advance(10_000);
    expect(failureOf(await lost).code).toBe('SIP_TIMEOUT');
    expect(bench.peer.startLines()).toEqual([]);
    await bench.clock.advance(32_000);
    bench.peer.answer(await bench.peer.nextRequest('INVITE'), '200 OK', withMedia(3));
    expect(headerOf(await bench.peer.nextRequest('ACK'), 'cseq')).toBe('3 ACK');
    expect((await next).ok).toBe(true);
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it('given up by its signal is cancelled, and what the peer says to that is the answer', async () => {
    const bench = createAgentBench();
    const { dialog } = await openCall(bench);
    const giveUp = new AbortController();
    const answer = dialog.reinvite(media(2), { signal: giveUp.signal });
    const invite = await bench.peer.nextRequest('INVITE');
    bench.peer.answer(invite, '100 Trying');
    giveUp.abort();
    await bench.peer.nextRequest('CANCEL');
    bench.peer.answer(invite, '487 Request Terminated');
    expect(await answer).toMatchObject({ ok: true, value: { status: 487 } });
    bench.agent.close();
  });

  it.each(['BYE of the peer', 'end by us', 'loss of the connection'])(
    'is settled by a %s in the middle',
    async (what) => {
      const bench = createAgentBench();
      const { dialog, request, heard } = await openCall(bench);
      const answer = dialog.reinvite(media(2));
      const waiting = dialog.reinvite(media(3));
      const invite = await bench.peer.nextRequest('INVITE');
      bench.peer.answer(invite, '100 Trying');
      if (what.startsWith('BYE')) bench.peer.inside(request, 'BYE', 1);
      else if (what.startsWith('end')) void dialog.end();
      else bench.flow.lose();
      expect([failureOf(await answer).code, failureOf(await waiting).code]).toEqual([
        'CONNECTION_LOST',
        'CONNECTION_LOST',
      ]);
      expect(heard.ends).toHaveLength(what.startsWith('end') ? 0 : 1);
      bench.peer.answer(invite, '200 OK', withMedia(2));
      if (!what.startsWith('loss')) await bench.peer.nextRequest('ACK');
      expect(failureOf(await dialog.reinvite(media(4))).code).toBe('CONNECTION_LOST');
      bench.agent.close();
      expect(bench.clock.pending).toBe(0);
    },
  );
});

describe('offers that cross', () => {
  it('are met by ours again in 2.1 to 4 s where the Call-ID is ours, made anew', async () => {
    const bench = createAgentBench();
    const { dialog } = await openCall(bench);
    const glares: string[] = [];
    const answer = dialog.reinvite(media(2), {
      onGlare: () => void glares.push('void'),
      offerAgain: () => Promise.resolve(media(5)),
    });
    bench.peer.answer(await bench.peer.nextRequest('INVITE'), '491 Request Pending');
    await bench.peer.nextRequest('ACK');
    await bench.clock.advance(2099);
    expect([glares, bench.peer.startLines()]).toEqual([['void'], []]);
    await bench.clock.advance(1901);
    const again = await bench.peer.nextRequest('INVITE');
    expect(textOf(again)).toContain(media(5).text);
    bench.peer.answer(again, '200 OK', withMedia(3));
    expect(await answer).toMatchObject({ ok: true, value: { status: 200 } });
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it('let ours go again within 2 s where the peer called, and the peer goes first', async () => {
    const bench = createAgentBench();
    const { dialog, toTag } = await takenCall(bench, { onOffer: () => media(9) });
    const answer = dialog.reinvite(media(2));
    const invite = await bench.peer.nextRequest('INVITE');
    deliver(bench, 'INVITE', { toTag, cseq: 2, body: media(10).text });
    await bench.peer.next('SIP/2.0 491');
    bench.peer.answer(invite, '491 Request Pending');
    await bench.peer.nextRequest('ACK');
    // Answers take a moment; the peer's second try comes before ours.
    await bench.clock.advance(0);
    deliver(bench, 'INVITE', { toTag, cseq: 3, body: media(10).text });
    expect(textOf(await bench.peer.next('SIP/2.0 200'))).toContain(media(9).text);
    await bench.clock.advance(2000);
    expect(bench.peer.startLines().filter((line) => line.startsWith('INVITE'))).toEqual([]);
    deliver(bench, 'ACK', { toTag, cseq: 3 });
    bench.peer.answer(await bench.peer.nextRequest('INVITE'), '200 OK', withMedia(3));
    expect((await answer).ok).toBe(true);
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it('again and again are a 491 at last, and ended by whoever does not want it any more', async () => {
    const bench = createAgentBench();
    const { dialog } = await openCall(bench);
    const answer = dialog.reinvite(media(2));
    for (let n = 0; n < 4; n += 1) {
      bench.peer.answer(await bench.peer.nextRequest('INVITE'), '491 Request Pending');
      await bench.clock.advance(4000);
    }
    expect(await answer).toMatchObject({ ok: true, value: { status: 491 } });
    const unwanted = dialog.reinvite(media(3), { offerAgain: () => Promise.resolve(undefined) });
    bench.peer.answer(await bench.peer.nextRequest('INVITE'), '491 Request Pending');
    await bench.clock.advance(4000);
    expect(await unwanted).toMatchObject({ ok: true, value: { status: 491 } });
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it('and a BYE while we wait end the waiting', async () => {
    const bench = createAgentBench();
    const { dialog, request } = await openCall(bench);
    const answer = dialog.reinvite(media(2));
    bench.peer.answer(await bench.peer.nextRequest('INVITE'), '491 Request Pending');
    await bench.clock.advance(1);
    bench.peer.inside(request, 'BYE', 1);
    expect(failureOf(await answer).code).toBe('CONNECTION_LOST');
    expect(bench.clock.pending).toBe(0);
    bench.agent.close();
  });
});
