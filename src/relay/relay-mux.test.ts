import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RtcpSrPacket } from 'werift';
import { createRelayBench, type RelayBench } from '../../test/fakes/relay-bench.ts';
import { callOurselves, talk } from '../../test/fakes/relay-calls.ts';
import { handshakeMs } from './dtls/handshake.ts';

let bench: RelayBench;
beforeEach(() => {
  bench = createRelayBench();
});
afterEach(() => bench.close());

const unshared = (sdp: string) => sdp.replace(/^a=rtcp-mux\r\n/gm, '');
const failures = () => bench.events.filter(({ kind }) => kind === 'failed' || kind === 'picture-failed');
const plans = [{ offersDtls: true }, { offersDtls: false }];

describe('a port that both agreed to share, on a path that was checked', () => {
  async function sharing(plan: { readonly offersDtls: boolean }) {
    const call = await callOurselves(bench, { ...plan, offersIce: true }, true);
    await Promise.all([call.from.connected(), call.to.connected()]);
    for (const name of ['from', 'to']) await bench.told('connected', { call: name });
    expect(call.answered).toContain('a=rtcp-mux');
    return call;
  }

  async function staysAsItWas({ from, to }: Awaited<ReturnType<typeof sharing>>) {
    await bench.clock.pass(handshakeMs);
    expect(failures()).toEqual([]);
    for (const [speaking, hearing] of [
      [from, to],
      [to, from],
    ] as const) {
      speaking.speak('a word');
      await hearing.hears(hearing.heard.length + 1);
      expect(hearing.heard.at(-1)).toBe('a word');
    }
    // By a report of feedback, which goes where reports go.
    for (const [asking, asked] of [
      [from, to],
      [to, from],
    ] as const) {
      asked.show('a picture');
      await asking.hears(asking.heard.length + 1);
      const wanted = asked.picturesWanted();
      await asking.wantPicture(asked.pictureSsrc);
      await wanted;
    }
  }

  it.each(plans)('carries reports still where the far end offers anew and no longer says so: %o', async (plan) => {
    const call = await sharing(plan);
    for (const _round of [1, 2]) {
      const offer = await bench.described({ op: 'offer-from-near', sdp: await call.to.offer(), isHeld: false }, 'to');
      const there = await bench.ask({ op: 'offer-from-far', sdp: unshared(offer.sdp), isHeld: false }, 'from');
      const said = 'sdp' in there ? there.sdp : '';
      const [, port] = /^m=audio (\d+)/m.exec(said) ?? [];
      // What was not offered is not answered, RFC 8035; where reports go is said all the same.
      expect(said).not.toContain('a=rtcp-mux');
      expect(/^a=rtcp:(\d+)/m.exec(said)?.[1]).toBe(port);
      expect(said).not.toMatch(/^a=candidate:\S+ 2 /m);
      const back = { op: 'answer-from-far', sdp: said, isProvisional: false } as const;
      await call.to.takeAnswer((await bench.described(back, 'to')).sdp, call.from.ssrc, call.from.pictureSsrc);
      await staysAsItWas(call);
    }
  });

  it.each(plans)(
    'is shared still, and offered so, where the far end answers anew without a word of it: %o',
    async (plan) => {
      const call = await sharing(plan);
      for (const _round of [1, 2]) {
        const offer = await bench.described(
          { op: 'offer-from-near', sdp: await call.from.offer(), isHeld: false },
          'from',
        );
        expect(offer.sdp).toContain('a=rtcp-mux');
        const there = await bench.ask({ op: 'offer-from-far', sdp: offer.sdp, isHeld: false }, 'to');
        const sdp = unshared('sdp' in there ? there.sdp : '');
        const back = { op: 'answer-from-far', sdp, isProvisional: false } as const;
        await call.from.takeAnswer((await bench.described(back, 'from')).sdp, call.to.ssrc, call.to.pictureSsrc);
        await staysAsItWas(call);
      }
    },
  );
});

describe('a way that we look for anew from one port', () => {
  it.each(plans)('is found to a far end that shares none by then: %o', async (plan) => {
    const { from, to } = await callOurselves(bench, { ...plan, offersIce: true });
    await Promise.all([from.connected(), to.connected()]);
    for (const call of ['from', 'to']) await bench.told('connected', { call });
    await bench.ask({ op: 'restart', addresses: ['127.0.0.2'] }, 'from');
    const offer = await bench.described({ op: 'offer-from-near', sdp: await from.offer(), isHeld: false }, 'from');
    expect(offer.sdp).not.toMatch(/^a=candidate:\S+ 2 /m);
    const there = await bench.ask({ op: 'offer-from-far', sdp: offer.sdp, isHeld: false }, 'to');
    const sdp = unshared('sdp' in there ? there.sdp : '');
    const back = { op: 'answer-from-far', sdp, isProvisional: false } as const;
    await from.takeAnswer((await bench.described(back, 'from')).sdp, to.ssrc);
    for (const call of ['from', 'to']) await bench.told('connected', { call, times: 2 });
    await bench.clock.pass(handshakeMs);
    expect(failures()).toEqual([]);
    const reported = to.pc.dtlsTransports[0]?.onRtcp.watch((packet) => packet.type === RtcpSrPacket.type);
    from.speak('out');
    expect(await to.hears(1)).toEqual(['out']);
    await reported;
  });
});

describe('a port that both agreed to share, without checks', () => {
  const dtls = { offersDtls: true };
  const reportsTo = (sdp: string) => /^a=rtcp:(\d+)/m.exec(sdp)?.[1];

  it.each(['offers', 'answers'])('keeps its keys where the far end %s anew and shares none', async (does) => {
    const call = await talk(bench, { keys: 'dtls' }, dtls);
    const sdp = unshared(call.phone.describe());
    if (does === 'offers') {
      const asked = await bench.ask({ op: 'offer-from-far', sdp, isHeld: false });
      const said = 'sdp' in asked ? asked.sdp : '';
      expect(said).not.toContain('a=rtcp-mux');
      expect(reportsTo(said)).not.toBe(/^m=audio (\d+)/m.exec(said)?.[1]);
    } else {
      await bench.described({ op: 'offer-from-near', sdp: await call.engine.offer(), isHeld: false });
      const answer = { op: 'answer-from-far', sdp, isProvisional: false } as const;
      await call.engine.takeAnswer((await bench.described(answer)).sdp, call.phone.ssrc);
    }
    // Nobody shakes hands for reports, which is no reason to end what is heard.
    await bench.clock.pass(handshakeMs);
    expect(failures()).toEqual([]);
    call.phone.speak('in');
    expect(await call.engine.hears(1)).toEqual(['in']);
    call.engine.speak('out');
    expect(await call.phone.hears(1)).toEqual(['out']);
  });

  it('keeps its keys where the far end shared none at first', async () => {
    const call = await talk(bench, { keys: 'dtls' }, dtls);
    for (const sdp of [unshared(call.phone.describe()), call.phone.describe()])
      await bench.ask({ op: 'offer-from-far', sdp, isHeld: false });
    await bench.clock.pass(handshakeMs);
    expect(failures()).toEqual([]);
    call.engine.speak('out');
    expect(await call.phone.hears(1)).toEqual(['out']);
    await call.phone.reported((one) => one[1] === 200);
  });
});
