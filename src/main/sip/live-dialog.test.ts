import { describe, expect, it } from 'vitest';
import { createAgentBench, digest, failureOf, proofOf } from '../../../test/fakes/agent-bench.ts';
import { openDialog } from '../../../test/fakes/invite-bench.ts';
import { textOf } from '../../../test/fakes/wire-peer.ts';
import { headerOf } from '../../protocol/sip/message.ts';

const c3p = { contentType: 'application/cccp+xml', text: '<request/>' };
const bodied = { headers: ['Content-Type: application/cccp+xml'], body: '<notify/>' };

describe('requests inside a dialog', () => {
  it('go out as INFO with the next CSeq and come back with the answer', async () => {
    const bench = createAgentBench();
    const { dialog, request } = await openDialog(bench);
    const answer = dialog.request('INFO', { body: c3p });
    const info = await bench.peer.nextRequest('INFO');
    expect(info.uri).toBe('sip:focus.tailspintoys.com:5061;transport=tls');
    expect([headerOf(info, 'cseq'), headerOf(info, 'content-type')]).toEqual(['2 INFO', 'application/cccp+xml']);
    expect(headerOf(info, 'from')).toBe(headerOf(request, 'from'));
    bench.peer.answer(info, '200 OK', bodied);
    const result = await answer;
    expect(result.ok && textOf(result.value)).toContain('<notify/>');
    bench.agent.close();
  });

  it('prove themselves when asked, counting on', async () => {
    const bench = createAgentBench();
    const { dialog } = await openDialog(bench);
    const answer = dialog.request('INFO', { body: c3p });
    bench.peer.answer(await bench.peer.nextRequest('INFO'), '401 Unauthorized', digest('nonce="n", qop="auth"'));
    const proved = await bench.peer.nextRequest('INFO');
    expect([headerOf(proved, 'cseq'), proofOf(proved)('nc')]).toEqual(['3 INFO', '00000001']);
    bench.peer.answer(proved, '200 OK');
    expect((await answer).ok).toBe(true);
    void dialog.end();
    const bye = await bench.peer.nextRequest('BYE');
    expect([headerOf(bye, 'cseq'), proofOf(bye)('nc')]).toEqual(['4 BYE', '00000002']);
    bench.agent.close();
  });

  it('say SIP_TIMEOUT after 8 s and CONNECTION_LOST at once', async () => {
    const bench = createAgentBench();
    const { dialog, heard } = await openDialog(bench);
    const silent = dialog.request('INFO', { body: c3p });
    await bench.clock.advance(8000);
    expect(failureOf(await silent).code).toBe('SIP_TIMEOUT');
    const cut = dialog.request('INFO', { body: c3p });
    bench.flow.lose();
    expect(failureOf(await cut).code).toBe('CONNECTION_LOST');
    expect(heard.ends).toMatchObject([{ failure: { code: 'CONNECTION_LOST' } }]);
    expect(failureOf(await dialog.request('INFO', { body: c3p })).code).toBe('CONNECTION_LOST');
    expect(bench.clock.pending).toBe(0);
  });

  it('reach the listener, whose status is the answer', async () => {
    const bench = createAgentBench();
    const open = await openDialog(bench);
    bench.peer.inside(open.request, 'INFO', 1, bodied);
    open.answerWith = 403;
    bench.peer.inside(open.request, 'INFO', 2, bodied);
    bench.peer.inside(open.request, 'MESSAGE', 3, bodied);
    expect(open.heard.requests.map(({ method }) => method)).toEqual(['INFO', 'INFO', 'MESSAGE']);
    expect(bench.peer.startLines()).toEqual(['SIP/2.0 200 OK', 'SIP/2.0 403 Forbidden', 'SIP/2.0 403 Forbidden']);
    bench.agent.close();
  });

  it('are heard as BENOTIFY once, and never answered', async () => {
    const bench = createAgentBench();
    const open = await openDialog(bench);
    open.answerWith = 415;
    bench.peer.inside(open.request, 'BENOTIFY', 1, bodied);
    bench.peer.inside(open.request, 'BENOTIFY', 1, bodied);
    bench.peer.inside(open.request, 'BENOTIFY', 2, bodied);
    bench.peer.inside(open.request, 'INFO', 3, bodied);
    expect(open.heard.requests.map(({ method }) => method)).toEqual(['BENOTIFY', 'BENOTIFY', 'INFO']);
    await bench.peer.next('SIP/2.0 415');
    expect(bench.peer.startLines().filter((line) => line.startsWith('SIP/2.0'))).toEqual([]);
    bench.agent.close();
  });

  it('that are out of order are told so and never reach the listener', async () => {
    const bench = createAgentBench();
    const { request, heard } = await openDialog(bench);
    bench.peer.inside(request, 'INFO', 7, bodied);
    bench.peer.inside(request, 'INFO', 6, bodied);
    bench.peer.inside(request, 'UPDATE', 6);
    expect(heard.requests).toHaveLength(1);
    expect(bench.peer.startLines()).toEqual([
      'SIP/2.0 200 OK',
      'SIP/2.0 500 Internal Server Error',
      'SIP/2.0 500 Internal Server Error',
    ]);
    bench.agent.close();
  });

  it('for a dialog that is not ours are answered 481', async () => {
    const bench = createAgentBench();
    const { request, heard } = await openDialog(bench);
    for (const method of ['INFO', 'UPDATE', 'BYE']) bench.peer.inside(request, method, 9, { toTag: 'stranger' });
    expect(bench.peer.startLines()).toEqual(Array(3).fill('SIP/2.0 481 Call/Transaction Does Not Exist'));
    expect([heard.requests, heard.ends]).toEqual([[], []]);
    bench.agent.close();
  });
});

