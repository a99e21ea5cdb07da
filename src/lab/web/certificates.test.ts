/** From a ticket to a certificate, over HTTPS, by a client that shares nothing with the app's. */
import { createPublicKey } from 'node:crypto';
import { Agent } from 'node:https';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readXml } from '../../protocol/xml/read.ts';
import { type MadeRequest, makeRequest } from '../pki/test-requests.ts';
import type { IssueFault } from './settings.ts';
import { CERTIFICATES, certificateOf, entropy, faultIn, KAREN, TICKETS, type Visit, visit } from './test-visit.ts';
import {
  type CertificateOrder,
  certificateIn,
  certificateRequest,
  openWebBench,
  type Told,
  ticketFrom,
  ticketRequest,
  type WebBench,
} from './test-web-client.ts';

const HOUR = 60 * 60 * 1000;

let bench: WebBench;
let csr: MadeRequest;
let karen: Visit;
beforeAll(async () => {
  [bench, csr] = await Promise.all([openWebBench(), makeRequest('karen@contoso.com')]);
  karen = visit(bench, csr.base64);
});
afterAll(() => bench.close());
beforeEach(() => {
  karen.spoil({});
  bench.web.setWebServices('contoso.com', { httpSchemes: ['Negotiate', 'NTLM', 'Basic'], certificateHours: 24 });
});

describe('[E7] a certificate', () => {
  it.each(['web.contoso.com', 'pool01.contoso.com'])('is issued at %s for the key in the request', async (host) => {
    const told = await karen.order({}, host);
    expect([told.status, readXml(told.body).ok]).toEqual([200, true]);
    const certificate = certificateOf(told);
    expect(certificate.subject).toContain('CN=karen@contoso.com');
    const key = createPublicKey({ key: Buffer.from(csr.spki), format: 'der', type: 'spki' });
    expect(certificate.publicKey.equals(key)).toBe(true);
    expect(bench.ground.core.clientCertificates.ownerOf(certificate.raw)).toBe('karen@contoso.com');
  });

  it.each([8, 180 * 24])('is good for as long as is set: %d hours', async (certificateHours) => {
    bench.web.setWebServices('contoso.com', { certificateHours });
    const { validFrom, validTo } = certificateOf(await karen.order());
    expect((Date.parse(validTo) - Date.parse(validFrom)) / HOUR).toBe(certificateHours + 1);
  });

  it('cannot be set to less than eight hours or more than 180 days', () => {
    for (const certificateHours of [7, 4321, Number.NaN]) {
      expect(() => bench.web.setWebServices('contoso.com', { certificateHours })).toThrow('from 8 to 4320');
    }
    expect(() => bench.web.setWebServices('cpandl.com', {})).toThrow('no company');
  });

  it('is issued to a client that signs canonical form and writes another', async () => {
    const told = await karen.order({
      tamper: (text) => text.replace(/<(Transform|SignatureMethod) ([^>]*)><\/\1>/g, '<$1   $2  />'),
    });
    expect(certificateOf(told).subject).toContain('karen');
  });

  it('connections may be used again and again', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const held = await karen.ticket();
    for (let round = 0; round < 3; round += 1) {
      const body = certificateRequest({ ticket: held, csr: csr.base64 });
      expect((await karen.post(CERTIFICATES, body, { agent })).status).toBe(200);
    }
    agent.destroy();
  });
});

