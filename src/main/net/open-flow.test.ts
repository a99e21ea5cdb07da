/** One attempt at one address, against real sockets on the loopback; time is the test's. */
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { createAuthority } from '../../lab/pki/authority.ts';
import type { ConnectionFacts } from '../../shared/model/network.ts';
import type { TraceBody } from '../../shared/model/trace.ts';
import type { Tracer } from '../trace/tracer.ts';
import { createTrust } from '../trust/trust.ts';
import { type OpenRequest, openFlow } from './open-flow.ts';

const host = 'sip.contoso.com';
const authority = createAuthority(Date.now(), createFakeRandom(7));
const trust = createTrust({ extraRoots: () => [authority.rootPem], machineRoots: () => [] });

let clock: FakeClock;
let traced: TraceBody[];
let connections: ConnectionFacts[];
let sockets: Set<Socket>;
let servers: Server[];
let bound: string | undefined;
let controller: AbortController;

beforeEach(() => {
  clock = createFakeClock();
  traced = [];
  connections = [];
  sockets = new Set();
  servers = [];
  bound = undefined;
  controller = new AbortController();
});
afterEach(() => {
  for (const socket of sockets) socket.destroy();
  for (const server of servers) server.close();
});

async function serve(server: Server): Promise<number> {
  servers.push(server);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const secure = (fault?: 'expired') => {
  const { chainPem, keyPem } = authority.identityOf(host, [], fault);
  return createTlsServer({ cert: chainPem, key: keyPem }, (socket) => socket.on('error', () => socket.destroy()));
};
const silent = () => createTcpServer();

function open(port: number, more: Partial<OpenRequest> = {}) {
  const tracer: Tracer = { record: (body) => traced.push(body), for: () => tracer };
  return openFlow(
    {
      clock,
      trust,
      localAddressFor: () => bound,
      onConnection: (facts) => connections.push(facts),
      nextId: () => 'c1',
    },
    {
      target: { host, port, transport: 'tls' },
      address: '127.0.0.1',
      purpose: 'account',
      signal: controller.signal,
      tracer,
      ...more,
    },
  );
}

const states = () => traced.flatMap((entry) => (entry.kind === 'connect' ? [entry.state] : []));

/** Resolves when the servers have no connection left. */
async function allClosed(): Promise<void> {
  await Promise.all([...sockets].map((socket) => new Promise((resolve) => socket.once('close', resolve))));
}

describe('an open connection', () => {
  it('[D1] [E9] tells its facts: verified name, both ends, protocol, chain', async () => {
    const port = await serve(secure());
    const outcome = await open(port);
    if (!outcome.ok) throw new Error(outcome.failure.code);
    const { facts } = outcome.value;
    expect(facts).toMatchObject({
      host,
      peerAddress: '127.0.0.1',
      peerPort: port,
      transport: 'tls',
      protocol: 'TLSv1.3',
    });
    expect(facts.chain.map(({ subject }) => subject)).toEqual([host, 'Offhook Lab Issuing CA', 'Offhook Lab Root CA']);
    expect(states()).toEqual(['connecting', 'open']);
    outcome.value.close();
    expect(connections.map(({ state, trustedBy }) => [state, trustedBy])).toEqual([
      ['open', 'Offhook Lab Root CA'],
      ['closed', 'Offhook Lab Root CA'],
    ]);
    await allClosed();
  });

  it('[B18] [F8] starts from the address of the chosen interface', async () => {
    bound = '127.0.0.1';
    const outcome = await open(await serve(secure()));
    expect(outcome).toMatchObject({ ok: true, value: { facts: { localAddress: '127.0.0.1' } } });
    if (outcome.ok) outcome.value.close();
  });

  it('is without a certificate where clear text was asked for', async () => {
    const port = await serve(silent());
    const outcome = await open(port, { target: { host, port, transport: 'tcp' } });
    expect(outcome).toMatchObject({ ok: true, value: { facts: { transport: 'tcp', chain: [] } } });
    if (outcome.ok) outcome.value.close();
  });
});

describe('an attempt that fails', () => {
  it('[F8] is refused where nothing listens', async () => {
    const server = silent();
    const port = await serve(server);
    await new Promise((resolve) => server.close(resolve));
    expect(await open(port)).toMatchObject({ failure: { code: 'CONNECT_REFUSED', server: `${host}:${port}` } });
    expect(states()).toEqual(['connecting', 'CONNECT_REFUSED']);
  });

  it('[F8] has no way where the address to start from is not ours', async () => {
    bound = '192.0.2.77';
    expect(await open(await serve(silent()))).toMatchObject({ failure: { code: 'CONNECT_UNREACHABLE' } });
  });

  it('[F8] times out after 3 s when the server does not accept', async () => {
    const tasks: { readonly ms: number; readonly task: () => void }[] = [];
    clock = {
      ...clock,
      after(ms, task) {
        tasks.push({ ms, task });
        return () => undefined;
      },
    };
    const outcome = open(await serve(silent()));
    // Before the loop turns no answer can have come: to us the server is silent.
    expect(tasks.map(({ ms }) => ms)).toEqual([3000]);
    tasks[0]?.task();
    expect(await outcome).toMatchObject({ failure: { code: 'CONNECT_TIMEOUT' } });
  });

  it('times out 3 s after a server accepted and did not begin to encrypt', async () => {
    const server = silent();
    const greeted = new Promise<void>((resolve) =>
      server.on('connection', (socket) => socket.once('data', () => resolve())),
    );
    const outcome = open(await serve(server));
    // The client's first TLS bytes are here: from now on it waits for the server's.
    await greeted;
    await clock.advance(3000);
    expect(await outcome).toMatchObject({ failure: { code: 'TLS_TIMEOUT' } });
    await allClosed();
    expect(clock.pending).toBe(0);
  });

  it.each([
    ['closes', (socket: Socket) => socket.end()],
    ['resets', (socket: Socket) => socket.resetAndDestroy()],
    ['talks something else', (socket: Socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')],
  ])('says so when the server %s instead of encrypting', async (_word, act) => {
    const server = createTcpServer((socket) => socket.once('data', () => act(socket)));
    expect(await open(await serve(server))).toMatchObject({ failure: { code: 'TLS_FAILED' } });
    await allClosed();
    expect(clock.pending).toBe(0);
  });

  it('[D1] for its certificate has sent nothing and holds nothing', async () => {
    const server = secure('expired');
    const received: Buffer[] = [];
    server.on('secureConnection', (socket: Socket) => socket.on('data', (chunk) => received.push(chunk)));
    expect(await open(await serve(server))).toMatchObject({ failure: { code: 'CERTIFICATE_EXPIRED', server: host } });
    await allClosed();
    expect([received, connections, clock.pending]).toEqual([[], [], 0]);
  });

  it.each(['before', 'while connecting', 'while encrypting'])('ends at once when cancelled %s', async (when) => {
    const server = silent();
    const greeted = new Promise<void>((resolve) =>
      server.on('connection', (socket) => socket.once('data', () => resolve())),
    );
    const port = await serve(server);
    if (when === 'before') controller.abort();
    const outcome = open(port);
    if (when === 'while encrypting') await greeted;
    controller.abort();
    expect((await outcome).ok).toBe(false);
    await allClosed();
    expect([clock.pending, states()]).toEqual([0, ['connecting']]);
  });
});
