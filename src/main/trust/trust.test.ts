/** Each way a certificate can be bad, shown by a real TLS server on the loopback; the runtime's own TLS is the judge. */

import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer, type Server, type TLSSocket, type TlsOptions } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import type { CertificateFault } from '../../lab/api.ts';
import { createAuthority } from '../../lab/pki/authority.ts';
import { makeCertificate } from '../../lab/pki/certificate.ts';
import type { TraceBody } from '../../shared/model/trace.ts';
import type { Tracer } from '../trace/tracer.ts';
import { createTrust, type Trust } from './trust.ts';
import { weaknessOf } from './weakness.ts';

const host = 'sip.contoso.com';
const day = 24 * 60 * 60 * 1000;
const authority = createAuthority(Date.now(), createFakeRandom(7));
const traced: TraceBody[] = [];
const tracer: Tracer = { record: (body) => traced.push(body), for: () => tracer };
const cleanups: (() => void)[] = [];

afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
  traced.length = 0;
});

interface Shown {
  readonly port: number;
  /** Bytes that came through the encryption. */
  readonly received: Buffer[];
}

/** A server that shows this identity and nothing else. */
async function show(identity: { chainPem: string; keyPem: string }, more: TlsOptions = {}): Promise<Shown> {
  const received: Buffer[] = [];
  const sockets = new Set<Socket>();
  const levels = process.versions.openssl === '0.0.0' ? {} : { ciphers: 'DEFAULT@SECLEVEL=0' };
  const server: Server = createServer(
    { cert: identity.chainPem, key: identity.keyPem, ...levels, ...more },
    (socket) => {
      socket.on('error', () => socket.destroy());
      socket.on('data', (chunk) => received.push(chunk));
    },
  );
  server.on('connection', (socket: Socket) => sockets.add(socket.on('close', () => sockets.delete(socket))));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, received };
}

async function judge({ port }: Shown, trust: Trust, name = host) {
  const socket: TLSSocket = connect({ ...trust.tlsOptions(name), host: '127.0.0.1', port });
  cleanups.push(() => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    socket.once('secureConnect', resolve).once('error', reject);
  });
  return trust.verdict(socket, name, { tracer, at: 7 });
}

const inLab = () => createTrust({ extraRoots: () => [authority.rootPem], machineRoots: () => [] });
const identity = (fault?: CertificateFault) => authority.identityOf(host, [], fault);

/** An authority of the test's own: root, then as many below it as asked for, then the leaf. */
function ladder(depth: number) {
  const made: { pem: string; name: string; publicKey: never; privateKey: never }[] = [];
  let above: (typeof made)[number] | undefined;
  const names = ['Deep Root CA', ...Array.from({ length: depth }, (_, index) => `Deep Issuing CA ${index + 1}`), host];
  for (const name of names) {
    const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' }) as unknown as {
      publicKey: never;
      privateKey: never;
    };
    const isAuthority = name !== host;
    const plan = {
      commonName: name,
      isAuthority,
      publicKey: keys.publicKey,
      notBefore: Date.now() - day,
      notAfter: Date.now() + day,
      serial: Uint8Array.of(1, made.length + 1),
      ...(isAuthority ? {} : { dnsNames: [host] }),
    };
    above = { name, ...keys, pem: makeCertificate(plan, above ?? { name, ...keys }) };
    made.push(above);
  }
  const leaf = made.at(-1);
  if (!leaf) throw new Error('no leaf');
  const keyPem = (leaf.privateKey as { export(options: object): string }).export({ type: 'pkcs8', format: 'pem' });
  return { pems: made.map(({ pem }) => pem), keyPem: keyPem.toString() };
}

