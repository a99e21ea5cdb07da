import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { systemClock, systemRandom } from '../net/system.ts';
import { Forwarder } from './forwarder.ts';
import { Impairment } from './impairment.ts';
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
    const impairment = new Impairment(createFakeClock(), evenly());
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
    impairment.faults = { lossPercent: 25 };
    expect(delivered()).toBe(192);
    impairment.faults = { duplicatePercent: 50 };
    expect(delivered()).toBe(384);
    impairment.faults = { lossPercent: 100 };
    expect(delivered()).toBe(0);
  });

  it('makes late by up to what was asked for, and lets nothing through once closed', async () => {
    const clock = createFakeClock();
    const impairment = new Impairment(clock, evenly());
    impairment.faults = { delayMs: 10, jitterMs: 40 };
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
  it('shows each sender under another port, and brings answers back', async () => {
    const [server, one, two] = [await bound(), await bound(), await bound()];
    server.on('message', (bytes, from) =>
      server.send(Buffer.from(`${bytes} from ${from.port}`), from.port, from.address),
    );
    const forwarder = await Forwarder.open({
      ...machine,
      target: { address: '127.0.0.1', port: server.address().port },
    });
    opened.push(forwarder);
    const answers: string[] = [];
    for (const client of [one, two]) {
      client.send('hello', forwarder.port, '127.0.0.1');
      const [answer, from] = await once(client, 'message');
      expect(from.port).toBe(forwarder.port);
      answers.push(String(answer));
    }
    expect(new Set([...answers, `hello from ${one.address().port}`, `hello from ${two.address().port}`]).size).toBe(4);
    expect(forwarder.mappings).toBe(2);
  });

  it('carries a call through an address translator and a bad network', async () => {
    const near = await LabMedia.open({ ...machine, ice: 'none', source: tone(700) });
    const far = await LabMedia.open({ ...machine, ice: 'none', source: tone(300) });
    opened.push(near, far);
    const offer = await near.offer();
    const answer = await far.answer(offer);
    const text = answer.ok ? answer.text : '';
    const port = Number(/m=audio (\d+)/.exec(text)?.[1]);
    const forwarder = await Forwarder.open({ ...machine, target: { address: '127.0.0.1', port } });
    opened.push(forwarder);
    forwarder.impairment.faults = { lossPercent: 10, duplicatePercent: 10 };
    near.takeAnswer(text.replace(`m=audio ${port}`, `m=audio ${forwarder.port}`));
    const [atNear, atFar] = await Promise.all([near.recorder.next(0.6), far.recorder.next(0.6)]);
    expect([loudestOf(atNear), loudestOf(atFar)]).toEqual([300, 700]);
    expect(forwarder.mappings).toBe(1);
  });
});
