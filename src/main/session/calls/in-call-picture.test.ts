import { describe, expect, it } from 'vitest';
import { createAgentBench } from '../../../../test/fakes/agent-bench.ts';
import {
  answerOffer,
  attach,
  bodyOf,
  codeOf,
  createCallBench,
  describedBy,
  must,
  takes,
} from '../../../../test/fakes/call-bench.ts';
import { agreedSound } from '../../../../test/fakes/fake-call-media.ts';
import { headerOf } from '../../../protocol/sip/message.ts';

describe('a picture', () => {
  it('is shown, seen, and taken away', async () => {
    const bench = createCallBench();
    const { id } = await bench.talk();
    bench.media.agreed = { ...agreedSound, video: { send: true, receive: true } };
    const shown = bench.calls.show(id, 'screen');
    expect(bodyOf(await answerOffer(bench))).toContain('m=video');
    expect([codeOf(await shown), bench.call]).toMatchObject(['ok', { picture: 'screen', hasPeerPicture: true }]);
    bench.media.agreed = agreedSound;
    const gone = bench.calls.show(id, 'none');
    await answerOffer(bench);
    expect([codeOf(await gone), bench.call]).toMatchObject(['ok', { picture: 'none', hasPeerPicture: false }]);
    await bench.calls.hangUp(id);
    expect(bench.ended[0]?.hadPicture).toBe(true);
    bench.bench.agent.close();
  });

  it.each(['488 Not Acceptable Here', '200 OK'])(
    'that the far end does not take (%s) leaves the sound as it is',
    async (status) => {
      const bench = createCallBench();
      const { id } = await bench.talk();
      const shown = bench.calls.show(id, 'camera');
      await answerOffer(bench, status);
      expect([codeOf(await shown), bench.call]).toMatchObject([
        'CALL_NOT_NOW',
        { picture: 'none', canShowPicture: false, state: 'active' },
      ]);
      bench.bench.agent.close();
    },
  );

  it('that nobody picked is no offer', async () => {
    const bench = createCallBench();
    const { id } = await bench.talk();
    bench.media.failing.set('pick', 'MEDIA_SCREEN_NOT_PICKED');
    expect(codeOf(await bench.calls.show(id, 'screen'))).toBe('MEDIA_SCREEN_NOT_PICKED');
    expect([bench.call.picture, bench.call.canShowPicture, bench.bench.peer.startLines()]).toEqual(['none', true, []]);
    bench.bench.agent.close();
  });

  it('of a screen is picked while the far end holds, and one picker is enough', async () => {
    const bench = createCallBench();
    const { id, invite } = await bench.talk();
    let pick: () => void = () => undefined;
    bench.media.pause = () =>
      new Promise((resolve) => {
        pick = resolve;
      });
    const shown = bench.calls.show(id, 'screen');
    expect(codeOf(await bench.calls.show(id, 'screen'))).toBe('ok');
    bench.media.pause = undefined;
    bench.media.agreed = { ...agreedSound, isHeldByPeer: true };
    bench.bench.peer.inside(invite, 'INVITE', 1, describedBy('sendonly'));
    await bench.bench.peer.next('SIP/2.0 200');
    bench.bench.peer.inside(invite, 'ACK', 1);
    expect(bench.call.hold).toBe('theirs');
    bench.media.agreed = { ...agreedSound, isHeldByPeer: true, video: { send: true, receive: true } };
    pick();
    expect(bodyOf(await answerOffer(bench))).toContain('m=video');
    expect([codeOf(await shown), bench.call.picture]).toEqual(['ok', 'screen']);
    const { steps } = bench.media.newest;
    expect(steps.filter((step) => step === 'pick')).toHaveLength(1);
    expect(steps.slice(-1)).toEqual(['let go of pick']);
    bench.bench.agent.close();
  });

  it('of a screen that is picked when the call is over is none', async () => {
    const bench = createCallBench();
    const { id } = await bench.talk();
    let pick: () => void = () => undefined;
    bench.media.pause = () =>
      new Promise((resolve) => {
        pick = resolve;
      });
    const shown = bench.calls.show(id, 'screen');
    bench.media.pause = undefined;
    await bench.calls.hangUp(id);
    pick();
    expect(codeOf(await shown)).toBe('CALL_UNKNOWN');
    expect(bench.media.newest.steps.filter((step) => step.startsWith('offer screen'))).toEqual([]);
    bench.bench.agent.close();
  });

  it('of a screen that is no longer shared goes by itself; a camera that was pulled out is told', async () => {
    const bench = createCallBench();
    const { id } = await bench.talk();
    bench.media.agreed = { ...agreedSound, video: { send: true, receive: false } };
    const shown = bench.calls.show(id, 'camera');
    await answerOffer(bench);
    must(await shown);
    bench.media.newest.emit({ kind: 'lost', what: 'camera' });
    await answerOffer(bench);
    expect(bench.call).toMatchObject({
      picture: 'none',
      trouble: { code: 'MEDIA_DEVICE_LOST', data: { device: 'camera' } },
    });
    bench.bench.agent.close();
  });

  it('of a microphone that went is told until it is there again', async () => {
    const bench = createCallBench();
    await bench.talk();
    bench.media.newest.emit({ kind: 'lost', what: 'microphone' });
    expect(bench.call.trouble).toMatchObject({ code: 'MEDIA_DEVICE_LOST', data: { device: 'microphone' } });
    bench.media.newest.emit({ kind: 'found', what: 'microphone' });
    expect(bench.call.trouble).toBeUndefined();
    bench.bench.agent.close();
  });

  it('of a microphone that went is told again when something else that was told meanwhile is over', async () => {
    const bench = createCallBench();
    await bench.talk();
    bench.media.newest.emit({ kind: 'lost', what: 'microphone' });
    bench.media.newest.emit({ kind: 'silent', seconds: 5 });
    expect(bench.call.trouble?.code).toBe('MEDIA_SILENT');
    bench.media.newest.emit({ kind: 'heard' });
    expect(bench.call.trouble).toMatchObject({ code: 'MEDIA_DEVICE_LOST', data: { device: 'microphone' } });
    bench.media.newest.emit({ kind: 'silent', seconds: 5 });
    bench.media.newest.emit({ kind: 'found', what: 'microphone' });
    bench.media.newest.emit({ kind: 'heard' });
    expect(bench.call.trouble).toBeUndefined();
    bench.bench.agent.close();
  });

  it('that is broken is asked for anew', async () => {
    const bench = createCallBench();
    await bench.talk();
    bench.media.newest.emit({ kind: 'picture-wanted' });
    const info = await bench.bench.peer.nextRequest('INFO');
    expect([headerOf(info, 'content-type'), bodyOf(info).includes('picture_fast_update')]).toEqual([
      'application/media_control+xml',
      true,
    ]);
    bench.bench.agent.close();
  });
});