describe('the verdict', () => {
  it('[D1] is good for the whole chain, and tells it leaf first', async () => {
    const outcome = await judge(await show(identity()), inLab());
    if (!outcome.ok) throw new Error(outcome.failure.code);
    expect(outcome.value.map(({ subject }) => subject)).toEqual([
      host,
      'Offhook Lab Issuing CA',
      'Offhook Lab Root CA',
    ]);
    const [leaf] = outcome.value;
    expect(leaf).toMatchObject({ issuer: 'Offhook Lab Issuing CA', names: [host] });
    expect(leaf?.fingerprint256).toBe(new X509Certificate(identity().chainPem).fingerprint256);
    expect((leaf?.validTo ?? 0) - Date.now()).toBeGreaterThan(300 * day);
    expect(traced).toEqual([
      { kind: 'chain', host, verdict: 'trusted', subjects: [host, 'Offhook Lab Issuing CA', 'Offhook Lab Root CA'] },
    ]);
  });

  it.each([
    ['expired', 'CERTIFICATE_EXPIRED'],
    ['not-yet-valid', 'CERTIFICATE_NOT_YET_VALID'],
    ['wrong-name', 'CERTIFICATE_WRONG_NAME'],
    ['self-signed', 'CERTIFICATE_SELF_SIGNED'],
    ['unknown-root', 'CERTIFICATE_UNKNOWN_ISSUER'],
    ['leaf-only', 'CERTIFICATE_INTERMEDIATE_MISSING'],
    ['weak-key', 'CERTIFICATE_REJECTED'],
  ] as const)('[D1] on a certificate that is %s is %s', async (fault, code) => {
    const shown = await show(identity(fault));
    const outcome = await judge(shown, inLab());
    expect(outcome).toMatchObject({ ok: false, failure: { code, server: host, at: 7, data: { host } } });
    expect(traced).toMatchObject([{ kind: 'chain', host }]);
    expect(traced).not.toMatchObject([{ verdict: 'trusted' }]);
    expect(shown.received).toEqual([]);
  });

  it('[D1] tells what a person must know: until when, for which names, how weak', async () => {
    const fail = async (fault: CertificateFault) => {
      const outcome = await judge(await show(identity(fault)), inLab());
      return outcome.ok ? undefined : outcome.failure;
    };
    const expired = await fail('expired');
    expect(Date.parse(expired?.data?.validTo ?? '')).toBeLessThan(Date.now());
    expect(Date.parse((await fail('not-yet-valid'))?.data?.validFrom ?? '')).toBeGreaterThan(Date.now());
    expect((await fail('wrong-name'))?.data?.names).toBe('server.cpandl.com');
    expect((await fail('weak-key'))?.detail).toMatch(/1024|KEY_TOO_SMALL/);
  });

  it('[D1] holds for the name that was asked for, not for another the server has', async () => {
    expect(await judge(await show(identity()), inLab(), 'sip.contoso.net')).toMatchObject({
      failure: { code: 'CERTIFICATE_WRONG_NAME', server: 'sip.contoso.net' },
    });
    expect(await judge(await show(identity()), inLab(), '127.0.0.1')).toMatchObject({
      failure: { code: 'CERTIFICATE_WRONG_NAME', server: '127.0.0.1' },
    });
  });
});

describe('chains of one and of two intermediates', () => {
  const { pems, keyPem } = ladder(2);
  const [root = '', upper = '', lower = '', leaf = ''] = pems;
  const trust = createTrust({ extraRoots: () => [root], machineRoots: () => [] });
  const shownWith = (...chain: string[]) => show({ chainPem: chain.join(''), keyPem });

  it('[D4] are good when whole, also with the root and in the wrong order', async () => {
    expect((await judge(await shownWith(leaf, lower, upper), trust)).ok).toBe(true);
    expect((await judge(await shownWith(leaf, lower, upper, root), trust)).ok).toBe(true);
    expect((await judge(await shownWith(leaf, upper, lower), trust)).ok).toBe(true);
  });

  it('[D4] name the missing issuer and how many certificates came when only the leaf was sent', async () => {
    expect(await judge(await shownWith(leaf), trust)).toMatchObject({
      failure: { code: 'CERTIFICATE_INTERMEDIATE_MISSING', data: { issuer: 'Deep Issuing CA 2', sent: '1' } },
    });
  });

  it('[D4] name the next unknown issuer when the second intermediate is missing', async () => {
    expect(await judge(await shownWith(leaf, lower), trust)).toMatchObject({
      failure: { code: 'CERTIFICATE_UNKNOWN_ISSUER', data: { issuer: 'Deep Issuing CA 1', sent: '2' } },
    });
  });

  it('[D4] are told apart from a whole chain to a root nobody knows', async () => {
    const stranger = createTrust({ extraRoots: () => [], machineRoots: () => [] });
    expect(await judge(await shownWith(leaf, lower, upper), stranger)).toMatchObject({
      failure: { code: 'CERTIFICATE_UNKNOWN_ISSUER', data: { issuer: 'Deep Root CA' } },
    });
    expect(await judge(await shownWith(leaf, lower, upper, root), stranger)).toMatchObject({
      failure: { code: 'CERTIFICATE_UNKNOWN_ISSUER' },
    });
  });
});

