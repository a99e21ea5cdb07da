import { describe, expect, it } from 'vitest';
import {
  answerOffer,
  bodyOf,
  type CallBench,
  codeOf,
  createCallBench,
  must,
  takes,
} from '../../../../test/fakes/call-bench.ts';
import { agreedSound, soundSdp } from '../../../../test/fakes/fake-call-media.ts';
import type { SipRequest } from '../../../protocol/sip/message.ts';
import type { CallState } from '../../../shared/model/call.ts';

describe('what goes wrong in a call', () => {
  it('silence is told and forgotten when something is heard again', async () => {
    const bench = createCallBench();
    await bench.talk();
    bench.media.newest.emit({ kind: 'silent', seconds: 6 });
    expect(bench.call.trouble).toMatchObject({ code: 'MEDIA_SILENT', data: { seconds: '6' } });
    bench.media.newest.emit({ kind: 'heard' });
    expect([bench.call.trouble, bench.call.state]).toEqual([undefined, 'active']);
    bench.bench.agent.close();
  });

  it('a far end that reports and sends no sound is told of as such', async () => {
    const bench = createCallBench();
    await bench.talk();
    bench.media.newest.emit({ kind: 'silent', seconds: 30, isThere: true });
    expect(bench.call.trouble).toMatchObject({ code: 'MEDIA_SILENT', data: { seconds: '30', there: 'yes' } });
    bench.media.newest.emit({ kind: 'silent', seconds: 40 });
    expect(bench.call.trouble?.data).toEqual({ seconds: '40' });
    bench.bench.agent.close();
  });

  it('a way on which nobody answers any more is told, and another is looked for once; sound ends the trouble', async () => {
    const bench = createCallBench();
    await bench.talk();
    bench.media.newest.emit({ kind: 'silent', seconds: 30 });
    bench.media.newest.emit({ kind: 'path-lost' });
    expect(bench.call).toMatchObject({ state: 'active', trouble: { code: 'MEDIA_PATH_LOST' } });
    await answerOffer(bench);
    // Silence goes on meanwhile, and is neither news nor a sign of a way.
    bench.media.newest.emit({ kind: 'silent', seconds: 35 });
    bench.media.newest.emit({ kind: 'path-lost' });
    await bench.settle();
    expect(bench.call.trouble?.code).toBe('MEDIA_PATH_LOST');
    expect(bench.media.newest.steps.slice(2)).toEqual(['restart', 'offer', 'take answer']);
    bench.media.newest.emit({ kind: 'connected' });
    expect(bench.call.trouble).toBeUndefined();
    bench.media.newest.emit({ kind: 'path-lost' });
    await answerOffer(bench);
    expect(bench.media.newest.steps.slice(5)).toEqual(['restart', 'offer', 'take answer']);
    bench.media.newest.emit({ kind: 'failed', reason: 'ice', detail: 'no answer' });
    await bench.bench.peer.nextRequest('BYE');
    expect(bench.call.end).toMatchObject({ why: 'failed', failure: { code: 'MEDIA_NO_PATH', detail: 'no answer' } });
    bench.bench.agent.close();
  });

  it('a call goes on without a picture that finds no way, and the peer is told so', async () => {
    const bench = createCallBench();
    await bench.talk();
    const picture = { ...takes, body: soundSdp({ video: true }) };
    bench.media.agreed = { ...agreedSound, video: { send: true, receive: true } };
    const first = bench.calls.show(bench.call.id, 'camera');
    await answerOffer(bench, '200 OK', picture);
    must(await first);
    bench.media.agreed = agreedSound;
    bench.media.newest.emit({ kind: 'picture-failed', detail: 'no answer' });
    expect(bench.call).toMatchObject({
      state: 'active',
      trouble: { code: 'MEDIA_NO_PICTURE_PATH', detail: 'no answer' },
    });
    expect(bodyOf(await answerOffer(bench))).not.toContain('m=video');
    expect(bench.call).toMatchObject({
      picture: 'none',
      hasPeerPicture: false,
      trouble: { code: 'MEDIA_NO_PICTURE_PATH' },
    });
    bench.media.agreed = { ...agreedSound, video: { send: true, receive: true } };
    const again = bench.calls.show(bench.call.id, 'camera');
    expect(bench.call.trouble).toBeUndefined();
    await answerOffer(bench, '200 OK', picture);
    must(await again);
    expect(bench.call.picture).toBe('camera');
    bench.bench.agent.close();
  });

  it('a call whose peer wants no other way stays open: it may be heard again by the old one', async () => {
    const bench = createCallBench();
    await bench.talk();
    bench.media.newest.emit({ kind: 'path-lost' });
    await answerOffer(bench, '488 Not Acceptable Here');
    expect(bench.call).toMatchObject({ state: 'active', trouble: { code: 'MEDIA_PATH_LOST' } });
    bench.media.newest.emit({ kind: 'heard' });
    expect(bench.call.trouble).toBeUndefined();
    bench.bench.agent.close();
  });

  it('a call that was taken and finds no way for the sound is ended by BYE', async () => {
    const bench = createCallBench();
    bench.bench.peer.answer(await bench.dial(), '200 OK', takes);
    await bench.bench.peer.nextRequest('ACK');
    await bench.settle();
    bench.media.newest.emit({ kind: 'failed', reason: 'ice', detail: 'no pair' });
    await bench.bench.peer.nextRequest('BYE');
    expect(bench.call.end).toMatchObject({ why: 'failed', failure: { code: 'MEDIA_NO_PATH', detail: 'no pair' } });
    bench.bench.agent.close();
  });

  it('a call for which nobody finds a way, or says that there is none, is not left open', async () => {
    const bench = createCallBench();
    bench.bench.peer.answer(await bench.dial(), '200 OK', takes);
    await bench.bench.peer.nextRequest('ACK');
    await bench.bench.clock.advance(46_000);
    await bench.bench.peer.nextRequest('BYE');
    expect(bench.call.end?.failure?.code).toBe('MEDIA_NO_PATH');
    bench.bench.agent.close();
  });

  it('a way that breaks later is looked for anew once', async () => {
    const bench = createCallBench();
    await bench.talk();
    bench.media.newest.emit({ kind: 'failed', reason: 'ice', detail: 'consent expired' });
    await answerOffer(bench);
    expect([bench.call.state, bench.media.newest.steps.slice(2)]).toEqual([
      'active',
      ['restart', 'offer', 'take answer'],
    ]);
    bench.media.newest.emit({ kind: 'failed', reason: 'ice', detail: 'consent expired' });
    await bench.bench.peer.nextRequest('BYE');
    expect(bench.call.end?.failure?.code).toBe('MEDIA_NO_PATH');
    bench.bench.agent.close();
  });

  it('a peer that found no way says so as it leaves', async () => {
    const bench = createCallBench();
    const invite = await bench.dial();
    bench.bench.peer.answer(invite, '200 OK', takes);
    await bench.bench.peer.nextRequest('ACK');
    await bench.settle();
    const headers = ['ms-client-diagnostics: 23;reason="Call failed to establish due to a media connectivity failure"'];
    bench.bench.peer.inside(invite, 'BYE', 1, { headers });
    await bench.settle();
    expect(bench.call.end).toMatchObject({
      why: 'failed',
      failure: { code: 'MEDIA_NO_PATH', diagnostics: [{ code: 23 }] },
    });
    bench.bench.agent.close();
  });

  it('a peer that has lost the dialog ends it', async () => {
    const bench = createCallBench();
    const { id } = await bench.talk();
    const held = bench.calls.hold(id, true);
    await answerOffer(bench, '481 Call Does Not Exist');
    expect(codeOf(await held)).toBe('CALL_UNKNOWN');
    expect(bench.call.end).toMatchObject({ why: 'failed', failure: { code: 'CALL_LOST' } });
    bench.bench.agent.close();
  });

  it('signing out ends all calls, the ringing ones too, and waits for nobody long', async () => {
    const bench = createCallBench();
    await bench.talk();
    bench.invite();
    await bench.bench.peer.next('SIP/2.0 180');
    await bench.bench.clock.advance(0);
    const left = bench.calls.leave();
    await bench.bench.peer.nextRequest('BYE');
    await bench.bench.peer.next('SIP/2.0 480');
    await bench.bench.clock.advance(2_000);
    await left;
    expect(bench.state.get().calls.map(({ end }) => end?.why)).toEqual(['hung-up', 'declined']);
    bench.calls.forget();
    expect(bench.state.get().calls).toEqual([]);
    bench.bench.agent.close();
  });

  it('mute is a matter of the window, until the end', async () => {
    const bench = createCallBench();
    const { id } = await bench.talk();
    must(bench.calls.mute(id, true));
    expect([bench.call.isMuted, bench.bench.peer.startLines()]).toEqual([true, []]);
    await bench.calls.hangUp(id);
    expect(codeOf(bench.calls.mute(id, false))).toBe('CALL_UNKNOWN');
    bench.bench.agent.close();
  });
});

