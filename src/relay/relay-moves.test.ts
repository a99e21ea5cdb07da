import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RtcpSrPacket } from 'werift';
import { bound } from '../../test/fakes/far-phone.ts';
import { createRelayBench, type RelayBench, usualPlan } from '../../test/fakes/relay-bench.ts';
import { callIn, callOurselves, talk } from '../../test/fakes/relay-calls.ts';
import { handshakeMs } from './dtls/handshake.ts';

let bench: RelayBench;
beforeEach(() => {
  bench = createRelayBench();
});
afterEach(() => bench.close());

/** Whoever finds another address there than in the candidates gives ICE up. RFC 8839 4.2.4 */
function expectDefaultAmongCandidates(sdp: string): void {
  const [, port] = /^m=audio (\d+)/m.exec(sdp) ?? [];
  const [, address] = /^c=IN IP4 (\S+)/m.exec(sdp) ?? [];
  expect(sdp.match(/^a=candidate:.*$/gm)).toContainEqual(expect.stringContaining(` ${address} ${port} typ host`));
}

describe('an offer after a change of network', () => {
  it.each([
    { was: ['127.0.0.1'], is: ['127.0.0.2'] },
    { was: ['127.0.0.1', '127.0.0.2'], is: ['127.0.0.2'] },
    { was: ['127.0.0.1', '127.0.0.2'], is: ['127.0.0.3', '127.0.0.2'] },
  ])('names an address of its candidates: from $was to $is', async ({ was, is }) => {
    const { from, to } = await callOurselves(bench, { offersIce: true, addresses: was });
    await Promise.all([from.connected(), to.connected()]);
    await bench.told('connected', { call: 'from' });
    await bench.ask({ op: 'restart', addresses: is }, 'from');
    const offer = await bench.described({ op: 'offer-from-near', sdp: await from.offer(), isHeld: false }, 'from');
    expectDefaultAmongCandidates(offer.sdp);
  });
});

describe('keys of a handshake', () => {
  it('stay when we hold and resume, with a far end that shares a port and knows no ICE', async () => {
    const call = await talk(bench, { keys: 'dtls' }, { offersDtls: true });
    for (const isHeld of [true, false]) {
      const offer = await bench.described({ op: 'offer-from-near', sdp: await call.engine.offer(), isHeld });
      call.phone.read(offer.sdp);
      call.phone.direction = isHeld ? 'inactive' : 'sendrecv';
      const answer = { op: 'answer-from-far', sdp: call.phone.describe(), isProvisional: false } as const;
      await call.engine.takeAnswer((await bench.described(answer)).sdp, call.phone.ssrc);
    }
    call.phone.speak('resumed');
    expect(await call.engine.hears(1)).toEqual(['resumed']);
  });

  it('stay when the far end offers anew and leaves the roles to us', async () => {
    const call = await talk(bench, { keys: 'dtls' }, { offersDtls: true });
    const sdp = call.phone.describe().replace('a=setup:active', 'a=setup:actpass');
    const asked = await bench.ask({ op: 'offer-from-far', sdp, isHeld: false });
    expect('sdp' in asked ? asked.sdp : '').toContain('a=setup:passive');
    call.phone.speak('still there');
    expect(await call.engine.hears(1)).toEqual(['still there']);
  });
});

describe('a change of network the far end refuses to follow', () => {
  it.each(['from', 'to'])('leaves the way that there was: %s moves', async (mover) => {
    for (let round = 0; round < 4; round += 1) {
      const { from, to } = await callOurselves(bench, { offersIce: true });
      await Promise.all([from.connected(), to.connected()]);
      for (const call of ['from', 'to']) await bench.told('connected', { call, times: round + 1 });
      await bench.ask({ op: 'restart', addresses: ['127.0.0.1'] }, mover);
      const engine = mover === 'from' ? from : to;
      await bench.described({ op: 'offer-from-near', sdp: await engine.offer(), isHeld: false }, mover);
      await bench.ask({ op: 'roll-back' }, mover);
      for (let second = 0; second < 30; second += 1) await bench.clock.pass(1000);
      expect(bench.events.filter(({ kind }) => kind === 'failed' || kind === 'path-lost')).toEqual([]);
      from.speak('out');
      expect(await to.hears(1)).toEqual(['out']);
      to.speak('in');
      expect(await from.hears(1)).toEqual(['in']);
      for (const call of ['from', 'to']) await bench.ask({ op: 'close' }, call);
    }
  });
});

