import { describe, expect, it } from 'vitest';
import { answerOffer, bodyOf, codeOf, createCallBench, describedBy, must } from '../../../../test/fakes/call-bench.ts';
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
