/** Session timers of calls, ours and the peer's, by UPDATE and by INVITE. RFC 4028 */
import { describe, expect, it } from 'vitest';
import { createAgentBench } from '../../../test/fakes/agent-bench.ts';
import { deliver, media, openCall, startCall, takenCall, withMedia } from '../../../test/fakes/sip-call-bench.ts';
import { textOf } from '../../../test/fakes/wire-peer.ts';
import { headerOf } from '../../protocol/sip/message.ts';

const half = 900_000;
const ours = ['Session-Expires: 1800;refresher=uac'];

describe('a call of ours whose refreshing is our part', () => {
  it.each(['405 Method Not Allowed', '501 Not Implemented'])(
    'is refreshed by INVITE with the last description where UPDATE is answered %s',
    async (status) => {
      const bench = createAgentBench();
      const { dialog, heard } = await openCall(bench, {}, ours);
      const held = dialog.reinvite(media(2));
      const first = await bench.peer.nextRequest('INVITE');
      expect(headerOf(first, 'session-expires')).toBe('1800;refresher=uac');
      bench.peer.answer(first, '200 OK', withMedia(2, ours));
      await held;
      await bench.clock.advance(half);
      bench.peer.answer(await bench.peer.nextRequest('UPDATE'), status);
      const refresh = await bench.peer.nextRequest('INVITE');
      expect([headerOf(refresh, 'session-expires'), textOf(refresh)]).toEqual([
        '1800;refresher=uac',
        expect.stringContaining(media(2).text),
      ]);
      bench.peer.answer(refresh, '200 OK', withMedia(2, ours));
      await bench.clock.advance(half);
      // What the peer does not know it is not asked for again.
      bench.peer.answer(await bench.peer.nextRequest('INVITE'), '200 OK', withMedia(2, ours));
      expect(bench.peer.startLines().filter((line) => line.startsWith('UPDATE'))).toEqual([]);
      await bench.clock.advance(0);
      expect(heard.ends).toEqual([]);
      bench.agent.close();
      expect(bench.clock.pending).toBe(0);
    },
  );

  it('is over when that refresh finds nobody, and tried again when it crosses an offer', async () => {
    const bench = createAgentBench();
    const { heard } = await openCall(bench, {}, ours);
    await bench.clock.advance(half);
    bench.peer.answer(await bench.peer.nextRequest('UPDATE'), '501 Not Implemented');
    bench.peer.answer(await bench.peer.nextRequest('INVITE'), '491 Request Pending');
    await bench.clock.advance(half / 2);
    expect(heard.ends).toEqual([]);
    bench.peer.answer(await bench.peer.nextRequest('INVITE'), '481 Gone');
    await bench.peer.nextRequest('BYE');
    expect(heard.ends).toMatchObject([{ failure: { code: 'CONNECTION_LOST', detail: 'session expired' } }]);
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });
});

describe('a call of ours whose session is too brief for the far end, as a server on the way would have it', () => {
  it('is made again with the time that the far end asks for, once', async () => {
    const bench = createAgentBench();
    const { outcome, request } = await startCall(bench);
    expect(headerOf(request, 'session-expires')).toBeUndefined();
    const brief = '422 Session Interval Too Small';
    bench.peer.answer(request, brief, { headers: ['Min-SE: 3600'] });
    const longer = await bench.peer.nextRequest('INVITE');
    expect([headerOf(longer, 'session-expires'), headerOf(longer, 'min-se'), headerOf(longer, 'cseq')]).toEqual([
      '3600',
      '3600',
      '2 INVITE',
    ]);
    expect([headerOf(longer, 'call-id'), textOf(longer)]).toEqual([
      headerOf(request, 'call-id'),
      expect.stringContaining(media(1).text),
    ]);
    bench.peer.answer(longer, brief, { headers: ['Min-SE: 7200'] });
    expect(await outcome).toMatchObject({ kind: 'refused', response: { status: 422 } });
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it.each(['', 'x', '0', '-1', '999999'])('is refused where that time is %j', async (least) => {
    const bench = createAgentBench();
    const { outcome, request } = await startCall(bench);
    bench.peer.answer(request, '422 Session Interval Too Small', { headers: [`Min-SE: ${least}`] });
    expect(await outcome).toMatchObject({ kind: 'refused', response: { status: 422 } });
    bench.agent.close();
  });
});

describe('a call to us', () => {
  it('is refreshed by us where the caller leaves that to us', async () => {
    const bench = createAgentBench();
    const { ok, ends } = await takenCall(
      bench,
      {},
      {
        headers: ['Supported: timer', 'Session-Expires: 1800;refresher=uas'],
      },
    );
    expect(headerOf(ok, 'session-expires')).toBe('1800;refresher=uas');
    await bench.clock.advance(half);
    const update = await bench.peer.nextRequest('UPDATE');
    expect(headerOf(update, 'session-expires')).toBe('1800;refresher=uac');
    bench.peer.answer(update, '200 OK', { headers: ours });
    await bench.clock.advance(half);
    bench.peer.answer(await bench.peer.nextRequest('UPDATE'), '405 Method Not Allowed');
    const refresh = await bench.peer.nextRequest('INVITE');
    expect(textOf(refresh)).toContain(media(8).text);
    expect(ends).toEqual([]);
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it('is over when the caller promised and did not, unless an offer of the caller renewed it', async () => {
    const bench = createAgentBench();
    const expires = ['Supported: timer', 'Session-Expires: 1800;refresher=uac'];
    const { toTag, ends } = await takenCall(bench, { onOffer: () => media(9) }, { headers: expires });
    await bench.clock.advance(1_700_000);
    deliver(bench, 'INVITE', { toTag, cseq: 2, headers: expires, body: media(10).text });
    const renewed = await bench.peer.next('SIP/2.0 200');
    expect(headerOf(renewed, 'session-expires')).toBe('1800;refresher=uac');
    deliver(bench, 'ACK', { toTag, cseq: 2 });
    await bench.clock.advance(1_700_000);
    expect(ends).toEqual([]);
    await bench.clock.advance(100_000);
    expect(ends).toMatchObject([{ failure: { detail: 'session expired' } }]);
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it.each(['INVITE', 'UPDATE'])(
    'goes on where the caller takes its promise back: an %s that names no end',
    async (method) => {
      const bench = createAgentBench();
      const expires = ['Supported: timer', 'Session-Expires: 1800;refresher=uac'];
      const { toTag, ends } = await takenCall(bench, { onOffer: () => media(9) }, { headers: expires });
      await bench.clock.advance(1_000_000);
      deliver(bench, method, { toTag, cseq: 2, body: media(10).text });
      const renewed = await bench.peer.next('SIP/2.0 200');
      expect(headerOf(renewed, 'session-expires')).toBeUndefined();
      if (method === 'INVITE') deliver(bench, 'ACK', { toTag, cseq: 2 });
      await bench.clock.advance(3_600_000);
      expect([ends, bench.peer.startLines()]).toEqual([[], []]);
      bench.agent.close();
      expect(bench.clock.pending).toBe(0);
    },
  );

  it('keeps who refreshes when we offer anew', async () => {
    const bench = createAgentBench();
    const { dialog } = await takenCall(
      bench,
      {},
      {
        headers: ['Supported: timer', 'Session-Expires: 1800;refresher=uac'],
      },
    );
    void dialog.reinvite(media(2));
    expect(headerOf(await bench.peer.nextRequest('INVITE'), 'session-expires')).toBe('1800;refresher=uas');
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });
});
