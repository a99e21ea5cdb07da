import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import * as northwind from '../../../test/fixtures/ocsp/northwind.ts';
import { algorithmOf, bitsOf, generalizedTimeOf, itemsOf, readDer } from './der.ts';
import { factsOf, fieldsOf, isSelfSigned, isSignedBy, issuerUrlOf, nameIn } from './x509.ts';

const leaf = new X509Certificate(Buffer.from(northwind.leaf, 'base64'));
const issuer = new X509Certificate(Buffer.from(northwind.issuer, 'base64'));

it('tells a certificate as a person reads it', () => {
  expect(factsOf(leaf)).toMatchObject({
    subject: 'sip.northwindtraders.com',
    issuer: 'Northwind Issuing CA',
    names: ['sip.northwindtraders.com'],
    key: 'EC P-256',
    signature: 'SHA-256 with ECDSA',
  });
});

it('knows key and signature of every root the runtime ships', () => {
  for (const pem of rootCertificates) {
    const certificate = new X509Certificate(pem);
    const facts = factsOf(certificate);
    expect(facts.key, facts.subject).toMatch(/^(RSA \d{4}|EC P-\d{3})$/);
    expect(facts.signature, facts.subject).toMatch(/ with (RSA|ECDSA)$/);
    expect(fieldsOf(certificate)?.serial.toString('hex').toUpperCase().replace(/^0+/, '')).toBe(
      certificate.serialNumber.toUpperCase().replace(/^0+/, ''),
    );
  }
});

it('[Q3] finds where the missing issuer can be had, and only on the web', () => {
  expect(issuerUrlOf(leaf)).toBe('http://pki.northwindtraders.com/issuing.crt');
  expect(issuerUrlOf(issuer)).toBeUndefined();
  const with_ = (infoAccess: string) => issuerUrlOf({ infoAccess } as X509Certificate);
  expect(with_('CA Issuers - URI:ldap:///CN=ca\nCA Issuers - URI:http://pki/a.crt\n')).toBe('http://pki/a.crt');
  expect(with_(`CA Issuers - URI:http://${'x'.repeat(3000)}`)).toBeUndefined();
  expect(with_('OCSP - URI:http://ocsp/')).toBeUndefined();
});

it('takes an issuer for one only when the signature proves it', () => {
  expect(isSignedBy(leaf, issuer)).toBe(true);
  expect(isSignedBy(issuer, leaf)).toBe(false);
  expect([isSelfSigned(issuer), isSelfSigned(leaf)]).toEqual([true, false]);
});

it('names by common name, else by organisation', () => {
  expect(nameIn('C=US\nO=Contoso\nCN=Contoso CA')).toBe('Contoso CA');
  expect(nameIn('C=US\nO=Contoso')).toBe('Contoso');
  expect(nameIn('CN=a\nCN=b')).toBe('a, b');
  expect(nameIn('')).toBe('');
});

it('reads any bytes as DER without throwing, and never beyond them', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const item = readDer(Buffer.from(bytes));
      if (item) expect(item.whole.length).toBeLessThanOrEqual(bytes.length);
      const items = itemsOf(item);
      expect(items.reduce((sum, { whole }) => sum + whole.length, 0)).toBeLessThanOrEqual(bytes.length);
      for (const one of items) [algorithmOf(one), bitsOf(one), generalizedTimeOf(one)];
    }),
    { seed: 690 },
  );
  expect(readDer(Buffer.from([0x30, 0x85, 1, 1, 1, 1, 1]))).toBeUndefined();
  expect(itemsOf(readDer(Buffer.concat([Buffer.from([0x30, 0x82, 1, 0]), Buffer.alloc(256)])))).toEqual([]);
});
