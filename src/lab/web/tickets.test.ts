/** The descriptions of the services and the web tickets, over HTTPS, by a client that shares nothing with the app's. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readXml } from '../../protocol/xml/read.ts';
import { type MadeRequest, makeRequest } from '../pki/test-requests.ts';
import { CERTIFICATES, entropy, faultIn, KAREN, TICKETS, type Visit, visit } from './test-visit.ts';
import { openWebBench, type TicketRequest, ticketFrom, ticketRequest, type WebBench } from './test-web-client.ts';

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

describe('descriptions', () => {
  it.each(['web.contoso.com', 'pool01.contoso.com'])('at %s name the ports under the same host', async (host) => {
    const { port } = new URL(
      `https://${host}:${bench.ground.core.httpsPortOf(host === 'web.contoso.com' ? 'meet.contoso.com' : host)}`,
    );
    const origin = `https://${host}${port === '' ? '' : `:${port}`}`;
    const headers = { Host: origin.slice('https://'.length) };
    const certificates = await bench.ask({ host, headers, path: '/CertProv/CertProvisioningService.svc/mex' });
    expect([certificates.status, readXml(certificates.body).ok]).toEqual([200, true]);
    expect(certificates.body).toContain('wsu:Id="CertProvisioningServiceWebTicketProof_SHA1_policy"');
    expect(certificates.body).toContain(`<wsa10:Address>${origin}/WebTicket/WebTicketService.svc</wsa10:Address>`);
    expect(certificates.body).toContain(`<soap:address location="${origin}${CERTIFICATES}"/>`);
    const tickets = await bench.ask({ host, headers, path: '/webticket/webticketservice.svc/MEX' });
    expect(tickets.body).toContain('<wsdl:port name="WebTicketServiceWinNegotiate"');
    expect(tickets.body).toContain(`<soap:address location="${origin}${TICKETS}"/>`);
    expect(tickets.body).not.toContain('WsFedBearer');
  });

  it('are not changed by a host that nobody could connect to', async () => {
    const headers = { Host: 'evil"><x>' };
    const { body } = await bench.ask({ host: 'web.contoso.com', headers, path: '/WebTicket/WebTicketService.svc/mex' });
    expect(body).not.toContain('evil');
  });
});

describe('[E7] a web ticket', () => {
  it('is given to whoever proves a password, with entropy and a lifetime', async () => {
    const told = await karen.askTicket();
    expect([told.status, readXml(told.body).ok]).toEqual([200, true]);
    const held = ticketFrom(told.body, entropy);
    expect(held.id).toMatch(/^SamlSecurityToken-[0-9a-f-]{36}$/);
    expect(Date.parse(held.expires) - Date.parse(held.created)).toBe(8 * HOUR);
    expect(told.body).toContain('Context="c-1"');
  });

  it('takes the user name as in Windows, and needs no claim', async () => {
    const login = `Basic ${Buffer.from('CONTOSO\\karen:lab-karen-2015').toString('base64')}`;
    expect((await karen.askTicket({}, login)).status).toBe(200);
    const bare = await karen.post(TICKETS, ticketRequest({ entropy }), { headers: { Authorization: KAREN } });
    expect(bare.status).toBe(200);
  });

  it('is refused with 401 and the schemes for a wrong password', async () => {
    bench.web.setWebServices('contoso.com', { httpSchemes: ['NTLM', 'Basic'] });
    const wrong = `Basic ${Buffer.from('karen@contoso.com:no').toString('base64')}`;
    const told = await karen.askTicket({}, wrong);
    expect([told.status, told.headers['www-authenticate']]).toEqual([401, 'NTLM, Basic realm="Offhook Lab"']);
  });

  it('[E3] for another address than one’s own is refused by name', async () => {
    const told = await karen.askTicket({ claim: 'sip:jeremy@contoso.com' });
    expect(faultIn(told)).toBe('wsse:FailedAuthentication 28028');
    expect(told.body).toContain('does not match the SIP URI associated with the presented credentials');
  });

  it.each<[string, TicketRequest]>([
    ['a foreign service', { appliesTo: 'https://web.cpandl.com/CertProv/CertProvisioningService.svc' }],
    ['no address', { appliesTo: 'CertProv' }],
    ['another kind of token', { tokenType: 'urn:oasis:names:tc:SAML:2.0:assertion' }],
    ['too little entropy', { entropy: Buffer.alloc(8) }],
    ['too much entropy', { entropy: Buffer.alloc(65) }],
  ])('is refused for %s', async (_, request) => {
    expect(faultIn(await karen.askTicket(request))).toBe('wst:InvalidRequest 28000');
  });

  it.each(['', 'no XML', '<a/>', '<!DOCTYPE a><a/>', ticketRequest({}).slice(0, 500)])(
    'is refused for "%.20s"',
    async (body) => {
      expect(faultIn(await karen.post(TICKETS, body, { headers: { Authorization: KAREN } }))).toBe(
        'wst:InvalidRequest 28000',
      );
    },
  );

  it('takes no more than a message', async () => {
    const told = await karen.post(TICKETS, 'x'.repeat(300_000), { headers: { Authorization: KAREN } });
    expect(told.status).toBe(413);
  });

  it('[X5] leaves neither passwords nor tickets in the log', async () => {
    const { key, assertion } = await karen.ticket();
    await karen.order();
    const log = JSON.stringify(bench.ground.core.log.entries());
    expect(log).toContain('POST /WebTicket/WebTicketService.svc/Auth');
    for (const secret of [KAREN.slice(6), assertion, Buffer.from(key).toString('base64')])
      expect(log).not.toContain(secret);
  });
});

describe('faults of the tickets', () => {
  it('wrong entropy makes a key that opens nothing', async () => {
    karen.spoil({ ticket: 'wrong-entropy' });
    const held = await karen.ticket();
    karen.spoil({});
    expect(faultIn(await karen.order({ ticket: held }))).toBe('wsse:FailedCheck 28000');
  });

  it('no entropy is a ticket without any', async () => {
    karen.spoil({ ticket: 'no-entropy' });
    expect((await karen.askTicket()).body).not.toContain('BinarySecret');
  });

  it('an expired one is over when it comes', async () => {
    karen.spoil({ ticket: 'expired' });
    const held = await karen.ticket();
    expect(Date.parse(held.expires)).toBeLessThan(Date.now());
    karen.spoil({});
    expect(faultIn(await karen.order({ ticket: held }))).toBe('wsse:FailedAuthentication 28033');
  });
});
