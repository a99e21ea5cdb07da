/** What the lab's servers show before a word of SIP or HTTP is spoken: chains, stapled responses, versions of TLS. */
import { once } from 'node:events';
import { type ConnectionOptions, connect, type TLSSocket, type TLSSocketOptions } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Ground, openGround } from './ground.ts';
import { systemClock, systemRandom } from './system.ts';

let ground: Ground;
beforeAll(async () => {
  ground = await openGround({ ports: 'free' }, { clock: systemClock(), random: systemRandom() }, () => ({
    acceptSip: (connection) => connection.onMessage(() => undefined),
    acceptWeb: ({ stream }) => stream.resume(),
  }));
});
afterAll(() => ground.close());
const sockets: TLSSocket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  ground.setFaults('sip.contoso.com', {});
  ground.setFaults('pool01.litwareinc.com', {});
});

interface Handshake {
  readonly socket: TLSSocket;
  /** Undefined when the server stapled nothing. */
  readonly staple: Buffer | undefined;
}

/** A finished handshake, whatever the certificate is worth. Rejects when there is none. */
async function shake(
  name: string,
  use: 'sip' | 'web' = 'sip',
  oldest: 'TLSv1' | 'TLSv1.2' = 'TLSv1.2',
): Promise<Handshake> {
  const facts = ground.servers().find((server) => server.name === name);
  const ports = use === 'web' ? facts?.webPorts : facts?.ports;
  const options: ConnectionOptions & TLSSocketOptions = {
    host: facts?.address ?? '',
    port: ports?.[0] ?? 0,
    servername: name,
    ca: ground.authority.rootPem,
    rejectUnauthorized: false,
    requestOCSP: true,
    minVersion: oldest,
    ciphers: 'DEFAULT@SECLEVEL=0',
  };
  const socket = connect(options);
  sockets.push(socket);
  let staple: Buffer | undefined;
  socket.on('OCSPResponse', (response: Buffer | null) => {
    staple = response ?? undefined;
  });
  await once(socket, 'secureConnect');
  socket.on('error', () => undefined);
  return { socket, staple };
}

/** How many certificates the server itself sent. */
function sent({ socket }: Handshake): number {
  const leaf = socket.getPeerCertificate(true);
  return leaf.issuerCertificate && leaf.issuerCertificate !== leaf ? 2 : 1;
}

describe('[D4] a load balancer that nobody gave the intermediate certificate', () => {
  it('shows people inside the leaf alone, in SIP and on the web', async () => {
    for (const use of ['sip', 'web'] as const) {
      const handshake = await shake('pool01.litwareinc.com', use);
      expect([sent(handshake), handshake.socket.authorized]).toEqual([1, false]);
      expect(String(handshake.socket.authorizationError)).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
    }
  });

  it('shows people outside the whole chain', async () => {
    const handshake = await shake('sip.litwareinc.com');
    expect([sent(handshake), handshake.socket.authorized]).toEqual([2, true]);
  });

  it('is healed by giving it what is missing', async () => {
    ground.setFaults('pool01.litwareinc.com', { certificate: 'whole-chain' });
    const handshake = await shake('pool01.litwareinc.com');
    expect([sent(handshake), handshake.socket.authorized]).toEqual([2, true]);
  });
});

describe('stapled OCSP responses', () => {
  it('do not exist until somebody switches them on', async () => {
    expect((await shake('sip.contoso.com')).staple).toBeUndefined();
  });

  it.each(['good', 'revoked', 'unknown', 'outdated', 'foreign', 'damaged'] as const)(
    '%s is what comes with the handshake',
    async (staple) => {
      ground.setFaults('sip.contoso.com', { staple });
      const expected = ground.authority.identityOf('sip.contoso.com', [], undefined, staple).staple;
      const handshake = await shake('sip.contoso.com');
      expect(expected?.length).toBeGreaterThan(50);
      expect(handshake.staple).toEqual(expected);
      expect(handshake.socket.authorized).toBe(true);
    },
  );

  it('are for those who ask', async () => {
    ground.setFaults('sip.contoso.com', { staple: 'good' });
    const { address = '', ports } = ground.servers().find(({ name }) => name === 'sip.contoso.com') ?? {};
    const socket = connect({
      host: address,
      port: ports?.[0] ?? 0,
      servername: 'sip.contoso.com',
      ca: ground.authority.rootPem,
    });
    sockets.push(socket);
    socket.on('OCSPResponse', () => expect.unreachable());
    await once(socket, 'secureConnect');
    expect(socket.authorized).toBe(true);
  });
});

describe('old servers', () => {
  it.each(['TLSv1', 'TLSv1.1'] as const)('speak nothing newer than %s', async (newestTls) => {
    ground.setFaults('sip.contoso.com', { newestTls });
    const { socket } = await shake('sip.contoso.com', 'sip', 'TLSv1');
    expect(socket.getProtocol()).toBe(newestTls);
    await expect(shake('sip.contoso.com')).rejects.toThrow(/protocol version/);
  });

  it('all others speak TLS 1.2 and neither older nor newer', async () => {
    const { socket } = await shake('sip.contoso.com', 'sip', 'TLSv1');
    expect(socket.getProtocol()).toBe('TLSv1.2');
    const { address = '', ports } = ground.servers().find(({ name }) => name === 'sip.contoso.com') ?? {};
    const old = connect({
      host: address,
      port: ports?.[0] ?? 0,
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    });
    sockets.push(old);
    await expect(once(old, 'secureConnect')).rejects.toThrow(/protocol version/);
  });
});