describe('a change of network that came to nothing', () => {
  const ufragOf = (sdp: string) => /^a=ice-ufrag:(\S+)/m.exec(sdp)?.[1];

  it('is no restart for an offer of the far end, and one again with the next of ours', async () => {
    const { from, to, offered } = await callOurselves(bench, { offersIce: true });
    await Promise.all([from.connected(), to.connected()]);
    for (const call of ['from', 'to']) await bench.told('connected', { call });
    await bench.ask({ op: 'restart', addresses: ['127.0.0.2', '127.0.0.1'] }, 'from');
    const moved = await bench.described({ op: 'offer-from-near', sdp: await from.offer(), isHeld: false }, 'from');
    expect(ufragOf(moved.sdp)).not.toBe(ufragOf(offered));
    await bench.ask({ op: 'roll-back' }, 'from');
    await from.rollBack();
    const again = await bench.described({ op: 'offer-from-near', sdp: await to.offer(), isHeld: false }, 'to');
    const answer = await bench.ask({ op: 'offer-from-far', sdp: again.sdp, isHeld: false }, 'from');
    const said = 'sdp' in answer ? answer.sdp : '';
    expect(ufragOf(said)).toBe(ufragOf(offered));
    await bench.ask({ op: 'answer-from-far', sdp: said, isProvisional: false }, 'to');
    const next = await bench.described({ op: 'offer-from-near', sdp: await from.offer(), isHeld: false }, 'from');
    expect(ufragOf(next.sdp)).not.toBe(ufragOf(offered));
    expectDefaultAmongCandidates(next.sdp);
  });

  it('is found by the next offer where both ends move at once', async () => {
    const { from, to } = await callOurselves(bench, { offersIce: true });
    await Promise.all([from.connected(), to.connected()]);
    for (const call of ['from', 'to']) await bench.told('connected', { call });
    for (const [call, engine] of [
      ['from', from],
      ['to', to],
    ] as const) {
      await bench.ask({ op: 'restart', addresses: ['127.0.0.2'] }, call);
      await bench.described({ op: 'offer-from-near', sdp: await engine.offer(), isHeld: false }, call);
    }
    for (const [call, engine] of [
      ['from', from],
      ['to', to],
    ] as const) {
      await bench.ask({ op: 'roll-back' }, call);
      await engine.rollBack();
    }
    const offer = await bench.described({ op: 'offer-from-near', sdp: await to.offer(), isHeld: false }, 'to');
    const there = await bench.ask({ op: 'offer-from-far', sdp: offer.sdp, isHeld: false }, 'from');
    const back = { op: 'answer-from-far', sdp: 'sdp' in there ? there.sdp : '', isProvisional: false } as const;
    await to.takeAnswer((await bench.described(back, 'to')).sdp, from.ssrc);
    for (const call of ['from', 'to']) await bench.told('connected', { call, times: 2 });
    const ways = bench.events.flatMap((event) => (event.kind === 'path-chosen' ? event.ways : []));
    expect(ways.at(-1)).toMatch(/^audio from host 127\.0\.0\.2:\d+ to host 127\.0\.0\.2:\d+$/);
    from.speak('out');
    expect(await to.hears(1)).toEqual(['out']);
    to.speak('in');
    expect(await from.hears(1)).toEqual(['in']);
  });
});

describe('a restart of the far end that finds no port here', () => {
  it('is refused, and stands in the way of no offer of ours', async () => {
    const { from, to } = await callOurselves(bench, { offersIce: true });
    await Promise.all([from.connected(), to.connected()]);
    for (const call of ['from', 'to']) await bench.told('connected', { call });
    // An address that is gone again.
    await bench.ask({ op: 'restart', addresses: ['192.0.2.1'] }, 'from');
    await bench.ask({ op: 'restart', addresses: ['127.0.0.2'] }, 'to');
    const offer = await bench.described({ op: 'offer-from-near', sdp: await to.offer(), isHeld: false }, 'to');
    const refused = await bench.ask({ op: 'offer-from-far', sdp: offer.sdp, isHeld: false }, 'from');
    expect(refused).toMatchObject({ kind: 'problem', problem: 'no-port' });
    await bench.ask({ op: 'roll-back' }, 'to');
    await to.rollBack();
    await bench.ask({ op: 'restart', addresses: ['127.0.0.1'] }, 'from');
    await bench.described({ op: 'offer-from-near', sdp: await from.offer(), isHeld: false }, 'from');
    from.speak('out');
    expect(await to.hears(1)).toEqual(['out']);
  });
});

describe('a change of network without ICE', () => {
  it('is offered from an address of the family the far end has', async () => {
    const addresses = ['::1', '127.0.0.1'];
    const { engine } = await callIn(bench, {}, { addresses });
    await engine.connected();
    await bench.ask({ op: 'restart', addresses });
    const offer = await bench.described({ op: 'offer-from-near', sdp: await engine.offer(), isHeld: false });
    expect(offer.sdp).toContain('c=IN IP4 127.0.0.1');
  });

  it('is offered at once, without a word to a media relay that the far end has no use for', async () => {
    const server = bench.keep(await bound('127.0.0.1', () => undefined));
    const turn = { form: 'standard', host: '127.0.0.1', udpPort: server.address().port, userName: 'me', password: 'x' };
    const made = talk(bench, {}, { offersIce: true, turn: [{ ...turn, form: 'standard' }] });
    await bench.clock.begun(3000);
    await bench.clock.pass(3000);
    const { engine } = await made;
    await bench.ask({ op: 'restart', addresses: ['127.0.0.2'] });
    const offer = await bench.described({ op: 'offer-from-near', sdp: await engine.offer(), isHeld: false });
    expect(offer.sdp).toContain('c=IN IP4 127.0.0.2');
  });

  it('leaves the ports open that the far end sends to, however often it refuses', async () => {
    const { engine, phone } = await talk(bench);
    for (let refusals = 0; refusals < 4; refusals += 1) {
      await bench.ask({ op: 'restart', addresses: ['127.0.0.1'] });
      await bench.described({ op: 'offer-from-near', sdp: await engine.offer(), isHeld: false });
      await bench.ask({ op: 'roll-back' });
      await engine.rollBack();
    }
    phone.speak('as before');
    expect(await engine.hears(1)).toEqual(['as before']);
  });
});

