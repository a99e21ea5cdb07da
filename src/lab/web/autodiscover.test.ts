/** lyncdiscover over HTTPS, by a client that shares nothing with the app's. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readXml } from '../../protocol/xml/read.ts';
import type { AutodiscoverFault } from './settings.ts';
import { entropy, KAREN, TICKETS, type Visit, visit } from './test-visit.ts';
import { type Asking, openWebBench, type Told, ticketFrom, ticketRequest, type WebBench } from './test-web-client.ts';

const XML = { Accept: 'application/vnd.microsoft.rtc.autodiscover+xml;v=1' };
const JSON_TYPE = { Accept: 'application/json' };
const ROOT = '/Autodiscover/AutodiscoverService.svc/root';

let bench: WebBench;
let karen: Visit;
beforeAll(async () => {
  bench = await openWebBench();
  karen = visit(bench, '');
  bench.web.setWebServices('contoso.com', { httpSchemes: ['Basic'] });
});
afterAll(() => bench.close());
beforeEach(() => karen.spoil({}));

const get = (path: string, more: Partial<Asking> = {}) =>
  bench.ask({ host: 'lyncdiscover.contoso.com', path, headers: XML, ...more });

/** Origins as they stand in answers, with the port that could be had here. */
function origin(name: string, server: string): string {
  const port = bench.ground.core.httpsPortOf(server);
  return `https://${name}${port === 443 ? '' : `:${port}`}`;
}
const outside = () => origin('web.contoso.com', 'meet.contoso.com');
const inside = () => origin('pool01.contoso.com', 'pool01.contoso.com');

/** Token and address of each link, checked to stand in a well-formed document of the right type. */
function links({ status, headers, body }: Told): Record<string, string> {
  expect([status, headers['content-type'], readXml(body).ok]).toEqual([
    200,
    'application/vnd.microsoft.rtc.autodiscover+xml; v=1',
    true,
  ]);
  return Object.fromEntries(
    [...body.matchAll(/<Link token="([^"]+)" href="([^"]+)"/g)].map(([, name, href]) => [name, href]),
  );
}

/** The user document with a ticket in the header. */
async function user(more: Partial<Asking> = {}, host = 'web.contoso.com'): Promise<Told> {
  const { assertion } = await karen.ticket();
  const opaque = `opaque=${Buffer.from(assertion).toString('base64')}`;
  return get(`${ROOT}/user`, { host, ...more, headers: { ...XML, ...more.headers, 'X-MS-WebTicket': opaque } });
}

describe('[B5] the root', () => {
  it.each(['/', '/?sipuri=karen@contoso.com', ROOT, `${ROOT}/`, ROOT.toLowerCase()])(
    '%s names the resources outside',
    async (path) => {
      const told = await get(path);
      expect(links(told)).toEqual({ Domain: `${outside()}${ROOT}/domain`, User: `${outside()}${ROOT}/user` });
      expect(told.body).toContain('AccessLocation="External"');
    },
  );

  it('at lyncdiscoverinternal names those inside', async () => {
    const told = await get('/', { host: 'lyncdiscoverinternal.contoso.com' });
    expect(links(told).User).toBe(`${inside()}${ROOT}/user`);
    expect(told.body).toContain('AccessLocation="Internal"');
  });

  it('is JSON for whoever does not ask for XML', async () => {
    const told = await get('/', { headers: JSON_TYPE });
    expect([told.status, told.headers['content-type']]).toEqual([200, 'application/json; charset=utf-8']);
    expect(JSON.parse(told.body)._links.user.href).toMatch(/^https:\/\/web\.contoso\.com.*\/root\/oauth\/user$/);
    expect((await get('/', { headers: { Accept: '*/*' } })).headers['content-type']).toContain('json');
  });

  it('sends users of another company there, and answers for people nobody knows', async () => {
    const told = await get('/?sipuri=garth@tailspintoys.com');
    const there = origin('lyncdiscover.tailspintoys.com', 'meet.tailspintoys.com');
    expect(links(told)).toEqual({ Redirect: `${there}/?sipuri=garth%40tailspintoys.com` });
    expect(links(await get('/?sipuri=sip:x@cpandl.com')).User).toBeDefined();
  });

  it('over plain HTTP says where HTTPS is, and no more', async () => {
    // Only where this user may bind port 80.
    if (bench.ground.servers().find(({ name }) => name === 'meet.contoso.com')?.clearTextPort === undefined) return;
    const there = origin('lyncdiscover.contoso.com', 'meet.contoso.com');
    expect(links(await get('/', { isPlain: true }))).toEqual({ Redirect: `${there}/` });
    expect(links(await get(`${ROOT}/user`, { isPlain: true }))).toEqual({ Redirect: `${there}/` });
    const page = await get('/jeremy/C0NT0S01', { isPlain: true, host: 'meet.contoso.com' });
    expect([page.status, page.headers.location]).toEqual([
      302,
      `${origin('meet.contoso.com', 'meet.contoso.com')}/jeremy/C0NT0S01`,
    ]);
  });

  it('leaves the meeting pages alone, and answers GET only', async () => {
    expect((await get('/', { host: 'meet.contoso.com' })).status).toBe(404);
    expect((await get('/jeremy/C0NT0S01', { host: 'lyncdiscover.contoso.com' })).body).toContain(
      'validMeeting = "True"',
    );
    expect((await get('/', { method: 'POST' })).status).toBe(405);
    expect((await get(`${ROOT}/nothing`)).status).toBe(404);
  });
});

