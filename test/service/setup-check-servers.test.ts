/** "Test my setup" and what servers do wrong: each fault is red or amber at its own step, and says who can mend it. */
import { describe, expect, it } from 'vitest';
import { menderOf } from '../../src/shared/model/setup-mender.ts';
import { allWell, listen, setupPartner as partner, setupBench, stepOf, told } from '../fakes/setup-bench.ts';

const edge = 'sip.contoso.com';
const service = '_sip._tls.contoso.com';
const bench = setupBench();
const unreached = { certificate: 'skipped needs-earlier-step', server: 'skipped needs-earlier-step' };

describe('what the server does', () => {
  it.each([
    ['CERTIFICATE_WRONG_NAME', { certificate: 'wrong-name' }],
    ['CERTIFICATE_UNKNOWN_ISSUER', { certificate: 'unknown-root' }],
    ['CERTIFICATE_INTERMEDIATE_MISSING', { certificate: 'leaf-only' }],
    ['CERTIFICATE_EXPIRED', { certificate: 'expired' }],
    ['TLS_TOO_OLD', { newestTls: 'TLSv1.1' }],
  ] as const)(
    '[D1] [D4] [D7] %s is red at its certificate, and its administrators can mend it',
    async (code, faults) => {
      bench.fault(edge, faults);
      const check = await bench.begin();
      const server = 'skipped needs-earlier-step';
      expect(told(check)).toEqual({ ...allWell, certificate: `red ${code}`, server });
      expect(menderOf(stepOf(check, 'certificate'))).toBe('company');
    },
  );

  it('[Q1] [Q5] one address without its intermediate is told, while the other lets people in', async () => {
    const check = await bench.begin('', 'robin@litwareinc.com');
    expect(told(check)).toMatchObject({
      certificate: 'amber certificate-some',
      server: 'green server-ready',
      web: 'amber CERTIFICATE_INTERMEDIATE_MISSING',
    });
  });

  it('a closed port is out of reach, and nobody can tell from here whose fault it is', async () => {
    bench.fault(edge, { refuseConnections: true });
    const check = await bench.begin();
    expect(told(check)).toEqual({ ...allWell, reach: 'red CONNECT_REFUSED', ...unreached });
    expect(menderOf(stepOf(check, 'reach'))).toBe('either');
  });

  it.each([
    ['SERVER_UNAVAILABLE', { answer: { method: 'REGISTER', status: 503, reason: 'Busy' } }],
    ['SIP_MALFORMED', { malformed: 'sip-answer' }],
    ['CONNECTION_LOST', { closeAfterBytes: 100 }],
  ] as const)('%s is what it says', async (code, faults) => {
    bench.fault(edge, faults);
    expect(told(await bench.begin())).toMatchObject({ certificate: allWell.certificate, server: `red ${code}` });
  });

  it('[E1] a way to sign in that nobody here knows is none', async () => {
    const headers = ['WWW-Authenticate: Negotiate realm="x"', 'WWW-Authenticate: Basic realm="x"'];
    bench.fault(edge, { answer: { method: 'REGISTER', status: 401, reason: 'Unauthorized', headers } });
    const check = await bench.begin();
    expect(told(check).server).toBe('red server-no-known-scheme');
    expect(stepOf(check, 'server').outcome.finding.data?.schemes).toBe('Negotiate, Basic');
  });

  it('lets anybody in: told, and nobody is registered', async () => {
    bench.fault(edge, { answer: { method: 'REGISTER', status: 200, reason: 'OK' } });
    expect(told(await bench.begin()).server).toBe('amber server-open');
  });

  it('silent after the handshake', async () => {
    bench.fault(edge, { silent: 'sip' });
    expect(told(await bench.passing(bench.begin(), 4000, 'certificate'))).toMatchObject({
      certificate: allWell.certificate,
      server: 'red SIP_TIMEOUT',
    });
  });

  it('silent before the handshake', async () => {
    bench.fault(edge, { silent: 'tcp' });
    const check = await bench.passing(bench.begin(), 3000);
    expect(told(check)).toMatchObject({ reach: allWell.reach, certificate: 'red TLS_TIMEOUT' });
    expect(menderOf(stepOf(check, 'certificate'))).toBe('either');
  });

  it('[E7] without the service for certificates there is no way in where they are the only one', async () => {
    const web = { answer: { service: 'mex', fault: 'unavailable' } } as const;
    bench.fault('meet.contoso.com', { web });
    expect(told(await bench.begin()).web).toBe('amber WEB_SERVICE_UNREADABLE');
    bench.world.lab.setAuthOffer('contoso.com', { schemes: ['TLS-DSK'] });
    expect(told(await bench.begin()).web).toBe('red WEB_SERVICE_UNREADABLE');
    bench.world.lab.setGeneration('contoso.com', 'sfb-2019');
  });

  it('speaks HTTP behind its certificate', async () => {
    const web = bench.world.lab.profile.servers.find(({ name }) => name === 'meet.contoso.com');
    bench.dns(service, 'SRV', { kind: 'answer', srv: [{ target: 'web.contoso.com', port: web?.ports[0] ?? 0 }] });
    expect(told(await bench.begin())).toMatchObject({
      certificate: allWell.certificate,
      server: expect.stringMatching(/^red (SIP_MALFORMED|CONNECTION_LOST)$/),
    });
  });

  it.each([
    ['HTTP', 'HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n'],
    ['garbage', '\u0000\u0001\u0002\u0016\u0003 nothing anybody knows \r\n'.repeat(50)],
  ])('speaks %s in clear text', async (_, words) => {
    const server = await listen((socket) => socket.resume().end(words));
    bench.dns(service, 'SRV', { kind: 'answer', srv: [{ target: 'odd.contoso.com', port: server.port }] });
    bench.dns('odd.contoso.com', 'A', { kind: 'answer', addresses: ['127.0.0.1'] });
    const check = await bench.passing(bench.begin(), 3000);
    await server.close();
    expect(told(check)).toMatchObject({ reach: allWell.reach, certificate: 'red TLS_FAILED' });
  });
});

