import { describe, expect, it } from 'vitest';
import { createHandClock } from '../../../test/fakes/hand-clock.ts';
import { type Certificate, makeCertificate } from './certificate.ts';
import { type Dtls, type DtlsEvents, type DtlsTrouble, handshakeMs, type SrtpKeys, startDtls } from './handshake.ts';

interface Keys {
  readonly local: SrtpKeys;
  readonly remote: SrtpKeys;
}

interface Ends {
  readonly server: Certificate;
  readonly client: Certificate;
  /** What the server expects of the client, and the other way round. */
  readonly serverExpects?: Certificate;
  readonly clientExpects?: Certificate;
  /** Called for each packet; true loses it. */
  readonly loses?: (from: 'client' | 'server', packet: Buffer) => boolean;
  readonly clock?: ReturnType<typeof createHandClock>;
  /** Each time the client has keys. */
  readonly onClientKeys?: () => void;
}

function outcome(): { readonly events: DtlsEvents; readonly over: Promise<Keys | DtlsTrouble> } {
  let settle: (how: Keys | DtlsTrouble) => void = () => undefined;
  const over = new Promise<Keys | DtlsTrouble>((resolve) => {
    settle = resolve;
  });
  return { events: { onKeys: (keys) => settle(keys), onFailed: (trouble) => settle(trouble) }, over };
}

/** Of a ClientHello: no cookie, one suite, its groups, signatures, SRTP and extended secret. */
const wishes = Buffer.from('00000002c02b0100001f000a000400020017000d0006000404030804000e0005000200010000170000', 'hex');

/** A record in the clear with one message, or a piece of one. */
function record(type: number, body: Buffer, length = body.length): Buffer {
  const bytes = Buffer.alloc(25 + body.length);
  bytes.write('16fefd', 'hex');
  bytes.writeUInt16BE(12 + body.length, 11);
  bytes.writeUInt8(type, 13);
  bytes.writeUIntBE(length, 14, 3);
  bytes.writeUIntBE(body.length, 22, 3);
  body.copy(bytes, 25);
  return bytes;
}

/** Joins a client and a server by a wire in memory. */
function join(ends: Ends) {
  const clock = ends.clock ?? createHandClock();
  const [atServer, atClient] = [outcome(), outcome()];
  const wire = (from: 'client' | 'server', to: () => Dtls) => (packet: Buffer) => {
    if (!ends.loses?.(from, packet)) setImmediate(() => to().take(packet));
  };
  const expects = (certificate: Certificate) => () => certificate.fingerprint;
  const server: Dtls = startDtls({
    role: 'server',
    certificate: ends.server,
    expected: expects(ends.serverExpects ?? ends.client),
    send: wire('server', () => client),
    clock,
    ...atServer.events,
  });
  const client: Dtls = startDtls({
    role: 'client',
    certificate: ends.client,
    expected: expects(ends.clientExpects ?? ends.server),
    send: wire('client', () => server),
    clock,
    ...atClient.events,
    onKeys(keys) {
      ends.onClientKeys?.();
      atClient.events.onKeys(keys);
    },
  });
  return { server, client, atServer: atServer.over, atClient: atClient.over };
}

