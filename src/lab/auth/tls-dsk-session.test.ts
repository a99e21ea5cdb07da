import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { recordedFinished, recordedHello } from './test-dsk-recordings.ts';
import { issueTo } from './test-identity.ts';
import { DskClient } from './test-signing-client.ts';
import { TlsDskIdentities } from './tls-dsk-identities.ts';
import { type DskStep, TlsDskSession } from './tls-dsk-session.ts';
import { isClientFlightComplete, mergeHandshakeRecords, serverFlight } from './tls-records.ts';

const clock = createFakeClock();
const identities = new TlsDskIdentities(clock, createFakeRandom());
const open = async () => new TlsDskSession(await identities.contextOf('fe01.contoso.com'), clock);
const feed = (session: TlsDskSession, data: Buffer) =>
  new Promise<DskStep>((resolve) => {
    session.feed(data, resolve);
  });

/** A record with a body, as TLS 1.0 writes it. */
const record = (type: number, body: Buffer) =>
  Buffer.concat([Buffer.from([type, 3, 1, body.length >> 8, body.length & 255]), body]);
/** A handshake message with `length` bytes of content. */
const message = (type: number, length: number) =>
  Buffer.concat([Buffer.from([type, 0, length >> 8, length & 255]), Buffer.alloc(length, 7)]);
const done = message(14, 0);

describe('flights', () => {
  it('know SIPE’s hello and the Finished it was given', () => {
    const hello = Buffer.from(recordedHello, 'base64');
    expect(isClientFlightComplete(hello)).toBe(true);
    for (let length = 0; length < hello.length; length++) {
      expect(isClientFlightComplete(hello.subarray(0, length))).toBe(false);
    }
    const finished = Buffer.from(recordedFinished, 'base64');
    expect(serverFlight(finished)).toBe('finished');
    expect(serverFlight(finished.subarray(0, 6))).toBe('open');
    expect(serverFlight(finished.subarray(0, -1))).toBe('open');
  });

  it('end with ServerHelloDone, however the messages are cut into records', () => {
    const plain = Buffer.concat([message(2, 70), message(11, 20_000), done]);
    const cut = (...at: number[]) =>
      Buffer.concat([0, ...at].map((from, index) => record(22, plain.subarray(from, at[index] ?? plain.length))));
    for (const flight of [cut(16_000), cut(74, 16_000, plain.length - 4), cut(10_000, 20_000, plain.length - 2)]) {
      expect(serverFlight(flight)).toBe('hello');
    }
    expect(serverFlight(record(22, Buffer.concat([message(2, 70), message(11, 900)])))).toBe('open');
    expect(serverFlight(Buffer.concat([record(22, message(2, 70)), record(21, Buffer.from([2, 40]))]))).toBe('alert');
  });

  it('[E7] leave no ServerHelloDone alone in its record, and keep every byte of the messages', () => {
    const parts = [message(2, 70), message(11, 15_000), message(13, 8000), done];
    const merged = mergeHandshakeRecords(Buffer.concat(parts.map((part) => record(22, part))));
    const bodies: Buffer[] = [];
    for (let at = 0; at < merged.length; at += 5 + merged.readUInt16BE(at + 3)) {
      bodies.push(merged.subarray(at + 5, at + 5 + merged.readUInt16BE(at + 3)));
    }
    expect(Buffer.concat(bodies).equals(Buffer.concat(parts))).toBe(true);
    expect(bodies.map(({ length }) => length)).toEqual([16_384, 23_086 - 16_384]);
  });

  it('leave the records behind ChangeCipherSpec as they are', () => {
    const finished = Buffer.from(recordedFinished, 'base64');
    expect(mergeHandshakeRecords(finished).equals(finished)).toBe(true);
  });
});

describe('a TLS-DSK handshake', () => {
  it('[E7] answers with one record up to ServerHelloDone, then with keys both ends have', async () => {
    const session = await open();
    const client = new DskClient(issueTo('karen@contoso.com', undefined));
    const first = await feed(session, await client.flight());
    if (first.kind !== 'flight') throw new Error('no flight');
    expect(first.data.length).toBe(5 + first.data.readUInt16BE(3));
    client.receive(first.data);
    const last = await feed(session, await client.flight());
    if (last.kind !== 'flight' || !last.outcome) throw new Error('no outcome');
    client.receive(last.data);
    const mac = await client.mac();
    const sign = (key: Uint8Array) => createHmac('sha1', key).update('text').digest('hex');
    expect(mac.sign('text')).toBe(sign(last.outcome.keys.client));
    expect(mac.expected('text')).toBe(sign(last.outcome.keys.server));
    session.close();
    expect(clock.pending).toBe(0);
  });

  it('takes SIPE’s own hello, and fails when the rest is somebody else’s', async () => {
    const session = await open();
    expect((await feed(session, Buffer.from(recordedHello, 'base64'))).kind).toBe('flight');
    const stranger = Buffer.concat([
      record(22, message(11, 3)),
      record(20, Buffer.from([1])),
      record(22, message(20, 36)),
    ]);
    expect(await feed(session, stranger)).toEqual({ kind: 'failed' });
    expect(await feed(session, Buffer.from(recordedHello, 'base64'))).toEqual({ kind: 'failed' });
    expect(clock.pending).toBe(0);
  });

  it('fails at once for what is no flight, or longer than any', async () => {
    const hello = Buffer.from(recordedHello, 'base64');
    for (const data of [
      Buffer.alloc(0),
      hello.subarray(0, 30),
      Buffer.concat([hello, record(22, message(1, 40_000))]),
    ]) {
      const session = await open();
      expect(await feed(session, data)).toEqual({ kind: 'failed' });
    }
  });

  it('fails when it is closed while the client waits', async () => {
    const session = await open();
    const step = feed(session, Buffer.from(recordedHello, 'base64'));
    session.close();
    expect(await step).toEqual({ kind: 'failed' });
  });
});
