import { expect, it } from 'vitest';
import { createAgentBench, digest, proofOf } from '../../../test/fakes/agent-bench.ts';
import { headerOf } from '../../protocol/sip/message.ts';
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
