import { describe, expect, it } from 'vitest';
import { answerOffer, bodyOf, codeOf, createCallBench, describedBy } from '../../../../test/fakes/call-bench.ts';
import { agreedSound } from '../../../../test/fakes/fake-call-media.ts';
import { noProvisioning } from '../../../shared/model/provisioning.ts';

describe('hold', () => {
  it('is shown at once, told, and taken back', async () => {
    const bench = createCallBench();
    const { id } = await bench.talk();
    const held = bench.calls.hold(id, true);
    expect(bench.call.hold).toBe('ours');
    expect(bodyOf(await answerOffer(bench))).toContain('a=inactive');
    expect([codeOf(await held), bench.call]).toMatchObject(['ok', { hold: 'ours', state: 'active' }]);
    const resumed = bench.calls.hold(id, false);
    await answerOffer(bench);
    expect([codeOf(await resumed), bench.call.hold]).toEqual(['ok', 'none']);
    expect(bench.media.newest.steps).toEqual([
      'offer',
      'take answer',
      'offer held',
      'take answer',
      'offer',
      'take answer',
    ]);
    bench.bench.agent.close();
  });

  it('that the peer refuses is none: what held before holds again', async () => {
    const bench = createCallBench();
    const { id } = await bench.talk();
    const held = bench.calls.hold(id, true);
    await answerOffer(bench, '488 Not Acceptable Here');
    expect([codeOf(await held), bench.call.hold, bench.media.newest.steps.at(-1)]).toEqual([
      'CALL_NOT_NOW',
      'none',
      'roll back',
    ]);
    bench.bench.agent.close();
  });

  it('by the peer is shown, and both', async () => {
    const bench = createCallBench();
    const { id, invite } = await bench.talk();
    bench.media.agreed = { ...agreedSound, isHeldByPeer: true };
    bench.bench.peer.inside(invite, 'INVITE', 1, describedBy('sendonly'));
    await bench.bench.peer.next('SIP/2.0 200');
    bench.bench.peer.inside(invite, 'ACK', 1);
    expect([bench.call.hold, bench.media.newest.steps.at(-1)]).toEqual(['theirs', 'answer']);
    const held = bench.calls.hold(id, true);
    await answerOffer(bench);
    expect([codeOf(await held), bench.call.hold]).toEqual(['ok', 'both']);
    bench.bench.agent.close();
  });

  it('of the peer that is answered after the peer has given it up is agreed on anew', async () => {
    const bench = createCallBench();
    const { invite } = await bench.talk();
    let goOn: () => void = () => undefined;
    bench.media.pause = () =>
      new Promise((resolve) => {
        goOn = resolve;
      });
    bench.media.agreed = { ...agreedSound, isHeldByPeer: true };
    bench.bench.peer.inside(invite, 'UPDATE', 1, describedBy('sendonly'));
    await bench.bench.clock.advance(5000);
    await bench.bench.peer.next('SIP/2.0 504');
    bench.media.pause = undefined;
    goOn();
    await bench.settle();
    bench.media.agreed = agreedSound;
    await answerOffer(bench);
    await bench.settle();
    expect([bench.call.hold, bench.media.newest.steps.at(-1)]).toEqual(['none', 'take answer']);
    bench.bench.agent.close();
  });

  it('that crosses one of the peer gives way, and is told again', async () => {
    const bench = createCallBench();
    const { id, invite } = await bench.talk();
    const held = bench.calls.hold(id, true);
    const offer = await bench.bench.peer.nextRequest('INVITE');
    bench.bench.peer.inside(invite, 'INVITE', 1, describedBy());
    await bench.bench.peer.next('SIP/2.0 491');
    bench.bench.peer.answer(offer, '491 Request Pending');
    await bench.bench.peer.nextRequest('ACK');
    await bench.settle();
    expect(bench.media.newest.steps.at(-1)).toBe('roll back');
    bench.bench.peer.inside(invite, 'INVITE', 2, describedBy());
    await bench.bench.peer.next('SIP/2.0 200');
    bench.bench.peer.inside(invite, 'ACK', 2);
    await bench.bench.clock.advance(4_500);
    await answerOffer(bench);
    expect([codeOf(await held), bench.call.hold]).toEqual(['ok', 'ours']);
    expect(bench.media.newest.steps.slice(2)).toEqual([
      'offer held',
      'roll back',
      'answer held',
      'offer held',
      'take answer',
    ]);
    bench.bench.agent.close();
  });

  it('comes by itself for the call that another takes the place of', async () => {
    const bench = createCallBench();
    const { id } = await bench.talk();
    bench.invite();
    await bench.bench.peer.next('SIP/2.0 180');
    const second = bench.call.id;
    expect(bench.state.get().calls[0]?.hold).toBe('none');
    const answered = bench.calls.answer(second);
    await answerOffer(bench);
    expect(codeOf(await answered)).toBe('ok');
    bench.media.newest.emit({ kind: 'connected' });
    await bench.bench.peer.next('SIP/2.0 200');
    expect(bench.state.get().calls.map(({ hold, state }) => [hold, state])).toEqual([
      ['ours', 'active'],
      ['none', 'active'],
    ]);
    const resumed = bench.calls.hold(id, false);
    await answerOffer(bench);
    expect(codeOf(await resumed)).toBe('ok');
    expect(bench.state.get().calls.map(({ hold }) => hold)).toEqual(['none', 'ours']);
    bench.bench.agent.close();
  });

  it('ends by itself when the other call could not be taken', async () => {
    const bench = createCallBench();
    await bench.talk();
    bench.invite();
    await bench.bench.peer.next('SIP/2.0 180');
    bench.media.failing.set('answer', 'MEDIA_NO_MICROPHONE');
    const answered = bench.calls.answer(bench.call.id);
    await answerOffer(bench);
    expect(codeOf(await answered)).toBe('MEDIA_NO_MICROPHONE');
    await answerOffer(bench);
    expect(bench.state.get().calls.map(({ hold, state }) => [hold, state])).toEqual([
      ['none', 'active'],
      ['none', 'incoming'],
    ]);
    bench.bench.agent.close();
  });

  it('is not for calls that nobody has taken', async () => {
    const bench = createCallBench();
    await bench.dial();
    expect(codeOf(await bench.calls.hold(bench.call.id, true))).toBe('CALL_NOT_NOW');
    expect(codeOf(await bench.calls.hold('nobody', true))).toBe('CALL_UNKNOWN');
    bench.bench.agent.close();
  });
});