/** A call in each state it can be in; the INVITE that it began with, where that was ours. */
const scenes: Readonly<Record<string, (bench: CallBench) => Promise<SipRequest | undefined>>> = {
  async preparing(bench) {
    bench.media.pause = () => new Promise(() => undefined);
    must(bench.calls.call({ to: 'sip:jeremy@contoso.com' }));
    await bench.settle();
    return undefined;
  },
  calling: (bench) => bench.dial(),
  async ringing(bench) {
    const invite = await bench.dial();
    bench.bench.peer.answer(invite, '180 Ringing');
    await bench.settle();
    return invite;
  },
  async early(bench) {
    const invite = await bench.dial();
    const parts = { headers: ['Contact: <sip:gw@contoso.com>', 'Content-Type: application/sdp'], body: soundSdp() };
    bench.bench.peer.answer(invite, '183 Session Progress', parts);
    await bench.settle();
    bench.media.newest.emit({ kind: 'connected' });
    return invite;
  },
  async incoming(bench) {
    bench.invite();
    await bench.bench.peer.next('SIP/2.0 180');
    return undefined;
  },
  async connecting(bench) {
    const invite = await bench.dial();
    bench.bench.peer.answer(invite, '200 OK', takes);
    await bench.bench.peer.nextRequest('ACK');
    await bench.settle();
    return invite;
  },
  active: async (bench) => (await bench.talk()).invite,
};

