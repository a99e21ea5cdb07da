import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  createAgentBench,
  digest,
  failureOf,
  karenGruu,
  proofOf,
  registeredContact,
  userAgent,
} from '../../../test/fakes/agent-bench.ts';
import { headerOf, type SipMessage } from '../../protocol/sip/message.ts';

const md5 = (text: string) => createHash('md5').update(text).digest('hex');

/** What RFC 2617 3.2.2 wants as response, computed here. */
function expectedResponse(request: SipMessage, password: string): string {
  const param = proofOf(request);
  const hash = md5(`karen@contoso.com:contoso.com:${password}`);
  const asked = md5(`REGISTER:${param('uri')}`);
  return md5(`${hash}:${param('nonce')}:${param('nc')}:${param('cnonce')}:auth:${asked}`);
}

describe('REGISTER', () => {
  it('[E1] goes out bare, is challenged, and is answered with a proof', async () => {
    const { agent, peer, listener, flow } = createAgentBench();
    const outcome = agent.register(listener);
    const bare = await peer.nextRequest('REGISTER');
    expect(headerOf(bare, 'authorization')).toBeUndefined();
    expect(bare.uri).toBe('sip:contoso.com');
    peer.answer(bare, '401 Unauthorized', digest('nonce="abc", qop="auth", algorithm=MD5, opaque="0C1D"'));

    const proved = await peer.nextRequest('REGISTER');
    const param = proofOf(proved);
    expect([headerOf(bare, 'cseq'), headerOf(proved, 'cseq')]).toEqual(['1 REGISTER', '2 REGISTER']);
    expect(headerOf(proved, 'call-id')).toBe(headerOf(bare, 'call-id'));
    expect(headerOf(proved, 'from')).toBe(headerOf(bare, 'from'));
    expect([param('uri'), param('nonce'), param('opaque'), param('nc')]).toEqual([
      'sip:contoso.com',
      'abc',
      '0C1D',
      '00000001',
    ]);
    expect(param('response')).toBe(expectedResponse(proved, 'Lab-Karen-1'));

    const headers = [
      registeredContact(agent),
      'Allow-Events: presence,vnd-microsoft-roaming-contacts',
      'ms-keep-alive: UAS; tcp=no; hop-hop=yes; end-end=no; timeout=300',
      'Server: RTC/5.0',
    ];
    const from = `"Karen Berg"${headerOf(proved, 'from')}`;
    peer.answer(proved, '200 OK', { headers, from });
    const registered = await outcome;
    expect(registered).toMatchObject({
      ok: true,
      value: {
        gruu: karenGruu,
        displayName: 'Karen Berg',
        expiresSeconds: 7200,
        scheme: 'Digest MD5',
        location: 'inside',
        serverSoftware: 'RTC/5.0',
        allowedEvents: ['presence', 'vnd-microsoft-roaming-contacts'],
        registerCount: 2,
      },
    });
    expect(flow.keepAliveMs).toBe(270_000);
  });

  it('[E11] carries epid, instance and the option tags that the server checks', async () => {
    const { agent, peer, listener } = createAgentBench();
    void agent.register(listener);
    const request = await peer.nextRequest('REGISTER');
    expect(headerOf(request, 'from')).toMatch(/^<sip:karen@contoso\.com>;tag=[0-9a-f]{10};epid=[0-9a-f]{10}$/);
    expect(headerOf(request, 'contact')).toMatch(/;proxy=replace;\+sip\.instance="<urn:uuid:[0-9A-F-]{36}>"$/);
    expect(headerOf(request, 'event')).toBe('registration');
    expect(headerOf(request, 'supported')).toBe('gruu-10, adhoclist, msrtc-event-categories');
    expect(headerOf(request, 'user-agent')).toBe(userAgent);
    agent.close();
  });

  it('[D5] [D6] says where the server sees us', async () => {
    const { agent, peer, listener } = createAgentBench();
    const outcome = agent.register(listener);
    peer.answer(await peer.nextRequest('REGISTER'), '200 OK', {
      headers: [registeredContact(agent), 'ms-user-logon-data: RemoteUser'],
      via: ';received=42.157.86.172;ms-received-port=52952;ms-received-cid=2C00',
    });
    expect(await outcome).toMatchObject({
      ok: true,
      value: { location: 'outside', publicAddress: '42.157.86.172:52952' },
    });
    agent.close();
  });

  it('takes the GRUU of its own instance among several endpoints', async () => {
    const { agent, signIn } = createAgentBench();
    const other =
      'Contact: <sip:192.0.2.77:1>;+sip.instance="<urn:uuid:00000000-0000-5000-8000-000000000000>";gruu="sip:karen@contoso.com;gruu;opaque=other"';
    const { outcome } = await signIn([other, registeredContact(agent)]);
    expect(outcome).toMatchObject({ ok: true, value: { gruu: karenGruu } });
    agent.close();
  });

  it('takes the GRUU that a server gives which knows no instances', async () => {
    const { agent, signIn } = createAgentBench();
    const { outcome } = await signIn(['Contact: <sip:192.0.2.10:1>;gruu="sip:karen@contoso.com;gruu;opaque=other"']);
    expect(outcome).toMatchObject({ ok: true, value: { gruu: 'sip:karen@contoso.com;gruu;opaque=other' } });
    agent.close();
  });

  const foreign =
    'Contact: <sip:192.0.2.77:1>;expires=60;+sip.instance="<urn:uuid:00000000-0000-5000-8000-000000000000>";gruu="sip:x@contoso.com;gruu"';

  it.each<[string, readonly string[] | 'own, 0 s']>([
    ['with another endpoint alone', [foreign, 'Expires: 7200']],
    ['with our Contact and 0 seconds', 'own, 0 s'],
    ['with 0 seconds', ['Expires: 0']],
  ])('is not taken for a registration: a 200 %s', async (_, headers) => {
    const { agent, signIn, clock, heard } = createAgentBench();
    const { outcome } = await signIn(headers === 'own, 0 s' ? [registeredContact(agent, 0)] : headers);
    expect(failureOf(outcome)).toMatchObject({ code: 'SIP_REFUSED', sip: { status: 200 } });
    expect([clock.pending, heard.lost]).toEqual([0, []]);
    agent.close();
  });

  it('is lost by a refresh that is answered so', async () => {
    const { agent, peer, signIn, clock, heard } = createAgentBench();
    await signIn([registeredContact(agent, 60)]);
    await clock.advance(30_000);
    peer.answer(await peer.nextRequest('REGISTER'), '200 OK', { headers: [foreign] });
    await clock.advance(0);
    expect(heard).toMatchObject({ lost: [{ code: 'SIP_REFUSED' }], refreshed: [] });
    expect(clock.pending).toBe(0);
    agent.close();
  });

  it.each([
    ['', 7200],
    ['Expires: 600', 600],
    ['Expires: soon', 7200],
    ['Expires: -1', 7200],
    ['Expires: 999999999', 86_400],
    ['Expires: 1', 10],
  ])('counts %j as %i s where there is no Contact', async (header, seconds) => {
    const { agent, signIn } = createAgentBench();
    const { outcome } = await signIn(header ? [header] : []);
    expect(outcome.ok && outcome.value.expiresSeconds).toBe(seconds);
    agent.close();
  });

  it('refreshes 30 s before the end with the proof it has, on the same Call-ID', async () => {
    const { agent, peer, clock, heard, listener } = createAgentBench();
    const outcome = agent.register(listener);
    peer.answer(await peer.nextRequest('REGISTER'), '401 Unauthorized', digest('nonce="abc", qop="auth"'));
    const proved = await peer.nextRequest('REGISTER');
    peer.answer(proved, '200 OK', { headers: [registeredContact(agent, 600)] });
    expect((await outcome).ok).toBe(true);

    await clock.advance(569_999);
    expect(peer.untaken).toBe(0);
    await clock.advance(1);
    const refresh = await peer.nextRequest('REGISTER');
    expect(headerOf(refresh, 'call-id')).toBe(headerOf(proved, 'call-id'));
    expect(headerOf(refresh, 'cseq')).toBe('3 REGISTER');
    expect(proofOf(refresh)('nc')).toBe('00000002');
    peer.answer(refresh, '200 OK', { headers: [registeredContact(agent, 600)] });
    await clock.advance(0);
    expect(heard.refreshed).toMatchObject([{ registerCount: 3, expiresSeconds: 600 }]);
    expect(heard.lost).toEqual([]);
    agent.close();
  });

  it('answers a stale nonce with the new one and does not blame the password', async () => {
    const { agent, peer, clock, heard, listener } = createAgentBench();
    const outcome = agent.register(listener);
    peer.answer(await peer.nextRequest('REGISTER'), '401 Unauthorized', digest('nonce="old", qop="auth"'));
    peer.answer(await peer.nextRequest('REGISTER'), '401 Unauthorized', digest('nonce="new", qop="auth", stale=true'));
    const third = await peer.nextRequest('REGISTER');
    expect([proofOf(third)('nonce'), proofOf(third)('nc')]).toEqual(['new', '00000001']);
    peer.answer(third, '200 OK', { headers: [registeredContact(agent, 60)] });
    expect((await outcome).ok).toBe(true);

    await clock.advance(30_000);
    peer.answer(await peer.nextRequest('REGISTER'), '401 Unauthorized', digest('nonce="newer", qop="auth"'));
    const again = await peer.nextRequest('REGISTER');
    expect(proofOf(again)('nonce')).toBe('newer');
    peer.answer(again, '200 OK', { headers: [registeredContact(agent, 60)] });
    await clock.advance(0);
    expect(heard.refreshed).toHaveLength(1);
    agent.close();
  });

  it('unregisters with Expires 0 and hears nothing more', async () => {
    const { agent, peer, clock, heard, signIn } = createAgentBench();
    await signIn();
    const left = agent.unregister();
    const request = await peer.nextRequest('REGISTER');
    expect(headerOf(request, 'expires')).toBe('0');
    expect(headerOf(request, 'contact')).toMatch(/;expires=0$/);
    peer.answer(request, '200 OK');
    await left;
    expect(clock.pending).toBe(0);
    agent.close();
    expect(heard.lost).toEqual([]);
  });

  it('gives the unregistration up after 2 s', async () => {
    const { agent, clock, signIn } = createAgentBench();
    await signIn();
    const left = agent.unregister();
    await clock.advance(2000);
    await expect(left).resolves.toBeUndefined();
    agent.close();
  });

  it('does not register anew when a refresh is answered after leaving', async () => {
    const { agent, peer, clock, signIn } = createAgentBench();
    await signIn([registeredContact(agent, 60)]);
    await clock.advance(30_000);
    const refresh = await peer.nextRequest('REGISTER');
    const left = agent.unregister();
    const farewell = await peer.nextRequest('REGISTER');
    peer.answer(refresh, '200 OK', { headers: [registeredContact(agent, 60)] });
    peer.answer(farewell, '200 OK');
    await left;
    await clock.advance(0);
    expect(clock.pending).toBe(0);
    agent.close();
  });

  it('ends cleanly when a refresh is challenged after leaving: nothing registers anew', async () => {
    const { agent, peer, clock, heard, listener } = createAgentBench();
    const outcome = agent.register(listener);
    peer.answer(await peer.nextRequest('REGISTER'), '401 Unauthorized', digest('nonce="a"'));
    peer.answer(await peer.nextRequest('REGISTER'), '200 OK', { headers: [registeredContact(agent, 60)] });
    await outcome;
    await clock.advance(30_000);
    const refresh = await peer.nextRequest('REGISTER');
    const left = agent.unregister();
    const farewell = await peer.nextRequest('REGISTER');
    peer.answer(refresh, '401 Unauthorized', digest('nonce="b"'));
    peer.answer(farewell, '401 Unauthorized', digest('nonce="c"'));
    const proved = await peer.nextRequest('REGISTER');
    expect([headerOf(proved, 'expires'), proofOf(proved)('nonce')]).toEqual(['0', 'c']);
    peer.answer(proved, '200 OK');
    await left;
    await clock.advance(60_000);
    expect([peer.untaken, clock.pending, heard.refreshed, heard.lost]).toEqual([0, 0, [], []]);
    agent.close();
  });

  it('registers again for the full time after leaving', async () => {
    const { agent, peer, signIn } = createAgentBench();
    await signIn();
    const left = agent.unregister();
    peer.answer(await peer.nextRequest('REGISTER'), '200 OK');
    await left;
    const { request, outcome } = await signIn();
    expect([outcome.ok, headerOf(request, 'expires')]).toEqual([true, '7200']);
    agent.close();
  });

  it('lengthens its time once when the server finds it too brief (423)', async () => {
    const { agent, peer, listener } = createAgentBench();
    const outcome = agent.register(listener);
    peer.answer(await peer.nextRequest('REGISTER'), '423 Interval Too Brief', { headers: ['Min-Expires: 9000'] });
    const second = await peer.nextRequest('REGISTER');
    expect(headerOf(second, 'expires')).toBe('9000');
    peer.answer(second, '423 Interval Too Brief', { headers: ['Min-Expires: 9001'] });
    expect(failureOf(await outcome)).toMatchObject({ code: 'SIP_REFUSED', sip: { status: 423 } });
    expect(peer.untaken).toBe(0);
    agent.close();
  });

  it('keeps a GRUU only if it is a URI', async () => {
    const { agent, peer, signIn } = createAgentBench();
    await signIn([registeredContact(agent).replace(karenGruu, 'sip:a b> <evil')]);
    void agent.request('SERVICE', { uri: 'sip:karen@contoso.com' });
    expect(headerOf(await peer.nextRequest('SERVICE'), 'contact')).toMatch(/^<sip:192\.0\.2\.10:50230;transport=tls;/);
    agent.close();
  });
});