describe('the roots', () => {
  it('[D3] of the lab count while they are handed in, and not a moment longer', async () => {
    let roots: string[] = [];
    const trust = createTrust({ extraRoots: () => roots });
    const shown = await show(identity());
    expect(await judge(shown, trust)).toMatchObject({ failure: { code: 'CERTIFICATE_UNKNOWN_ISSUER' } });
    roots = [authority.rootPem];
    expect((await judge(shown, trust)).ok).toBe(true);
    roots = [];
    expect(await judge(shown, trust)).toMatchObject({ failure: { code: 'CERTIFICATE_UNKNOWN_ISSUER' } });
  });

  it('[D3] of the machine count always, and are read once', async () => {
    let reads = 0;
    const trust = createTrust({
      extraRoots: () => [],
      machineRoots: () => {
        reads += 1;
        return [authority.rootPem];
      },
    });
    const shown = await show(identity());
    expect((await judge(shown, trust)).ok).toBe(true);
    expect((await judge(shown, trust)).ok).toBe(true);
    expect(reads).toBe(1);
  });
});

describe('the connection', () => {
  it('[D7] is not made with TLS below 1.2', async () => {
    const shown = await show(identity(), { minVersion: 'TLSv1', maxVersion: 'TLSv1.1' });
    await expect(judge(shown, inLab())).rejects.toThrow();
  });
  it.each(['TLSv1.2', 'TLSv1.3'] as const)('[D7] is made with %s', async (version) => {
    const shown = await show(identity(), { minVersion: version, maxVersion: version });
    expect((await judge(shown, inLab())).ok).toBe(true);
  });
});

describe('a signature', () => {
  const certificate = (body: string) =>
    new X509Certificate(`-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----`);
  // Made with OpenSSL: an ECDSA key certified over SHA-1 by one authority, over MD5 by another.
  const sha1 = `MIIBKjCB0wIUWITjj09h4EpLbPQl+AFnBr9vRskwCQYHKoZIzj0EATAZMRcwFQYD
VQQDDA5PbGQgSXNzdWluZyBDQTAeFw0yNjExMjEwNjE3MDhaFw0zNjExMTgwNjE3
MDhaMBoxGDAWBgNVBAMMD3NpcC5jb250b3NvLmNvbTBZMBMGByqGSM49AgEGCCqG
SM49AwEHA0IABFuQF/zhDuqdxc3X2VpeG9IrUWUjsQ40brAZ11BkWcPET6ykqlRm
PG1A3P7/mNEYwvo50UztzkL0+uFx/jQEQ8kwCQYHKoZIzj0EAQNHADBEAiBXGJlE
ADibARDiGzPgG/59o0NifwfLYbgF+MQb+iN2YQIgAhPmKJqwptb8K8ySwAlXuLmu
WCeVRGs7yoWkl2x9rqk=`;
  const md5 = `MIIB6DCB0QIUDzGjmj+2nG3FC/HEH0ij9oVvkxwwDQYJKoZIhvcNAQEEBQAwEzER
MA8GA1UEAwwIT2xkIFJvb3QwHhcNMjYxMTIxMDYxNzA4WhcNMzYxMTE4MDYxNzA4
WjAaMRgwFgYDVQQDDA9zaXAuY29udG9zby5jb20wWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAARbkBf84Q7qncXN19laXhvSK1FlI7EONG6wGddQZFnDxE+spKpUZjxt
QNz+/5jRGML6OdFM7c5C9Prhcf40BEPJMA0GCSqGSIb3DQEBBAUAA4IBAQCF1Jsd
pUBOwVTLMHUjTvJPMKyOlZ+flk8dBAXadv1F8dfK6TnpQkcShg82e8xvg5RfUSJQ
YzzaTOa/qRHicESY7DgQ0eEOJNt03bqwKR2v8Spp9+KgQrBUP5LWQMJnq5s3OqFr
BjGPNihpERdt7vn/vk0bNHcSZJXpmTSr441bWr7WHUWBgFg87yDfgfQWTSpvShyU
JY0ooynzYqSNTAvaVE2nRHHHNoOvpk2LQD2RaUxVKGsXwXBw/i+S2ZkNcVT9MLei
mU4LQqsPMDST/1f+AFYN/kV+UvqjMrtQw1z2hQO/RrP7wXYmHU2aKJDkkIPUf4+w
ghOiHGWHFxCeJVLx`;

  it('[D1] over SHA-1 or MD5 proves nothing, over SHA-256 it does', () => {
    expect(weaknessOf(certificate(sha1))).toBe('signed with SHA-1');
    expect(weaknessOf(certificate(md5))).toBe('signed with MD5');
    expect(weaknessOf(new X509Certificate(identity().chainPem))).toBeUndefined();
    expect(weaknessOf(new X509Certificate(authority.rootPem))).toBeUndefined();
  });
});
