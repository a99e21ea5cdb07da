import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FarPhone } from '../../test/fakes/far-phone.ts';
import { createRelayBench, type RelayBench, usualPlan } from '../../test/fakes/relay-bench.ts';
import { type CallOut, callOurselves, talk } from '../../test/fakes/relay-calls.ts';
import { makeCertificate } from './dtls/certificate.ts';

let bench: RelayBench;
beforeEach(() => {
  bench = createRelayBench();
});
afterEach(() => bench.close());

/** The far end changes something; nothing changes for Chromium unless it must. */
async function reofferFromFar({ engine, phone }: Pick<CallOut, 'engine' | 'phone'>) {
  const asked = await bench.ask({ op: 'offer-from-far', sdp: phone.describe(), isHeld: false });
  if (asked.kind === 'answered') {
    phone.read(asked.sdp);
    return asked;
  }
  if (asked.kind !== 'description') throw new Error(JSON.stringify(asked));
  const sdp = await engine.answer(asked.sdp, phone.ssrc);
  const answer = await bench.described({ op: 'answer-from-near', sdp });
  phone.read(answer.sdp);
  return answer;
}

async function reofferFromNear({ engine, phone }: Pick<CallOut, 'engine' | 'phone'>, isHeld: boolean) {
  const offer = await bench.described({ op: 'offer-from-near', sdp: await engine.offer(), isHeld });
  phone.read(offer.sdp);
  const sdp = phone.describe();
  const answer = await bench.described({ op: 'answer-from-far', sdp, isProvisional: false });
  await engine.takeAnswer(answer.sdp, phone.ssrc);
  return { offered: offer.sdp, agreed: answer.agreed };
}

async function bothWays({ engine, phone }: Pick<CallOut, 'engine' | 'phone'>, word: string) {
  engine.speak(`${word} out`);
  await phone.hears(phone.heard.length + 1);
  expect(phone.heard.at(-1)).toBe(`${word} out`);
  phone.speak(`${word} in`);
  await engine.hears(engine.heard.length + 1);
  expect(engine.heard.at(-1)).toBe(`${word} in`);
}

