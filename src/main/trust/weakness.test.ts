import { generateKeyPairSync, type KeyObject, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { createAuthority } from '../../lab/pki/authority.ts';
import { makeCertificate } from '../../lab/pki/certificate.ts';
import { weaknessOf } from './weakness.ts';

const host = 'sip.contoso.com';
const day = 24 * 60 * 60 * 1000;
const authority = createAuthority(Date.now(), createFakeRandom(7));

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
    expect(weaknessOf(new X509Certificate(authority.identityOf(host, []).chainPem))).toBeUndefined();
    expect(weaknessOf(new X509Certificate(authority.rootPem))).toBeUndefined();
  });
});

describe('a key', () => {
  const issuer = { name: 'Test Root CA', ...generateKeyPairSync('ec', { namedCurve: 'P-256' }) };
  const certified = (publicKey: KeyObject) => {
    const plan = { commonName: host, dnsNames: [host], isAuthority: false, publicKey, serial: Uint8Array.of(1, 2) };
    return new X509Certificate(makeCertificate({ ...plan, notBefore: 0, notAfter: Date.now() + day }, issuer));
  };
  const onCurve = (namedCurve: string) => weaknessOf(certified(generateKeyPairSync('ec', { namedCurve }).publicKey));
  const ofBits = (modulusLength: number) =>
    weaknessOf(certified(generateKeyPairSync('rsa', { modulusLength }).publicKey));

  it('[D1] of 2048 bits, or on a curve of 224 bits or more, is strong enough', () => {
    expect([ofBits(2048), onCurve('P-256'), onCurve('P-384')]).toEqual([undefined, undefined, undefined]);
  });

  it('[D1] of fewer bits is not', () => {
    expect([ofBits(1024), ofBits(1920)]).toEqual(['key of 1024 bits', 'key of 1920 bits']);
  });

  // BoringSSL knows no such curve: there neither this key nor a handshake with it can be made.
  it.skipIf(process.versions.openssl === '0.0.0')('[D1] on a shorter curve is not', () => {
    expect([onCurve('prime192v1'), onCurve('secp160r1')]).toEqual([
      'key on the curve prime192v1',
      'key on the curve secp160r1',
    ]);
    expect(onCurve('secp224r1')).toBeUndefined();
  });
});
