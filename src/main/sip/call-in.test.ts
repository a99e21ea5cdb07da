/** Calls to us until they are answered: ringing that cannot be lost, early media, taking the place of another call, going elsewhere. */
import { describe, expect, it } from 'vitest';
import { type AgentBench, createAgentBench } from '../../../test/fakes/agent-bench.ts';
import {
  bobContact,
  callUs,
  deliver,
  listen,
  media,
  openCall,
  startCall,
  takenCall,
  toTagOf,
} from '../../../test/fakes/sip-call-bench.ts';
import { textOf } from '../../../test/fakes/wire-peer.ts';
import { headerOf, headersOf } from '../../protocol/sip/message.ts';
import type { Failure } from '../../shared/model/failure.ts';
import type { DialogListener } from './agent.ts';

const required = { headers: ['Require: 100rel'] };
const supported = { headers: ['Supported: 100rel, timer'] };
const quiet: DialogListener = { onRequest: () => undefined, onEnd: () => undefined };

/** A call that rings with media and waits for its confirmation. */
async function ringing(told = required) {
  const bench = createAgentBench();
  const kept = listen(bench);
  callUs(bench, told);
  const [invite] = kept.rung;
  if (!invite) throw new Error('nobody called');
  invite.ring(media(8));
  const said = await bench.peer.next('SIP/2.0 183');
  const confirm = (rack = `${headerOf(said, 'rseq')} 1 INVITE`, cseq = 2) =>
    deliver(bench, 'PRACK', { toTag: toTagOf(said), cseq, headers: [`RAck: ${rack}`] });
  return { bench, invite, said, confirm, gone: kept.gone };
}

const said = (bench: AgentBench, status: string) =>
  bench.peer.startLines().filter((line) => line.startsWith(`SIP/2.0 ${status}`)).length;

