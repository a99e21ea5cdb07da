import { type AddressInfo, createServer } from 'node:net';
import { TLSSocket } from 'node:tls';
import { expect, it } from 'vitest';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { createWebClient } from '../../../test/fixtures/web/web-client.ts';
import { createAuthority } from '../../lab/pki/authority.ts';

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
