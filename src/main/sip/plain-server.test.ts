import { expect, it } from 'vitest';
import { createAgentBench, registeredContact } from '../../../test/fakes/agent-bench.ts';
import { headerOf } from '../../protocol/sip/message.ts';

const digest = 'WWW-Authenticate: Digest realm="contoso.com", nonce="1"';

it.each([
  ['401 Unauthorized', [digest, 'Server: kamailio (5.6.3)'], true],
  ['407 Proxy Authentication Required', ['Proxy-Authenticate: Digest realm="contoso.com", nonce="1"'], true],
  ['401 Unauthorized', [digest, 'Server: RTC/6.0'], false],
  ['401 Unauthorized', [digest, 'WWW-Authenticate: NTLM realm="x", targetname="fe01"'], false],
  ['401 Unauthorized', [digest, 'ms-diagnostics: 1000;reason="x";source="fe01"'], false],
])('knows by a %s with %j whether the server is a plain one: %s', async (status, headers, isPlain) => {
  const { agent, peer, listener } = createAgentBench({ looksForPlainServers: true });
  const outcome = agent.register(listener);
  peer.answer(await peer.nextRequest('REGISTER'), status, { headers });
  if (isPlain) expect(await outcome).toMatchObject({ ok: false, isPlain: true });
  else expect((await peer.nextRequest('REGISTER')).method).toBe('REGISTER');
  agent.close();
});

it('takes back what a plain server registered in the wrong dialect', async () => {
  const { agent, peer, listener } = createAgentBench({ looksForPlainServers: true });
  const outcome = agent.register(listener);
  peer.answer(await peer.nextRequest('REGISTER'), '200 OK', { headers: [registeredContact(agent)] });
  const farewell = await peer.nextRequest('REGISTER');
  expect(headerOf(farewell, 'expires')).toBe('0');
  peer.answer(farewell, '200 OK');
  expect(await outcome).toMatchObject({ ok: false, isPlain: true });
});

it('speaks the dialect it was told to whoever does not look', async () => {
  const { agent, peer, listener } = createAgentBench();
  const outcome = agent.register(listener);
  peer.answer(await peer.nextRequest('REGISTER'), '200 OK', { headers: [registeredContact(agent)] });
  expect((await outcome).ok).toBe(true);
});
