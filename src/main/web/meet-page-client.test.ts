import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createServer as createTlsServer, type Server } from 'node:tls';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import type { CertificateFault } from '../../lab/api.ts';
import { type Authority, createAuthority } from '../../lab/pki/authority.ts';
import type { ConnectionFacts } from '../../shared/model/network.ts';
import type { TraceBody } from '../../shared/model/trace.ts';
import type { DnsAnswer } from '../discovery/resolver.ts';
import type { Tracer } from '../trace/tracer.ts';
import { createTrust } from '../trust/trust.ts';
import { fetchMeetPage } from './meet-page-client.ts';
import { createSecureConnect } from './secure-connect.ts';

const FOCUS = 'sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ';
const CONF_INFO = `<conf-info xmlns="http://schemas.microsoft.com/rtc/2009/05/simplejoinconfdoc"><conf-uri>${FOCUS}</conf-uri><conf-key>KEY4HERE</conf-key></conf-info>`;
const HOST = 'meet.tailspintoys.com';

let authority: Authority;
const cleanups: (() => void)[] = [];

beforeAll(() => {
  authority = createAuthority(Date.now(), createFakeRandom(7));
});

afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

interface Site {
  readonly port: number;
  /** Request lines with the Accept header, in order. */
  readonly asked: string[];
  readonly sockets: Set<Socket>;
}

async function site(answer: RequestListener, fault?: CertificateFault): Promise<Site> {
  const identity = authority.identityOf(HOST, [], fault);
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const http = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)}`);
    answer(request, response);
  });
  const server: Server = createTlsServer({ cert: identity.chainPem, key: identity.keyPem }, (socket) =>
    http.emit('connection', socket),
  );
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, asked, sockets };
}

function client(addresses: readonly string[] = ['127.0.0.1']) {
  const clock = createFakeClock(Date.now());
  const trace: TraceBody[] = [];
  const tracer: Tracer = { record: (body) => trace.push(body), for: () => tracer };
  const connections: ConnectionFacts[] = [];
  const resolver = {
    ask: async (_: string, type: string): Promise<DnsAnswer> => ({
      outcome: 'answered',
      srv: [],
      addresses: type === 'A' ? addresses : [],
      durationMs: 1,
    }),
  };
  const connect = createSecureConnect({
    trust: createTrust({ extraRoots: () => [authority.rootPem] }),
    resolver,
    clock,
    localAddressFor: () => undefined,
    onConnection: (facts) => connections.push(facts),
    nextId: () => 'web-1',
  });
  const fetch = (url: string, signal = new AbortController().signal) =>
    fetchMeetPage(url, { connect, clock, signal, tracer });
  return { clock, trace, connections, fetch };
}

/** Waits for something the network brings, letting the clock stand. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}

const respond =
  (status: number, body = '', headers: Record<string, string> = {}): RequestListener =>
  (_, response) =>
    response.writeHead(status, headers).end(body);

function urlOf({ port }: Site, path = '/garth/2Z92HZZZ'): string {
  return `https://${HOST}:${port}${path}`;
}

function expectQuiet(clock: FakeClock): void {
  expect(clock.pending).toBe(0);
}

describe('[J6] an https link is asked for its conference', () => {
  it('finds focus and key, shows the connection, and leaves nothing open', async () => {
    const server = await site(respond(200, CONF_INFO));
    const { fetch, connections, clock } = client();
    const outcome = await fetch(urlOf(server));
    expect(outcome).toMatchObject({
      ok: true,
      value: { link: { focusUri: FOCUS, form: 'https', hasKey: true }, conferenceKey: 'KEY4HERE' },
    });
    expect(server.asked).toHaveLength(1);
    expect(server.asked[0]).toContain('GET /garth/2Z92HZZZ ');
    expect(server.asked[0]).toContain('"accept":"application/vnd.microsoft.lync.meeting+xml"');
    await until(() => server.sockets.size === 0);
    await until(() => connections.length === 2);
    expect(connections.map(({ state, purpose, host }) => [state, purpose, host])).toEqual([
      ['open', 'web', HOST],
      ['closed', 'web', HOST],
    ]);
    expectQuiet(clock);
  });

  it('follows redirects and launchers and sends no cookie along', async () => {
    const server = await site((request, response) => {
      if (request.url === '/a') return respond(302, '', { location: '/b?x=1', 'set-cookie': 's=1' })(request, response);
      const launcher = `<script>var domainOwnerJoinLauncherUrl = "${urlOf(server, '/c')}";</script>`;
      respond(200, request.url === '/c' ? CONF_INFO : launcher)(request, response);
    });
    expect(await client().fetch(urlOf(server, '/a'))).toMatchObject({ ok: true, value: { conferenceKey: 'KEY4HERE' } });
    expect(server.asked.map((line) => line.split(' ')[1])).toEqual(['/a', '/b?x=1', '/c']);
    expect(server.asked.join()).not.toContain('cookie');
  });

  it('keeps path and key out of the trace', async () => {
    const server = await site(respond(200, CONF_INFO));
    const { fetch, trace } = client();
    await fetch(urlOf(server));
    expect(trace).toContainEqual({
      kind: 'http',
      method: 'GET',
      url: `https://${HOST}:${server.port}/…`,
      status: '200',
    });
    expect(JSON.stringify(trace)).not.toMatch(/2Z92HZZZ|KEY4HERE|garth/);
  });

  it('tries the next address when the first refuses', async () => {
    const server = await site(respond(200, CONF_INFO));
    expect((await client(['127.9.9.9', '127.0.0.1']).fetch(urlOf(server))).ok).toBe(true);
  });
});

