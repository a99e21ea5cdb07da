import { promises as dns } from 'node:dns';
import { once } from 'node:events';
import { get } from 'node:https';
import { connect, type TLSSocket } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import type { Lab } from './api.ts';
import { turnKnob } from './console/knobs.ts';
import { startLab } from './start-lab.ts';

const labs: Lab[] = [];
afterEach(async () => {
  await Promise.all(labs.splice(0).map((lab) => lab.stop()));
});

async function start(): Promise<Lab> {
  const lab = await startLab({ ports: 'free' });
  labs.push(lab);
  return lab;
}

/** Finds a server as a client does: SRV, address, verified TLS. */
async function reach(lab: Lab, service: string): Promise<TLSSocket> {
  const resolver = new dns.Resolver();
  resolver.setServers([lab.profile.dnsServer]);
  const [srv] = await resolver.resolveSrv(service);
  if (!srv) throw new Error(`no ${service}`);
  const [host] = await resolver.resolve4(srv.name);
  const socket = connect({
    host: host ?? '',
    port: srv.port,
    servername: srv.name,
    ca: lab.profile.rootCertificatePem,
  });
  await once(socket, 'secureConnect');
  return socket.on('error', () => undefined);
}

const register = [
  'REGISTER sip:contoso.com SIP/2.0',
  'Via: SIP/2.0/TLS 192.0.2.1:5061;branch=z9hG4bK1',
  'Max-Forwards: 70',
  'From: <sip:karen@contoso.com>;tag=1;epid=0a1b2c3d4e',
  'To: <sip:karen@contoso.com>',
  'Call-ID: lab-test-1',
  'CSeq: 1 REGISTER',
  'Contact: <sip:192.0.2.1:5061;transport=tls>;+sip.instance="<urn:uuid:CC4F4797-4760-58C5-8CAB-8AB72E4546BC>"',
  'Content-Length: 0',
  '',
  '',
].join('\r\n');

describe('a client', () => {
  it.each([
    '_sip._tls.contoso.com',
    '_sip._tls.tailspintoys.com',
    '_sip._tls.contoso.onmicrosoft.com',
    '_sip._tls.tailspintoys.onmicrosoft.com',
    '_sip._tls.fabrikam.com',
    '_sipinternaltls._tcp.fabrikam.com',
  ])('reaches %s by DNS and verified TLS', async (service) => {
    const socket = await reach(await start(), service);
    expect(socket.authorized).toBe(true);
    socket.destroy();
  });

  it('is challenged by the registrar, in four round trips and the DNS’s two', async () => {
    const lab = await start();
    const socket = await reach(lab, '_sip._tls.contoso.com');
    socket.write(register);
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toMatch(/^SIP\/2\.0 401 /);
    expect(lab.roundTrips()).toBe(6);
    expect(lab.log().map(({ callId }) => callId)).toEqual(['lab-test-1', 'lab-test-1']);
    socket.destroy();
  });

  it('gets the page of a meeting over verified TLS', async () => {
    const lab = await start();
    const url = new URL(lab.profile.meetings.find(({ id }) => id === '2Z92HZZZ')?.links.https ?? '');
    const server = lab.profile.servers.find(({ name }) => name === url.hostname);
    const request = get({
      host: server?.address,
      port: url.port || 443,
      path: url.pathname,
      servername: url.hostname,
      ca: lab.profile.rootCertificatePem,
      headers: { Host: url.host, Accept: 'Application/vnd.microsoft.lync.meeting+xml' },
      agent: false,
    });
    const [response] = await once(request, 'response');
    let body = '';
    for await (const chunk of response) body += String(chunk);
    expect(response.statusCode).toBe(200);
    expect(body).toContain('<conf-uri>sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ</conf-uri>');
  });
});

describe('the profile', () => {
  it('survives the way between processes', async () => {
    const { profile } = await start();
    expect(structuredClone(profile)).toEqual(profile);
    expect(JSON.parse(JSON.stringify(profile))).toEqual(profile);
    expect(profile.dnsServer).toMatch(/^127\.\d+\.\d+\.\d+:\d+$/);
  });

  it('names a port in a meeting link exactly where it is not 443', async () => {
    const { profile } = await start();
    for (const { links } of profile.meetings) {
      const url = new URL(links.https ?? '');
      const port = profile.servers.find(({ name }) => name === url.hostname)?.ports[0];
      expect(Number(url.port || 443)).toBe(port);
    }
  });
});

