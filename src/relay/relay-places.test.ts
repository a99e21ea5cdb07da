/** Handshakes of far ends without checks, where one of both goes elsewhere or has no place for a while. RFC 5763 6.6, RFC 3264 8.4 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FarPhone } from '../../test/fakes/far-phone.ts';
import { createRelayBench, type RelayBench, usualPlan } from '../../test/fakes/relay-bench.ts';
import { type CallOut, talk } from '../../test/fakes/relay-calls.ts';
import { handshakeMs } from './dtls/handshake.ts';

let bench: RelayBench;
beforeEach(() => {
  bench = createRelayBench();
});
afterEach(() => bench.close());

const dtls = { offersDtls: true };

/** An offer of the telephone in the call, and what it is answered. */
async function offered({ engine, phone }: Pick<CallOut, 'engine' | 'phone'>, sdp: string): Promise<string> {
  const asked = await bench.ask({ op: 'offer-from-far', sdp, isHeld: false });
  // Chromium is not asked where it would only hear what holds.
  if (asked.kind === 'answered') return asked.sdp;
  if (asked.kind !== 'description') throw new Error(JSON.stringify(asked));
  const near = await engine.answer(asked.sdp, phone.ssrc);
  return (await bench.described({ op: 'answer-from-near', sdp: near })).sdp;
}

async function expectSound({ engine, phone }: Pick<CallOut, 'engine' | 'phone'>): Promise<void> {
  phone.speak('in');
  expect(await engine.hears(1)).toEqual(['in']);
  engine.speak('out');
  expect(await phone.hears(1)).toEqual(['out']);
  expect(bench.events.filter(({ kind }) => kind === 'failed')).toEqual([]);
}

describe('a new handshake without checks', () => {
  it.each([
    { isActive: true, setup: 'active' },
    { isActive: false, setup: 'passive' },
    { isActive: false, setup: 'actpass' },
  ])('is made with a far end that moves and keeps its certificate: %o', async ({ isActive, setup }) => {
    const call = await talk(bench, { keys: 'dtls', isActive }, dtls);
    await call.phone.move();
    call.phone.read(await offered(call, call.phone.describe().replace(/a=setup:\w+/, `a=setup:${setup}`)));
    await call.phone.secured();
    await expectSound(call);
  });

  it.each([true, false])('is made where we move, the far end begins it: %s', async (isActive) => {
    const call = await talk(bench, { keys: 'dtls', isActive }, dtls);
    await bench.ask({ op: 'restart', addresses: ['127.0.0.2'] });
    const offer = await bench.described({ op: 'offer-from-near', sdp: await call.engine.offer(), isHeld: false });
    call.phone.forgetKeys();
    call.phone.read(offer.sdp);
    const answer = { op: 'answer-from-far', sdp: call.phone.describe(), isProvisional: false } as const;
    await call.engine.takeAnswer((await bench.described(answer)).sdp, call.phone.ssrc);
    await call.phone.secured();
    await expectSound(call);
  });

  it('that comes to nothing leaves the keys there were to a far end that only has another port', async () => {
    const call = await talk(bench, { keys: 'dtls', isActive: false }, dtls);
    const elsewhere = bench.keep(await new FarPhone().open());
    await offered(call, call.phone.describe().replace(`m=audio ${call.phone.port}`, `m=audio ${elsewhere.port}`));
    call.phone.speak('in');
    expect(await call.engine.hears(1)).toEqual(['in']);
    await bench.clock.pass(handshakeMs);
    await expectSound({ ...call });
  });
});

describe('a far end that holds by naming no place', () => {
  const nowhere = (sdp: string) => sdp.replace(/^c=.*$/m, 'c=IN IP4 0.0.0.0');

  it.each([
    { isActive: true, setup: 'active' },
    { isActive: true, setup: 'actpass' },
    { isActive: false, setup: 'passive' },
    { isActive: false, setup: 'actpass' },
  ])('has its keys still when it comes back: %o', async ({ isActive, setup }) => {
    const call = await talk(bench, { keys: 'dtls', isActive }, dtls);
    const offer = call.phone.describe().replace(/a=setup:\w+/, `a=setup:${setup}`);
    const ours = await offered(call, nowhere(offer));
    expect(ours).toContain(`a=setup:${isActive ? 'passive' : 'active'}`);
    await bench.clock.pass(handshakeMs);
    expect(bench.events.filter(({ kind }) => kind === 'failed')).toEqual([]);
    expect(await offered(call, offer)).toContain(`a=setup:${isActive ? 'passive' : 'active'}`);
    await expectSound(call);
  });

  it.each([true, false])('from the start shakes hands when it comes back, it begins: %s', async (isActive) => {
    const engine = bench.engine();
    const phone = bench.keep(await new FarPhone({ keys: 'dtls', isActive }).open());
    await bench.ask({ op: 'open', plan: { ...usualPlan, ...dtls } });
    await bench.described({ op: 'offer-from-near', sdp: await engine.offer(), isHeld: false });
    const held = { op: 'answer-from-far', sdp: nowhere(phone.describe()), isProvisional: false } as const;
    await engine.takeAnswer((await bench.described(held)).sdp, phone.ssrc);
    await engine.connected();
    await bench.clock.pass(handshakeMs);
    expect(bench.events.filter(({ kind }) => kind === 'failed')).toEqual([]);
    const there = await bench.described({ op: 'offer-from-far', sdp: phone.describe(), isHeld: false });
    const sdp = await engine.answer(there.sdp, phone.ssrc);
    phone.read((await bench.described({ op: 'answer-from-near', sdp })).sdp);
    await phone.secured();
    await expectSound({ engine, phone });
  });
});

