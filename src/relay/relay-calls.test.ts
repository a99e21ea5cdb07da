import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FarPhone } from '../../test/fakes/far-phone.ts';
import { createRelayBench, type RelayBench, usualPlan } from '../../test/fakes/relay-bench.ts';
import { callIn, callOurselves, talk } from '../../test/fakes/relay-calls.ts';

let bench: RelayBench;
beforeEach(() => {
  bench = createRelayBench();
});
afterEach(() => bench.close());

const encryption = { plain: 'none', sdes: 'srtp', dtls: 'dtls-srtp' } as const;

describe('a call through the relay', () => {
  for (const keys of ['plain', 'sdes', 'dtls'] as const) {
    it(`carries sound both ways when we call: DTLS-SRTP towards Chromium, ${keys} towards the far end`, async () => {
      const { engine, phone, agreed } = await talk(bench, { keys }, { offersDtls: keys === 'dtls' });
      engine.speak('from near');
      expect(await phone.hears(1)).toEqual(['from near']);
      phone.speak('from far');
      expect(await engine.hears(1)).toEqual(['from far']);
      expect(agreed?.encryption).toBe(encryption[keys]);
      expect(agreed?.takesDigits).toBe(true);
      await bench.told('connected');
    });

    it(`carries sound both ways when we are called: ${keys} towards the far end`, async () => {
      const { engine, phone, agreed } = await callIn(bench, { keys, isActive: false });
      await Promise.all([engine.connected(), phone.secured()]);
      phone.speak('from far');
      expect(await engine.hears(1)).toEqual(['from far']);
      engine.speak('from near');
      expect(await phone.hears(1)).toEqual(['from near']);
      expect(agreed?.encryption).toBe(encryption[keys]);
    });
  }

  for (const dialect of ['standard', 'microsoft'] as const) {
    for (const offersDtls of [false, true]) {
      if (dialect === 'microsoft' && offersDtls) continue;
      it(`finds its path by ICE: ${dialect}, ${offersDtls ? 'DTLS' : 'SDES'}`, async () => {
        const plan = { dialect, offersDtls, offersIce: true, encryption: 'required' } as const;
        const { from, to } = await callOurselves(bench, plan);
        await Promise.all([from.connected(), to.connected()]);
        await Promise.all([bench.told('connected', { call: 'from' }), bench.told('connected', { call: 'to' })]);
        await bench.told('path-chosen', { call: 'from' });
        from.speak('there');
        expect(await to.hears(1)).toEqual(['there']);
        to.speak('back');
        expect(await from.hears(1)).toEqual(['back']);
      });
    }
  }

  it('has the payload types of both sides, each in its own numbers', async () => {
    const { engine, phone } = await talk(bench, { payloadType: 96 });
    engine.speak('as 96');
    await phone.hears(1);
    expect(phone.types).toEqual([96]);
    phone.speak('as 0');
    expect(await engine.hears(1)).toEqual(['as 0']);
  });

  it('goes over IPv6 where the far end is there', async () => {
    const { engine, phone, offered } = await talk(bench, { address: '::1' }, { addresses: ['::1', '127.0.0.1'] });
    expect(offered).toContain('c=IN IP6 ::1');
    engine.speak('six');
    expect(await phone.hears(1)).toEqual(['six']);
    phone.speak('six too');
    expect(await engine.hears(1)).toEqual(['six too']);
  });

  it('answers an offer of the other family from an address of that family', async () => {
    const { answered } = await callIn(bench, { address: '::1' }, { addresses: ['127.0.0.1', '::1'] });
    expect(answered).toContain('c=IN IP6 ::1');
  });

  it('loses nothing the far end sends while Chromium is still shaking hands', async () => {
    const { engine, phone } = await callIn(bench);
    const early = Array.from({ length: 60 }, (_, index) => `early ${index}`);
    for (const text of early) phone.speak(text);
    expect(await engine.hears(60)).toEqual(early);
  });

  it('loses nothing that overtakes the answer with its keys', async () => {
    const engine = bench.engine();
    const { phone, offered } = await offerTo(engine);
    phone.read(offered);
    const sdp = phone.describe();
    const taken = bench.takes(3);
    for (const text of ['one', 'two', 'three']) phone.speak(text);
    await taken;
    const answer = await bench.described({ op: 'answer-from-far', sdp, isProvisional: false });
    await engine.takeAnswer(answer.sdp, phone.ssrc);
    expect(await engine.hears(3)).toEqual(['one', 'two', 'three']);
  });

  it('carries a picture beside the sound, and the wish for a whole one', async () => {
    const { from, to } = await callOurselves(bench, {}, true);
    await Promise.all([from.connected(), to.connected()]);
    from.speak('sound');
    expect(await to.hears(1)).toEqual(['sound']);
    from.show('picture');
    expect(await to.hears(2)).toEqual(['sound', 'picture']);
    const wanted = from.picturesWanted();
    await to.wantPicture(from.pictureSsrc);
    await wanted;
  });

  it('carries twenty calls at a time, each with its own far end', { timeout: 60_000 }, async () => {
    const calls = await Promise.all(Array.from({ length: 20 }, (_, index) => talk(bench, {}, {}, `call ${index}`)));
    for (const [index, { engine, phone }] of calls.entries()) {
      engine.speak(`to ${index}`);
      phone.speak(`from ${index}`);
    }
    for (const [index, { engine, phone }] of calls.entries()) {
      expect(await phone.hears(1)).toEqual([`to ${index}`]);
      expect(await engine.hears(1)).toEqual([`from ${index}`]);
    }
  });
});

async function offerTo(engine: ReturnType<RelayBench['engine']>) {
  const phone = bench.keep(await new FarPhone().open());
  await bench.ask({ op: 'open', plan: usualPlan });
  const { sdp } = await bench.described({ op: 'offer-from-near', sdp: await engine.offer(), isHeld: false });
  return { phone, offered: sdp };
}