describe('stopping', () => {
  it('twice is once, and nothing listens any more', async () => {
    const lab = await start();
    const socket = await reach(lab, '_sip._tls.contoso.com');
    await Promise.all([lab.stop(), lab.stop()]);
    expect(lab.openConnections()).toBe(0);
    if (!socket.closed) await once(socket, 'close');
    const resolver = new dns.Resolver({ timeout: 200, tries: 1 });
    resolver.setServers([lab.profile.dnsServer]);
    await expect(resolver.resolve4('sip.contoso.com')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});

describe('knobs typed as lines', () => {
  const say = (lab: Lab, line: string) => turnKnob(lab, line).text;

  it('[M1] [M2] [M5] set federation as the control panels do', async () => {
    const lab = await start();
    say(lab, 'federation contoso.com partnerDiscovery on');
    say(lab, 'federation contoso.com blocked tailspintoys.com,northwindtranders.com');
    say(lab, 'federation contoso.com allowed none');
    expect(lab.federation('contoso.com')).toMatchObject({
      partnerDiscovery: true,
      allowed: [],
      blocked: ['tailspintoys.com', 'northwindtranders.com'],
    });
    expect(say(lab, 'federation contoso.onmicrosoft.com mode on-only-allowed')).toContain('mode on-only-allowed');
  });

  it('switch faults, DNS and latency', async () => {
    const lab = await start();
    say(lab, 'fault sip.contoso.com certificate expired');
    await expect(reach(lab, '_sip._tls.contoso.com')).rejects.toMatchObject({ code: 'CERT_HAS_EXPIRED' });
    say(lab, 'fault sip.contoso.com none');
    say(lab, 'dns _sip._tls.contoso.com SRV answer sip.tailspintoys.com:5061:10:20');
    const resolver = new dns.Resolver();
    resolver.setServers([lab.profile.dnsServer]);
    await expect(resolver.resolveSrv('_sip._tls.contoso.com')).resolves.toMatchObject([
      { name: 'sip.tailspintoys.com', port: 5061, priority: 10, weight: 20 },
    ]);
    expect(say(lab, 'latency 20')).toContain('20 ms');
    expect(say(lab, 'queries')).toContain('udp SRV _sip._tls.contoso.com');
  });

  it('steer meetings', async () => {
    const lab = await start();
    expect(say(lab, 'meeting 2Z92HZZZ people')).toContain('Garth Fort');
    say(lab, 'meeting 2Z92HZZZ add 5');
    expect(lab.meeting('2Z92HZZZ').participants().length).toBeGreaterThanOrEqual(7);
  });

  it.each([
    'nothing',
    '__proto__',
    'fault',
    'fault sip.contoso.com dizzy',
    'fault sip.contoso.com certificate old',
    'fault sip.nowhere.test none',
    'dns a.b',
    'dns a.b MX records',
    'dns a.b SRV answer',
    'dns a.b SRV answer host',
    'latency soon',
    'latency -5',
    'federation',
    'federation nowhere.test',
    'federation contoso.com constructor on',
    'federation contoso.com partnerDiscovery perhaps',
    'federation contoso.onmicrosoft.com mode sometimes',
    'challenge contoso.com maybe',
    'drop nowhere',
    'presence nobody@nowhere.test 3500',
    'meeting NOTHING1 end',
    'meeting 2Z92HZZZ dance',
  ])('"%s" is answered with the usage and changes nothing', async (line) => {
    const lab = await start();
    const before = JSON.stringify(lab.federation('contoso.com'));
    const { text, quit } = turnKnob(lab, line);
    expect(text).toMatch(/Usage:|Knobs:/);
    expect(quit).toBe(false);
    expect(JSON.stringify(lab.federation('contoso.com'))).toBe(before);
  });

  it('tell everything there is to show', async () => {
    const lab = await start();
    for (const line of ['status', 'profile', 'users', 'meetings', 'log 5', 'queries']) {
      expect(say(lab, line)).not.toMatch(/Usage:|Knobs:|^$/);
    }
    expect(say(lab, 'users')).toContain('karen@contoso.com');
    expect(turnKnob(lab, 'quit').quit).toBe(true);
  });
});
