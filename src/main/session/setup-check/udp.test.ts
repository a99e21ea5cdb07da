import { createSocket, type Socket } from 'node:dgram';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeRandom } from '../../../../test/fakes/fake-random.ts';
import { createHandClock, type HandClock } from '../../../../test/fakes/hand-clock.ts';
import { holdings } from '../../../../test/fakes/process-holdings.ts';
import { askStun, echoWithin, freePortsOf } from './udp.ts';

const here = '127.0.0.1';
let clock: HandClock;
let server: Socket;
let port: number;
let over: AbortController;
beforeEach(async () => {
  clock = createHandClock();
  over = new AbortController();
  server = createSocket('udp4');
  await new Promise<void>((resolve) => server.bind(0, here, resolve));
  port = server.address().port;
});
afterEach(async () => {
  await new Promise<void>((resolve) => server.close(resolve));
});
const needs = () => ({ clock, random: createFakeRandom(), signal: over.signal });

describe('ports', () => {
  it('are counted and given back', async () => {
    expect(await freePortsOf(here, [port])).toBe(0);
    const before = await holdings();
    expect(await freePortsOf(here, [0, 0, 0])).toBe(3);
    expect((await holdings()).datagrams).toBe(before.datagrams);
  });
  it('cannot be had at an address that is not ours', async () => {
    expect(await freePortsOf('192.0.2.77', [0])).toBe(0);
  });
});

it('hears its own packet', async () => {
  expect(await echoWithin(here, needs())).toBeGreaterThanOrEqual(0);
});

describe('a STUN server', () => {
  /** A success response with the address it saw, XORed. */
  const answer = (question: Buffer, from: { readonly port: number }) => {
    const reply = Buffer.alloc(32);
    question.copy(reply, 0, 0, 20);
    reply.writeUInt16BE(0x0101, 0);
    reply.writeUInt16BE(12, 2);
    reply.writeUInt32BE(0x00200008, 20);
    reply.writeUInt8(1, 25);
    reply.writeUInt16BE(from.port ^ 0x2112, 26);
    reply.writeUInt32BE((0x7f000001 ^ 0x2112a442) >>> 0, 28);
    return reply;
  };

  it('tells what it sees', async () => {
    server.on('message', (question, from) => server.send(answer(question, from), from.port, from.address));
    const seen = await askStun({ address: here, port }, here, needs());
    expect(seen?.seenAs).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(clock.held).toEqual([]);
  });

  it('is asked three times, and given up after three seconds', async () => {
    let asked = 0;
    server.on('message', () => {
      asked += 1;
    });
    const asking = askStun({ address: here, port }, here, needs());
    await clock.begun(3000);
    await clock.pass(3000);
    expect(await asking).toBeUndefined();
    while (asked < 3) await new Promise((resolve) => setImmediate(resolve));
    expect(clock.held).toEqual([]);
  });

  it('answers garbage to nobody’s use, and the wait can be ended', async () => {
    server.on('message', (_, from) => {
      server.send(Buffer.from('nonsense'), from.port, from.address, () => over.abort());
    });
    expect(await askStun({ address: here, port }, here, needs())).toBeUndefined();
    expect(clock.held).toEqual([]);
  });
});