describe('the DTLS handshake', () => {
  it('gives both ends the same keys, crosswise', async () => {
    const ends = join({ server: await makeCertificate(), client: await makeCertificate() });
    const [server, client] = (await Promise.all([ends.atServer, ends.atClient])) as [Keys, Keys];
    expect(server.local).toEqual(client.remote);
    expect(server.remote).toEqual(client.local);
    expect(server.local.key).toHaveLength(16);
    expect(server.local.salt).toHaveLength(14);
    expect(server.local.key).not.toEqual(server.remote.key);
  });

  it('refuses a peer with another certificate than the description announced, in either role', async () => {
    const [server, client, other] = await Promise.all([makeCertificate(), makeCertificate(), makeCertificate()]);
    expect(await join({ server, client, serverExpects: other }).atServer).toBe('fingerprint');
    expect(await join({ server, client, clientExpects: other }).atClient).toBe('fingerprint');
  });

  it('refuses a peer that shows a certificate without having its key, in either role', async () => {
    const [server, client, thief] = await Promise.all([makeCertificate(), makeCertificate(), makeCertificate()]);
    const stolen = (from: Certificate) => ({ ...thief, certPem: from.certPem });
    expect(await join({ server, client: stolen(client), serverExpects: client }).atServer).toBe('proof');
    expect(await join({ server: stolen(server), client, clientExpects: server }).atClient).toBe('proof');
  });

  it('goes on when packets are lost, since each side says its part again', async () => {
    let lost = 0;
    const loses = () => {
      lost += 1;
      return lost <= 2;
    };
    const ends = join({ server: await makeCertificate(), client: await makeCertificate(), loses });
    expect(await ends.atServer).toHaveProperty('local');
  });

  it('takes nonsense for nothing', async () => {
    const ends = join({ server: await makeCertificate(), client: await makeCertificate() });
    for (const junk of [[], [22], [22, 254, 253, 0, 0], [22, ...Array<number>(40).fill(255)]]) {
      ends.server.take(Buffer.from(junk));
      ends.client.take(Buffer.from(junk));
    }
    expect(await ends.atServer).toHaveProperty('local');
  });

  it('gives up when nobody answers', async () => {
    const clock = createHandClock();
    const loses = () => true;
    const ends = join({ server: await makeCertificate(), client: await makeCertificate(), loses, clock });
    await clock.pass(handshakeMs);
    expect(await ends.atServer).toBe('timeout');
    expect(await ends.atClient).toBe('timeout');
  });

  it('says nothing more once it is closed', async () => {
    const clock = createHandClock();
    const sent: Buffer[] = [];
    const certificate = await makeCertificate();
    const options = { role: 'client', certificate, expected: () => undefined, clock } as const;
    const silent = { onKeys: () => expect.unreachable(), onFailed: () => expect.unreachable() };
    const client = startDtls({ ...options, send: (packet) => void sent.push(packet), ...silent });
    client.close();
    const before = sent.length;
    await clock.pass(handshakeMs);
    client.take(Buffer.from([22, 254, 253]));
    expect(sent).toHaveLength(before);
    expect(clock.held).toEqual([]);
  });

  it('makes nothing new of its last part, which anybody can say again', async () => {
    const [server, client] = await Promise.all([makeCertificate(), makeCertificate()]);
    const told: unknown[] = [];
    const ends = join({ server, client, onClientKeys: () => told.push('keys') });
    await Promise.all([ends.atServer, ends.atClient]);
    for (let times = 0; times < 5; times += 1) ends.client.take(record(20, Buffer.alloc(12)));
    await new Promise<void>((resolve) => setImmediate(resolve));
    expect(told).toEqual(['keys']);
  });

  it('answers so many new beginnings and no more, and those only in time', async () => {
    const [server, client, clock] = [await makeCertificate(), await makeCertificate(), createHandClock()];
    let answered = 0;
    const loses = (from: 'client' | 'server') => {
      if (from === 'server') answered += 1;
      return false;
    };
    const ends = join({ server, client, clock, loses });
    await Promise.all([ends.atServer, ends.atClient]);
    const hello = record(1, Buffer.concat([Buffer.from('fefd', 'hex'), Buffer.alloc(32), wishes]));
    const before = answered;
    for (let times = 0; times < 1000; times += 1) ends.server.take(hello);
    const first = answered - before;
    expect(first).toBeGreaterThan(10);
    expect(first).toBeLessThanOrEqual(100);
    await clock.pass(10_000);
    for (let times = 0; times < 1000; times += 1) ends.server.take(hello);
    expect(answered - before - first).toBe(20);
  });
});