describe('a domain without records of Microsoft’s', () => {
  const none = { kind: 'nxdomain' } as const;

  it('is found by the transport it names, and the record stands in the details with what does not count', async () => {
    const port = bench.world.lab.profile.servers.find(({ name }) => name === edge)?.ports[0] ?? 0;
    bench.dns(service, 'SRV', none);
    const ways = [
      { service: 'SIP+D2U', replacement: '_sip._udp.contoso.com' },
      { service: 'SIPS+D2T', replacement: '_sips._tcp.voice.contoso.com' },
    ];
    bench.dns('contoso.com', 'NAPTR', { kind: 'answer', naptr: ways });
    bench.dns('_sips._tcp.voice.contoso.com', 'SRV', { kind: 'answer', srv: [{ target: edge, port }] });
    const check = await bench.begin();
    expect(told(check)).toMatchObject({ names: allWell.names, reach: allWell.reach, server: allWell.server });
    const { details } = stepOf(check, 'names').outcome;
    const record = details?.kind === 'names' ? details.names.find(({ type }) => type === 'NAPTR') : undefined;
    expect(record).toMatchObject({
      name: 'contoso.com',
      answers: [expect.stringMatching(/^SIP\+D2U /), expect.stringMatching(/^SIPS\+D2T /)],
      passedOver: [{ fault: 'service' }],
    });
  });

  it('is tried at its own address where it names nothing at all, and that is no promise', async () => {
    bench.dns(service, 'SRV', none);
    for (const label of ['sipinternal', 'sip', 'sipexternal', 'lyncdiscover', 'lyncdiscoverinternal'])
      for (const type of ['A', 'AAAA'] as const) bench.dns(`${label}.contoso.com`, type, none);
    bench.dns('contoso.com', 'A', { kind: 'answer', addresses: ['127.0.0.1'] });
    const check = await bench.begin();
    expect(told(check)).toMatchObject({ names: 'amber names-itself', ...unreached });
    expect(told(check).reach).toMatch(/^red CONNECT_/);
  });
});

describe('another company', () => {
  it('[B17] that publishes no record of federation is reached as a guest alone', async () => {
    bench.dns(`_sipfederationtls._tcp.${partner}`, 'SRV', { kind: 'nxdomain' });
    const check = await bench.begin(`garth@${partner}`);
    expect(told(check)).toEqual({ ...allWell, partner: 'amber partner-unlisted' });
    expect(menderOf(stepOf(check, 'partner'))).toBe('partner');
  });

  it.each([
    ['nobody-has-this.example', 'DOMAIN_UNKNOWN', 'partner'],
    ['hello there', 'LINK_INVALID', 'you'],
    ['http://meet.example.com/a/B2C3D4E5', 'LINK_INVALID', 'you'],
  ] as const)('%s: %s', async (text, code, mender) => {
    const check = await bench.begin(text);
    expect(told(check).partner).toBe(`red ${code}`);
    expect(menderOf(stepOf(check, 'partner'))).toBe(mender);
  });

  it('[B15] whose certificate does not hold', async () => {
    bench.fault(`sip.${partner}`, { certificate: 'expired' });
    expect(told(await bench.begin(partner)).partner).toBe('red CERTIFICATE_EXPIRED');
  });
});
