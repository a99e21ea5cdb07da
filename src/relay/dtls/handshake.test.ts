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
}

function outcome(): { readonly events: DtlsEvents; readonly over: Promise<Keys | DtlsTrouble> } {
  let settle: (how: Keys | DtlsTrouble) => void = () => undefined;
  const over = new Promise<Keys | DtlsTrouble>((resolve) => {
    settle = resolve;
  });
  return { events: { onKeys: (keys) => settle(keys), onFailed: (trouble) => settle(trouble) }, over };
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
});
