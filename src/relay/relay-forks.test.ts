import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FarPhone } from '../../test/fakes/far-phone.ts';
import { createRelayBench, type RelayBench, usualPlan } from '../../test/fakes/relay-bench.ts';
import { handshakeMs } from './dtls/handshake.ts';

let bench: RelayBench;
beforeEach(() => {
  bench = createRelayBench();
});
afterEach(() => bench.close());

const failures = () => bench.events.filter(({ kind }) => kind === 'failed').map((event) => 'reason' in event && event);

describe('a fork that rings and shakes no hands', () => {
  /** It says how it would, and does nothing for longer than it is waited for. */
  async function ring() {
    const engine = bench.engine();
    const first = bench.keep(await new FarPhone({ keys: 'dtls' }).open());
    await bench.ask({ op: 'open', plan: { ...usualPlan, offersDtls: true } });
    const offer = await bench.described({ op: 'offer-from-near', sdp: await engine.offer(), isHeld: false });
    const answer = (phone: FarPhone, isProvisional: boolean) =>
      bench.described({ op: 'answer-from-far', sdp: phone.describe(), isProvisional });
    const early = await answer(first, true);
    await engine.takeAnswer(early.sdp, first.ssrc);
    await engine.connected();
    await bench.clock.pass(handshakeMs);
    return { engine, first, offer, answer };
  }

  it('leaves the call to another one', async () => {
    const { engine, offer, answer } = await ring();
    expect(failures()).toEqual([]);
    const second = bench.keep(await new FarPhone({ keys: 'dtls' }).open());
    await answer(second, false);
    second.read(offer.sdp);
    await bench.told('connected');
    engine.speak('out');
    expect(await second.hears(1)).toEqual(['out']);
    expect(failures()).toEqual([]);
  });

  it('does so when it takes the call', async () => {
    const { engine, first, offer, answer } = await ring();
    await answer(first, false);
    first.read(offer.sdp);
    await bench.told('connected');
    engine.speak('out');
    expect(await first.hears(1)).toEqual(['out']);
    expect(failures()).toEqual([]);
  });

  it('ends the call where it takes it and shakes none still, after the usual time', async () => {
    const { first, answer } = await ring();
    await answer(first, false);
    expect(failures()).toEqual([]);
    await bench.clock.pass(handshakeMs);
    expect(failures()).toEqual([{ kind: 'failed', reason: 'dtls', detail: 'timeout', call: 'call' }]);
  });
});

describe('a fork that rings and shares a port', () => {
  it('leaves both ports to another one that takes the call and shares none', async () => {
    const plan = { ...usualPlan, offersIce: true };
    const [from, first, second] = [bench.engine(), bench.engine(), bench.engine()];
    for (const call of ['from', 'first', 'second']) await bench.ask({ op: 'open', plan }, call);
    const offer = await bench.described({ op: 'offer-from-near', sdp: await from.offer(), isHeld: false }, 'from');
    /** Its answer to the offer as it sees it. */
    const answerOf = async (call: string, engine: typeof from, sdp: string) => {
      const there = await bench.described({ op: 'offer-from-far', sdp, isHeld: false }, call);
      const near = await engine.answer(there.sdp, from.ssrc);
      return (await bench.described({ op: 'answer-from-near', sdp: near }, call)).sdp;
    };
    const shared = await answerOf('first', first, offer.sdp);
    expect(shared).toContain('a=rtcp-mux');
    const early = { op: 'answer-from-far', sdp: shared, isProvisional: true } as const;
    await from.takeAnswer((await bench.described(early, 'from')).sdp, first.ssrc);
    await bench.told('connected', { call: 'from' });
    const split = await answerOf('second', second, offer.sdp.replace(/^a=rtcp-mux\r\n/gm, ''));
    await bench.described({ op: 'answer-from-far', sdp: split, isProvisional: false }, 'from');
    await Promise.all(
      ['from', 'second'].map((call) => bench.told('path-chosen', { call, times: call === 'from' ? 2 : 1 })),
    );
    from.speak('out');
    expect(await second.hears(1)).toEqual(['out']);
    const before = bench.openSockets;
    await bench.ask({ op: 'close' }, 'from');
    // Chromium's, and two for the far end.
    expect(before - bench.openSockets).toBe(3);
  });
});
