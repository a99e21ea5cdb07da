import { describe, expect, it } from 'vitest';
import { createAgentBench, digest, proofOf, registeredContact } from '../../../test/fakes/agent-bench.ts';
import { media, openCall, withMedia } from '../../../test/fakes/sip-call-bench.ts';
import { headerOf, type SipRequest } from '../../protocol/sip/message.ts';
import { ownRealmOnly } from './own-realm.ts';

const karen = { userName: 'karen@contoso.com', password: 'Lab-Karen-1' };

it('the realm that asked first is answered each time, another never, whatever was asked in between', () => {
  const credentialsFor = ownRealmOnly(karen);
  const answered = ['contoso.com', 'tailspintoys.com', 'contoso.com', 'Contoso.com', ''].map(
    (realm) => credentialsFor(realm) !== undefined,
  );
  expect(answered).toEqual([true, false, true, false, false]);
});

it('each account has its own first realm', () => {
  ownRealmOnly(karen)('tailspintoys.com');
  expect(ownRealmOnly(karen)('contoso.com')).toBe(karen);
});

it('a server behind the own one gets no proof of the password, and its 401 is the answer', async () => {
  const bench = createAgentBench({ credentialsFor: ownRealmOnly(karen) });
  const registering = bench.agent.register(bench.listener);
  bench.peer.answer(await bench.peer.nextRequest('REGISTER'), '401 Unauthorized', digest('nonce="a"'));
  const proved = await bench.peer.nextRequest('REGISTER');
  expect(proofOf(proved)('realm')).toBe('contoso.com');
  bench.peer.answer(proved, '200 OK');
  await registering;
  const asking = bench.agent.request('SERVICE', { uri: 'sip:eve@tailspintoys.com' });
  const asked = await bench.peer.nextRequest('SERVICE');
  expect(proofOf(asked)('realm')).toBe('contoso.com');
  const foreign = 'WWW-Authenticate: Digest realm="tailspintoys.com", nonce="b"';
  bench.peer.answer(asked, '401 Unauthorized', { headers: [foreign] });
  expect(await asking).toMatchObject({ ok: true, value: { status: 401 } });
  expect([bench.peer.untaken, headerOf(asked, 'proxy-authorization')]).toEqual([0, undefined]);
  bench.agent.close();
});

// A proxy that asked several servers puts all their challenges into one answer. RFC 3261 16.7
it("the own realm's challenge is answered also where another realm's stronger one stands beside it", async () => {
  const bench = createAgentBench({ credentialsFor: ownRealmOnly(karen), dialect: 'standard' });
  const { peer } = bench;
  const registering = bench.agent.register(bench.listener);
  peer.answer(await peer.nextRequest('REGISTER'), '401 Unauthorized', digest('nonce="a"'));
  peer.answer(await peer.nextRequest('REGISTER'), '200 OK', { headers: [registeredContact(bench.agent, 600)] });
  await registering;
  const asking = bench.agent.request('SERVICE', { uri: 'sip:eve@contoso.com' });
  peer.answer(await peer.nextRequest('SERVICE'), '401 Unauthorized', {
    headers: [
      'WWW-Authenticate: Digest realm="tailspintoys.com", nonce="t", algorithm=SHA-256',
      'WWW-Authenticate: Digest realm="contoso.com", nonce="c", algorithm=MD5',
    ],
  });
  const proved = await peer.nextRequest('SERVICE');
  expect([proofOf(proved)('realm'), proofOf(proved)('nonce')]).toEqual(['contoso.com', 'c']);
  peer.answer(proved, '200 OK');
  expect(await asking).toMatchObject({ value: { status: 200 } });
  bench.agent.close();
});

describe('a proxy and the server behind it that both ask, of one realm', () => {
  const ask = (header: string, nonce: string, more = '') => ({
    headers: [`${header}: Digest realm="contoso.com", nonce="${nonce}", qop="auth"${more}`],
  });
  const nonces = (request: SipRequest) => [
    proofOf(request, 'proxy-authorization')('nonce'),
    proofOf(request, 'authorization')('nonce'),
    proofOf(request, 'authorization')('nc'),
  ];

  it('each hear a proof of a REGISTER, and of a refresh at once', async () => {
    const bench = createAgentBench({ credentialsFor: ownRealmOnly(karen), dialect: 'standard' });
    const registering = bench.agent.register(bench.listener);
    const { peer } = bench;
    peer.answer(
      await peer.nextRequest('REGISTER'),
      '407 Proxy Authentication Required',
      ask('Proxy-Authenticate', 'p'),
    );
    peer.answer(await peer.nextRequest('REGISTER'), '401 Unauthorized', ask('WWW-Authenticate', 'r'));
    const proved = await peer.nextRequest('REGISTER');
    expect(nonces(proved)).toEqual(['p', 'r', '00000001']);
    peer.answer(proved, '200 OK', { headers: [registeredContact(bench.agent, 600)] });
    expect((await registering).ok).toBe(true);
    await bench.clock.advance(570_000);
    expect(nonces(await peer.nextRequest('REGISTER'))).toEqual(['p', 'r', '00000002']);
    bench.agent.close();
  });

  it.each([
    ['INVITE', '486 Busy Here', {}],
    ['SERVICE', '486 Busy Here', {}],
    ['INVITE', '401 Unauthorized', ask('WWW-Authenticate', 's')],
    ['SERVICE', '401 Unauthorized', ask('WWW-Authenticate', 's')],
  ])('each hear a proof of an %s, and %s is the answer', async (method, status, parts) => {
    const bench = createAgentBench({ credentialsFor: ownRealmOnly(karen), dialect: 'standard' });
    const { peer } = bench;
    const options = { uri: 'sip:eve@contoso.com' };
    const nobody = { onRequest: () => undefined, onEnd: () => undefined };
    const outcome = method === 'INVITE' ? bench.agent.invite(options, nobody) : bench.agent.request(method, options);
    peer.answer(await peer.nextRequest(method), '407 Proxy Authentication Required', ask('Proxy-Authenticate', 'p'));
    peer.answer(await peer.nextRequest(method), '401 Unauthorized', ask('WWW-Authenticate', 'r'));
    const proved = await peer.nextRequest(method);
    expect(nonces(proved)).toEqual(['p', 'r', '00000001']);
    peer.answer(proved, status, parts);
    const answer = { status: Number.parseInt(status, 10) };
    expect(await outcome).toMatchObject(method === 'INVITE' ? { response: answer } : { value: answer });
    expect(peer.startLines().filter((line) => line.startsWith(method))).toEqual([]);
    bench.agent.close();
  });

  it('each hear a proof of an offer inside a call', async () => {
    const bench = createAgentBench({ credentialsFor: ownRealmOnly(karen), dialect: 'standard' });
    const { dialog } = await openCall(bench);
    const { peer } = bench;
    const held = dialog.reinvite(media(2));
    peer.answer(await peer.nextRequest('INVITE'), '407 Proxy Authentication Required', ask('Proxy-Authenticate', 'p'));
    peer.answer(await peer.nextRequest('INVITE'), '401 Unauthorized', ask('WWW-Authenticate', 'r'));
    const proved = await peer.nextRequest('INVITE');
    expect(nonces(proved)).toEqual(['p', 'r', '00000001']);
    peer.answer(proved, '200 OK', withMedia(2));
    expect(await held).toMatchObject({ ok: true, value: { status: 200 } });
    bench.agent.close();
  });
});
