import { generateKeyPairSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { makeCertificate } from '../../lab/pki/certificate.ts';
import { examineCertificate } from './client-certificate.ts';

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const wall = Date.parse('2026-11-21T12:00:00Z');

function held(commonName: string, dnsNames: readonly string[] = []) {
  const plan = { commonName, dnsNames, isAuthority: false, publicKey, serial: Uint8Array.of(1) };
  const dates = { notBefore: wall - 1000, notAfter: wall + 1000 };
  const certificatePem = makeCertificate({ ...plan, ...dates }, { name: 'x', publicKey, privateKey });
  return { certificatePem, privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

const kindOf = (...names: Parameters<typeof held>) =>
  examineCertificate(held(...names), 'karen@contoso.com', wall).kind;

it('is good for the person it names, in any case and with the scheme before the name', () => {
  expect([kindOf('karen@contoso.com'), kindOf('SIP:Karen@Contoso.com')]).toEqual(['good', 'good']);
});

it('is foreign for anybody else, whatever the names contain', () => {
  const names = [
    ['vadim@contoso.com'],
    ['vadim@contoso.com+CN=karen@contoso.com'],
    ['vadim@contoso.com\nCN=karen@contoso.com'],
    ['vadim@contoso.com', ['x, email:karen@contoso.com, y']],
    ['vadim@contoso.com', ['x", URI:sip:karen@contoso.com, "y']],
    ['xkaren@contoso.com'],
  ] as const;
  expect(names.map(([name, more]) => kindOf(name, more))).toEqual(names.map(() => 'foreign'));
});