/** What lets the far end know that it is over; nothing where it was told nothing. */
const farewells: Readonly<Record<string, string | undefined>> = {
  preparing: undefined,
  // Before the first answer nothing may be taken back: the CANCEL follows that. RFC 3261 9.1
  calling: undefined,
  ringing: 'CANCEL',
  early: 'CANCEL',
  incoming: 'SIP/2.0 480',
  connecting: 'BYE',
  active: 'BYE',
};

describe.each(Object.keys(scenes) as CallState[])('in the state %s', (state) => {
  const enter = async () => {
    const bench = createCallBench();
    const invite = await scenes[state]?.(bench);
    expect(bench.call.state).toBe(state);
    return { bench, invite, peer: bench.bench.peer };
  };

  it('media that fail end the call, and nobody is left ringing', async () => {
    const { bench, peer } = await enter();
    bench.media.newest.emit({ kind: 'failed', reason: 'relay', detail: 'the process ended' });
    await bench.settle();
    expect(bench.call.end).toMatchObject({ why: 'failed', failure: { code: 'MEDIA_ENGINE' } });
    expect(bench.media.newest.isClosed).toBe(true);
    const farewell = farewells[state];
    if (farewell) await peer.next(farewell);
    bench.bench.agent.close();
  });

  it('hanging up ends it once, and whatever is asked after that says so', async () => {
    const { bench, peer } = await enter();
    const { id } = bench.call;
    must(await bench.calls.hangUp(id));
    const farewell = state === 'incoming' ? 'SIP/2.0 603' : farewells[state];
    if (farewell) await peer.next(farewell);
    // Pressed twice, or by both at a time: it is over, as was wished.
    must(await bench.calls.hangUp(id));
    const codes = [
      await bench.calls.hold(id, true),
      await bench.calls.answer(id),
      await bench.calls.sendDigits(id, '1'),
      await bench.calls.transfer(id, 'sip:garth@contoso.com'),
      await bench.calls.show(id, 'camera'),
      bench.calls.mute(id, true),
      bench.calls.decline(id),
    ].map(codeOf);
    expect([new Set(codes), bench.ended.length]).toEqual([new Set(['CALL_UNKNOWN']), 1]);
    bench.bench.agent.close();
  });

  it('a BYE that nobody could expect does no harm', async () => {
    const { bench, invite } = await enter();
    if (invite) bench.bench.peer.inside(invite, 'BYE', 7);
    else bench.deliver('BYE', { toTag: 'nobody', cseq: 7 });
    await bench.settle();
    const isTaken = state === 'connecting' || state === 'active';
    expect(bench.call.end?.why).toBe(isTaken ? 'peer-hung-up' : undefined);
    await bench.calls.leave();
    bench.bench.agent.close();
  });

  it('an offer that nobody could expect is answered or refused', async () => {
    const { bench, invite, peer } = await enter();
    const parts = { headers: ['Contact: <sip:jeremy@contoso.com>', 'Content-Type: application/sdp'], body: soundSdp() };
    if (invite) peer.inside(invite, 'INVITE', 7, parts);
    else bench.deliver('INVITE', { ...parts, toTag: 'nobody', cseq: 7 });
    const answer = await peer.next('SIP/2.0');
    const isTaken = state === 'connecting' || state === 'active';
    const status = answer.kind === 'response' ? answer.status : 0;
    expect(status === 100 || (isTaken ? status === 200 : status >= 400)).toBe(true);
    bench.bench.agent.close();
  });

  it('signing out leaves nothing behind', async () => {
    const { bench } = await enter();
    const left = bench.calls.leave();
    await bench.bench.clock.advance(2_000);
    await left;
    bench.calls.forget();
    bench.bench.agent.close();
    await bench.settle();
    expect([bench.state.get().calls, bench.media.newest.isClosed]).toEqual([[], true]);
    // What the transactions of the library keep is theirs; of ours no timer is left.
    await bench.bench.clock.advance(64_000);
    expect(bench.bench.clock.pending).toBe(0);
  });
});