describe('[B5] the user document', () => {
  it('asks for a web ticket, and says where tickets are', async () => {
    const told = await get(`${ROOT}/user`, { host: 'web.contoso.com' });
    expect([told.status, told.headers['x-ms-webticketurl'], told.body]).toEqual([
      401,
      `${outside()}/WebTicket/WebTicketService.svc`,
      '',
    ]);
  });

  it('names the doors inside and outside on the ports that could be had', async () => {
    const { core } = bench.ground;
    const { body } = await user();
    expect(body).toContain(
      `<SipClientInternalAccess fqdn="pool01.contoso.com" port="${core.tlsPortOf('pool01.contoso.com')}"/>`,
    );
    expect(body).toContain(
      `<SipClientExternalAccess fqdn="sip.contoso.com" port="${core.tlsPortOf('sip.contoso.com')}"/>`,
    );
    expect(body).toContain('AccessLocation="External"');
    expect((await user({}, 'pool01.contoso.com')).body).toContain('AccessLocation="Internal"');
    expect(links(await user())).toMatchObject({
      'Internal/Autodiscover': `${inside()}${ROOT}`,
      'External/Autodiscover': `${outside()}${ROOT}`,
    });
  });

  it.each([
    ['no base64', 'opaque=!!!'],
    ['something else', `opaque=${Buffer.from('<saml:Assertion/>').toString('base64')}`],
    ['an unknown form', 'cwt=AAAA'],
  ])('refuses a ticket that is %s', async (_, value) => {
    const told = await get(`${ROOT}/user`, { headers: { ...XML, 'X-MS-WebTicket': value } });
    expect(told.status).toBe(401);
  });

  it('says why a ticket is not good any more', async () => {
    karen.spoil({ ticket: 'expired' });
    const told = await user();
    expect(told.status).toBe(401);
    expect(told.headers['x-ms-diagnostics']).toMatch(
      /^28033;source="fe01\.contoso\.com";reason="The web ticket has expired\."/,
    );
  });

  it('takes a ticket that needs no proof', async () => {
    const headers = { Authorization: KAREN };
    const told = await karen.post(TICKETS, ticketRequest({ appliesTo: `${outside()}${ROOT}/user` }), { headers });
    const opaque = `opaque=${Buffer.from(ticketFrom(told.body, entropy).assertion).toString('base64')}`;
    expect((await get(`${ROOT}/user`, { headers: { ...XML, 'X-MS-WebTicket': opaque } })).status).toBe(200);
  });
});

describe('documents that lead astray', () => {
  const rootWith = (autodiscover: AutodiscoverFault) => {
    karen.spoil({ autodiscover });
    return get('/');
  };

  it('foreign-redirect and redirect-loop', async () => {
    expect(links(await rootWith('foreign-redirect'))).toEqual({ Redirect: `https://web.cpandl.com${ROOT}` });
    expect(links(await rootWith('redirect-loop'))).toEqual({ Redirect: `${outside()}${ROOT}` });
    expect(links(await get(ROOT))).toEqual({ Redirect: `${outside()}${ROOT}` });
  });

  it('no-links, no-servers and unknown-user', async () => {
    expect(links(await rootWith('no-links'))).toEqual({});
    karen.spoil({ autodiscover: 'no-servers' });
    expect((await user()).body).not.toContain('SipClient');
    karen.spoil({ autodiscover: 'unknown-user' });
    const told = await user();
    expect([told.status, told.body]).toEqual([404, '']);
  });
});
