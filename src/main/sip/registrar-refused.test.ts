import { describe, expect, it } from 'vitest';
import { createAgentBench, digest, failureOf, proofOf, registeredContact } from '../../../test/fakes/agent-bench.ts';
import { textOf } from '../../../test/fakes/wire-peer.ts';
import { headerOf, headersOf } from '../../protocol/sip/message.ts';

describe('a refused REGISTER', () => {
  it('[E3] with a wrong password fails after one retry and does not loop', async () => {
    const { agent, peer, listener, clock } = createAgentBench({
      credentialsFor: () => ({ userName: 'karen@contoso.com', password: 'wrong' }),
    });
    const outcome = agent.register(listener);
    peer.answer(await peer.nextRequest('REGISTER'), '401 Unauthorized', digest('nonce="a", qop="auth"'));
    peer.answer(await peer.nextRequest('REGISTER'), '401 Unauthorized', digest('nonce="b", qop="auth"'));
    expect(failureOf(await outcome)).toMatchObject({
      code: 'CREDENTIALS_WRONG',
      sip: { status: 401 },
      server: 'sip.contoso.com',
    });
    await clock.advance(60_000);
    expect(peer.untaken).toBe(0);
    expect(clock.pending).toBe(0);
    agent.close();
  });

  it('[E3] keeps the password out of the failure and the trace', async () => {
    const { agent, peer, listener, trace } = createAgentBench();
    const outcome = agent.register(listener);
    peer.answer(await peer.nextRequest('REGISTER'), '401 Unauthorized', digest('nonce="a", qop="auth"'));
    peer.answer(await peer.nextRequest('REGISTER'), '401 Unauthorized', digest('nonce="b", qop="auth"'));
    expect(JSON.stringify([await outcome, trace])).not.toContain('Lab-Karen-1');
    agent.close();
  });

  it('stops at a server that calls every nonce stale', async () => {
    const { agent, peer, listener } = createAgentBench();
    const outcome = agent.register(listener);
    for (const nonce of 'abcdefgh') {
      const request = await peer.nextRequest('REGISTER');
      peer.answer(request, '401 Unauthorized', digest(`nonce="${nonce}", qop="auth", stale=true`));
    }
    expect(failureOf(await outcome)).toMatchObject({ code: 'AUTH_ENDLESS', server: 'sip.contoso.com' });
    expect(peer.untaken).toBe(0);
    agent.close();
  });

  it.each([
    [
      '[E3]',
      '403 Forbidden',
      ['ms-diagnostics: 4004;reason="URI mismatch";source="fe01.contoso.com"'],
      'ACCOUNT_MISMATCH',
    ],
    ['[E3]', '404 Not Found', ['ms-diagnostics: 4005;reason="Unknown user";source="fe01.contoso.com"'], 'USER_UNKNOWN'],
    ['', '404 Not Found', [], 'USER_UNKNOWN'],
    ['', '503 Service Unavailable', ['Retry-After: 30'], 'SERVER_UNAVAILABLE'],
    ['', '504 Server Time-out', [], 'SERVER_UNAVAILABLE'],
    ['', '403 Forbidden', [], 'SIP_REFUSED'],
    ['', '301 Moved', ['Contact: <sip:pool01.contoso.com:5061>'], 'SIP_REFUSED'],
  ])('%s answered %s is %s', async (_, status, headers, code) => {
    const { agent, peer, listener } = createAgentBench();
    const outcome = agent.register(listener);
    peer.answer(await peer.nextRequest('REGISTER'), status, { headers });
    expect(failureOf(await outcome)).toMatchObject({ code, sip: { status: Number(status.slice(0, 3)) } });
    agent.close();
  });

  it('hands on Retry-After and what the server says', async () => {
    const { agent, peer, listener } = createAgentBench();
    const outcome = agent.register(listener);
    const headers = ['Retry-After: 30', 'ms-diagnostics: 2;reason="Draining";source="fe01.contoso.com"'];
    peer.answer(await peer.nextRequest('REGISTER'), '503 Service Unavailable', { headers });
    expect(failureOf(await outcome)).toMatchObject({
      data: { retryAfter: '30' },
      diagnostics: [{ code: 2, reason: 'Draining', source: 'fe01.contoso.com' }],
    });
    agent.close();
  });

  it('[E1] names the schemes when none of those offered is ours', async () => {
    const { agent, peer, listener } = createAgentBench();
    const outcome = agent.register(listener);
    peer.answer(await peer.nextRequest('REGISTER'), '401 Unauthorized', {
      headers: [
        'WWW-Authenticate: TLS-DSK realm="SIP Communications Service", targetname="fe01.contoso.com", version=4',
        'WWW-Authenticate: Kerberos realm="SIP Communications Service", targetname="sip/fe01.contoso.com", version=4',
      ],
    });
    expect(failureOf(await outcome)).toMatchObject({
      code: 'AUTH_SCHEME_UNSUPPORTED',
      data: { offered: 'TLS-DSK, Kerberos' },
    });
    expect(peer.untaken).toBe(0);
    agent.close();
  });

  it('[E1] picks Digest among schemes it does not have', async () => {
    const { agent, peer, listener } = createAgentBench();
    void agent.register(listener);
    peer.answer(await peer.nextRequest('REGISTER'), '401 Unauthorized', {
      headers: [
        'WWW-Authenticate: Kerberos realm="SIP Communications Service", targetname="sip/fe01.contoso.com", version=4',
        'WWW-Authenticate: Digest realm="contoso.com", nonce="a", qop="auth", algorithm=MD5',
        'WWW-Authenticate: Digest realm="contoso.com", nonce="b", qop="auth", algorithm=SHA-256',
      ],
    });
    const proved = await peer.nextRequest('REGISTER');
    expect([proofOf(proved)('nonce'), proofOf(proved)('algorithm')]).toEqual(['b', 'SHA-256']);
    agent.close();
  });

  it('leaves a challenge alone for which it has no credentials', async () => {
    const { agent, peer, listener } = createAgentBench({ credentialsFor: () => undefined });
    const outcome = agent.register(listener);
    peer.answer(await peer.nextRequest('REGISTER'), '401 Unauthorized', digest('nonce="a", qop="auth"'));
    expect(failureOf(await outcome).code).toBe('CREDENTIALS_WRONG');
    expect(peer.untaken).toBe(0);
    agent.close();
  });

  it('proves itself to a proxy in the header that a proxy reads', async () => {
    const { agent, peer, listener } = createAgentBench();
    void agent.register(listener);
    peer.answer(await peer.nextRequest('REGISTER'), '407 Proxy Authentication Required', {
      headers: ['Proxy-Authenticate: Digest realm="edge", nonce="p", qop="auth"'],
    });
    const proved = await peer.nextRequest('REGISTER');
    expect(headerOf(proved, 'proxy-authorization')).toContain('nonce="p"');
    expect(headersOf(proved, 'authorization')).toEqual([]);
    expect(textOf(proved)).not.toContain('Lab-Karen-1');
    agent.close();
  });

  it('keeps the proof for the registrar apart from the one for the proxy', async () => {
    const { agent, peer, clock, listener } = createAgentBench();
    const outcome = agent.register(listener);
    peer.answer(await peer.nextRequest('REGISTER'), '401 Unauthorized', digest('nonce="r", qop="auth"'));
    peer.answer(await peer.nextRequest('REGISTER'), '200 OK', { headers: [registeredContact(agent, 60)] });
    expect((await outcome).ok).toBe(true);
    const answer = agent.request('PUBLISH', { uri: 'sip:karen@contoso.com' });
    const first = await peer.nextRequest('PUBLISH');
    expect(proofOf(first)('nonce')).toBe('r');
    const headers = ['Proxy-Authenticate: Digest realm="contoso.com", nonce="p", qop="auth"'];
    peer.answer(first, '407 Proxy Authentication Required', { headers });
    const second = await peer.nextRequest('PUBLISH');
    expect(proofOf(second, 'proxy-authorization')('nonce')).toBe('p');
    expect([headerOf(second, 'call-id'), headerOf(second, 'cseq')]).toEqual([headerOf(first, 'call-id'), '2 PUBLISH']);
    peer.answer(second, '200 OK');
    expect((await answer).ok).toBe(true);
    await clock.advance(30_000);
    const refresh = await peer.nextRequest('REGISTER');
    expect([proofOf(refresh)('nonce'), proofOf(refresh)('nc')]).toEqual(['r', '00000003']);
    agent.close();
  });
});