describe('the end of a dialog', () => {
  it('comes with the BYE of the peer', async () => {
    const bench = createAgentBench();
    const { request, heard, dialog } = await openDialog(bench);
    const headers = ['ms-diagnostics: 3109;reason="Conference ended";source="fe01.contoso.com"'];
    bench.peer.inside(request, 'BYE', 1, { headers });
    expect(heard.ends).toMatchObject([{ bye: { method: 'BYE' } }]);
    expect(bench.peer.startLines()).toEqual(['SIP/2.0 200 OK']);
    await dialog.end();
    expect([bench.peer.untaken, bench.clock.pending]).toEqual([1, 0]);
    bench.agent.close();
    expect(heard.ends).toHaveLength(1);
  });

  it('is asked for once with BYE and waited for 2 s at most', async () => {
    const bench = createAgentBench();
    const { heard, dialog } = await openDialog(bench);
    const ended = dialog.end();
    await dialog.end();
    await bench.peer.nextRequest('BYE');
    await bench.clock.advance(2000);
    await ended;
    expect([bench.peer.untaken, heard.ends]).toEqual([0, []]);
    bench.agent.close();
  });

  it('may cross a request and a BYE of the peer', async () => {
    const bench = createAgentBench();
    const { request, heard, dialog } = await openDialog(bench);
    const ended = dialog.end();
    const bye = await bench.peer.nextRequest('BYE');
    bench.peer.inside(request, 'INFO', 1, bodied);
    bench.peer.inside(request, 'BYE', 2);
    bench.peer.answer(bye, '200 OK');
    await ended;
    expect(bench.peer.startLines()).toEqual(['SIP/2.0 481 Call/Transaction Does Not Exist', 'SIP/2.0 200 OK']);
    expect([heard.requests, heard.ends, bench.clock.pending]).toEqual([[], [], 0]);
    bench.agent.close();
  });
});

describe('a request inside the dialog', () => {
  const info = { body: { contentType: 'text/plain', text: 'x' } };

  it.each([
    ['481 Call/Transaction Does Not Exist', { ok: true, value: { status: 481 } }],
    ['408 Request Timeout', { ok: false, failure: { code: 'SIP_TIMEOUT', sip: { status: 408 } } }],
  ])('answered %s ends the dialog with a BYE: the server knows it no more', async (status, outcome) => {
    const bench = createAgentBench();
    const { heard, dialog } = await openDialog(bench);
    const answer = dialog.request('INFO', info);
    bench.peer.answer(await bench.peer.nextRequest('INFO'), status);
    expect(await answer).toMatchObject(outcome);
    expect(heard.ends).toMatchObject([{ failure: { code: 'CONNECTION_LOST' } }]);
    bench.peer.answer(await bench.peer.nextRequest('BYE'), status);
    await bench.clock.advance(0);
    expect([bench.peer.untaken, heard.ends.length, bench.clock.pending]).toEqual([0, 1, 0]);
    bench.agent.close();
  });

  it.each(['403 Forbidden', '500 Server Internal Error', '415 Unsupported Media Type', '603 Decline'])(
    'answered %s leaves the dialog alone',
    async (status) => {
      const bench = createAgentBench();
      const { heard, dialog } = await openDialog(bench);
      const answer = dialog.request('INFO', info);
      bench.peer.answer(await bench.peer.nextRequest('INFO'), status);
      expect((await answer).ok).toBe(true);
      expect([bench.peer.untaken, heard.ends]).toEqual([0, []]);
      bench.agent.close();
    },
  );
});

