import { createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { createServer, connect as tcpConnect } from 'node:net';
import { checkServerIdentity, connect, createSecureContext, TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import type { CertificateFault } from '../api.ts';
import { type Authority, createAuthority, type ServerIdentity } from './authority.ts';

const name = 'sip.contoso.com';
const aliases = ['sipexternal.contoso.com'];
const authority: Authority = createAuthority(Date.now(), createFakeRandom(7));

function chainOf(identity: ServerIdentity): X509Certificate[] {
  const parts = identity.chainPem.match(/-----BEGIN[^-]+-----[^-]+-----END[^-]+-----\n/g) ?? [];
  return parts.map((part) => new X509Certificate(part));
}

describe('a good chain', () => {
  it('is leaf and intermediate up to the root, each signed by the next', () => {
    const [leaf, intermediate, ...more] = chainOf(authority.identityOf(name, aliases));
    const root = new X509Certificate(authority.rootPem);
    if (!leaf || !intermediate) throw new Error('the chain is short');
    expect(more).toEqual([]);
    expect(leaf.checkIssued(intermediate) && leaf.verify(intermediate.publicKey)).toBe(true);
    expect(intermediate.checkIssued(root) && intermediate.verify(root.publicKey)).toBe(true);
    expect(root.checkIssued(root) && root.verify(root.publicKey)).toBe(true);
    expect([leaf.ca, intermediate.ca, root.ca]).toEqual([false, true, true]);
  });

  it('names the server and its aliases, has its key, and says that it is simulated', () => {
    const identity = authority.identityOf(name, aliases);
    const [leaf] = chainOf(identity);
    expect(leaf?.subjectAltName).toBe('DNS:sip.contoso.com, DNS:sipexternal.contoso.com');
    expect(leaf?.checkPrivateKey(createPrivateKey(identity.keyPem))).toBe(true);
    expect(leaf?.subject).toContain('simulated');
  });

  it('is made once', () => {
    expect(authority.identityOf(name, aliases)).toBe(authority.identityOf(name, aliases));
    expect(authority.identityOf(name, aliases, 'expired')).toBe(authority.identityOf(name, aliases, 'expired'));
  });

  it('has serial numbers of its own throughout', () => {
    const serials = [authority.identityOf(name, aliases), authority.identityOf('meet.contoso.com', [])]
      .flatMap(chainOf)
      .map((certificate) => certificate.serialNumber);
    // The intermediate stands in both chains.
    expect(new Set(serials).size).toBe(3);
  });
});

describe('a person’s certificate', () => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const dates = { notBefore: Date.UTC(2015, 2, 12), notAfter: Date.UTC(2015, 2, 13) };
  const certificate = new X509Certificate(authority.issueTo({ address: 'karen@contoso.com', publicKey, ...dates }));

  it('names the person, has the key and the dates asked for, and proves nothing but a client', () => {
    expect(certificate.subject).toContain('CN=karen@contoso.com');
    expect(certificate.publicKey.equals(publicKey)).toBe(true);
    expect([certificate.validFrom, certificate.validTo].map((date) => Date.parse(date))).toEqual(Object.values(dates));
    expect([certificate.ca, certificate.keyUsage, certificate.subjectAltName]).toEqual([
      false,
      ['1.3.6.1.5.5.7.3.2'],
      undefined,
    ]);
  });

  it('comes from an authority for people alone', () => {
    expect(certificate.issuer).toContain('CN=Offhook Lab Communications Server');
    const [, intermediate] = chainOf(authority.identityOf(name, aliases));
    expect(intermediate?.subject).not.toBe(certificate.issuer);
  });
});

describe('[D1] through TLS', () => {
  let shown: ServerIdentity | undefined;
  const server = createServer((socket) => {
    const { chainPem, keyPem } = shown ?? authority.identityOf(name, aliases);
    const levels = process.versions.openssl === '0.0.0' ? {} : { ciphers: 'DEFAULT@SECLEVEL=0' };
    const secureContext = createSecureContext({ cert: chainPem, key: keyPem, ...levels });
    new TLSSocket(socket, { isServer: true, secureContext }).on('error', () => socket.destroy());
  });
  let port = 0;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    port = typeof address === 'object' && address ? address.port : 0;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  /** What OpenSSL makes of it: its error code, or the name check's, or the size of the key. */
  function verdict(fault?: CertificateFault): Promise<string> {
    shown = authority.identityOf(name, aliases, fault);
    return new Promise((resolve) => {
      const socket = connect({
        socket: tcpConnect(port, '127.0.0.1'),
        servername: name,
        ca: authority.rootPem,
        rejectUnauthorized: false,
        checkServerIdentity: () => undefined,
      });
      socket.once('error', (error) => resolve(error.message));
      socket.once('secureConnect', () => {
        const certificate = socket.getPeerCertificate();
        const trust = socket.authorized ? undefined : String(socket.authorizationError);
        const named = checkServerIdentity(name, certificate) ? 'WRONG_NAME' : undefined;
        resolve(trust ?? named ?? `good ${certificate.bits}`);
        socket.destroy();
      });
    });
  }

  it('a healthy server is trusted', async () => {
    expect(await verdict()).toBe('good 256');
  });

  it.each([
    ['expired', 'CERT_HAS_EXPIRED'],
    ['not-yet-valid', 'CERT_NOT_YET_VALID'],
    ['wrong-name', 'WRONG_NAME'],
    ['self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['unknown-root', 'UNABLE_TO_GET_ISSUER_CERT'],
    ['leaf-only', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ['weak-key', 'good 1024'],
    ['weak-issuer', 'good 256'],
    ['whole-chain', 'good 256'],
  ] as const)('%s gives %s', async (fault, expected) => {
    expect(await verdict(fault)).toContain(expected);
  });

  it('a weak issuer has a short key, in a chain that is whole', () => {
    const [leaf, issuer] = chainOf(authority.identityOf(name, aliases, 'weak-issuer'));
    expect(issuer?.publicKey.asymmetricKeyDetails?.modulusLength).toBe(1024);
    expect(issuer && leaf?.verify(issuer.publicKey)).toBe(true);
    expect(issuer?.verify(new X509Certificate(authority.rootPem).publicKey)).toBe(true);
  });

  it('sha1 is a leaf signed with that, which OpenSSL no longer takes', async () => {
    const [leaf] = chainOf(authority.identityOf(name, aliases, 'sha1'));
    // ecdsa-with-SHA1, RFC 3279 2.2.3
    expect(leaf?.raw.includes(Buffer.from('06072a8648ce3d0401', 'hex'))).toBe(true);
    expect(await verdict('sha1')).not.toContain('good');
  });

  it('[D4] a leaf alone still names the issuer that is missing', async () => {
    const [leaf, ...more] = chainOf(authority.identityOf(name, aliases, 'leaf-only'));
    expect(more).toEqual([]);
    expect(leaf?.issuer).toContain('Offhook Lab Issuing CA');
  });
});