describe('ringing with early media', () => {
  it.each([
    ['requires', required],
    ['supports', supported],
  ])('cannot be lost where the caller %s that', async (_what, told) => {
    const { bench, said: first, confirm } = await ringing(told);
    expect([headerOf(first, 'require'), Number(headerOf(first, 'rseq'))]).toEqual(['100rel', expect.any(Number)]);
    expect(textOf(first)).toContain(media(8).text);
    await bench.clock.advance(500);
    await bench.clock.advance(1000);
    const [second, third] = [await bench.peer.next('SIP/2.0 183'), await bench.peer.next('SIP/2.0 183')];
    expect([textOf(second), textOf(third)]).toEqual([textOf(first), textOf(first)]);
    confirm();
    await bench.peer.next('SIP/2.0 200');
    await bench.clock.advance(60_000);
    expect(said(bench, '183')).toBe(0);
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it('is said once where the caller knows nothing better', async () => {
    const { bench, said: first, invite } = await ringing({ headers: [] });
    expect([headerOf(first, 'require'), headerOf(first, 'rseq')]).toEqual([undefined, undefined]);
    await bench.clock.advance(60_000);
    expect(said(bench, '183')).toBe(0);
    invite.accept(undefined, quiet);
    expect(textOf(await bench.peer.next('SIP/2.0 200'))).toContain(media(8).text);
    bench.agent.close();
  });

  it.each(['', '1', 'x y z', '99 1 INVITE\u0000', `${2 ** 32} 1 INVITE`])(
    'is not confirmed by nonsense: %j',
    async (rack) => {
      const { bench, confirm } = await ringing();
      confirm(rack);
      await bench.peer.next('SIP/2.0 400');
      await bench.clock.advance(500);
      expect(said(bench, '183')).toBe(1);
      bench.agent.close();
    },
  );

  it('is not confirmed by a PRACK for something else, nor twice', async () => {
    const { bench, said: first, confirm } = await ringing();
    const rseq = Number(headerOf(first, 'rseq'));
    for (const [n, rack] of [`${rseq + 1} 1 INVITE`, `${rseq} 2 INVITE`, `${rseq} 1 BYE`].entries()) {
      confirm(rack, n + 2);
      await bench.peer.next('SIP/2.0 481');
    }
    confirm(`${rseq} 1 INVITE`, 9);
    await bench.peer.next('SIP/2.0 200');
    confirm(`${rseq} 1 INVITE`, 10);
    await bench.peer.next('SIP/2.0 481');
    bench.agent.close();
  });

  it('is given up after 32 s with 504', async () => {
    const { bench, gone, invite } = await ringing();
    await bench.clock.advance(31_999);
    expect(gone).toEqual([]);
    await bench.clock.advance(1);
    await bench.peer.next('SIP/2.0 504');
    expect(gone).toMatchObject([{ kind: 'lost', failure: { code: 'SIP_TIMEOUT' } }]);
    expect(invite.accept(media(9), quiet)).toBeUndefined();
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it('says one thing after the other, each confirmed', async () => {
    const { bench, invite, said: first, confirm } = await ringing();
    invite.ring();
    expect(said(bench, '180')).toBe(0);
    confirm();
    const second = await bench.peer.next('SIP/2.0 180');
    expect(Number(headerOf(second, 'rseq'))).toBe(Number(headerOf(first, 'rseq')) + 1);
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it('that is accepted before it is confirmed is accepted on the wire after that', async () => {
    const { bench, invite, said: first, confirm } = await ringing();
    const dialog = invite.accept(media(8), quiet);
    expect([dialog?.localTag, said(bench, '200')]).toEqual([toTagOf(first), 0]);
    await bench.clock.advance(500);
    expect(textOf(await bench.peer.next('SIP/2.0 183'))).toBe(textOf(first));
    confirm();
    const answers = [await bench.peer.next('SIP/2.0 200'), await bench.peer.next('SIP/2.0 200')];
    expect(answers.map((each) => headerOf(each, 'cseq'))).toEqual(['2 PRACK', '1 INVITE']);
    deliver(bench, 'ACK', { toTag: toTagOf(first) });
    void dialog?.end();
    await bench.peer.nextRequest('BYE');
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it.each([
    ['is cancelled', 487],
    ['is never confirmed', 504],
  ])('and accepted, but then %s, ends with the dialog', async (_what, status) => {
    const { bench, invite } = await ringing();
    const ends: (Failure | undefined)[] = [];
    invite.accept(media(8), { ...quiet, onEnd: ({ failure }) => void ends.push(failure) });
    if (status === 487) deliver(bench, 'CANCEL', { branch: 'INVITEcall11' });
    else await bench.clock.advance(32_000);
    await bench.peer.next(`SIP/2.0 ${status}`);
    expect([ends.length, ends[0]?.code, bench.peer.startLines().filter((line) => /BYE/.test(line))]).toEqual([
      1,
      'CONNECTION_LOST',
      [],
    ]);
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it('and accepted, but hung up before that is confirmed, is refused', async () => {
    const { bench, invite } = await ringing();
    const dialog = invite.accept(media(8), quiet);
    await dialog?.end();
    await bench.peer.next('SIP/2.0 480');
    await bench.clock.advance(60_000);
    expect(bench.peer.startLines().filter((line) => /200|BYE|183/.test(line))).toEqual([]);
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it('leaves the body out where nothing was offered', async () => {
    const bench = createAgentBench();
    const { rung } = listen(bench);
    callUs(bench, { body: '' });
    rung[0]?.ring(media(8));
    expect((await bench.peer.next('SIP/2.0 180')).body).toHaveLength(0);
    bench.agent.close();
  });
});

describe('an answer', () => {
  it('says what this side can do', async () => {
    const bench = createAgentBench();
    const { ok } = await takenCall(bench);
    expect(headersOf(ok, 'supported').join()).toMatch(/100rel, replaces, norefersub, timer/);
    expect(headersOf(ok, 'allow').join()).toMatch(/UPDATE/);
    bench.agent.close();
  });

  it('to a call without an offer bears ours, and the ACK the answer', async () => {
    const heard: unknown[] = [];
    const bench = createAgentBench();
    const { rung } = listen(bench);
    callUs(bench, { body: '' });
    rung[0]?.accept(media(8), { ...quiet, onAnswer: (body) => void heard.push(body) });
    const ok = await bench.peer.next('SIP/2.0 200');
    expect(textOf(ok)).toContain(media(8).text);
    // Ours is not answered yet. RFC 3311 5.2
    deliver(bench, 'UPDATE', { toTag: toTagOf(ok), cseq: 2, body: media(10).text });
    await bench.peer.next('SIP/2.0 491');
    deliver(bench, 'ACK', { toTag: toTagOf(ok), body: media(9).text });
    expect(heard).toEqual([media(9)]);
    bench.agent.close();

    const other = createAgentBench();
    const kept = listen(other);
    callUs(other, { body: '' });
    kept.rung[0]?.accept(media(8), { ...quiet, onAnswer: (body) => void heard.push(body) });
    deliver(other, 'ACK', { toTag: toTagOf(await other.peer.next('SIP/2.0 200')) });
    expect(heard).toEqual([media(9), undefined]);
    other.agent.close();
  });

  it('may be another place: 302 with the addresses in order', async () => {
    const bench = createAgentBench();
    const { rung } = listen(bench);
    callUs(bench);
    rung[0]?.redirect(['sip:karen@contoso.com;opaque=app:voicemail', 'not an address', 'tel:+14255550100']);
    const moved = await bench.peer.next('SIP/2.0 302');
    expect(headersOf(moved, 'contact')).toEqual([
      '<sip:karen@contoso.com;opaque=app:voicemail>;q=1.0',
      '<tel:+14255550100>;q=0.9',
    ]);
    callUs(bench, { callId: 'call2' });
    rung[1]?.redirect(['nowhere>\r\nX: 1']);
    await bench.peer.next('SIP/2.0 480');
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it('is one for each of six calls at once', async () => {
    const bench = createAgentBench();
    const { rung } = listen(bench);
    const ends: number[] = [];
    const tags = new Set<string>();
    for (let n = 0; n < 6; n += 1) {
      callUs(bench, { callId: `six${n}` });
      const dialog = rung[n]?.accept(media(8), { ...quiet, onEnd: () => void ends.push(n) });
      const toTag = toTagOf(await bench.peer.next('SIP/2.0 200'));
      deliver(bench, 'ACK', { callId: `six${n}`, toTag });
      tags.add(`${dialog?.callId} ${toTag}`);
      expect(dialog?.localTag).toBe(toTag);
    }
    expect(tags.size).toBe(6);
    deliver(bench, 'BYE', { callId: 'six3', toTag: [...tags][3]?.split(' ')[1] ?? '', cseq: 2 });
    await bench.peer.next('SIP/2.0 200');
    bench.flow.lose();
    expect(ends).toEqual([3, 0, 1, 2, 4, 5]);
    expect(bench.clock.pending).toBe(0);
  });
});

describe('a call that takes the place of another', () => {
  const replaces = (value: string) => ({ callId: 'new', headers: [`Replaces: ${value}`, 'Require: replaces'] });

  it('names the dialog of ours', async () => {
    const bench = createAgentBench();
    const { dialog } = await openCall(bench);
    const { rung } = listen(bench);
    callUs(bench, replaces(`${dialog.callId};to-tag=${dialog.localTag};from-tag=${dialog.remoteTag}`));
    const { callId, localTag, remoteTag } = dialog;
    expect(rung.map((invite) => invite.replaces)).toEqual([{ callId, localTag, remoteTag }]);
    bench.agent.close();
  });

  it('may take that of an invitation nobody has answered', async () => {
    const bench = createAgentBench();
    const { heard, request } = await startCall(bench);
    bench.peer.answer(request, '180 Ringing', { headers: [bobContact] });
    const [early] = heard.early;
    const { rung } = listen(bench);
    callUs(bench, replaces(`${early?.callId};to-tag=${early?.localTag};from-tag=${early?.remoteTag};early-only`));
    expect(rung[0]?.replaces).toMatchObject({ remoteTag: 'srv1' });
    bench.agent.close();
  });

  it('is refused: 481 for one that is not ours, 486 for one that is answered, 400 for nonsense', async () => {
    const bench = createAgentBench();
    const { dialog } = await openCall(bench);
    const { rung } = listen(bench);
    const whole = `${dialog.callId};to-tag=${dialog.localTag};from-tag=${dialog.remoteTag}`;
    const cases: [string, number][] = [
      [`unknown;to-tag=${dialog.localTag};from-tag=${dialog.remoteTag}`, 481],
      [`${dialog.callId};to-tag=${dialog.remoteTag};from-tag=${dialog.localTag}`, 481],
      [`${dialog.callId}${dialog.localTag[0]};to-tag=${dialog.localTag.slice(1)};from-tag=${dialog.remoteTag}`, 481],
      [`${whole};early-only`, 486],
      ['nonsense', 400],
      [`${dialog.callId};to-tag=${dialog.localTag}`, 400],
    ];
    for (const [index, [value, status]] of cases.entries()) {
      callUs(bench, { ...replaces(value), callId: `new${index}` });
      await bench.peer.next(`SIP/2.0 ${status}`);
    }
    const ended = dialog.end();
    bench.peer.answer(await bench.peer.nextRequest('BYE'), '200 OK');
    await ended;
    callUs(bench, { ...replaces(whole), callId: 'late' });
    await bench.peer.next('SIP/2.0 481');
    expect(rung).toEqual([]);
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it('is refused where that rings here: it belongs to whoever is asked', async () => {
    const bench = createAgentBench();
    const { rung } = listen(bench);
    callUs(bench);
    rung[0]?.ring();
    const toTag = toTagOf(await bench.peer.next('SIP/2.0 180'));
    callUs(bench, replaces(`call1;to-tag=${toTag};from-tag=j1`));
    await bench.peer.next('SIP/2.0 481');
    expect(rung).toHaveLength(1);
    bench.agent.close();
  });
});
