/** Wishes of ours that cross with what the far end does, or with a device that goes: what is shown is so. */
import { describe, expect, it } from 'vitest';
import {
  answerOffer,
  bodyOf,
  codeOf,
  createCallBench,
  describedBy,
  jeremyContact,
  must,
  takes,
} from '../../../../test/fakes/call-bench.ts';
import { agreedSound } from '../../../../test/fakes/fake-call-media.ts';

it('a hold that is wished again before an earlier one was refused is shown as it is', async () => {
  const bench = createCallBench();
  const { id } = await bench.talk();
  const wishes = [true, false, true].map((isHeld) => bench.calls.hold(id, isHeld));
  await answerOffer(bench, '488 Not Acceptable Here');
  expect(bench.call.hold).toBe('ours');
  await answerOffer(bench);
  await answerOffer(bench);
  expect((await Promise.all(wishes)).map(codeOf)).toEqual(['CALL_NOT_NOW', 'ok', 'ok']);
  expect([bench.media.newest.steps.slice(-2), bench.call.hold]).toEqual([['offer held', 'take answer'], 'ours']);
  bench.bench.agent.close();
});

describe('a picture of ours', () => {
  it('that is wished while an offer of the far end is being answered is shown as it is', async () => {
    const bench = createCallBench();
    const { id, invite } = await bench.talk();
    let goOn: () => void = () => undefined;
    bench.media.pause = () => new Promise((resolve) => (goOn = resolve));
    bench.bench.peer.inside(invite, 'INVITE', 1, describedBy());
    await bench.settle();
    bench.media.pause = undefined;
    const shown = bench.calls.show(id, 'camera');
    await bench.settle();
    goOn();
    await bench.bench.peer.next('SIP/2.0 200');
    bench.bench.peer.inside(invite, 'ACK', 1);
    bench.media.agreed = { ...agreedSound, video: { send: true, receive: true } };
    await answerOffer(bench);
    expect([codeOf(await shown), bench.call]).toMatchObject(['ok', { picture: 'camera', canShowPicture: true }]);
    bench.bench.agent.close();
  });

  it('whose camera is pulled out while it rings is not waited for once somebody takes the call', async () => {
    const bench = createCallBench();
    bench.media.agreed = { ...agreedSound, video: { send: true, receive: true } };
    const invite = await bench.dial('sip:jeremy@contoso.com', { withCamera: true });
    bench.media.newest.emit({ kind: 'lost', what: 'camera' });
    await bench.settle();
    bench.bench.peer.answer(invite, '200 OK', takes);
    await bench.bench.peer.nextRequest('ACK');
    await bench.settle();
    bench.media.agreed = { ...agreedSound, video: { send: false, receive: true } };
    await answerOffer(bench);
    expect(bench.media.newest.steps.slice(-2)).toEqual(['offer', 'take answer']);
    expect(bench.call).toMatchObject({ picture: 'none', hasPeerPicture: true });
    bench.bench.agent.close();
  });
});

it.each([
  ['we hold', true],
  ['the far end holds', false],
] as const)('digits that would go with the sound are not said to be sent while %s', async (_who, isOurs) => {
  const bench = createCallBench();
  const { id, invite } = await bench.talk();
  if (isOurs) {
    const held = bench.calls.hold(id, true);
    await answerOffer(bench);
    must(await held);
  } else {
    bench.media.agreed = { ...agreedSound, isHeldByPeer: true };
    bench.bench.peer.inside(invite, 'INVITE', 1, describedBy('sendonly'));
    await bench.bench.peer.next('SIP/2.0 200');
    bench.bench.peer.inside(invite, 'ACK', 1);
  }
  expect(codeOf(await bench.calls.sendDigits(id, '1'))).toBe('CALL_NOT_NOW');
  expect(bench.media.newest.steps.filter((step) => step.startsWith('digits'))).toEqual([]);
  bench.bench.agent.close();
});

it('a far end that wants an offer of ours gets it at once where one of ours crossed with it, and hears of the hold after that', async () => {
  const bench = createCallBench();
  const { id, invite } = await bench.talk();
  const { peer, clock } = bench.bench;
  const held = bench.calls.hold(id, true);
  await answerOffer(bench, '491 Request Pending');
  peer.inside(invite, 'INVITE', 1, { headers: [jeremyContact] });
  const described = await peer.next('SIP/2.0 200');
  expect(bodyOf(described)).toContain('a=inactive');
  // The pause before ours is made again is over while theirs is still open.
  await clock.advance(4000);
  peer.inside(invite, 'ACK', 1, describedBy());
  await bench.settle();
  await answerOffer(bench);
  expect([codeOf(await held), bench.call.hold]).toEqual(['ok', 'ours']);
  expect(bench.media.newest.steps.slice(2)).toEqual([
    'offer held',
    'roll back',
    'offer held',
    'take answer',
    'offer held',
    'take answer',
  ]);
  bench.bench.agent.close();
});