describe('a picture that the person takes away', () => {
  const shown = { ...agreedSound, video: { send: true, receive: false } };

  async function filmed() {
    const bench = createCallBench();
    const { id } = await bench.talk();
    bench.media.agreed = shown;
    const camera = bench.calls.show(id, 'camera');
    await answerOffer(bench);
    must(await camera);
    const { steps } = bench.media.newest;
    const offers = () => steps.filter((step) => step.startsWith('offer')).slice(2);
    return { bench, id, steps, offers };
  }

  it('is closed at once, also while the far end thinks about a hold, and does not come back with the resume', async () => {
    const { bench, id, steps, offers } = await filmed();
    const held = bench.calls.hold(id, true);
    const invite = await bench.bench.peer.nextRequest('INVITE');
    const gone = bench.calls.show(id, 'none');
    await bench.settle();
    expect([bench.call.picture, steps.at(-1)]).toEqual(['none', 'hide picture']);
    bench.media.agreed = agreedSound;
    bench.bench.peer.answer(invite, '200 OK', takes);
    expect([codeOf(await held), codeOf(await gone), bench.call.picture]).toEqual(['ok', 'ok', 'none']);
    const resumed = bench.calls.hold(id, false);
    await answerOffer(bench);
    expect([codeOf(await resumed), offers()]).toEqual(['ok', ['offer camera held', 'offer']]);
    bench.bench.agent.close();
  });

  it('stays away where the hold that was under way is refused, and the far end is told', async () => {
    const { bench, id, offers } = await filmed();
    const held = bench.calls.hold(id, true);
    const invite = await bench.bench.peer.nextRequest('INVITE');
    const gone = bench.calls.show(id, 'none');
    bench.bench.peer.answer(invite, '488 Not Acceptable Here');
    bench.media.agreed = agreedSound;
    await answerOffer(bench);
    expect([codeOf(await held), codeOf(await gone), bench.call.picture]).toEqual(['CALL_NOT_NOW', 'ok', 'none']);
    expect(offers()).toEqual(['offer camera held', 'offer']);
    bench.bench.agent.close();
  });

  it('before the far end was offered it is never opened, and can be shown later', async () => {
    const bench = createCallBench();
    const { id } = await bench.talk();
    const held = bench.calls.hold(id, true);
    const invite = await bench.bench.peer.nextRequest('INVITE');
    const wanted = bench.calls.show(id, 'camera');
    const gone = bench.calls.show(id, 'none');
    bench.bench.peer.answer(invite, '200 OK', takes);
    expect(codeOf(await held)).toBe('ok');
    expect([codeOf(await wanted), codeOf(await gone)]).toEqual(['ok', 'ok']);
    expect(bench.media.newest.steps.filter((step) => step.startsWith('offer'))).toEqual(['offer', 'offer held']);
    expect(bench.call).toMatchObject({ picture: 'none', canShowPicture: true });
    bench.bench.agent.close();
  });

  it('while the far end thinks about it is no refusal: it can be shown again', async () => {
    const bench = createCallBench();
    const { id } = await bench.talk();
    bench.media.agreed = shown;
    const camera = bench.calls.show(id, 'camera');
    const invite = await bench.bench.peer.nextRequest('INVITE');
    const gone = bench.calls.show(id, 'none');
    bench.bench.peer.answer(invite, '200 OK', takes);
    await bench.settle();
    bench.media.agreed = agreedSound;
    await answerOffer(bench);
    expect([codeOf(await camera), codeOf(await gone)]).toEqual(['ok', 'ok']);
    expect(bench.call).toMatchObject({ picture: 'none', canShowPicture: true });
    bench.bench.agent.close();
  });

  it('is closed also while it rings, and whoever takes the call with it is told', async () => {
    const bench = createCallBench();
    const invite = await bench.dial('sip:jeremy@contoso.com', { withCamera: true });
    const { id } = bench.call;
    bench.bench.peer.answer(invite, '180 Ringing', { toTag: 'srv1' });
    await bench.settle();
    expect(bench.call).toMatchObject({ state: 'ringing', picture: 'camera' });
    expect(codeOf(await bench.calls.show(id, 'screen'))).toBe('CALL_NOT_NOW');
    expect(codeOf(await bench.calls.show(id, 'none'))).toBe('ok');
    expect([bench.call.picture, bench.media.newest.steps.at(-1)]).toEqual(['none', 'hide picture']);
    bench.media.agreed = shown;
    bench.bench.peer.answer(invite, '200 OK', { ...takes, toTag: 'srv1' });
    await bench.bench.peer.nextRequest('ACK');
    await bench.settle();
    bench.media.agreed = agreedSound;
    await answerOffer(bench);
    await bench.settle();
    expect(bench.call).toMatchObject({ picture: 'none', canShowPicture: true });
    expect(bench.media.newest.steps.filter((step) => step.startsWith('offer'))).toEqual(['offer camera', 'offer']);
    bench.bench.agent.close();
  });

  it('is closed also while the connection is away, and the next one brings it not back', async () => {
    const { bench, id, steps, offers } = await filmed();
    bench.bench.flow.lose();
    bench.calls.goOffline();
    await bench.settle();
    expect(codeOf(await bench.calls.show(id, 'none'))).toBe('ok');
    expect([bench.call.picture, steps.at(-1)]).toEqual(['none', 'hide picture']);
    const next = createAgentBench({ clock: bench.bench.clock });
    attach(bench.calls, next);
    bench.media.agreed = agreedSound;
    next.peer.answer(await next.peer.nextRequest('INVITE'), '200 OK', takes);
    await next.peer.nextRequest('ACK');
    await bench.settle();
    expect([bench.call.picture, offers(), next.peer.startLines()]).toEqual(['none', ['offer'], []]);
    next.agent.close();
  });
});
