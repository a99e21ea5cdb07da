/** What a broken web service answers, seen by a client. */
import { once } from 'node:events';
import { connect } from 'node:tls';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readXml } from '../../protocol/xml/read.ts';
import type { AnswerFault, WebServiceName } from './settings.ts';
import { CERTIFICATES, TICKETS, type Visit, visit } from './test-visit.ts';
import { openWebBench, type WebBench } from './test-web-client.ts';

let bench: WebBench;
let karen: Visit;
beforeAll(async () => {
  bench = await openWebBench();
  karen = visit(bench, '');
  bench.web.setWebServices('contoso.com', { httpSchemes: ['Basic'] });
});
afterAll(() => bench.close());
beforeEach(() => karen.spoil({}));

const mex = () => bench.ask({ host: 'web.contoso.com', path: '/CertProv/CertProvisioningService.svc/mex' });
const broken = (fault: AnswerFault, code?: string) => {
  karen.spoil({ answer: { service: 'mex', fault, ...(code ? { code } : {}) } });
  return mex();
};

describe('in place of an answer', () => {
  it('unavailable is 503', async () => {
    expect((await broken('unavailable')).status).toBe(503);
  });

  it('html is a page with 200, as from a captive network', async () => {
    const { status, headers, body } = await broken('html');
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(body).toMatch(/^<!DOCTYPE html>/);
  });

  it.each([
    [undefined, 'soap:Server', 'http://schemas.xmlsoap.org/soap/envelope/'],
    [
      'wsse:InvalidSecurity',
      'wsse:InvalidSecurity',
      'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd',
    ],
  ])('soap-fault with the code %s', async (code, expected, space) => {
    const { status, body } = await broken('soap-fault', code);
    expect([status, readXml(body).ok]).toEqual([500, true]);
    expect(body).toContain(`xmlns:${expected.split(':')[0]}="${space}">${expected}</faultcode>`);
  });

  it('not-found is a missing description', async () => {
    expect((await broken('not-found')).status).toBe(404);
  });

  it('redirects lead to nobody’s host, or nowhere else', async () => {
    const path = '/CertProv/CertProvisioningService.svc/mex';
    const foreign = await broken('foreign-redirect');
    expect([foreign.status, foreign.headers.location]).toEqual([302, `https://web.cpandl.com${path}`]);
    expect((await broken('redirect-loop')).headers.location).toBe(path);
  });

  it('oversize is more than six million bytes, truncated half of what was promised', async () => {
    expect((await broken('oversize')).body.length).toBeGreaterThan(6 * 1024 * 1024);
    const cut = await broken('truncated');
    expect(cut.isWhole).toBe(false);
    expect(cut.body.length).toBe(Number(cut.headers['content-length']) >> 1);
  });

  it('damaged is no XML, empty nothing', async () => {
    expect(readXml((await broken('damaged')).body).ok).toBe(false);
    expect(await broken('empty')).toMatchObject({ status: 200, body: '' });
  });

  it('silent hears the request and says nothing until the connection ends', async () => {
    karen.spoil({ answer: { service: 'mex', fault: 'silent' } });
    const { address, ports } = bench.ground.servers().find(({ name }) => name === 'meet.contoso.com') ?? {};
    const socket = connect({
      host: address ?? '',
      port: ports?.[0] ?? 0,
      servername: 'web.contoso.com',
      ca: bench.ground.authority.rootPem,
    });
    await once(socket, 'secureConnect');
    const heard: Buffer[] = [];
    socket.on('data', (chunk) => heard.push(chunk));
    const before = bench.ground.core.log.entries().length;
    socket.write('GET /CertProv/CertProvisioningService.svc/mex HTTP/1.1\r\nHost: web.contoso.com\r\n\r\n');
    while (bench.ground.core.log.entries().length === before) await new Promise((resolve) => setImmediate(resolve));
    bench.ground.dropConnections('meet.contoso.com');
    await once(socket, 'close');
    expect(heard).toEqual([]);
  });
});

describe('a fault', () => {
  it.each<[WebServiceName, string]>([
    ['ticket', TICKETS],
    ['certificate', CERTIFICATES],
  ])('of one service leaves the others alone: %s', async (service, path) => {
    karen.spoil({ answer: { service, fault: 'unavailable' } });
    expect((await karen.post(path, '')).status).toBe(503);
    expect((await mex()).status).toBe(200);
    expect((await bench.ask({ host: 'lyncdiscover.contoso.com', path: '/' })).status).toBe(200);
  });

  it('of autodiscover does not touch the meeting pages', async () => {
    karen.spoil({ answer: { service: 'autodiscover', fault: 'unavailable' } });
    expect((await bench.ask({ host: 'lyncdiscover.contoso.com', path: '/' })).status).toBe(503);
    expect((await bench.ask({ host: 'meet.contoso.com', path: '/jeremy/C0NT0S01' })).status).toBe(200);
  });

  it('of a description takes its ports away, or sends them to nobody’s host', async () => {
    karen.spoil({ mex: 'no-ports' });
    expect((await mex()).body).not.toContain('wsdl:port');
    karen.spoil({ mex: 'foreign-hosts' });
    const { body } = await mex();
    expect(body).toContain('<soap:address location="https://web.cpandl.com/');
    expect(body).toContain('<wsa10:Address>https://web.cpandl.com/WebTicket/WebTicketService.svc<');
  });

  it('refused connections are a service that is down', async () => {
    bench.ground.setFaults('meet.contoso.com', { refuseConnections: true });
    await expect(mex()).rejects.toThrow('ECONNREFUSED');
  });
});