describe('the session timer', () => {
  it('refreshes by UPDATE at half the time when that is our part, on the terms of each answer', async () => {
    const bench = createAgentBench();
    await openDialog(bench, ['Session-Expires: 1800;refresher=uac', 'Require: timer']);
    await bench.clock.advance(900_000);
    const update = await bench.peer.nextRequest('UPDATE');
    expect([headerOf(update, 'session-expires'), headerOf(update, 'supported')]).toEqual([
      '1800;refresher=uac',
      'timer',
    ]);
    bench.peer.answer(update, '200 OK', { headers: ['Session-Expires: 600;refresher=uac'] });
    await bench.clock.advance(300_000);
    await bench.peer.nextRequest('UPDATE');
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it.each([
    ['481 Call/Transaction Does Not Exist', 'CONNECTION_LOST'],
    [undefined, 'SIP_TIMEOUT'],
  ])('whose refresh is answered %s ends the dialog with %s', async (status, code) => {
    const bench = createAgentBench();
    const { heard } = await openDialog(bench, ['Session-Expires: 1800;refresher=uac']);
    await bench.clock.advance(900_000);
    const update = await bench.peer.nextRequest('UPDATE');
    if (status) bench.peer.answer(update, status);
    // As long as a transaction lasts. RFC 3261 17.1.2.2
    await bench.clock.advance(status ? 0 : 31_999);
    if (!status) expect(heard.ends).toEqual([]);
    await bench.clock.advance(status ? 0 : 1);
    expect(heard.ends).toMatchObject([{ failure: { code } }]);
    bench.peer.answer(await bench.peer.nextRequest('BYE'), '200 OK');
    await bench.clock.advance(0);
    expect(bench.clock.pending).toBe(0);
    bench.agent.close();
  });

  it('goes on when a refresh is answered that was asked for again after silence', async () => {
    const bench = createAgentBench();
    const { heard } = await openDialog(bench, ['Session-Expires: 1800;refresher=uac']);
    await bench.clock.advance(900_000);
    await bench.peer.nextRequest('UPDATE');
    await bench.clock.advance(8000);
    bench.peer.answer(await bench.peer.nextRequest('UPDATE'), '200 OK', {
      headers: ['Session-Expires: 1800;refresher=uac'],
    });
    await bench.clock.advance(899_999);
    expect([heard.ends, bench.peer.startLines()]).toEqual([[], []]);
    await bench.clock.advance(1);
    await bench.peer.nextRequest('UPDATE');
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it('tries a refused refresh again, and goes on when it is taken', async () => {
    const bench = createAgentBench();
    const { heard } = await openDialog(bench, ['Session-Expires: 1800;refresher=uac']);
    await bench.clock.advance(900_000);
    bench.peer.answer(await bench.peer.nextRequest('UPDATE'), '500 Server Internal Error');
    await bench.clock.advance(449_999);
    expect(bench.peer.untaken).toBe(0);
    await bench.clock.advance(1);
    const again = await bench.peer.nextRequest('UPDATE');
    expect(headerOf(again, 'session-expires')).toBe('1800;refresher=uac');
    bench.peer.answer(again, '200 OK', { headers: ['Session-Expires: 1800;refresher=uac'] });
    await bench.clock.advance(900_000);
    await bench.peer.nextRequest('UPDATE');
    expect(heard.ends).toEqual([]);
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it('ends a session whose refreshes are all refused before it runs out', async () => {
    const bench = createAgentBench();
    const { heard } = await openDialog(bench, ['Session-Expires: 1800;refresher=uac']);
    const halves = [900_000, 450_000, 225_000, 112_500, 56_250];
    for (const wait of halves) {
      await bench.clock.advance(wait);
      bench.peer.answer(await bench.peer.nextRequest('UPDATE'), '500 Server Internal Error');
    }
    const left = 1_800_000 - 32_000 - halves.reduce((sum, wait) => sum + wait, 0);
    await bench.clock.advance(left - 1);
    expect(heard.ends).toEqual([]);
    await bench.clock.advance(1);
    expect(heard.ends).toMatchObject([{ failure: { code: 'CONNECTION_LOST', detail: 'session expired' } }]);
    bench.peer.answer(await bench.peer.nextRequest('BYE'), '200 OK');
    await bench.clock.advance(0);
    expect([bench.peer.untaken, bench.clock.pending]).toEqual([0, 0]);
    bench.agent.close();
  });

  it('lengthens its interval once when the server finds it too brief (422), and else tries again later', async () => {
    const bench = createAgentBench();
    const { heard } = await openDialog(bench, ['Session-Expires: 1800;refresher=uac']);
    await bench.clock.advance(900_000);
    const brief = '422 Session Interval Too Small';
    bench.peer.answer(await bench.peer.nextRequest('UPDATE'), brief, { headers: ['Min-SE: 3600'] });
    const longer = await bench.peer.nextRequest('UPDATE');
    expect(headerOf(longer, 'session-expires')).toBe('3600;refresher=uac');
    bench.peer.answer(longer, brief, { headers: ['Min-SE: 7200'] });
    await bench.clock.advance(449_999);
    expect([bench.peer.untaken, heard.ends]).toEqual([0, []]);
    await bench.clock.advance(1);
    bench.peer.answer(await bench.peer.nextRequest('UPDATE'), brief, { headers: ['Min-SE: 90'] });
    await bench.clock.advance(0);
    expect([bench.peer.untaken, bench.clock.pending]).toEqual([0, 1]);
    bench.agent.close();
  });

  it('ends a session that the peer promised to refresh and did not', async () => {
    const bench = createAgentBench();
    const { heard } = await openDialog(bench, ['Session-Expires: 1800;refresher=uas']);
    await bench.clock.advance(1_767_999);
    expect(heard.ends).toEqual([]);
    await bench.clock.advance(1);
    expect(heard.ends).toMatchObject([{ failure: { code: 'CONNECTION_LOST', detail: 'session expired' } }]);
    await bench.peer.nextRequest('BYE');
    bench.agent.close();
  });

  it.each(['UPDATE', 'INVITE'])('takes the refresh of the peer by %s and starts over', async (method) => {
    const bench = createAgentBench();
    const { heard, request } = await openDialog(bench, ['Session-Expires: 1800;refresher=uas']);
    await bench.clock.advance(1_000_000);
    const headers = ['Contact: <sip:focus.tailspintoys.com:5061;transport=tls>', 'Session-Expires: 1800;refresher=uac'];
    bench.peer.inside(request, method, 1, { headers });
    const answer = await bench.peer.next('SIP/2.0 200');
    expect([headerOf(answer, 'session-expires'), headerOf(answer, 'require')]).toEqual(['1800;refresher=uac', 'timer']);
    expect(headerOf(answer, 'contact')).toMatch(/^<sip:/);
    if (method === 'INVITE') bench.peer.inside(request, 'ACK', 1);
    await bench.clock.advance(1_000_000);
    expect([heard.ends, heard.requests.map((asked) => asked.method)]).toEqual([[], [method]]);
    bench.agent.close();
  });

  it('refuses media that nobody asked for', async () => {
    const bench = createAgentBench();
    const { request, heard } = await openDialog(bench);
    const headers = ['Contact: <sip:a@b.invalid>', 'Content-Type: application/sdp'];
    bench.peer.inside(request, 'INVITE', 1, { headers, body: 'v=0\r\n' });
    expect(bench.peer.startLines()).toEqual(['SIP/2.0 488 Not Acceptable Here']);
    expect(heard.requests).toEqual([]);
    bench.agent.close();
  });
});