describe('a far end that is silent after a move', () => {
  const failures = () => bench.events.filter(({ kind }) => kind === 'failed');
  const answerOf = (phone: FarPhone) =>
    ({ op: 'answer-from-far', sdp: phone.describe(), isProvisional: false }) as const;
  const waitLong = async () => {
    for (let second = 0; second <= (2 * handshakeMs) / 1000; second += 1) await bench.clock.pass(1000);
  };
  const speakStrangely = async (phone: FarPhone, packets: number) => {
    for (let count = 0; count < packets; count += 1) {
      phone.speak('strange');
      await bench.takes(1);
    }
  };

  /** It holds from another port, at which nobody shakes hands. */
  async function heldElsewhere(isActive = false) {
    const call = await talk(bench, { keys: 'dtls', isActive }, dtls);
    const elsewhere = bench.keep(await new FarPhone().open());
    const sdp = call.phone.describe().replace(`m=audio ${call.phone.port}`, `m=audio ${elsewhere.port}`);
    await offered(call, sdp.replace('a=sendrecv', 'a=inactive'));
    return { ...call, sdp };
  }

  /** We hold and move; it loses its keys meanwhile, and shakes no hands before it reads. `late`: what it sent before comes after. */
  async function heldByUs(late?: string) {
    const { engine, phone } = await talk(bench, { keys: 'dtls', isActive: false }, dtls);
    const packet = late === undefined ? undefined : phone.seal(late);
    phone.forgetKeys();
    await bench.ask({ op: 'restart', addresses: ['127.0.0.2'] });
    const offer = await bench.described({ op: 'offer-from-near', sdp: await engine.offer(), isHeld: true });
    expect(offer.sdp).toContain('a=inactive');
    phone.direction = 'inactive';
    await engine.takeAnswer((await bench.described(answerOf(phone))).sdp, phone.ssrc);
    if (packet) {
      phone.send(packet);
      await bench.takes(1);
    }
    /** Returns what it is to read. */
    const resume = async () => {
      const again = await bench.described({ op: 'offer-from-near', sdp: await engine.offer(), isHeld: false });
      phone.direction = 'sendrecv';
      await engine.takeAnswer((await bench.described(answerOf(phone))).sdp, phone.ssrc);
      return again.sdp;
    };
    return { engine, phone, held: offer.sdp, resume };
  }

  it('keeps its call while it holds, and its keys when it comes back', async () => {
    const { sdp, ...call } = await heldElsewhere();
    await waitLong();
    expect(failures()).toEqual([]);
    await offered(call, sdp);
    call.phone.speak('in');
    expect(await call.engine.hears(1)).toEqual(['in']);
    await waitLong();
    await expectSound(call);
  });

  it.each([true, false])('shakes hands when it comes back in another place, it begins: %s', async (isActive) => {
    const { engine, phone } = await heldElsewhere(isActive);
    await waitLong();
    await phone.move();
    phone.read(await offered({ engine, phone }, phone.describe()));
    await phone.secured();
    await expectSound({ engine, phone });
  });

  it.each([undefined, 'late'])('shakes hands when we resume and it lost its keys, heard before: %s', async (late) => {
    const { resume, ...call } = await heldByUs(late);
    await waitLong();
    expect(failures()).toEqual([]);
    call.phone.read(await resume());
    await call.phone.secured();
    await expectSound(call);
  });

  it('shakes hands once more where it was described anew before the first ones were given up', async () => {
    const { resume, ...call } = await heldByUs();
    const sdp = await resume();
    await bench.clock.pass(handshakeMs);
    call.phone.read(sdp);
    await call.phone.secured();
    await expectSound(call);
  });

  it('shakes hands where what it sends cannot be opened', async () => {
    const { held, resume, ...call } = await heldByUs();
    await waitLong();
    await speakStrangely(call.phone, 30);
    call.phone.read(held);
    await call.phone.secured();
    await resume();
    await expectSound(call);
  });

  it('fails where that goes on and it shakes none', async () => {
    const { phone } = await heldByUs('late');
    await waitLong();
    await speakStrangely(phone, 80);
    expect(failures()).toEqual([]);
    await waitLong();
    expect(failures()).toMatchObject([{ reason: 'dtls', detail: 'timeout' }]);
  });

  it('keeps its call where few packets cannot be opened, which anybody may have sent', async () => {
    const { phone } = await heldByUs();
    await speakStrangely(phone, 5);
    await waitLong();
    expect(failures()).toEqual([]);
  });
});