describe('a change in mid-call', () => {
  it('is answered at once, without Chromium, where nothing changes for it', async () => {
    const call = await talk(bench);
    expect(await reofferFromFar(call)).toMatchObject({ kind: 'answered', agreed: { isHeldByPeer: false } });
    await bothWays(call, 'again');
  });

  it('holds and resumes when we ask', async () => {
    const call = await talk(bench);
    await bothWays(call, 'before');
    call.phone.direction = 'inactive';
    const held = await reofferFromNear(call, true);
    expect(held.offered).toContain('a=inactive');
    const before = call.engine.heard.length;
    const taken = bench.takes(1);
    call.phone.speak('not heard');
    await taken;
    call.phone.direction = 'sendrecv';
    await reofferFromNear(call, false);
    await bothWays(call, 'after');
    expect(call.engine.heard).toHaveLength(before + 1);
  });

  for (const direction of ['inactive', 'sendonly']) {
    it(`is held by the far end with ${direction}, and taken back`, async () => {
      const call = await talk(bench);
      call.phone.direction = direction;
      const held = await reofferFromFar(call);
      expect(held.agreed?.isHeldByPeer).toBe(true);
      // Chromium would send nothing; what is on its way is not passed on.
      const taken = bench.takes(1);
      call.engine.speak('not heard');
      await taken;
      call.phone.direction = 'sendrecv';
      expect((await reofferFromFar(call)).agreed?.isHeldByPeer).toBe(false);
      await bothWays(call, 'after');
      expect(call.phone.heard).not.toContain('not heard');
    });
  }

  it('is held by the old way, an address of zeros', async () => {
    const call = await talk(bench);
    const sdp = call.phone.describe().replace('c=IN IP4 127.0.0.1', 'c=IN IP4 0.0.0.0');
    const asked = await bench.ask({ op: 'offer-from-far', sdp, isHeld: false });
    expect(asked.kind).toBe('description');
    const answer = await call.engine.answer('sdp' in asked ? asked.sdp : '', call.phone.ssrc);
    expect(await bench.ask({ op: 'answer-from-near', sdp: answer })).toMatchObject({ agreed: { isHeldByPeer: true } });
  });

  it('follows the far end to other keys, and takes what still comes by the old ones', async () => {
    const call = await talk(bench);
    await bothWays(call, 'before');
    const late = call.phone.seal('late');
    call.phone.renewKey();
    await reofferFromFar(call);
    call.phone.send(late);
    await call.engine.hears(2);
    expect(call.engine.heard).toContain('late');
    await bothWays(call, 'after');
    expect(bench.events.filter(({ kind }) => kind === 'failed')).toEqual([]);
  });

  it('follows the far end to another address', async () => {
    const call = await talk(bench);
    const moved = bench.keep(await new FarPhone().open());
    const there = { engine: call.engine, phone: moved };
    const asked = await bench.ask({ op: 'offer-from-far', sdp: moved.describe(), isHeld: false });
    expect(asked.kind).toBe('answered');
    moved.read('sdp' in asked ? asked.sdp : '');
    call.engine.speak('moved');
    expect(await there.phone.hears(1)).toEqual(['moved']);
  });

  it('holds what held when the far end refuses an offer of ours', async () => {
    const call = await talk(bench);
    await bench.described({ op: 'offer-from-near', sdp: await call.engine.offer(), isHeld: true });
    expect(await bench.ask({ op: 'roll-back' })).toEqual({ kind: 'done' });
    await call.engine.rollBack();
    await bothWays(call, 'still');
  });

  for (const isOwn of [true, false]) {
    it(`lets another engine of the window in, with ${isOwn ? 'a certificate of its own' : 'the same certificate'}`, async () => {
      const call = await talk(bench);
      await bothWays(call, 'before');
      const engine = bench.engine(isOwn ? { certificate: await makeCertificate() } : {});
      await reofferFromNear({ engine, phone: call.phone }, false);
      await engine.connected();
      await bothWays({ engine, phone: call.phone }, 'after');
      expect(call.engine.heard).toEqual(['before in']);
    });
  }

  describe.each([{ offersIce: false }, { offersIce: true }])('after a change of network, %o', (plan) => {
    const portOf = (sdp: string) => /^m=audio (\d+)/m.exec(sdp)?.[1];
    const addressOf = (sdp: string) => /^c=IN IP4 (\S+)/m.exec(sdp)?.[1];
    const move = { op: 'restart', addresses: ['127.0.0.2'] } as const;

    it('goes on from other ports at the new address', async () => {
      const call = await talk(bench, {}, plan);
      const before = bench.openSockets;
      for (const word of ['elsewhere', 'again', 'and again', 'for good']) {
        await bench.ask(move);
        const { offered } = await reofferFromNear(call, false);
        expect(addressOf(offered)).toBe('127.0.0.2');
        expect(portOf(offered)).not.toBe(portOf(call.offered));
        await bothWays(call, word);
      }
      // Two pairs at most are kept besides, where a far end that refuses sends as before.
      expect(bench.openSockets).toBe(before + 4);
    });

    it('hears a far end that refuses the offer, where it sends as before', async () => {
      const call = await talk(bench, {}, plan);
      await bench.ask(move);
      await bench.described({ op: 'offer-from-near', sdp: await call.engine.offer(), isHeld: false });
      await bench.ask({ op: 'roll-back' });
      await call.engine.rollBack();
      call.phone.speak('as before');
      expect(await call.engine.hears(1)).toEqual(['as before']);
    });
  });
});

describe('forks', () => {
  it('hears the one that rings with sound, and stays with the first that takes the call', async () => {
    const engine = bench.engine();
    const [first, second] = [new FarPhone(), new FarPhone()];
    for (const phone of [first, second]) bench.keep(await phone.open());
    await bench.ask({ op: 'open', plan: usualPlan });
    const offer = await bench.described({ op: 'offer-from-near', sdp: await engine.offer(), isHeld: false });
    const answer = (phone: FarPhone, isProvisional: boolean) => {
      phone.read(offer.sdp);
      return bench.ask({ op: 'answer-from-far', sdp: phone.describe(), isProvisional });
    };
    const early = await answer(first, true);
    await engine.takeAnswer('sdp' in early ? early.sdp : '', first.ssrc);
    await engine.connected();
    first.speak('please hold');
    expect(await engine.hears(1)).toEqual(['please hold']);
    expect((await answer(second, false)).kind).toBe('description');
    // The first has not noticed yet.
    const taken = bench.takes(1);
    first.speak('still ringing');
    await taken;
    engine.speak('hello');
    expect(await second.hears(1)).toEqual(['hello']);
    expect(engine.heard).toEqual(['please hold']);
    expect(first.heard).toEqual([]);
    expect(await answer(first, false)).toMatchObject({ kind: 'problem', problem: 'out-of-order' });
  });
});

