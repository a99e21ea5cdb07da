import { describe, expect, it } from 'vitest';
import { bodyOf, type CallBench, codeOf, createCallBench, must } from '../../../../test/fakes/call-bench.ts';
import { soundSdp } from '../../../../test/fakes/fake-call-media.ts';
import { tagOf } from '../../../../test/fakes/im-bench.ts';
import { headerOf } from '../../../protocol/sip/message.ts';
import { noOwnPresence } from '../../../shared/model/presence.ts';

const rings = async (bench: CallBench, sent: Parameters<CallBench['invite']>[0] = {}) => {
  bench.invite(sent);
  await bench.bench.peer.next('SIP/2.0 180');
  return bench.call.id;
};

describe('a call that comes in', () => {
  it('rings, is answered, is heard, and ends when the caller hangs up', async () => {
    const bench = createCallBench();
    const { id, toTag } = await bench.taken({
      headers: ['P-Asserted-Identity: "Jeremy Los" <sip:Jeremy@Contoso.com>'],
    });
    expect(bench.call).toMatchObject({
      id,
      state: 'active',
      direction: 'in',
      peer: { uri: 'sip:jeremy@contoso.com', name: 'Jeremy Los' },
      canShowPicture: true,
    });
    expect(bench.media.newest.steps).toEqual(['answer']);
    bench.deliver('BYE', { toTag, cseq: 2 });
    await bench.settle();
    expect([bench.call.end?.why, bench.media.newest.isClosed, bench.missed]).toEqual(['peer-hung-up', true, []]);
  });

  it('is answered by encrypted sound alone where the person requires it', async () => {
    const bench = createCallBench();
    bench.state.set('settings', { ...bench.state.get().settings, callEncryption: 'required' });
    await bench.taken();
    expect(bench.media.newest.far.encryption).toBe('required');
  });

  it('shows a number as a number, also of a caller whom the server knows as tel: alone', async () => {
    const bench = createCallBench();
    await rings(bench, {
      from: '"+1 425 555 0100" <sip:+14255550100@contoso.com;user=phone>',
      headers: ['P-Asserted-Identity: <tel:+1-425-555-0100>'],
    });
    expect(bench.call.peer).toEqual({
      uri: 'sip:+14255550100@contoso.com;user=phone',
      number: '+14255550100',
      name: '+1 425 555 0100',
    });
    bench.bench.agent.close();
  });

  it('tells for whom it was when it came by way of somebody else', async () => {
    const bench = createCallBench();
    await rings(bench, {
      headers: ['History-Info: "Garth Fort" <sip:garth@contoso.com>;index=1, <sip:karen@contoso.com>;index=1.1'],
    });
    expect(bench.call.onBehalfOf).toEqual({ uri: 'sip:garth@contoso.com', name: 'Garth Fort' });
    bench.bench.agent.close();
  });

  it.each([
    ['', 'missed', 1],
    ['Reason: SIP;cause=200;text="Call completed elsewhere"', 'elsewhere', 0],
    ['Reason: SIP;cause=603;text="Decline"', 'declined', 0],
  ])('given up with "%s" is %s', async (reason, why, missed) => {
    const bench = createCallBench();
    await rings(bench);
    bench.deliver('CANCEL', { headers: reason === '' ? [] : [reason] });
    await bench.bench.peer.next('SIP/2.0 487');
    expect([bench.call.end?.why, bench.missed.length, bench.media.newest.isClosed]).toEqual([why, missed, true]);
    expect(codeOf(await bench.calls.answer(bench.call.id))).toBe('CALL_UNKNOWN');
  });

  it('given up by a BYE that bears no tag of ours is missed; one with another From tag changes nothing', async () => {
    const bench = createCallBench();
    await rings(bench);
    bench.deliver('BYE', { cseq: 2, tag: 'stranger' });
    await bench.bench.peer.next('SIP/2.0 481');
    expect([bench.call.state, bench.missed]).toEqual(['incoming', []]);
    bench.deliver('BYE', { cseq: 2 });
    await bench.bench.peer.next('SIP/2.0 200');
    await bench.bench.peer.next('SIP/2.0 487');
    expect([bench.call.end?.why, bench.missed.length, bench.media.newest.isClosed]).toEqual(['missed', 1, true]);
  });

  it('is declined for all devices, with words where there are some', async () => {
    const bench = createCallBench();
    const id = await rings(bench);
    must(bench.calls.decline(id, { message: 'I call you back' }));
    await bench.bench.peer.next('SIP/2.0 603');
    expect([bench.call.end?.why, bench.said, bench.missed]).toEqual([
      'declined',
      ['sip:jeremy@contoso.com: I call you back'],
      [],
    ]);
  });

  it('is sent to the own mailbox', async () => {
    const bench = createCallBench();
    must(bench.calls.decline(await rings(bench), { toVoicemail: true }));
    const moved = await bench.bench.peer.next('SIP/2.0 302');
    expect(headerOf(moved, 'contact')).toContain('sip:karen@contoso.com;opaque=app:voicemail');
  });

  it('rings three minutes and no longer', async () => {
    const bench = createCallBench();
    await rings(bench);
    await bench.bench.clock.advance(181_000);
    await bench.bench.peer.next('SIP/2.0 480');
    expect([bench.call.end?.why, bench.missed.length]).toEqual(['missed', 1]);
  });

  it('rings on while a device is missing, and is taken when it is there', async () => {
    const bench = createCallBench();
    const id = await rings(bench);
    bench.media.failing.set('answer', 'MEDIA_NO_MICROPHONE');
    expect(codeOf(await bench.calls.answer(id))).toBe('MEDIA_NO_MICROPHONE');
    expect(bench.call).toMatchObject({ state: 'incoming', trouble: { code: 'MEDIA_NO_MICROPHONE' } });
    bench.media.failing.clear();
    expect(codeOf(await bench.calls.answer(id))).toBe('ok');
    await bench.bench.peer.next('SIP/2.0 200');
    bench.bench.agent.close();
  });

  it.each([
    ['MEDIA_NOTHING_COMMON', '488'],
    ['MEDIA_ENCRYPTION_MISMATCH', '488'],
    ['MEDIA_ENGINE', '500'],
  ] as const)('that cannot be taken for %s is refused with %s', async (code, status) => {
    const bench = createCallBench();
    const id = await rings(bench);
    bench.media.failing.set('answer', code);
    expect(codeOf(await bench.calls.answer(id))).toBe(code);
    await bench.bench.peer.next(`SIP/2.0 ${status}`);
    expect(bench.call.end).toMatchObject({ why: 'failed', failure: { code } });
  });

  it('given up while it is being described leaves nothing', async () => {
    const bench = createCallBench();
    const id = await rings(bench);
    let go: () => void = () => undefined;
    bench.media.pause = () =>
      new Promise((resolve) => {
        go = resolve;
      });
    const answered = bench.calls.answer(id);
    await bench.settle();
    bench.deliver('CANCEL');
    await bench.bench.peer.next('SIP/2.0 487');
    go();
    expect([codeOf(await answered), bench.call.end?.why, bench.media.newest.isClosed]).toEqual([
      'CALL_UNKNOWN',
      'missed',
      true,
    ]);
  });

  it('without an offer gets ours, and is heard once the caller has answered it', async () => {
    const bench = createCallBench();
    const id = await rings(bench, { body: '' });
    const answered = bench.calls.answer(id);
    const ok = await bench.bench.peer.next('SIP/2.0 200');
    expect([bodyOf(ok).includes('m=audio'), bench.call.state]).toEqual([true, 'connecting']);
    bench.deliver('ACK', { toTag: tagOf(ok), body: soundSdp(), type: 'application/sdp' });
    expect(codeOf(await answered)).toBe('ok');
    expect(bench.media.newest.steps).toEqual(['offer', 'take answer']);
    bench.bench.agent.close();
  });

  it('without an offer, and without an answer to ours, is ended', async () => {
    const bench = createCallBench();
    const id = await rings(bench, { body: '' });
    const answered = bench.calls.answer(id);
    const ok = await bench.bench.peer.next('SIP/2.0 200');
    bench.deliver('ACK', { toTag: tagOf(ok) });
    expect(codeOf(await answered)).toBe('MEDIA_UNREADABLE');
    await bench.bench.peer.nextRequest('BYE');
    bench.bench.agent.close();
  });

  it('without an offer is lost with the connection where ours is not answered yet', async () => {
    const bench = createCallBench();
    const id = await rings(bench, { body: '' });
    const answered = bench.calls.answer(id);
    await bench.bench.peer.next('SIP/2.0 200');
    bench.bench.flow.lose();
    await bench.settle();
    expect(bench.call.end).toMatchObject({ why: 'failed', failure: { code: 'CALL_LOST' } });
    expect(codeOf(await answered)).toBe('CALL_LOST');
    await bench.bench.clock.advance(100);
    expect(bench.bench.clock.pending).toBe(0);
  });

  it.each([
    ['a message session', 'v=0\r\nm=message 5060 sip null\r\n', '480'],
    ['a file', soundSdp().replace('m=audio 40000 RTP/AVP 0 101', 'm=data 6901 tcp x-ms-filetransfer'), '480'],
    ['sound that is switched off', soundSdp().replace('m=audio 40000', 'm=audio 0'), '480'],
    ['a damaged description', 'v=0\r\nm=audio 99999999 RTP/AVP 0\r\n', '488'],
    ['a description with a control character', `${soundSdp()}\u0001`, '488'],
  ])('%s is not taken for a call', async (_, body, status) => {
    const bench = createCallBench();
    bench.invite({ body });
    await bench.bench.peer.next(`SIP/2.0 ${status}`);
    expect([bench.state.get().calls, bench.missed]).toEqual([[], []]);
  });

  it('the same call by two ways rings once', async () => {
    const bench = createCallBench();
    await rings(bench);
    bench.invite();
    await bench.bench.peer.next('SIP/2.0 482');
    expect(bench.state.get().calls.length).toBe(1);
    bench.bench.agent.close();
  });

  it('a seventh hears that we are busy, and is told as missed', async () => {
    const bench = createCallBench();
    for (let at = 1; at <= 6; at += 1) await rings(bench, { callId: `many${at}` });
    bench.invite({ callId: 'many7' });
    await bench.bench.peer.next('SIP/2.0 486');
    expect([bench.state.get().calls.length, bench.missed.length]).toEqual([6, 1]);
    expect(bench.ended).toMatchObject([
      { direction: 'in', peer: { uri: 'sip:jeremy@contoso.com' }, end: { why: 'missed' } },
    ]);
    bench.bench.agent.close();
  });

  it('does not ring while we do not want to be disturbed', async () => {
    const bench = createCallBench();
    bench.state.set('ownPresence', { ...noOwnPresence, availability: 'do-not-disturb' });
    bench.invite();
    await bench.bench.peer.next('SIP/2.0 480');
    expect([bench.state.get().calls, bench.missed.map(({ peer }) => peer.uri)]).toEqual([
      [],
      ['sip:jeremy@contoso.com'],
    ]);
    // The list of calls knows of it too, by the same name.
    expect(bench.ended.map(({ id, end }) => [id, end?.why])).toEqual([[bench.missed[0]?.id, 'missed']]);
  });

  it('is missed when we sign out while it rings, and the caller need not wait', async () => {
    const bench = createCallBench();
    await rings(bench);
    bench.calls.goOffline();
    await bench.bench.peer.next('SIP/2.0 480');
    await bench.settle();
    expect([bench.call.end?.why, bench.missed.length, bench.media.newest.isClosed]).toEqual(['missed', 1, true]);
    bench.bench.agent.close();
    expect(bench.missed).toHaveLength(1);
  });

  it('is missed when the connection goes while it rings', async () => {
    const bench = createCallBench();
    await rings(bench);
    bench.bench.flow.lose();
    await bench.settle();
    expect([bench.call.end?.why, bench.missed.length]).toEqual(['missed', 1]);
  });
});
