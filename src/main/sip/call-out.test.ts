/** Calls of ours until they are answered: early media, confirmed ringing, forks, offers of the far end, the end at any moment. */
import { describe, expect, it } from 'vitest';
import { createAgentBench, digest, proofOf } from '../../../test/fakes/agent-bench.ts';
import { bobContact, bobUri, media, startCall, startEmptyCall, withMedia } from '../../../test/fakes/sip-call-bench.ts';
import { textOf } from '../../../test/fakes/wire-peer.ts';
import { headerOf, headersOf } from '../../protocol/sip/message.ts';

const reliable = (rseq: number | string) => ['Require: 100rel', `RSeq: ${rseq}`];
const told = (headers: readonly string[] = [], toTag = 'srv1') => ({ headers: [bobContact, ...headers], toTag });

describe('the INVITE of a call', () => {
  it.each([
    [
      'microsoft',
      'ms-dialog-route-set-update, timer, histinfo, ms-safe-transfer, ms-sender, ms-early-media, 100rel, replaces, norefersub, gruu-10',
    ],
    ['standard', 'timer, 100rel, replaces, norefersub'],
  ] as const)('says in the %s dialect what we can do, and bears what the caller wants', async (dialect, tags) => {
    const bench = createAgentBench({ dialect });
    const { request } = await startCall(bench, { headers: [['P-Preferred-Identity', '<tel:+14255550100>']] });
    expect(headersOf(request, 'supported').join(', ')).toContain(tags);
    expect(headerOf(request, 'allow')).toContain('PRACK');
    expect(headerOf(request, 'p-preferred-identity')).toBe('<tel:+14255550100>');
    bench.agent.close();
  });

  it('may ring for three minutes', async () => {
    const bench = createAgentBench();
    const call = await startCall(bench);
    bench.peer.answer(call.request, '180 Ringing', told());
    await bench.clock.advance(179_999);
    bench.peer.answer(call.request, '180 Ringing', told());
    await bench.clock.advance(179_999);
    bench.peer.answer(call.request, '200 OK', withMedia(1));
    expect(await call.outcome).toMatchObject({ kind: 'accepted', dialog: { remoteTag: 'srv1' } });
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it('or as long as it is told to', async () => {
    const bench = createAgentBench();
    const call = await startCall(bench, { ringLimitMs: 10_000 });
    bench.peer.answer(call.request, '180 Ringing', told());
    await bench.clock.advance(10_000);
    expect(await call.outcome).toMatchObject({ kind: 'failed', failure: { code: 'SIP_TIMEOUT' } });
    await bench.peer.nextRequest('CANCEL');
    bench.agent.close();
  });

  it('is taken back', async () => {
    const bench = createAgentBench();
    const giveUp = new AbortController();
    const call = await startCall(bench, { signal: giveUp.signal });
    bench.peer.answer(call.request, '180 Ringing', told());
    giveUp.abort();
    await bench.peer.nextRequest('CANCEL');
    bench.peer.answer(call.request, '487 Request Terminated', told());
    expect(await call.outcome).toEqual({ kind: 'cancelled' });
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it.each([
    ['488 Not Acceptable Here', 488],
    ['415 Unsupported Media Type', 415],
    ['420 Bad Extension', 420],
    ['491 Request Pending', 491],
    ['603 Decline', 603],
  ])('answered %s is refused with that', async (answer, status) => {
    const bench = createAgentBench();
    const call = await startCall(bench);
    bench.peer.answer(call.request, answer);
    const outcome = await call.outcome;
    expect(outcome).toMatchObject({ kind: 'refused', response: { status } });
    expect('contacts' in outcome).toBe(false);
    bench.agent.close();
  });

  it('that is sent elsewhere names the places, the most wanted first', async () => {
    const bench = createAgentBench();
    const call = await startCall(bench);
    const headers = [
      'Contact: <sip:second@contoso.com>;q=0.5, <sip:first@contoso.com;opaque=app:voicemail>',
      'Contact: <https://contoso.com>;q=1.0',
      `Contact: ${Array.from({ length: 30 }, (_, n) => `<sip:p${n}@contoso.com>;q=0.1`).join(', ')}`,
    ];
    bench.peer.answer(call.request, '302 Moved Temporarily', { headers });
    const outcome = await call.outcome;
    const contacts = outcome.kind === 'refused' ? (outcome.contacts ?? []) : [];
    expect([contacts.slice(0, 2), contacts.length]).toEqual([
      ['sip:first@contoso.com;opaque=app:voicemail', 'sip:second@contoso.com'],
      10,
    ]);
    bench.agent.close();
  });
});

describe('early media', () => {
  it('tells its description and its fork, and is confirmed by PRACK', async () => {
    const bench = createAgentBench();
    const { request, heard } = await startCall(bench);
    bench.peer.answer(request, '183 Session Progress', withMedia(2, reliable(17), 'gw'));
    const prack = await bench.peer.nextRequest('PRACK');
    expect([headerOf(prack, 'rack'), headerOf(prack, 'cseq'), prack.uri]).toEqual([
      '17 1 INVITE',
      '2 PRACK',
      'sip:bob@192.0.2.20:5061;transport=tls',
    ]);
    expect(headerOf(prack, 'to')).toBe(`<${bobUri}>;tag=gw`);
    expect(heard.early).toMatchObject([{ remoteTag: 'gw', body: { text: media(2).text } }]);
    expect(heard.early[0]?.localTag).toBe(/;tag=([^;]+)/.exec(headerOf(request, 'from') ?? '')?.[1]);
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it('proves its PRACK when asked', async () => {
    const bench = createAgentBench();
    const { request } = await startCall(bench);
    bench.peer.answer(request, '183 Session Progress', withMedia(2, reliable(1)));
    bench.peer.answer(await bench.peer.nextRequest('PRACK'), '401 Unauthorized', digest('nonce="n", qop="auth"'));
    const proved = await bench.peer.nextRequest('PRACK');
    expect([headerOf(proved, 'rack'), proofOf(proved)('nc')]).toEqual(['1 1 INVITE', '00000001']);
    bench.agent.close();
  });

  it.each([
    [[]],
    // Several rows are one list, and its words have no case. RFC 3261 7.3.1
    [['Require: precondition']],
    [['Require: precondition, 100REL']],
  ])(
    'is told once and in order beside %j: what comes again or too soon is neither told nor confirmed',
    async (more) => {
      const bench = createAgentBench();
      const { request, heard } = await startCall(bench);
      for (const rseq of [5, 5, 7, 6])
        bench.peer.answer(request, '183 Session Progress', withMedia(rseq, [...more, ...reliable(rseq)]));
      const racks = [await bench.peer.nextRequest('PRACK'), await bench.peer.nextRequest('PRACK')].map((each) =>
        headerOf(each, 'rack'),
      );
      expect([racks, heard.progress, bench.peer.untaken]).toEqual([['5 1 INVITE', '6 1 INVITE'], [183, 183], 0]);
      bench.agent.close();
    },
  );

  it.each(['0', '-3', 'x', '4294967296', ''])('with RSeq %j is told and not confirmed', async (rseq) => {
    const bench = createAgentBench();
    const { request, heard } = await startCall(bench);
    bench.peer.answer(request, '183 Session Progress', withMedia(2, reliable(rseq)));
    expect(heard.early).toHaveLength(1);
    expect(bench.peer.startLines()).toEqual([]);
    bench.agent.close();
  });

  it('is told apart by fork, and the fork that answers wins', async () => {
    const bench = createAgentBench();
    const { request, heard, outcome } = await startCall(bench);
    bench.peer.answer(request, '180 Ringing', told([], 'desk'));
    bench.peer.answer(request, '183 Session Progress', withMedia(3, reliable(1), 'mobile'));
    bench.peer.answer(request, '183 Session Progress', withMedia(4, reliable(1), 'desk'));
    expect(heard.early.map(({ remoteTag, body }) => [remoteTag, body?.text])).toEqual([
      ['desk', undefined],
      ['mobile', media(3).text],
      ['desk', media(4).text],
    ]);
    bench.peer.answer(request, '200 OK', withMedia(4, [], 'desk'));
    expect(await outcome).toMatchObject({ kind: 'accepted', dialog: { remoteTag: 'desk' } });
    bench.peer.answer(request, '200 OK', withMedia(3, [], 'mobile'));
    expect(headerOf(await bench.peer.nextRequest('BYE'), 'to')).toContain('tag=mobile');
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it('names a place, and the answer another: there the ACK goes, and all that follows', async () => {
    const bench = createAgentBench();
    const { request, outcome } = await startCall(bench);
    bench.peer.answer(request, '180 Ringing', {
      headers: ['Contact: <sip:ringing@192.0.2.40:5061;transport=tls>'],
      toTag: 'gw',
    });
    bench.peer.answer(request, '200 OK', withMedia(2, [], 'gw'));
    expect((await bench.peer.nextRequest('ACK')).uri).toBe('sip:bob@192.0.2.20:5061;transport=tls');
    const accepted = await outcome;
    if (accepted.kind !== 'accepted') throw new Error(accepted.kind);
    void accepted.dialog.end();
    expect((await bench.peer.nextRequest('BYE')).uri).toBe('sip:bob@192.0.2.20:5061;transport=tls');
    bench.agent.close();
  });

  it('leads by the routes of the answer, a strict one in its own way', async () => {
    const bench = createAgentBench();
    const { request, outcome } = await startCall(bench);
    const routes = ['Record-Route: <sip:far.contoso.com;lr>', 'Record-Route: <sip:strict.contoso.com;transport=tls>'];
    bench.peer.answer(request, '200 OK', withMedia(2, routes, 'gw'));
    await outcome;
    const ack = await bench.peer.nextRequest('ACK');
    expect([ack.uri, headersOf(ack, 'route')]).toEqual([
      'sip:strict.contoso.com;transport=tls',
      ['<sip:far.contoso.com;lr>', '<sip:bob@192.0.2.20:5061;transport=tls>'],
    ]);
    bench.agent.close();
  });

  it('of a flood of forks is kept for 16', async () => {
    const bench = createAgentBench();
    const { request, heard } = await startCall(bench);
    for (let n = 0; n < 60; n += 1)
      bench.peer.answer(request, '183 Session Progress', withMedia(1, reliable(1), `f${n}`));
    expect([heard.early.length, bench.peer.startLines().filter((line) => line.startsWith('PRACK')).length]).toEqual([
      16, 16,
    ]);
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });
});

describe('an UPDATE before the call is answered', () => {
  it('of the far end reaches the listener, or is refused where nobody listens', async () => {
    const bench = createAgentBench();
    const asked: (string | undefined)[] = [];
    const { request } = await startCall(
      bench,
      {},
      {
        onOffer: (offer) => {
          asked.push(headerOf(offer, 'from'));
          return media(9);
        },
      },
    );
    bench.peer.answer(request, '183 Session Progress', withMedia(2, reliable(1), 'gw'));
    bench.peer.inside(request, 'UPDATE', 1, withMedia(3, [], 'gw'));
    expect(textOf(await bench.peer.next('SIP/2.0 200'))).toContain(media(9).text);
    expect(asked).toEqual([expect.stringContaining('tag=gw')]);
    bench.peer.inside(request, 'UPDATE', 2, told([], 'gw'));
    expect((await bench.peer.next('SIP/2.0 200')).body).toHaveLength(0);
    bench.agent.close();

    const deaf = createAgentBench();
    const other = await startCall(deaf);
    deaf.peer.answer(other.request, '183 Session Progress', withMedia(2, reliable(1), 'gw'));
    deaf.peer.inside(other.request, 'UPDATE', 1, withMedia(3, [], 'gw'));
    await deaf.peer.next('SIP/2.0 488');
    deaf.agent.close();
  });
});

it('an UPDATE of a fork is refused once another fork took the call, also of one that rings only then', async () => {
  const bench = createAgentBench();
  const asked: unknown[] = [];
  const onOffer = (offer: unknown) => {
    asked.push(offer);
    return media(9);
  };
  const { request, outcome } = await startCall(bench, {}, { onOffer });
  bench.peer.answer(request, '183 Session Progress', withMedia(2, reliable(1), 'gw'));
  bench.peer.answer(request, '183 Session Progress', withMedia(3, reliable(1), 'desk'));
  bench.peer.answer(request, '200 OK', withMedia(3, [], 'desk'));
  expect((await outcome).kind).toBe('accepted');
  bench.peer.inside(request, 'UPDATE', 1, withMedia(5, [], 'gw'));
  await bench.peer.next('SIP/2.0 481');
  bench.peer.answer(request, '183 Session Progress', withMedia(2, reliable(1), 'late'));
  bench.peer.inside(request, 'UPDATE', 2, withMedia(6, [], 'late'));
  await bench.peer.next('SIP/2.0 481');
  expect(asked).toEqual([]);
  bench.peer.inside(request, 'UPDATE', 3, withMedia(7, [], 'desk'));
  await bench.peer.next('SIP/2.0 200');
  expect(asked).toHaveLength(1);
  bench.agent.close();
});

describe('a call whose far end makes the offer', () => {
  it('is answered in the ACK', async () => {
    const bench = createAgentBench();
    const call = await startEmptyCall(bench, () => Promise.resolve(media(4)));
    expect([call.request.body.length, headerOf(call.request, 'content-type')]).toEqual([0, undefined]);
    bench.peer.answer(call.request, '200 OK', withMedia(1));
    expect(textOf(await bench.peer.nextRequest('ACK'))).toContain(media(4).text);
    expect((await call.outcome).kind).toBe('accepted');
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it('is ended when we have no answer, have none in 30 s, or give up', async () => {
    for (const answerOffer of [
      () => Promise.resolve(undefined),
      () => Promise.reject(new Error('a bug')),
      () => new Promise<undefined>(() => undefined),
    ]) {
      const bench = createAgentBench();
      const call = await startEmptyCall(bench, answerOffer);
      bench.peer.answer(call.request, '200 OK', withMedia(1));
      await bench.clock.advance(30_000);
      expect(await call.outcome).toEqual({ kind: 'cancelled' });
      expect((await bench.peer.nextRequest('ACK')).body).toHaveLength(0);
      await bench.peer.nextRequest('BYE');
      bench.agent.close();
      expect(bench.clock.pending).toBe(0);
    }
  });

  it('may be left by the far end before we answer, and has one winner', async () => {
    const bench = createAgentBench();
    let answer: (body: ReturnType<typeof media>) => void = () => undefined;
    const call = await startEmptyCall(bench, () => new Promise((resolve) => (answer = resolve)));
    bench.peer.answer(call.request, '200 OK', withMedia(1));
    bench.peer.answer(call.request, '200 OK', withMedia(1, [], 'second'));
    expect(headerOf(await bench.peer.nextRequest('BYE'), 'to')).toContain('tag=second');
    bench.peer.inside(call.request, 'BYE', 1);
    await bench.peer.next('SIP/2.0 200');
    answer(media(4));
    expect(await call.outcome).toMatchObject({ kind: 'failed', failure: { code: 'CONNECTION_LOST' } });
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });
});
