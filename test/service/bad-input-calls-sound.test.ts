/** What comes in beside the sound of a call, or in its place: dropped, counted, told, and the sound goes on. */
import { createSocket, type Socket } from 'node:dgram';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { PhoneOptions } from '../fakes/far-phone.ts';
import { createHostileBench, type HostileBench, type Talk, talk } from '../fakes/hostile-bench.ts';
import { turns } from '../fakes/process-holdings.ts';

let scene: HostileBench;
const strangers: Socket[] = [];

beforeEach(() => {
  scene = createHostileBench();
});

afterEach(async () => {
  for (const socket of strangers.splice(0)) socket.close();
  await scene.close();
});

/** On another machine: one on the same may be the far end behind a translator. */
async function stranger(): Promise<Socket> {
  const socket = createSocket('udp4');
  strangers.push(socket);
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.2', resolve));
  return socket;
}

/** Where the far end sends to. */
async function placeOf({ id }: Talk): Promise<{ readonly port: number; readonly address: string }> {
  await scene.clock.pass(2000);
  const { quality } = await scene.until(id, (call) => call.quality?.localAddress !== undefined);
  const [address = '', port] = (quality?.localAddress ?? '').split(':');
  return { address, port: Number(port) };
}

/** How many packets were not let in, once the figures of the next two seconds are there. */
async function countedStrangers(id: string): Promise<number> {
  await scene.clock.pass(2000);
  await turns(20);
  return scene.live.find((call) => call.id === id)?.quality?.strangers ?? 0;
}

/** The window hears what the phone says, whatever else there is. */
async function expectSound({ id, phone }: Talk): Promise<void> {
  let isHeard = false;
  const heard = scene.window.listen(id, 0.1).finally(() => {
    isHeard = true;
  });
  // What comes in a flood may be lost, as UDP is.
  while (!isHeard) {
    phone.speak('\x7f'.repeat(160));
    await turns(5);
  }
  expect((await heard).seconds).toBeGreaterThan(0);
}

const keyed: readonly (readonly [string, PhoneOptions])[] = [
  ['encrypted', { keys: 'sdes' }],
  ['plain', { keys: 'plain' }],
];

it.each(keyed)('packets of strangers into %s sound are dropped and counted', async (_name, options) => {
  const call = await talk(scene, 'strangers', undefined, options);
  await expectSound(call);
  const place = await placeOf(call);
  const other = await stranger();
  const theirs = await scene.phone({ keys: 'plain' });
  for (let count = 0; count < 200; count += 1) other.send(theirs.seal(`evil ${count}`), place.port, place.address);
  await expect.poll(() => countedStrangers(call.id)).toBeGreaterThan(100);
  await expectSound(call);
});

it('packets of a kind that was never agreed on are not heard, and what was agreed on is', async () => {
  const call = await talk(scene, 'types', undefined, { keys: 'plain' });
  const odd = call.phone.seal('\x7f'.repeat(160));
  for (const type of [3, 35, 71, 96, 127]) {
    for (let count = 0; count < 20; count += 1) {
      const packet = Buffer.from(odd);
      packet.writeUInt8(type, 1);
      packet.writeUInt16BE(count, 2);
      call.phone.send(packet);
    }
  }
  for (const junk of [Buffer.alloc(0), Buffer.from([0x80]), Buffer.alloc(11, 0x80), Buffer.alloc(1400, 0xff)])
    call.phone.send(junk);
  await expectSound(call);
  expect((await scene.until(call.id, () => true)).state).toBe('active');
});

it('sound that stops is told, and told again to be back', async () => {
  const call = await talk(scene, 'stops');
  await expectSound(call);
  await scene.clock.pass(7000);
  const silent = await scene.until(call.id, ({ trouble }) => trouble !== undefined);
  expect([silent.state, silent.trouble?.code]).toEqual(['active', 'MEDIA_SILENT']);
  await expectSound(call);
  await scene.clock.pass(1000);
  expect((await scene.until(call.id, ({ trouble }) => trouble === undefined)).state).toBe('active');
});

it('a flood of checks to the port of a call is answered by nothing, and the call can be heard and held', async () => {
  const call = await talk(scene, 'checks');
  const place = await placeOf(call);
  const other = await stranger();
  let answered = 0;
  other.on('message', () => {
    answered += 1;
  });
  const check = Buffer.from('000100002112a442000000000000000000000000', 'hex');
  for (let count = 0; count < 5000; count += 1) {
    const one = Buffer.from(check);
    one.writeUInt32BE(count, 16);
    other.send(one, place.port, place.address);
    if (count % 500 === 0) await turns(1);
  }
  await expectSound(call);
  expect(scene.calls.mute(call.id, true).ok).toBe(true);
  const holding = scene.calls.hold(call.id, true);
  const offer = await scene.bench.peer.nextRequest('INVITE');
  call.phone.direction = 'inactive';
  scene.bench.peer.answer(offer, '200 OK', {
    headers: ['Contact: <sip:jeremy@contoso.com;opaque=user:epid:jeremys;gruu>', 'Content-Type: application/sdp'],
    body: call.phone.describe(),
  });
  expect((await holding).ok).toBe(true);
  expect(answered).toBe(0);
});
