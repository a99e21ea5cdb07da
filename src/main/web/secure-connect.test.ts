import { type AddressInfo, createServer } from 'node:net';
import { TLSSocket } from 'node:tls';
import { expect, it } from 'vitest';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { createWebClient } from '../../../test/fixtures/web/web-client.ts';
import { createAuthority } from '../../lab/pki/authority.ts';
import { type DnsAnswer, noAnswer } from '../discovery/resolver.ts';

it.each(['[::1]', '::1', '127.0.0.1'])(
  'an address is connected to as it stands, and must be in the certificate: %s',
  async (host) => {
    const authority = createAuthority(Date.now(), createFakeRandom(7));
    const { chainPem, keyPem } = authority.identityOf('pool01.contoso.com', []);
    const server = createServer((socket) => {
      new TLSSocket(socket, { isServer: true, cert: chainPem, key: keyPem }).on('error', () => undefined);
    });
    await new Promise<void>((resolve) => server.listen(0, host.includes(':') ? '::1' : host, resolve));
    const { connect, tracer, traced } = createWebClient(authority.rootPem);
    const { port } = server.address() as AddressInfo;
    const outcome = await connect({ host, port }, { tracer, signal: new AbortController().signal });
    expect(outcome).toMatchObject({
      ok: false,
      failure: { code: 'CERTIFICATE_WRONG_NAME', data: { host: host.replace(/[[\]]/g, '') } },
    });
    expect(traced.some(({ kind }) => kind === 'dns-query')).toBe(false);
    server.close();
  },
);

it('an address that is known later is tried when those known first lead nowhere', async () => {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  let answer: (given: DnsAnswer) => void = () => undefined;
  const late = new Promise<DnsAnswer>((resolve) => {
    answer = resolve;
  });
  // Nobody listens there.
  const six = { ...noAnswer('answered'), addresses: ['::1'] };
  const { connectPlain, clock, tracer } = createWebClient('', {
    ask: (_, type) => (type === 'A' ? late : Promise.resolve(six)),
  });
  const { port } = server.address() as AddressInfo;
  const outcome = connectPlain({ host: 'lync.contoso.com', port }, { tracer, signal: new AbortController().signal });
  await clock.advance(50);
  answer({ ...noAnswer('answered'), addresses: ['127.0.0.1'] });
  expect(await outcome).toMatchObject({ ok: true });
  server.close();
});

it.each([
  ['no-name', 'HOST_WITHOUT_ADDRESS'],
  ['timeout', 'DNS_TIMEOUT'],
] as const)('a name of which the name servers say %s: %s', async (said, code) => {
  const { connect, tracer } = createWebClient('', { ask: () => Promise.resolve(noAnswer(said)) });
  const place = { host: 'meet.contoso.com', port: 443 };
  const outcome = await connect(place, { tracer, signal: new AbortController().signal });
  expect(outcome).toMatchObject({ failure: { code, server: 'meet.contoso.com:443' } });
});
