import { describe, expect, it } from 'vitest';
import { faultAnswer, ticketAnswer } from '../../../test/fixtures/web/answers.ts';
import {
  address,
  bench,
  client,
  code,
  companyWebForEachTest,
  ntlm,
  onPath,
  paths,
  right,
  targetName,
} from '../../../test/fixtures/web/certificate-bench.ts';
import { CompanyWeb } from '../../../test/fixtures/web/company-web.ts';
import { until } from '../../../test/fixtures/web/web-client.ts';

companyWebForEachTest();

const aTicket = {
  assertionId: 'SamlSecurityToken-foreign',
  created: '2026-11-21T03:22:57Z',
  expires: '2026-11-21T11:22:57Z',
  entropy: btoa('x'.repeat(32)),
};

describe('what goes wrong has its name, and is not tried again', () => {
  const page = {
    status: 200,
    body: '<!DOCTYPE html><html><h1>Welcome</h1></html>',
    headers: { 'content-type': 'text/html' },
  };
  const fault = (name: string, words: string) => ({ status: 500, body: faultAnswer(name, words) });

  it.each([
    ['WEB_SERVICE_UNREADABLE', paths.description, page],
    ['WEB_SERVICE_UNREADABLE', paths.description, { status: 200, body: '<definitions/>' }],
    ['WEB_SERVICE_UNREADABLE', paths.description, { status: 200, body: 'x'.repeat(1024 * 1024 + 1) }],
    ['WEB_SERVICE_UNREADABLE', paths.description, { status: 302, headers: { location: paths.description } }],
    [
      'WEB_SERVICE_UNREADABLE',
      paths.description,
      { status: 302, headers: { location: 'http://pool01.contoso.com/mex' } },
    ],
    ['WEB_REDIRECT_UNTRUSTED', paths.description, { status: 302, headers: { location: 'https://evil.example/mex' } }],
    ['CERTIFICATE_SERVICE_UNAVAILABLE', paths.description, { status: 404, body: 'no' }],
    ['CERTIFICATE_SERVICE_UNAVAILABLE', paths.description, { status: 503, body: '<html>down</html>' }],
    ['WEB_SERVICE_UNREACHABLE', paths.description, 'hang-up'],
    ['WEB_SERVICE_UNREADABLE', paths.signIn, page],
    ['WEB_SERVICE_UNREADABLE', paths.signIn, { status: 302, headers: { location: '/forms/login.aspx' } }],
    ['CREDENTIALS_WRONG', paths.signIn, fault('FailedAuthentication', 'No.')],
    ['CLOCK_OFF', paths.signIn, fault('MessageExpired', '')],
    ['CERTIFICATE_SERVICE_UNAVAILABLE', paths.signIn, fault('InternalServiceFault', 'oops')],
    ['CERTIFICATE_SERVICE_REFUSED', paths.signIn, { status: 403, body: '<html/>' }],
    ['WEB_SERVICE_UNREADABLE', paths.publish, page],
    ['CERTIFICATE_SERVICE_UNAVAILABLE', paths.publish, { status: 503 }],
    ['CERTIFICATE_SERVICE_REFUSED', paths.publish, fault('FailedAuthentication', 'No valid security token.')],
    ['CERTIFICATE_SERVICE_REFUSED', paths.publish, fault('InvalidRequest', 'The request was refused.')],
    ['CERTIFICATE_SERVICE_REFUSED', paths.publish, { status: 401 }],
    ['CLOCK_OFF', paths.publish, fault('InvalidSecurity', 'The timestamp is in the future.')],
  ] as const)('%s at %s', async (expected, path, reply) => {
    onPath(path, () => reply);
    const { obtain, clock } = client();
    const outcome = await obtain();
    expect(outcome).toMatchObject({ ok: false, failure: { code: expected, server: expect.any(String) } });
    expect(bench.web.log.filter((line) => line.includes(`${path} `)).length).toBeLessThanOrEqual(6);
    await until(() => bench.web.sockets.size === 0);
    expect(clock.pending).toBe(0);
  });

  it('a redirect within the company is followed, one to a stranger gets no byte', async () => {
    const other = await new CompanyWeb('web.contoso.com', bench.authority).start();
    const stranger = await new CompanyWeb('web.evil.example', bench.authority).start();
    onPath(paths.description, () => ({ status: 307, headers: { location: `${other.stsUri}/mex` } }));
    expect(await code()).toBe('a certificate');
    expect(other.log).toHaveLength(5);
    onPath(paths.signIn, () => ({ status: 307, headers: { location: stranger.stsUri } }));
    expect(await client().obtain()).toMatchObject({
      failure: { code: 'WEB_REDIRECT_UNTRUSTED', data: { host: 'web.evil.example' } },
    });
    expect(stranger.connections).toBe(0);
    for (const each of [other, stranger]) each.stop();
  });

  it.each([
    ['basic', []],
    ['ntlm', ['NtlmAuthentication']],
    ['ntlm', []],
  ] as const)('[E2] who is sent on signs in anew where he was sent, by %s', async (form, described) => {
    const other = await new CompanyWeb('web.contoso.com', bench.authority).start();
    const heard: string[] = [];
    bench.web.behaviour.described = [...described];
    other.behaviour.accepts = [form];
    other.behaviour.override = ({ headers }) => void heard.push(headers.authorization ?? '');
    onPath(paths.signIn, () => ({ status: 307, headers: { location: other.base + paths.signIn } }));
    // The ticket is another server's, so that this one knows nothing of it: what counts is how it was got.
    expect(await code({ credentials: right, ntlm })).toBe('CERTIFICATE_SERVICE_REFUSED');
    expect(other.log.at(-1)).toBe(`POST ${paths.signIn} 200`);
    expect(heard[0]).toBe('');
    other.stop();
  });

  it('who is sent round in circles is not asked for ever', async () => {
    const other = await new CompanyWeb('web.contoso.com', bench.authority).start();
    onPath(paths.signIn, ({ headers }) =>
      headers.authorization ? { status: 307, headers: { location: other.base + paths.signIn } } : undefined,
    );
    other.behaviour.override = ({ path, headers }) =>
      path === paths.signIn && headers.authorization
        ? { status: 307, headers: { location: bench.web.base + paths.signIn } }
        : undefined;
    expect(await code()).toBe('WEB_SERVICE_UNREADABLE');
    expect(other.log.length + bench.web.log.length).toBeLessThan(20);
    other.stop();
  });

  it('[E1] no ticket is got for a stranger’s server', async () => {
    const asked: string[] = [];
    const negotiate = { token: async (name: string) => void asked.push(name) };
    onPath(`${paths.tickets}/mex`, () => ({
      status: 200,
      body: `<definitions><service><port name="WebTicketServiceWinNegotiate"><address location="https://evil.example/"/></port></service><Policy Id="WebTicketServiceWinNegotiate_policy"><ExactlyOne><All><NegotiateAuthentication/></All></ExactlyOne></Policy></definitions>`,
    }));
    expect(await code({ negotiate, credentials: right, ntlm })).toBe('WEB_REDIRECT_UNTRUSTED');
    expect(asked).toEqual([]);
  });

  it('an address of the service that is all slashes costs nothing', async () => {
    const { source } = client();
    const stsUri = `https://pool01.contoso.com/${'/'.repeat(200_000)}x`;
    const outcome = await source.obtain({ stsUri, targetName, signal: new AbortController().signal });
    expect(outcome).toMatchObject({ failure: { code: 'WEB_SERVICE_UNREADABLE', server: 'pool01.contoso.com' } });
  });

  it('a service described at a stranger’s is not asked', async () => {
    onPath(`${paths.tickets}/mex`, () => ({
      status: 200,
      body: `<definitions><service><port name="WebTicketServiceWinNegotiate"><address location="https://evil.example/"/></port></service></definitions>`,
    }));
    expect(await code()).toBe('WEB_REDIRECT_UNTRUSTED');
  });

  it('a certificate of another person, or for another key, is not used', async () => {
    bench.web.behaviour.certificateFor = 'vadim@contoso.com';
    const { obtain, secrets } = client();
    expect(await obtain()).toMatchObject({ failure: { code: 'CLIENT_CERTIFICATE_FOREIGN' } });
    expect(await secrets.get(`certificates:${address}`)).toBeUndefined();
    bench.web.behaviour.certificateFor = '';
    bench.web.behaviour.swapsKey = true;
    expect(await code()).toBe('CLIENT_CERTIFICATE_FOREIGN');
  });

  it('a ticket that cannot be proved is none', async () => {
    onPath(paths.signIn, () => ({ status: 200, body: ticketAnswer({ ...aTicket, entropy: '' }) }));
    expect(await code()).toBe('WEB_SERVICE_UNREADABLE');
    onPath(paths.signIn, () => ({ status: 200, body: ticketAnswer(aTicket) }));
    expect(await code()).toBe('CERTIFICATE_SERVICE_REFUSED');
  });

  it('a certificate that has ended already is a refusal', async () => {
    bench.web.behaviour.certificateLifeMs = -5000;
    expect(await code()).toBe('CERTIFICATE_SERVICE_REFUSED');
  });

  it('a clock that is ten minutes off is named, with the minutes, when something is refused', async () => {
    bench.web.behaviour.skewMs = 10 * 60_000;
    expect(await client().obtain()).toMatchObject({ failure: { code: 'CLOCK_OFF', data: { minutes: '10' } } });
    bench.web.behaviour.skewMs = -10 * 60_000;
    expect(await code()).toBe('a certificate');
    expect(await code({ credentials: { ...right, password: 'wrong' } })).toBe('CLOCK_OFF');
    bench.web.behaviour.skewMs = 4 * 60_000;
    expect(await code({ credentials: { ...right, password: 'wrong' } })).toBe('CREDENTIALS_WRONG');
  });

  it('a server that goes silent costs ten seconds', async () => {
    onPath(paths.description, () => 'silence');
    const { obtain, clock } = client();
    const outcome = obtain();
    await until(() => bench.web.log.length === 1);
    await clock.advance(9999);
    expect(bench.web.sockets.size).toBe(1);
    await clock.advance(1);
    expect(await outcome).toMatchObject({
      failure: { code: 'WEB_SERVICE_UNREACHABLE', detail: 'no answer within 10 s' },
    });
    await until(() => bench.web.sockets.size === 0);
    expect(clock.pending).toBe(0);
  });

  it('a name that does not answer, and an address that is not https', async () => {
    const { source } = client();
    const signal = new AbortController().signal;
    bench.web.stop();
    const closed = await source.obtain({ stsUri: bench.web.stsUri, targetName, signal });
    expect(closed).toMatchObject({ failure: { code: 'WEB_SERVICE_UNREACHABLE' } });
    for (const stsUri of ['http://pool01.contoso.com/', 'junk', '', `https://karen:x@${bench.web.host}/`]) {
      const outcome = await source.obtain({ stsUri, targetName, signal });
      expect(outcome).toMatchObject({ failure: { code: 'WEB_SERVICE_UNREADABLE' } });
    }
  });

  it('[D1] a bad certificate of the server keeps its own name, and nothing is sent', async () => {
    const bad = await new CompanyWeb('pool01.contoso.com', bench.authority, 'expired').start();
    const { source } = client();
    const outcome = await source.obtain({ stsUri: bad.stsUri, targetName, signal: new AbortController().signal });
    expect(outcome).toMatchObject({ failure: { code: 'CERTIFICATE_EXPIRED' } });
    expect(bad.log).toEqual([]);
    bad.stop();
  });

  it('an idle connection that the server closed is opened anew', async () => {
    let closed = false;
    onPath(paths.publish, () => {
      if (closed) return undefined;
      closed = true;
      return 'hang-up';
    });
    expect(await code()).toBe('a certificate');
    expect(bench.web.connections).toBe(2);
  });
});