describe('digits', () => {
  it('go with the sound where the far end takes them', async () => {
    const bench = createCallBench();
    const { id } = await bench.talk();
    expect(codeOf(await bench.calls.sendDigits(id, '12#a'))).toBe('ok');
    expect(bench.media.newest.steps.at(-1)).toBe('digits 12#A');
    bench.bench.agent.close();
  });

  it('go by INFO one by one otherwise, and stop at the first that is refused', async () => {
    const bench = createCallBench();
    bench.media.agreed = { ...agreedSound, takesDigits: false };
    const { id } = await bench.talk();
    expect(bench.call.digitsBy).toBe('info');
    const sent = bench.calls.sendDigits(id, '1*3');
    const first = await bench.bench.peer.nextRequest('INFO');
    expect(bodyOf(first)).toBe('Signal=1\r\nDuration=160\r\n');
    bench.bench.peer.answer(first, '200 OK');
    bench.bench.peer.answer(await bench.bench.peer.nextRequest('INFO'), '415 Unsupported Media Type');
    expect([codeOf(await sent), bench.bench.peer.startLines()]).toEqual(['CALL_DIGITS_NOT_TAKEN', []]);
    const many = await Promise.all(
      ['1'.repeat(64), '2'.repeat(64), '3'].map((digits) => raced(bench.calls.sendDigits(id, digits))),
    );
    expect(many).toEqual(['waits', 'waits', 'CALL_NOT_NOW']);
    bench.bench.agent.close();
  });
});

/** The code of what is answered at once. */
async function raced(outcome: Promise<Parameters<typeof codeOf>[0]>): Promise<string> {
  const waits = new Promise<'waits'>((resolve) => setImmediate(() => resolve('waits')));
  const first = await Promise.race([outcome, waits]);
  return first === 'waits' ? first : codeOf(first);
}

