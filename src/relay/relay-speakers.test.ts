import { afterEach, beforeEach, expect, it } from 'vitest';
import { createRelayBench, type RelayBench } from '../../test/fakes/relay-bench.ts';
import { type CallOut, talk } from '../../test/fakes/relay-calls.ts';
import { speakersMs } from './call/speakers-watch.ts';

let bench: RelayBench;
beforeEach(() => {
  bench = createRelayBench();
});
afterEach(() => bench.close());

const rtpHeadBytes = 12;

/** A packet that says it was mixed of so many sources; it may hold fewer. */
function mixed(phone: CallOut['phone'], sources: readonly number[], said = sources.length): Buffer {
  const plain = phone.seal('x');
  const list = Buffer.alloc(sources.length * 4);
  for (const [at, source] of sources.entries()) list.writeUInt32BE(source, at * 4);
  const packet = Buffer.concat([plain.subarray(0, rtpHeadBytes), list, plain.subarray(rtpHeadBytes)]);
  packet.writeUInt8(0x80 | said, 0);
  return packet;
}

const plain = { keys: 'plain' } as const;
const told = () => bench.events.flatMap((event) => (event.kind === 'speakers' ? [event.sources] : []));

it('tells who speaks in a mix, and that nobody does any more', async () => {
  const { phone, engine } = await talk(bench, plain, { encryption: 'off', namesSpeakers: true });
  phone.send(mixed(phone, [0xff_ff_ff_ff, 4]));
  phone.speak('nobody');
  await engine.hears(2);
  await bench.clock.pass(speakersMs);
  expect(told()).toEqual([[4, 0xff_ff_ff_ff]]);
  await bench.clock.pass(1500);
  expect(told()).toEqual([[4, 0xff_ff_ff_ff], []]);
});

it('drops a packet that ends before its sources do', async () => {
  const { phone, engine } = await talk(bench, plain, { encryption: 'off', namesSpeakers: true });
  const taken = bench.takes(2);
  phone.send(mixed(phone, [4], 15));
  phone.send(mixed(phone, [6]));
  await taken;
  await engine.hears(1);
  await bench.clock.pass(speakersMs);
  expect(told()).toEqual([[6]]);
});

it('tells of no speakers in a call between two, whatever its packets say', async () => {
  const { phone, engine } = await talk(bench, plain, { encryption: 'off' });
  phone.send(mixed(phone, [4]));
  await engine.hears(1);
  await bench.clock.pass(speakersMs * 4);
  expect(told()).toEqual([]);
});