describe('the final offer of the Microsoft dialect', () => {
  it('names what the checks chose, is answered without Chromium, and the sound goes on', async () => {
    const plan = { dialect: 'microsoft', offersIce: true } as const;
    const { from, to } = await callOurselves(bench, plan);
    await Promise.all([from.connected(), to.connected()]);
    await bench.told('path-chosen', { call: 'from' });
    const final = await bench.described({ op: 'final-offer' }, 'from');
    const candidates = final.sdp.match(/^a=candidate:.*$/gm) ?? [];
    const chosen = /^a=remote-candidates:(.*)$/m.exec(final.sdp)?.[1] ?? '';
    expect(candidates).toHaveLength(2);
    expect(chosen).toMatch(/^1 127\.0\.0\.1 \d+ 2 127\.0\.0\.1 \d+$/);
    const there = await bench.ask({ op: 'offer-from-far', sdp: final.sdp, isHeld: false }, 'to');
    expect(there.kind).toBe('answered');
    const sdp = 'sdp' in there ? there.sdp : '';
    const done = await bench.ask({ op: 'answer-from-far', sdp, isProvisional: false }, 'from');
    expect(done).toMatchObject({ kind: 'answered', sdp: '', agreed: { needsFinalOffer: false } });
    from.speak('still there');
    expect(await to.hears(1)).toEqual(['still there']);
  });

  it('comes after something was agreed on, or not at all', async () => {
    await bench.ask({ op: 'open', plan: usualPlan });
    expect(await bench.ask({ op: 'final-offer' })).toMatchObject({ problem: 'out-of-order' });
  });
});

describe('a change of network with ICE', () => {
  it('finds another path while the sound goes on by the old one', async () => {
    const plan = { offersIce: true } as const;
    const { from, to } = await callOurselves(bench, plan);
    await Promise.all([from.connected(), to.connected()]);
    await bench.told('connected', { call: 'from' });
    await bench.ask({ op: 'restart', addresses: ['127.0.0.1'] }, 'from');
    const offer = await bench.described({ op: 'offer-from-near', sdp: await from.offer(), isHeld: false }, 'from');
    // Whoever finds another address there than in the candidates gives ICE up. RFC 8839 4.2.4
    const [, port] = /^m=audio (\d+)/m.exec(offer.sdp) ?? [];
    expect(offer.sdp).toMatch(new RegExp(`^a=candidate:\\S+ 1 UDP \\d+ 127\\.0\\.0\\.1 ${port} typ host`, 'm'));
    const there = await bench.ask({ op: 'offer-from-far', sdp: offer.sdp, isHeld: false }, 'to');
    expect(there.kind).toBe('answered');
    from.speak('meanwhile');
    expect(await to.hears(1)).toEqual(['meanwhile']);
    const sdp = 'sdp' in there ? there.sdp : '';
    const back = await bench.described({ op: 'answer-from-far', sdp, isProvisional: false }, 'from');
    await from.takeAnswer(back.sdp, to.ssrc);
    await bench.told('connected', { call: 'from', times: 2 });
    from.speak('after');
    expect(await to.hears(2)).toEqual(['meanwhile', 'after']);
  });
});

describe('a path on which nobody answers any more', () => {
  it('is told of, and another one found by a restart is as good as the first', async () => {
    const plan = { offersIce: true } as const;
    const { from, to, answered } = await callOurselves(bench, plan);
    await Promise.all([from.connected(), to.connected()]);
    await bench.told('connected', { call: 'from' });
    const way = (await bench.told('path-chosen', { call: 'from' })).ways;
    expect(way).toEqual([expect.stringMatching(/^audio from host 127\.0\.0\.1:\d+ to host 127\.0\.0\.1:\d+$/)]);
    await bench.ask({ op: 'close' }, 'to');
    await bench.clock.pass(45_000);
    await bench.told('path-lost', { call: 'from' });
    expect(bench.events.filter(({ kind }) => kind === 'path-lost')).toHaveLength(1);
    // The far end is back as somebody who knows the call, at other ports.
    await bench.ask({ op: 'restart', addresses: ['127.0.0.1'] }, 'from');
    const offer = await bench.described({ op: 'offer-from-near', sdp: await from.offer(), isHeld: false }, 'from');
    await bench.ask({ op: 'open', plan: { ...usualPlan, ...plan } }, 'again');
    const back = bench.engine();
    const there = await bench.described({ op: 'offer-from-far', sdp: offer.sdp, isHeld: false }, 'again');
    const sdp = await back.answer(there.sdp, from.ssrc);
    const answer = await bench.described({ op: 'answer-from-near', sdp }, 'again');
    expect(answer.sdp).not.toBe(answered);
    const taken = { op: 'answer-from-far', sdp: answer.sdp, isProvisional: false } as const;
    await from.takeAnswer((await bench.described(taken, 'from')).sdp, back.ssrc);
    await Promise.all([back.connected(), bench.told('connected', { call: 'from', times: 2 })]);
    from.speak('there again');
    expect(await back.hears(1)).toEqual(['there again']);
  });
});