describe('an offer of the peer', () => {
  it('that cannot be met is refused, and the call goes on', async () => {
    const bench = createCallBench();
    const { invite } = await bench.talk();
    bench.media.failing.set('answer', 'MEDIA_NOTHING_COMMON');
    bench.bench.peer.inside(invite, 'INVITE', 1, describedBy());
    await bench.bench.peer.next('SIP/2.0 488');
    expect(bench.call.state).toBe('active');
    bench.bench.agent.close();
  });

  it('that is wanted from us is made, and its answer taken', async () => {
    const bench = createCallBench();
    const { invite } = await bench.talk();
    bench.bench.peer.inside(invite, 'INVITE', 1, { headers: ['Contact: <sip:jeremy@contoso.com;gruu>'] });
    const ok = await bench.bench.peer.next('SIP/2.0 200');
    expect(bodyOf(ok)).toContain('m=audio');
    bench.bench.peer.inside(invite, 'ACK', 1, describedBy());
    await bench.settle();
    expect(bench.media.newest.steps.slice(2)).toEqual(['offer', 'take answer']);
    bench.bench.agent.close();
  });

  it('that is wanted from us and taken back before it was made keeps nothing waiting', async () => {
    const bench = createCallBench();
    const { id, invite } = await bench.talk();
    let made: () => void = () => undefined;
    bench.media.pause = () => new Promise((resolve) => (made = resolve));
    bench.bench.peer.inside(invite, 'INVITE', 1, { headers: ['Contact: <sip:jeremy@contoso.com;gruu>'] });
    await bench.settle();
    const wanted = bench.bench.peer.insideText(invite, 'INVITE', 1);
    bench.bench.flow.deliver(wanted.replace(/^INVITE/, 'CANCEL').replace('1 INVITE', '1 CANCEL'));
    await bench.bench.peer.next('SIP/2.0 487');
    bench.media.pause = undefined;
    made();
    await bench.settle();
    const held = bench.calls.hold(id, true);
    await bench.settle();
    const offer = await raced(bench.bench.peer.nextRequest('INVITE').then((request) => ({ ok: true, value: request })));
    expect(offer).toBe('ok');
    bench.bench.agent.close();
    await held;
  });

  it.each(['INVITE', 'UPDATE'] as const)('by %s is answered', async (method) => {
    const bench = createCallBench();
    const { invite } = await bench.talk();
    bench.bench.peer.inside(invite, method, 1, describedBy());
    await bench.bench.peer.next('SIP/2.0 200');
    expect(bench.media.newest.steps.at(-1)).toBe('answer');
    bench.bench.agent.close();
  });
});

it('what the company forbids is not begun, and named', async () => {
  const bench = createCallBench();
  const { id } = await bench.talk();
  const entries = [
    { group: 'meetingPolicy', key: 'EnableP2PVideo', value: 'false', known: true },
    { group: 'meetingPolicy', key: 'EnableAppDesktopSharing', value: 'None', known: true },
    { group: 'ucPolicy', key: 'EnableCallTransfer', value: 'false', known: true },
  ];
  bench.state.set('provisioning', { ...noProvisioning, state: 'ready', sections: [{ id: 'voice', entries }] });
  const outcomes = [
    bench.calls.call({ to: 'sip:jeremy@contoso.com', withCamera: true }),
    await bench.calls.show(id, 'camera'),
    await bench.calls.show(id, 'screen'),
    await bench.calls.transfer(id, 'sip:garth@contoso.com'),
  ];
  expect(outcomes.map((outcome) => (outcome.ok ? 'ok' : [outcome.failure.code, outcome.failure.data?.key]))).toEqual([
    ['POLICY_FORBIDS', 'EnableP2PVideo'],
    ['POLICY_FORBIDS', 'EnableP2PVideo'],
    ['POLICY_FORBIDS', 'EnableAppDesktopSharing'],
    ['POLICY_FORBIDS', 'EnableCallTransfer'],
  ]);
  expect(bench.bench.peer.startLines()).toEqual([]);
  bench.bench.agent.close();
});
