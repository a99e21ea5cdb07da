/** Made-up certificates: the story of an inside address that sends the server's certificate alone, the outside one all. */
import type { Examination, ExaminedAddress } from '../../shared/model/examination.ts';
import type { CertificateFacts } from '../../shared/model/network.ts';
import { fixtureTime } from './fixtures.ts';

function certificate(subject: string, issuer: string, print: string): CertificateFacts {
  return {
    subject,
    issuer,
    names: [],
    validFrom: Date.UTC(2026, 0, 1),
    validTo: Date.UTC(2028, 0, 1),
    fingerprint256: Array.from({ length: 32 }, () => print).join(':'),
    key: 'RSA 2048',
    signature: 'SHA-256 with RSA',
  };
}

const host = 'ews.contoso.com';
const issuing = 'Woodgrove Class 3 Secure Server CA';
const root = certificate('Woodgrove Class 3 Primary CA', 'Woodgrove Class 3 Primary CA', 'D3');
const intermediate = certificate(issuing, root.subject, 'C2');
const leaf: CertificateFacts = {
  ...certificate(host, issuing, 'A1'),
  names: [host, 'autodiscover.contoso.com'],
  revocation: { status: 'not-checked', reason: 'not-stapled' },
};

const outside: ExaminedAddress = {
  peer: '203.0.113.10:443',
  protocol: 'TLSv1.2',
  cipher: 'ECDHE-RSA-AES256-GCM-SHA384',
  sent: [leaf, intermediate],
  chain: [
    { origin: 'sent', name: host, certificate: leaf },
    { origin: 'sent', name: issuing, certificate: intermediate },
    { origin: 'this-computer', name: root.subject, certificate: root },
  ],
};

const url = 'http://pki.woodgrovebank.com/secure-server.crt';

const inside: ExaminedAddress = {
  ...outside,
  peer: '10.0.0.10:443',
  failure: {
    code: 'CERTIFICATE_INTERMEDIATE_MISSING',
    server: host,
    detail: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    data: { host, issuer: issuing, sent: '1', sentNames: host, url },
    at: fixtureTime,
  },
  sent: [leaf],
  chain: [
    { origin: 'sent', name: host, certificate: leaf },
    { origin: 'missing', name: issuing, certificate: intermediate, url },
    { origin: 'this-computer', name: root.subject, certificate: root },
  ],
};

export const examination: Examination = { host, port: 443, at: fixtureTime, addresses: [inside, outside] };
