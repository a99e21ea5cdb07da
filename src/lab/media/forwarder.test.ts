import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { systemClock, systemRandom } from '../net/system.ts';
import { Forwarder } from './forwarder.ts';
import { Impairment, type MediaFaults } from './impairment.ts';
import { LabMedia } from './lab-media.ts';
import { loudestOf, tone } from './sound.ts';

const machine = { clock: systemClock(), random: systemRandom(), address: '127.0.0.1' };
const opened: { close(): unknown }[] = [];

afterEach(() => {
  for (const each of opened.splice(0)) each.close();
});

async function bound(): Promise<Socket> {
  const socket = createSocket('udp4');
  opened.push(socket);
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return socket;
}

describe('impairment', () => {
  /** Bytes that count upwards, as if by chance. */
  const evenly = () => {
    let next = 0;
    return {
      bytes: () => {
        next = (next + 1) % 256;
        return Uint8Array.of(next, 0);
      },
    };
  };

  it('loses and doubles as many as asked for', () => {
    let faults: MediaFaults = {};
    const impairment = new Impairment(createFakeClock(), evenly(), () => faults);
    const delivered = (): number => {
      let count = 0;
      for (let sent = 0; sent < 256; sent += 1) {
        impairment.pass(() => {
          count += 1;
        });
      }
      return count;
    };
    expect(delivered()).toBe(256);
    faults = { lossPercent: 25 };
    expect(delivered()).toBe(192);
    faults = { duplicatePercent: 50 };
    expect(delivered()).toBe(384);
    faults = { lossPercent: 100 };
    expect(delivered()).toBe(0);
  });

  it('makes late by up to what was asked for, and lets nothing through once closed', async () => {
    const clock = createFakeClock();
    const impairment = new Impairment(clock, evenly(), () => ({ delayMs: 10, jitterMs: 40 }));
    let count = 0;
    const deliver = () => {
      count += 1;
    };
    for (let sent = 0; sent < 100; sent += 1) impairment.pass(deliver);
    await clock.advance(9);
    expect(count).toBe(0);
    await clock.advance(41);
    expect(count).toBe(100);
    impairment.pass(deliver);
    impairment.close();
    expect(clock.pending).toBe(0);
  });
});

describe('the forwarder', () => {
  async function behind(): Promise<{ readonly forwarder: Forwarder; next(): Promise<string> }> {
    const forwarder = new Forwarder('127.0.0.1');
    opened.push(forwarder);
    const heard: string[] = [];
    forwarder.onPacket((bytes, { port }) => heard.push(`${bytes} from ${port}`));
    return {
      forwarder,
      async next() {
        await expect.poll(() => heard.length).toBeGreaterThan(0);
        return heard.shift() ?? '';
      },
    };
  }

  const heardAt = async (socket: Socket) => {
    const [bytes, from] = await once(socket, 'message');
    return { text: String(bytes), port: Number(from.port) };
  };

  it('shows each place another port, and brings in its answers alone', async () => {
    const [one, two] = [await bound(), await bound()];
    const { forwarder, next } = await behind();
    const ports: number[] = [];
    for (const [index, place] of [one, two].entries()) {
      forwarder.send(Buffer.from(`hello ${index}`), { address: '127.0.0.1', port: place.address().port });
      const { text, port } = await heardAt(place);
      expect(text).toBe(`hello ${index}`);
      ports.push(port);
    }
    expect(new Set(ports).size).toBe(2);
    // A stranger's packet is lost: what comes next is the answer.
    two.send('knock', ports[0], '127.0.0.1');
    one.send('answer', ports[0], '127.0.0.1');
    expect(await next()).toBe(`answer from ${one.address().port}`);
    expect(forwarder.mappings).toBe(2);
  });

  it('shows other ports once it began anew', async () => {
    const place = await bound();
    const { forwarder, next } = await behind();
    const to = { address: '127.0.0.1', port: place.address().port };
    forwarder.send(Buffer.from('before'), to);
    const before = await heardAt(place);
    forwarder.rebind();
    expect(forwarder.mappings).toBe(0);
    forwarder.send(Buffer.from('after'), to);
    const after = await heardAt(place);
    expect([after.text, after.port === before.port]).toEqual(['after', false]);
    place.send('old', before.port, '127.0.0.1');
    place.send('new', after.port, '127.0.0.1');
    expect(await next()).toBe(`new from ${to.port}`);
  });

  it('carries a call of somebody behind it over a bad network, also when its ports change in mid-call', async () => {
    const faults = { isTranslated: true, lossPercent: 10, duplicatePercent: 10 };
    const near = await LabMedia.open({ ...machine, ice: 'none', source: tone(700), faults: () => faults });
    const far = await LabMedia.open({ ...machine, ice: 'none', source: tone(300) });
    opened.push(near, far);
    const answer = await far.answer(await near.offer());
    near.takeAnswer(answer.ok ? answer.text : '');
    const both = async () => {
      const heard = await Promise.all([near.recorder.next(0.6), far.recorder.next(0.6)]);
      return heard.map(loudestOf);
    };
    expect(await both()).toEqual([300, 700]);
    near.rebind();
    expect(await both()).toEqual([300, 700]);
  });
});
