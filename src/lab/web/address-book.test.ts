/** The lab's address book asked by hand: who may ask, and what it says. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeRequest } from '../pki/test-requests.ts';
import { faultIn, type Visit, visit } from './test-visit.ts';
import { openWebBench, ticketFrom, type WebBench } from './test-web-client.ts';

const PORT = '/groupexpansion/service.svc/WebTicket_Bearer';

let bench: WebBench;
let karen: Visit;
beforeAll(async () => {
  bench = await openWebBench();
  karen = visit(bench, (await makeRequest('karen@contoso.com')).base64);
  bench.web.setWebServices('contoso.com', { httpSchemes: ['Basic'] });
});
afterAll(() => bench.close());

const call = (body: string, header = '') =>
  karen.post(
    PORT,
    `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header>${header}</s:Header><s:Body>${body}</s:Body></s:Envelope>`,
  );
const search = (text: string) =>
  `<SearchAbEntry xmlns="DistributionListExpander"><AbEntryRequest><BasicSearch><SearchList>givenName,mail</SearchList><Value>${text}</Value><Verb>BeginsWith</Verb></BasicSearch></AbEntryRequest></SearchAbEntry>`;

async function assertion(): Promise<string> {
  const told = await karen.askTicket();
  return /<saml:Assertion[\s\S]*<\/saml:Assertion>/.exec(told.body)?.[0] ?? '';
}

const security = (content: string) =>
  `<wsse:Security xmlns:wsse="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd">${content}</wsse:Security>`;

describe('the address book', () => {
  it('describes a port for bearers of tickets', async () => {
    const { body } = await bench.ask({ host: 'web.contoso.com', path: '/groupexpansion/service.svc/mex' });
    expect(body).toContain('name="AddressBookWebTicketBearer"');
    expect(body).toContain('<sp:SignedSupportingTokens>');
  });

  it('answers whoever shows a ticket, and nobody else', async () => {
    const ticket = await assertion();
    const good = await call(search('Kar'), security(ticket));
    expect([good.status, good.body.includes('<Value>sip:karen@contoso.com</Value>')]).toEqual([200, true]);
    expect(faultIn(await call(search('Kar')))).toBe('wsse:FailedAuthentication 28020');
    expect(faultIn(await call(search('Kar'), security(ticket.replace('sip:karen@', 'sip:jeremy@'))))).toBe(
      'wsse:FailedAuthentication 28032',
    );
    expect(faultIn(await call('<Other xmlns="DistributionListExpander"/>', security(ticket)))).toBe(
      'soap:Client 28000',
    );
  });

  it.each(['constructor', '__proto__', 'givenName,toString,constructor'])(
    'finds nobody by a column of the name %s, and goes on',
    async (columns) => {
      const ticket = await assertion();
      const told = await call(search('func').replace('givenName,mail', columns), security(ticket));
      expect([told.status, told.body.includes('<Items></Items>')]).toEqual([200, true]);
    },
  );

  it('gives pictures for a ticket in the header alone', async () => {
    const { assertion: ticket } = ticketFrom((await karen.askTicket()).body, Buffer.alloc(32, 7));
    const members =
      '<QueryDLMembers xmlns="DistributionListExpander"><groupMailAddress>everyone@contoso.com</groupMailAddress></QueryDLMembers>';
    const { body } = await call(members, security(ticket));
    const path = `/abs/handler/${/<Name>photorelpath<\/Name><Value>([^<]+)</.exec(body)?.[1]}`;
    const headers = { 'X-MS-WebTicket': `opaque=${Buffer.from(ticket).toString('base64')}` };
    const told = await bench.ask({ host: 'web.contoso.com', path, headers });
    expect([told.status, told.headers['content-type']]).toEqual([200, 'image/png']);
    expect((await bench.ask({ host: 'web.contoso.com', path })).status).toBe(401);
    expect((await bench.ask({ host: 'web.contoso.com', path: `${path}x`, headers })).status).toBe(404);
  });
});