describe('a fork that rings and finds no way', () => {
  async function ring() {
    const [from, to] = [bench.engine(), bench.engine()];
    for (const call of ['from', 'to']) await bench.ask({ op: 'open', plan: { ...usualPlan, offersIce: true } }, call);
    const offer = await bench.described({ op: 'offer-from-near', sdp: await from.offer(), isHeld: false }, 'from');
    const there = await bench.described({ op: 'offer-from-far', sdp: offer.sdp, isHeld: false }, 'to');
    const sdp = await to.answer(there.sdp, from.ssrc);
    const { sdp: sound } = await bench.described({ op: 'answer-from-near', sdp }, 'to');
    const lost = sound
      .replace(/^a=ice-ufrag:.*$/m, 'a=ice-ufrag:lost')
      .replace(/^a=ice-pwd:.*$/m, `a=ice-pwd:${'x'.repeat(22)}`);
    const answer = (text: string, isProvisional: boolean) =>
      bench.described({ op: 'answer-from-far', sdp: text, isProvisional }, 'from');
    const early = await answer(lost, true);
    await from.takeAnswer(early.sdp, to.ssrc);
    await from.connected();
    await bench.clock.pass(25_000);
    return { from, to, sound, lost, answer };
  }
  const failures = () => bench.events.filter(({ kind, call }) => kind === 'failed' && call === 'from');

  it('does not end the call, which another may take', async () => {
    const { from, to, sound, answer } = await ring();
    expect(failures()).toEqual([]);
    await answer(sound, false);
    await bench.told('connected', { call: 'from' });
    from.speak('out');
    expect(await to.hears(1)).toEqual(['out']);
  });

  it('ends it where that one takes it, after the usual time', async () => {
    const { lost, answer } = await ring();
    await answer(lost, false);
    expect(failures()).toEqual([]);
    await bench.clock.pass(25_000);
    expect(failures()).toHaveLength(1);
  });
});

describe('a far end that shared a port, and whoever comes in its place does not', () => {
  const secondOf = (sdp: string) => sdp.match(/^a=candidate:\S+ 2 .*$/gm) ?? [];

  /** It knows the call and makes an offer in it, as after a transfer. */
  async function handOver(plan: { readonly offersDtls: boolean }) {
    const { from, to, answered } = await callOurselves(bench, { ...plan, offersIce: true });
    await Promise.all([from.connected(), to.connected()]);
    await bench.told('connected', { call: 'from' });
    expect([answered.includes('a=rtcp-mux'), secondOf(answered)]).toEqual([true, []]);
    await bench.ask({ op: 'close' }, 'to');
    await bench.ask({ op: 'open', plan: { ...usualPlan, ...plan, offersIce: true } }, 'heir');
    const heir = bench.engine();
    const made = await bench.described({ op: 'offer-from-near', sdp: await heir.offer(), isHeld: false }, 'heir');
    const sdp = made.sdp.replace(/^a=rtcp-mux\r\n/gm, '');
    const there = await bench.ask({ op: 'offer-from-far', sdp, isHeld: false }, 'from');
    return { from, heir, said: 'sdp' in there ? there.sdp : '' };
  }

  it.each([{ offersDtls: false }, { offersDtls: true }])('is given a second one again: %o', async (plan) => {
    const { from, heir, said } = await handOver(plan);
    const [, reports] = /^a=rtcp:(\d+)/m.exec(said) ?? [];
    expect(secondOf(said)).toEqual([expect.stringContaining(` 127.0.0.1 ${reports} typ host`)]);
    const answer = { op: 'answer-from-far', sdp: said, isProvisional: false } as const;
    await heir.takeAnswer((await bench.described(answer, 'heir')).sdp, from.ssrc);
    await Promise.all([bench.told('connected', { call: 'heir' }), bench.told('connected', { call: 'from', times: 2 })]);
    // Told when each component has its way.
    await bench.told('path-chosen', { call: 'heir' });
    await bench.clock.pass(handshakeMs);
    const reported = heir.pc.dtlsTransports[0]?.onRtcp.watch((packet) => packet.type === RtcpSrPacket.type);
    from.speak('here I am');
    expect(await heir.hears(1)).toEqual(['here I am']);
    await reported;
    expect(bench.events.filter(({ kind }) => kind === 'failed')).toEqual([]);
  });
});
