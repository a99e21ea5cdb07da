import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRelayBench, type RelayBench } from '../../test/fakes/relay-bench.ts';
import { type CallOut, talk } from '../../test/fakes/relay-calls.ts';
import { pauseMs, qualityMs, silenceMs } from './call/watch.ts';

let bench: RelayBench;
beforeEach(() => {
  bench = createRelayBench();
});
afterEach(() => bench.close());

/** A sender report of the far end, with a block about Chromium's source. RFC 3550 6.4.1 */
function report(
  from: number,
  about: number,
  block: { readonly lost: number; readonly last: number; readonly delay: number },
  packets = 0,
) {
  const packet = Buffer.alloc(52);
  packet.writeUInt32BE(0x81c8000c, 0);
  packet.writeUInt32BE(from, 4);
  packet.writeUInt32BE(packets, 20);
  packet.writeUInt32BE(about, 28);
  packet.writeUInt8(block.lost, 32);
  packet.writeUInt32BE(block.last, 44);
  packet.writeUInt32BE(block.delay, 48);
  return packet;
}

async function quality({ engine, phone }: Pick<CallOut, 'engine' | 'phone'>) {
  const times = bench.events.filter(({ kind }) => kind === 'quality').length + 1;
  expect(engine.ssrc).not.toBe(phone.ssrc);
  await bench.clock.pass(qualityMs);
  return (await bench.told('quality', { times })).quality;
}

describe('what is told of the line', () => {
  it('says how packets go and how many come', async () => {
    const call = await talk(bench);
    for (let index = 0; index < 10; index++) call.phone.speak('x'.repeat(160));
    await call.engine.hears(10);
    for (let index = 0; index < 5; index++) call.engine.speak('x'.repeat(160));
    await call.phone.hears(5);
    const told = await quality(call);
    expect(told).toMatchObject({ path: 'unchecked', lossPercent: 0, strangers: 0 });
    expect(told.remoteAddress).toBe(`127.0.0.1:${call.phone.port}`);
    // 172 bytes each, in two seconds or a little more.
    expect(told.receivedKbps).toBeGreaterThanOrEqual(5);
    expect(told.receivedKbps).toBeLessThanOrEqual(7);
    expect(told.sentKbps).toBeGreaterThanOrEqual(2);
    expect(told.sentKbps).toBeLessThanOrEqual(4);
  });

  it('counts what is lost on the way to us, since it was told last', async () => {
    const call = await talk(bench);
    const all = Array.from({ length: 10 }, () => call.phone.seal('x'));
    for (const packet of all.filter((_, index) => index !== 4)) call.phone.send(packet);
    await call.engine.hears(9);
    expect((await quality(call)).lossPercent).toBe(10);
    for (let index = 0; index < 10; index++) call.phone.speak('x');
    await call.engine.hears(19);
    expect((await quality(call)).lossPercent).toBe(0);
  });

  it('learns from the far end what it misses, and how long the way is', async () => {
    const call = await talk(bench);
    call.engine.speak('first');
    const compound = await call.phone.reported((one) => one[1] === 200);
    const last = compound.readUInt32BE(10);
    expect(compound.readUInt32BE(4)).toBe(call.engine.ssrc);
    const taken = bench.takes(1);
    call.phone.report(report(call.phone.ssrc, call.engine.ssrc, { lost: 64, last, delay: 0 }));
    await taken;
    const told = await quality(call);
    expect(told.sentLossPercent).toBe(25);
    expect(told.roundTripMs).toBeGreaterThanOrEqual(0);
    // As while it holds, when it misses nothing because nothing is to come.
    await bench.clock.pass(20_000);
    expect((await quality(call)).sentLossPercent).toBeUndefined();
  });

  it('says when nothing comes although something should, again as long as that lasts, and when it is heard again', async () => {
    const call = await talk(bench);
    call.phone.speak('one');
    await call.engine.hears(1);
    await bench.clock.pass(silenceMs + 1000);
    expect((await bench.told('silent')).seconds).toBeGreaterThanOrEqual(5);
    await bench.clock.pass(silenceMs);
    expect((await bench.told('silent', { times: 2 })).seconds).toBeGreaterThanOrEqual(10);
    call.phone.speak('two');
    await call.engine.hears(2);
    await bench.clock.pass(1000);
    await bench.told('heard');
  });

  /** A minute, or less, in which nothing comes but a report each 3 s. */
  async function onlyReports(call: CallOut, ms: number, packets: (turn: number) => number): Promise<void> {
    for (let turn = 0; turn < ms / 3000; turn += 1) {
      const taken = bench.takes(1);
      const block = { lost: 0, last: 0, delay: 0 };
      call.phone.report(report(call.phone.ssrc, call.engine.ssrc, block, packets(turn)));
      await taken;
      await bench.clock.pass(3000);
    }
  }
  const silent = () => bench.events.flatMap((event) => (event.kind === 'silent' ? [event] : []));

  it('says that no sound comes of a far end that only reports, and not before a person may have been quiet so long', async () => {
    const call = await talk(bench);
    call.phone.speak('one');
    await call.engine.hears(1);
    await onlyReports(call, pauseMs - 3000, () => 1);
    expect(silent()).toEqual([]);
    await onlyReports(call, 33_000, () => 1);
    expect(silent()[0]).toMatchObject({ seconds: 30, isThere: true });
    call.phone.speak('two');
    await call.engine.hears(2);
    await bench.clock.pass(1000);
    await bench.told('heard');
  });

  it('says so soon where the far end counts what it sends, and none of it comes', async () => {
    const call = await talk(bench);
    call.phone.speak('one');
    await call.engine.hears(1);
    await onlyReports(call, 9000, (turn) => 1 + turn * 150);
    expect(silent()[0]?.seconds).toBeLessThan(10);
  });

  it('hears nothing in packets of a kind that was never agreed on', async () => {
    const call = await talk(bench, { keys: 'plain' });
    call.phone.speak('one');
    await call.engine.hears(1);
    for (let turn = 0; turn < 7; turn += 1) {
      const odd = call.phone.seal('x');
      odd.writeUInt8(96, 1);
      const taken = bench.takes(1);
      call.phone.send(odd);
      await taken;
      await bench.clock.pass(1000);
    }
    expect(silent()[0]).toEqual({ kind: 'silent', seconds: 5, call: 'call' });
  });

  it('says nothing of silence while the far end holds, whatever it reports', async () => {
    const call = await talk(bench);
    call.phone.direction = 'inactive';
    const asked = await bench.ask({ op: 'offer-from-far', sdp: call.phone.describe(), isHeld: false });
    const sdp = await call.engine.answer('sdp' in asked ? asked.sdp : '', call.phone.ssrc);
    await bench.ask({ op: 'answer-from-near', sdp });
    await bench.clock.pass(silenceMs * 3);
    await onlyReports(call, pauseMs + 6000, (turn) => turn);
    expect(silent()).toEqual([]);
  });
});
