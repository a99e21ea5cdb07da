import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CipherContext } from 'werift';
import { FarPhone } from '../../test/fakes/far-phone.ts';
import { createRelayBench, type RelayBench, usualPlan } from '../../test/fakes/relay-bench.ts';
import { handshakeMs } from './dtls/handshake.ts';

let bench: RelayBench;
beforeEach(() => {
  bench = createRelayBench();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await bench.close();
});

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

describe('two forks that ring', () => {
  /** Phones without checks; twins have one certificate. */
  async function ring(options: { readonly isActive: boolean; readonly areTwins: boolean }) {
    const { isActive, areTwins } = options;
    const made = await CipherContext.createSelfSignedCertificateWithKey({ hash: 4, signature: 3 }, 23);
    if (areTwins) vi.spyOn(CipherContext, 'createSelfSignedCertificateWithKey').mockResolvedValue(made);
    const engine = bench.engine();
    const first = bench.keep(await new FarPhone({ keys: 'dtls', isActive }).open());
    const second = bench.keep(await new FarPhone({ keys: 'dtls', isActive }).open());
    const print = (phone: FarPhone) => /^a=fingerprint:.*$/m.exec(phone.describe())?.[0];
    expect(print(first) === print(second)).toBe(areTwins);
    await bench.ask({ op: 'open', plan: { ...usualPlan, offersDtls: true } });
    const offer = await bench.described({ op: 'offer-from-near', sdp: await engine.offer(), isHeld: false });
    const answer = (phone: FarPhone, isProvisional: boolean) =>
      bench.described({ op: 'answer-from-far', sdp: phone.describe(), isProvisional });
    const early = await answer(first, true);
    await engine.takeAnswer(early.sdp, first.ssrc, second.ssrc);
    await engine.connected();
    first.read(offer.sdp);
    await first.secured();
    return { engine, first, second, offer, answer };
  }

  async function speaks({ engine }: Awaited<ReturnType<typeof ring>>, phone: FarPhone, word: string) {
    await phone.secured();
    engine.speak(word);
    await phone.hears(phone.heard.length + 1);
    expect(phone.heard.at(-1)).toBe(word);
  }

  const kinds = [
    { isActive: true, areTwins: true },
    { isActive: false, areTwins: true },
    { isActive: true, areTwins: false },
    { isActive: false, areTwins: false },
  ];

  it.each(kinds)('shake hands each for itself: the second takes the call, %o', async (kind) => {
    const ringing = await ring(kind);
    await bench.told('connected');
    await ringing.answer(ringing.second, false);
    ringing.second.read(ringing.offer.sdp);
    await speaks(ringing, ringing.second, 'hello');
    await bench.clock.pass(handshakeMs);
    expect(failures()).toEqual([]);
  });

  it.each(kinds)('shake hands once: the first takes the call after the second rang, %o', async (kind) => {
    const ringing = await ring(kind);
    await bench.told('connected');
    await ringing.answer(ringing.second, true);
    ringing.second.read(ringing.offer.sdp);
    await ringing.second.secured();
    await ringing.answer(ringing.first, false);
    await speaks(ringing, ringing.first, 'hello');
    await bench.clock.pass(handshakeMs);
    expect(failures()).toEqual([]);
  });

  it.each(['active', 'passive'])('have one certificate, and a path each that was checked, %s', async (role) => {
    const plan = { ...usualPlan, offersIce: true, offersDtls: true };
    const [from, first, second] = [bench.engine(), bench.engine(), bench.engine()];
    for (const call of ['from', 'first', 'second']) await bench.ask({ op: 'open', plan }, call);
    const offer = await bench.described({ op: 'offer-from-near', sdp: await from.offer(), isHeld: false }, 'from');
    // They take the role that is left.
    const asked = offer.sdp.replace('a=setup:actpass', role === 'passive' ? 'a=setup:active' : 'a=setup:actpass');
    const answerOf = async (call: string, engine: typeof from) => {
      const there = await bench.described({ op: 'offer-from-far', sdp: asked, isHeld: false }, call);
      const near = await engine.answer(there.sdp, from.ssrc);
      const { sdp } = await bench.described({ op: 'answer-from-near', sdp: near }, call);
      expect(sdp).toContain(`a=setup:${role}`);
      return sdp;
    };
    const rings = { op: 'answer-from-far', sdp: await answerOf('first', first), isProvisional: true } as const;
    await from.takeAnswer((await bench.described(rings, 'from')).sdp, first.ssrc);
    await Promise.all(['from', 'first'].map((call) => bench.told('connected', { call })));
    const takes = { op: 'answer-from-far', sdp: await answerOf('second', second), isProvisional: false } as const;
    await bench.described(takes, 'from');
    await Promise.all([
      bench.told('connected', { call: 'from', times: 2 }),
      bench.told('connected', { call: 'second' }),
    ]);
    from.speak('out');
    expect(await second.hears(1)).toEqual(['out']);
    await bench.clock.pass(handshakeMs);
    expect(failures()).toEqual([]);
  });
});
