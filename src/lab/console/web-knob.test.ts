/** Lines about web services, carried out on a whole lab and seen by a client. */
import { get } from 'node:https';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Lab } from '../api.ts';
import { startLab } from '../start-lab.ts';
import { turnKnob } from './knobs.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ ports: 'free' });
});
afterAll(() => lab.stop());
beforeEach(() => lab.setFaults('meet.contoso.com', {}));

const say = (line: string) => turnKnob(lab, line).text;

/** Status and body of the description of web tickets. */
function mex(): Promise<readonly [number, string]> {
  const { address = '', ports } = lab.profile.servers.find(({ name }) => name === 'meet.contoso.com') ?? {};
  const options = {
    host: address,
    port: ports?.[0],
    servername: 'web.contoso.com',
    headers: { Host: 'web.contoso.com' },
    path: '/WebTicket/WebTicketService.svc/mex',
    ca: lab.profile.rootCertificatePem,
    agent: false,
  };
  return new Promise((resolve, reject) => {
    get(options, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (piece: string) => {
        body += piece;
      });
      response.on('end', () => resolve([response.statusCode ?? 0, body]));
    }).on('error', reject);
  });
}

describe('lines', () => {
  it('set what the services offer', async () => {
    expect(say('web contoso.com schemes NTLM,Basic')).toBe('contoso.com schemes NTLM,Basic');
    const [, body] = await mex();
    expect(body).toContain('<http:NtlmAuthentication/></wsp:All><wsp:All><http:BasicAuthentication/>');
    expect(body).not.toContain('NegotiateAuthentication');
    expect(say('web contoso.com certificateHours 8')).toContain('8');
  });

  it('break them and heal them', async () => {
    say('fault meet.contoso.com web answer mex unavailable');
    expect((await mex())[0]).toBe(503);
    say('fault meet.contoso.com web answer mex soap-fault wsse:InvalidSecurity');
    expect((await mex())[1]).toContain('wsse:InvalidSecurity</faultcode>');
    say('fault meet.contoso.com web mex no-ports');
    expect((await mex())[1]).not.toContain('wsdl:port');
    say('fault meet.contoso.com none');
    expect((await mex())[0]).toBe(200);
  });

  it.each([
    'fault meet.contoso.com web ticket wrong-entropy',
    'fault meet.contoso.com web certificate other-user',
    'fault meet.contoso.com web autodiscover foreign-redirect',
    'fault meet.contoso.com web clock -10',
    'fault meet.contoso.com staple revoked',
    'fault meet.contoso.com newestTls TLSv1.1',
    'fault meet.contoso.com certificate sha1',
  ])('%s is understood', (line) => {
    expect(say(line)).toMatch(/^meet\.contoso\.com: \{/);
  });

  it.each([
    'web',
    'web contoso.com',
    'web contoso.com schemes Digest',
    'web contoso.com certificateHours 7',
    'web contoso.com ticketMinutes soon',
    'web nowhere.test certificateHours 8',
    'fault meet.contoso.com web',
    'fault meet.contoso.com web answer mex',
    'fault meet.contoso.com web answer front html',
    'fault meet.contoso.com web clock slow',
    'fault meet.contoso.com staple perhaps',
    'fault meet.contoso.com newestTls SSLv3',
  ])('"%s" is answered with the usage', (line) => {
    expect(say(line)).toContain('Usage:');
  });
});