describe('a certificate is refused', () => {
  const swap = (one: string | RegExp, other: string) => ({ tamper: (text: string) => text.replace(one, other) });

  it.each<[string, string, Partial<CertificateOrder>]>([
    [
      'an expired timestamp',
      'wsu:MessageExpired 28000',
      { created: '2015-03-12T10:15:00Z', expires: '2015-03-12T18:15:00Z' },
    ],
    [
      'one from the future',
      'wsu:MessageExpired 28000',
      { created: '2115-03-12T10:15:00Z', expires: '2115-03-12T18:15:00Z' },
    ],
    ['no dates', 'wsu:MessageExpired 28000', { created: 'soon', expires: 'later' }],
    ['a timestamp changed after signing', 'wsse:FailedCheck 28000', swap(/Created>20(..)/, 'Created>19$1')],
    ['a signature of something else', 'wsse:FailedCheck 28000', swap(/<SignatureValue>.{4}/, '<SignatureValue>AAAA')],
    ['no signature', 'wsse:FailedCheck 28000', swap(/<Signature .*<\/Signature>/s, '')],
    ['another method of signing', 'wsse:FailedCheck 28000', swap('#hmac-sha1', '#hmac-md5')],
    ['a reference to something else', 'wsse:FailedCheck 28000', swap('URI="#timestamp"', 'URI="#other"')],
    [
      'a second timestamp of the same id',
      'wsse:FailedCheck 28000',
      swap('<wsa:Action>', '<x wsu:Id="timestamp"/><wsa:Action>'),
    ],
    ['a changed assertion', 'wsse:FailedAuthentication 28032', swap('sip:karen@', 'sip:vadim@')],
    [
      'an assertion nobody issued',
      'wsse:FailedAuthentication 28032',
      swap(/SamlSecurityToken-./g, 'SamlSecurityToken-_'),
    ],
    ['no security header', 'wsse:FailedAuthentication 28020', swap(/<wsse:Security>.*<\/wsse:Security>/s, '')],
    ['no assertion', 'wsse:FailedAuthentication 28020', swap(/<saml:Assertion.*<\/saml:Assertion>/s, '')],
    ['another call', 'soap:Client 28000', swap(/GetAndPublishCert\b(?! *<\/wsa)/g, 'GetRootChains')],
  ])('for %s', async (_, expected, patch) => {
    expect(faultIn(await karen.order(patch))).toBe(expected);
  });

  it('to whoever does not hold the key', async () => {
    const held = await karen.ticket();
    expect(faultIn(await karen.order({ ticket: { ...held, key: Buffer.alloc(32) } }))).toBe('wsse:FailedCheck 28000');
  });

  it('with a ticket that needs no proof', async () => {
    const told = await karen.post(TICKETS, ticketRequest({}), { headers: { Authorization: KAREN } });
    expect(told.body).not.toContain('Entropy');
    const held = { ...ticketFrom(told.body, entropy), key: Buffer.alloc(32) };
    expect(faultIn(await karen.order({ ticket: held }))).toBe('wsse:FailedCheck 28000');
  });

  it.each<[string, () => Promise<Partial<CertificateOrder>>]>([
    ['somebody else', async () => ({ csr: (await makeRequest('vadim@contoso.com')).base64 })],
    ['another entity', async () => ({ entity: 'vadim@contoso.com' })],
    ['a weak key', async () => ({ csr: (await makeRequest('karen@contoso.com', 'rsa-1024')).base64 })],
    ['no request', async () => ({ csr: 'AAAA' })],
  ])('in the answer itself for %s', async (_, patch) => {
    const told = await karen.order(await patch());
    expect([told.status, certificateIn(told.body)]).toEqual([200, '']);
    expect(told.body).toContain('ResponseClass="Error"');
  });
});

describe('faults of the certificate', () => {
  const issued = async (certificate: IssueFault) => {
    karen.spoil({ certificate });
    return karen.order();
  };
  const ownerOf = (told: Told) => bench.ground.core.clientCertificates.ownerOf(certificateOf(told).raw);

  it('refused', async () => {
    expect((await issued('refused')).body).toContain('denied by policy');
  });

  it('other-user: somebody else’s name, and no one’s certificate', async () => {
    const told = await issued('other-user');
    expect(certificateOf(told).subject).toContain('CN=karenb@contoso.com');
    expect(ownerOf(told)).toBeUndefined();
  });

  it('other-key: not the key that was asked for', async () => {
    const told = await issued('other-key');
    const key = createPublicKey({ key: Buffer.from(csr.spki), format: 'der', type: 'spki' });
    expect(certificateOf(told).publicKey.equals(key)).toBe(false);
    expect(ownerOf(told)).toBeUndefined();
  });

  it('expired: its time was yesterday', async () => {
    const told = await issued('expired');
    expect(Date.parse(certificateOf(told).validTo)).toBeLessThan(Date.now());
    expect(ownerOf(told)).toBeUndefined();
  });

  it('short: half an hour left', async () => {
    const left = Date.parse(certificateOf(await issued('short')).validTo) - Date.now();
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(HOUR / 2);
  });

  it('damaged: base64, but no certificate; missing: no token at all', async () => {
    const damaged = await issued('damaged');
    expect(() => certificateOf(damaged)).toThrow();
    expect((await issued('missing')).body).not.toContain('BinarySecurityToken');
  });
});

describe('a clock that is off', () => {
  it('shows in Date and lifetimes, and refuses timestamps by the right clock', async () => {
    karen.spoil({ clockMinutes: 10 });
    const told = await karen.askTicket();
    const ahead = (date: unknown) => (Date.parse(String(date)) - Date.now()) / 60_000;
    expect(Math.round(ahead(told.headers.date))).toBe(10);
    const held = ticketFrom(told.body, entropy);
    expect(Math.round(ahead(held.created))).toBe(10);
    // By the lifetime of the ticket, as recorded clients do, all is well.
    expect((await karen.order({ ticket: held })).status).toBe(200);
    karen.spoil({ clockMinutes: -10 });
    expect(faultIn(await karen.order({ ticket: held }))).toBe('wsse:FailedAuthentication 28033');
    karen.spoil({});
    const created = new Date(Date.now() - 20 * 60_000).toISOString();
    const expires = new Date(Date.now() - 10 * 60_000).toISOString();
    expect(faultIn(await karen.order({ created, expires }))).toBe('wsu:MessageExpired 28000');
  });
});