describe('what goes wrong has its name', () => {
  it.each([
    ['CONFERENCE_NOT_FOUND', respond(404, 'gone')],
    ['CONFERENCE_NOT_FOUND', respond(200, '<script>var validMeeting = "False";</script>')],
    ['LINK_NOT_A_MEETING', respond(200, '<h1>Welcome</h1>')],
    ['LINK_SIGN_IN_PAGE', respond(401, '', { 'www-authenticate': 'Negotiate' })],
    ['LINK_SIGN_IN_PAGE', respond(200, '<form><input name="p" type="password"></form>')],
    ['LINK_SIGN_IN_PAGE', respond(200, '<form method="post" action="/adfs/ls/?wa=wsignin1.0"></form>')],
    ['LINK_SIGN_IN_PAGE', respond(302, '', { location: 'https://login.evil.example/oauth2/authorize' })],
    ['LINK_LEADS_ELSEWHERE', respond(302, '', { location: 'https://evil.example/garth/2Z92HZZZ' })],
    [
      'LINK_LEADS_ELSEWHERE',
      respond(200, '<script>var domainOwnerJoinLauncherUrl = "https://evil.example/a";</script>'),
    ],
    ['LINK_NOT_A_MEETING', respond(200, 'x'.repeat(1024 * 1024 + 1))],
    ['LINK_UNREACHABLE', respond(500)],
    ['LINK_UNREACHABLE', respond(302, '', { location: 'http://meet.tailspintoys.com/' })],
    ['LINK_UNREACHABLE', respond(302, '', { location: 'https://user@evil.example/' })],
    ['LINK_UNREACHABLE', respond(302, '', { location: 'https://[' })],
    ['LINK_UNREACHABLE', respond(302)],
    ['LINK_UNREACHABLE', respond(302, '', { location: '/again' })],
    ['LINK_UNREACHABLE', ((request) => request.socket.destroy()) as RequestListener],
    ['LINK_UNREACHABLE', ((request) => request.socket.end('SSH-2.0-x\r\n')) as RequestListener],
  ])('%s', async (code, answer) => {
    const server = await site(answer);
    const { fetch, clock } = client();
    expect(await fetch(urlOf(server))).toMatchObject({ ok: false, failure: { code } });
    await until(() => server.sockets.size === 0);
    expectQuiet(clock);
  });

  it('goes nowhere else, and says where it was led to', async () => {
    const server = await site(respond(302, '', { location: 'https://evil.example:8443/garth/2Z92HZZZ' }));
    const { fetch, connections } = client();
    expect(await fetch(urlOf(server))).toMatchObject({
      failure: { code: 'LINK_LEADS_ELSEWHERE', data: { next: 'evil.example:8443' } },
    });
    expect(connections.map(({ host }) => host)).not.toContain('evil.example');
  });

  it('asks at most six times', async () => {
    const server = await site(respond(302, '', { location: '/again' }));
    await client().fetch(urlOf(server));
    expect(server.asked).toHaveLength(6);
  });

  it.each([
    ['expired', 'CERTIFICATE_EXPIRED'],
    ['wrong-name', 'CERTIFICATE_WRONG_NAME'],
    ['self-signed', 'CERTIFICATE_SELF_SIGNED'],
    ['unknown-root', 'CERTIFICATE_UNKNOWN_ISSUER'],
  ] as const)('[D1] a certificate that is %s stops before the first byte', async (fault, code) => {
    const server = await site(respond(200, CONF_INFO), fault);
    expect(await client().fetch(urlOf(server))).toMatchObject({ ok: false, failure: { code } });
    await until(() => server.sockets.size === 0);
    expect(server.asked).toEqual([]);
  });

  it('a host without address, and a port nobody listens on', async () => {
    const server = await site(respond(200));
    expect(await client([]).fetch(urlOf(server))).toMatchObject({
      ok: false,
      failure: { code: 'LINK_UNREACHABLE', detail: 'HOST_WITHOUT_ADDRESS' },
    });
    expect(await client(['127.9.9.9']).fetch(urlOf(server))).toMatchObject({
      ok: false,
      failure: { code: 'LINK_UNREACHABLE', detail: 'CONNECT_REFUSED: ECONNREFUSED' },
    });
  });

  it('what is no https address is never asked', async () => {
    expect(await client().fetch('http://meet.tailspintoys.com/')).toMatchObject({
      ok: false,
      failure: { code: 'LINK_INVALID' },
    });
  });

  it('a server that goes silent costs eight seconds', async () => {
    const server = await site(() => undefined);
    const { fetch, clock } = client();
    const outcome = fetch(urlOf(server));
    await until(() => server.asked.length === 1);
    await clock.advance(7999);
    expect(server.sockets.size).toBe(1);
    await clock.advance(1);
    expect(await outcome).toMatchObject({ ok: false, failure: { code: 'LINK_UNREACHABLE' } });
    await until(() => server.sockets.size === 0);
    expectQuiet(clock);
  });

  it('cancel closes the connection at once', async () => {
    const server = await site(() => undefined);
    const { fetch, clock } = client();
    const controller = new AbortController();
    const outcome = fetch(urlOf(server), controller.signal);
    await until(() => server.asked.length === 1);
    controller.abort();
    expect(await outcome).toMatchObject({ ok: false, failure: { code: 'LINK_UNREACHABLE' } });
    await until(() => server.sockets.size === 0);
    expectQuiet(clock);
  });

  it('a join cancelled before it began asks nobody', async () => {
    const server = await site(respond(200, CONF_INFO));
    const { fetch, clock } = client();
    expect((await fetch(urlOf(server), AbortSignal.abort())).ok).toBe(false);
    expect(server.asked).toEqual([]);
    expectQuiet(clock);
  });
});
