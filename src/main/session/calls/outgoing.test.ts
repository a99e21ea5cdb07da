import { describe, expect, it } from 'vitest';
import { codeOf, createCallBench, jeremyContact, must, takes } from '../../../../test/fakes/call-bench.ts';
import { agreedSound, soundSdp } from '../../../../test/fakes/fake-call-media.ts';
import { headerOf, headersOf } from '../../../protocol/sip/message.ts';

const early = { headers: [jeremyContact, 'Content-Type: application/sdp'], body: soundSdp() };

describe('a call that is made', () => {
  it('rings, is taken, is heard, and ends by BYE', async () => {
    const { bench, calls, media, ended, settle, dial, state } = createCallBench();
    const invite = await dial();
    const states = () => state.get().calls.map((call) => call.state);
    expect([headerOf(invite, 'content-type'), media.newest.steps]).toEqual(['application/sdp', ['offer']]);
    expect(states()).toEqual(['calling']);
    bench.peer.answer(invite, '180 Ringing');
    await settle();
    expect(states()).toEqual(['ringing']);
    bench.peer.answer(invite, '200 OK', takes);
    await bench.peer.nextRequest('ACK');
    await settle();
    expect([states(), media.newest.steps]).toEqual([['connecting'], ['offer', 'take answer']]);
    media.newest.emit({ kind: 'connected' });
    const [call] = state.get().calls;
    expect(call).toMatchObject({
      state: 'active',
      encryption: 'srtp',
      digitsBy: 'rtp',
      hold: 'none',
      direction: 'out',
    });
    await calls.hangUp(call?.id ?? '');
    bench.peer.answer(await bench.peer.nextRequest('BYE'), '200 OK');
    expect([states(), media.newest.isClosed]).toEqual([['ended'], true]);
    expect(ended).toMatchObject([
      { direction: 'out', end: { why: 'hung-up' }, peer: { uri: 'sip:jeremy@contoso.com' } },
    ]);
    expect(codeOf(await calls.hangUp(call?.id ?? ''))).toBe('ok');
    expect([must(calls.putAway(call?.id ?? '')), states()]).toEqual([undefined, []]);
  });

  it('is heard before it is taken only when sound comes, from the fork that sends it', async () => {
    const { bench, media, settle, dial, state } = createCallBench();
    const invite = await dial();
    bench.peer.answer(invite, '183 Session Progress', { ...early, toTag: 'gw' });
    bench.peer.answer(invite, '183 Session Progress', { ...early, toTag: 'gw' });
    await settle();
    expect([state.get().calls[0]?.state, media.newest.steps]).toEqual(['calling', ['offer', 'take early answer']]);
    media.newest.emit({ kind: 'connected' });
    expect(state.get().calls[0]?.state).toBe('early');
    const others = soundSdp({ serial: 2 });
    bench.peer.answer(invite, '200 OK', { ...takes, body: others, toTag: 'other' });
    await bench.peer.nextRequest('ACK');
    await settle();
    // Its own way for sound is not known yet.
    expect([state.get().calls[0]?.state, media.newest.taken]).toEqual(['connecting', [early.body, others]]);
    bench.agent.close();
  });

  it('takes the description of a 183 as the answer where the 200 of that fork repeats none', async () => {
    const { bench, media, settle, dial, state } = createCallBench();
    const invite = await dial();
    bench.peer.answer(invite, '183 Session Progress', early);
    bench.peer.answer(invite, '200 OK', { headers: [jeremyContact] });
    await bench.peer.nextRequest('ACK');
    await settle();
    expect([state.get().calls[0]?.state, media.newest.steps.at(-1)]).toEqual(['connecting', 'take answer']);
    bench.agent.close();
  });

  it('is taken back at any moment, and never rings on', async () => {
    const { bench, calls, dial, settle, state, media } = createCallBench();
    const invite = await dial();
    bench.peer.answer(invite, '180 Ringing');
    await settle();
    await calls.hangUp(state.get().calls[0]?.id ?? '');
    const cancel = await bench.peer.nextRequest('CANCEL');
    bench.peer.answer(cancel, '200 OK');
    bench.peer.answer(invite, '487 Request Terminated');
    await bench.peer.nextRequest('ACK');
    expect(state.get().calls[0]).toMatchObject({ state: 'ended', end: { why: 'cancelled' } });
    expect(media.newest.isClosed).toBe(true);
  });

  it('that is taken in the moment in which it is given up is ended by BYE', async () => {
    const { bench, calls, dial, settle, state } = createCallBench();
    const invite = await dial();
    bench.peer.answer(invite, '180 Ringing');
    await settle();
    await calls.hangUp(state.get().calls[0]?.id ?? '');
    bench.peer.answer(invite, '200 OK', takes);
    expect((await bench.peer.nextRequest('BYE')).method).toBe('BYE');
    bench.agent.close();
  });

  it('sends nothing when it is given up while the microphone is asked for', async () => {
    const { bench, calls, media, settle, state } = createCallBench();
    let go: () => void = () => undefined;
    media.pause = () =>
      new Promise((resolve) => {
        go = resolve;
      });
    const id = must(calls.call({ to: 'sip:jeremy@contoso.com' }));
    expect(state.get().calls[0]?.state).toBe('preparing');
    await calls.hangUp(id);
    go();
    await settle();
    expect([bench.peer.startLines(), state.get().calls[0]?.end?.why]).toEqual([[], 'cancelled']);
  });

  it('ends with a sentence after two minutes in which nobody answers', async () => {
    const { bench, dial, state } = createCallBench();
    const invite = await dial();
    bench.peer.answer(invite, '180 Ringing');
    await bench.clock.advance(119_000);
    expect(state.get().calls[0]?.state).toBe('ringing');
    await bench.clock.advance(2_000);
    expect(state.get().calls[0]?.end).toMatchObject({ why: 'failed', failure: { code: 'CALL_NO_ANSWER' } });
    await bench.peer.nextRequest('CANCEL');
    bench.agent.close();
  });

  it.each([
    ['486 Busy Here', [], 'busy'],
    ['603 Decline', [], 'declined'],
    ['404 Not Found', [], 'unknown'],
    ['484 Address Incomplete', [], 'incomplete'],
    ['485 Ambiguous', [], 'ambiguous'],
    ['480 Temporarily Unavailable', [], 'offline'],
    ['480 Temporarily Unavailable', ['Warning: 391 lcs.microsoft.com "Do not disturb"'], 'do-not-disturb'],
    ['403 Forbidden', ['ms-diagnostics: 12006;reason="Trying to call an emergency number";source="fe01"'], 'policy'],
    ['504 Server time-out', ['ms-diagnostics: 1008;reason="Unable to resolve DNS SRV record"'], 'unreachable'],
  ])('tells why %s %s: %s', async (status, headers, why) => {
    const { bench, dial, settle, state, media } = createCallBench();
    const invite = await dial();
    bench.peer.answer(invite, status, { headers });
    await settle();
    const [call] = state.get().calls;
    expect(call?.end).toMatchObject({ why: 'refused', failure: { code: 'CALL_REFUSED', data: { why } } });
    expect(media.newest.isClosed).toBe(true);
    await bench.peer.nextRequest('ACK');
  });

  it('never offers plain sound where the person requires encryption, however often it is refused', async () => {
    const { bench, media, state, dial, settle } = createCallBench({ dialect: 'standard' });
    state.set('settings', { ...state.get().settings, callEncryption: 'required' });
    bench.peer.answer(await dial(), '488 Not Acceptable Here');
    bench.peer.answer(await bench.peer.nextRequest('INVITE'), '488 Not Acceptable Here');
    await settle();
    expect(media.opened.map(({ far }) => far.encryption)).toEqual(['required', 'required']);
    const end = { why: 'refused', failure: { data: { why: 'media-encrypted' } } };
    expect(state.get().calls[0]).toMatchObject({ state: 'ended', end });
  });

  it('offers in other ways where the far end refuses the first, and not for ever', async () => {
    const { bench, dial, settle, state, media } = createCallBench();
    bench.peer.answer(await dial(), '488 Not Acceptable Here');
    bench.peer.answer(await bench.peer.nextRequest('INVITE'), '606 Not Acceptable');
    bench.peer.answer(await bench.peer.nextRequest('INVITE'), '488 Not Acceptable Here');
    const last = await bench.peer.nextRequest('INVITE');
    const tried = media.opened.map(({ far: { dialect, encryption, offersDtls = false } }) => [
      dialect,
      encryption,
      offersDtls,
    ]);
    expect(tried).toEqual([
      ['microsoft', 'preferred', false],
      ['standard', 'preferred', false],
      ['standard', 'preferred', true],
      ['standard', 'required', false],
    ]);
    expect(media.opened.map(({ isClosed }) => isClosed)).toEqual([true, true, true, false]);
    bench.peer.answer(last, '488 Not Acceptable Here', { headers: ['Warning: 308 lcs.microsoft.com "Encryption"'] });
    await settle();
    expect(state.get().calls[0]?.end?.failure?.data?.why).toBe('encryption');
    expect(bench.peer.startLines().filter((line) => line.startsWith('INVITE'))).toEqual([]);
  });

  it('follows redirects to people and numbers, each once, and to nothing else', async () => {
    const { bench, dial, settle, state } = createCallBench();
    const contacts =
      'Contact: <mailto:jeremy@contoso.com>, <sip:garth@tailspintoys.com>, <tel:+1-425-555-0100>, <sip:jeremy@contoso.com>';
    bench.peer.answer(await dial(), '302 Moved Temporarily', { headers: [contacts] });
    const uriOf = async () => {
      const invite = await bench.peer.nextRequest('INVITE');
      bench.peer.answer(invite, '480 Temporarily Unavailable');
      return invite.uri;
    };
    expect([await uriOf(), await uriOf()]).toEqual([
      'sip:garth@tailspintoys.com',
      'sip:+14255550100@contoso.com;user=phone',
    ]);
    await settle();
    expect(state.get().calls[0]?.end?.failure?.data?.why).toBe('offline');
  });

  it('does not follow redirects for ever', async () => {
    const { bench, dial, settle, state } = createCallBench();
    let invite = await dial();
    for (let hop = 1; hop <= 5; hop += 1) {
      bench.peer.answer(invite, '302 Moved', { headers: [`Contact: <sip:hop${hop}@contoso.com>`] });
      invite = await bench.peer.nextRequest('INVITE');
    }
    bench.peer.answer(invite, '302 Moved', { headers: ['Contact: <sip:hop6@contoso.com>'] });
    await settle();
    expect(state.get().calls[0]?.end?.why).toBe('refused');
  });

  it('ends by BYE what was taken with a description that cannot be used', async () => {
    const { bench, dial, settle, state, media } = createCallBench();
    media.failing.set('take', 'MEDIA_NOTHING_COMMON');
    bench.peer.answer(await dial(), '200 OK', takes);
    await bench.peer.nextRequest('BYE');
    await settle();
    expect(state.get().calls[0]?.end).toMatchObject({ why: 'failed', failure: { code: 'MEDIA_NOTHING_COMMON' } });
  });

  it('ends by BYE what was taken without any description', async () => {
    const { bench, dial, state } = createCallBench();
    bench.peer.answer(await dial(), '200 OK', { headers: [jeremyContact] });
    await bench.peer.nextRequest('BYE');
    expect(state.get().calls[0]?.end?.failure?.code).toBe('MEDIA_UNREADABLE');
  });

  it.each(['MEDIA_NO_CAMERA', 'MEDIA_DEVICE_BUSY', 'MEDIA_PERMISSION'] as const)(
    'goes on without a picture where there is no camera to be had: %s',
    async (code) => {
      const { bench, calls, media, state } = createCallBench();
      let asked = 0;
      media.pause = async () => {
        asked += 1;
        if (asked === 1) media.failing.set('offer', code);
        else media.failing.clear();
      };
      must(calls.call({ to: 'sip:jeremy@contoso.com', withCamera: true }));
      await bench.peer.nextRequest('INVITE');
      expect(media.newest.steps).toEqual(['offer camera', 'offer']);
      expect(state.get().calls[0]?.trouble).toMatchObject({ code, data: { device: 'camera' } });
      bench.agent.close();
    },
  );

  it('without a microphone sends nothing and says so', async () => {
    const { bench, calls, media, settle, state } = createCallBench();
    media.failing.set('offer', 'MEDIA_NO_MICROPHONE');
    must(calls.call({ to: 'sip:jeremy@contoso.com' }));
    await settle();
    expect(state.get().calls[0]?.end).toMatchObject({ why: 'failed', failure: { code: 'MEDIA_NO_MICROPHONE' } });
    expect(bench.peer.startLines()).toEqual([]);
  });

  it('is cut off with the connection before it is taken', async () => {
    const { bench, dial, settle, state } = createCallBench();
    await dial();
    bench.flow.lose();
    await settle();
    expect(state.get().calls[0]?.end).toMatchObject({ why: 'failed', failure: { code: 'CALL_LOST' } });
  });

  it('dials a number through the plan, says whose line it is, and never rewrites an address', async () => {
    const { bench, dial, state } = createCallBench();
    const number = await dial('+1 (425) 555-0100');
    expect([number.uri, state.get().calls[0]?.peer.number]).toEqual([
      'sip:+14255550100@contoso.com;user=phone',
      '+14255550100',
    ]);
    const emergency = await dial('112');
    expect([emergency.uri, state.get().calls[1]?.isEmergency]).toEqual([
      'sip:112;phone-context=user-default@contoso.com;user=phone',
      true,
    ]);
    const again = await dial(state.get().calls[1]?.peer.uri ?? '');
    expect([again.uri, headersOf(again, 'ms-conversation-id').length]).toEqual([emergency.uri, 1]);
    bench.agent.close();
  });

  it('refuses what is nobody, a seventh call that is not for help, and calls while signed out', async () => {
    const { bench, calls, state } = createCallBench();
    const to = 'sip:jeremy@contoso.com';
    const codes = ['', 'jeremy', 'sip:contoso.com', 'sip:karen@contoso.com;gruu;opaque=app:conf:focus:id:1'].map(
      (text) => codeOf(calls.call({ to: text })),
    );
    expect(codes).toEqual(Array(4).fill('CONTACT_INVALID'));
    const many = Array.from({ length: 7 }, () => codeOf(calls.call({ to })));
    expect(many).toEqual([...Array(6).fill('ok'), 'CALL_TOO_MANY']);
    expect(state.get().calls.length).toBe(6);
    // Whoever calls for help hangs nothing up first.
    expect(codeOf(calls.call({ to: '112' }))).toBe('ok');
    expect(state.get().calls.length).toBe(7);
    calls.goOffline();
    expect(codeOf(calls.call({ to }))).toBe('NOT_SIGNED_IN');
    bench.agent.close();
  });

  it('names the chosen candidates by a last offer where the far end waits for it', async () => {
    const { bench, media, talk, settle } = createCallBench();
    media.agreed = { ...agreedSound, needsFinalOffer: true };
    const { invite } = await talk();
    media.newest.emit({ kind: 'path-chosen', ways: [] });
    const final = await bench.peer.nextRequest('INVITE');
    expect([headerOf(final, 'call-id'), media.newest.steps.at(-1)]).toEqual([
      headerOf(invite, 'call-id'),
      'final offer',
    ]);
    bench.peer.answer(final, '200 OK', takes);
    await bench.peer.nextRequest('ACK');
    await settle();
    expect(media.newest.steps.at(-1)).toBe('take answer');
    bench.agent.close();
  });
});
