import { describe, expect, it } from 'vitest';
import { createAgentBench, failureOf, karenGruu, registeredContact } from '../../../test/fakes/agent-bench.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { openDialog, startInvite } from '../../../test/fakes/invite-bench.ts';
import { textOf } from '../../../test/fakes/wire-peer.ts';
import { headerOf, headersOf } from '../../protocol/sip/message.ts';
import { readNameAddr } from '../../protocol/sip/name-addr.ts';
import { accountIdentity, guestIdentity } from './identity.ts';

describe('what people type', () => {
  it.each(['Karen"\r\nX-Evil: 1\r\n\r\nBYE', 'a\\', '" <sip:evil@example.org>;tag=x', 'Blåbær 🫐\u0000\u2028', '   '])(
    'cannot put a header into a message: %j',
    async (name) => {
      const bench = createAgentBench({ identity: guestIdentity(name, createFakeRandom(5)) });
      const { request } = await startInvite(bench);
      expect(headersOf(request, 'x-evil')).toEqual([]);
      expect(textOf(request).match(/^From:/gm)).toHaveLength(1);
      const from = readNameAddr(headerOf(request, 'from') ?? '');
      expect(from?.uri.wire).toBe(bench.agent.identity.aor);
      expect([...(from?.params.keys() ?? [])]).toEqual(['tag', 'epid']);
      bench.agent.close();
    },
  );

  it('in a header value is refused as the bug it is', async () => {
    const bench = createAgentBench();
    const headers = [['Priority', 'urgent\r\nX-Evil: 1']] as const;
    await expect(bench.agent.request('MESSAGE', { uri: 'sip:garth@contoso.com', headers })).rejects.toThrow(
      /line break/,
    );
    expect([bench.peer.untaken, bench.clock.pending]).toEqual([0, 0]);
    bench.agent.close();
  });

  it('may hold half a character in a body', async () => {
    const bench = createAgentBench();
    const body = { contentType: 'text/plain', text: 'half \ud83e' };
    void bench.agent.request('MESSAGE', { uri: 'sip:garth@contoso.com', body });
    const message = await bench.peer.nextRequest('MESSAGE');
    expect([textOf(message).endsWith('half \ufffd'), headerOf(message, 'content-length')]).toEqual([true, '8']);
    bench.agent.close();
  });
});

describe('what servers send', () => {
  it('that is malformed is dropped and stands in the trace', async () => {
    const bench = createAgentBench();
    const outcome = bench.agent.register(bench.listener);
    const request = await bench.peer.nextRequest('REGISTER');
    const good = bench.peer.answerText(request, '200 OK', { headers: [registeredContact(bench.agent)] });
    bench.flow.deliver(good.replace(/^CSeq:.*\r\n/m, ''));
    bench.flow.deliver(good.replace('SIP/2.0 200', 'SIP/2.0 20x'));
    bench.flow.deliver('\u0000\u0001garbage');
    const dropped = bench.trace.filter(({ kind }) => kind === 'dropped');
    expect(dropped).toHaveLength(3);
    expect(dropped[0]).toMatchObject({ reason: 'no cseq', peer: '192.0.2.1:443' });
    bench.flow.deliver(good);
    expect((await outcome).ok).toBe(true);
    bench.agent.close();
  });

  it('as 100 pieces of garbage leaves the agent whole', async () => {
    const bench = createAgentBench();
    await bench.signIn();
    const { request, heard, dialog } = await openDialog(bench);
    const random = createFakeRandom(11);
    const samples = [
      bench.peer.answerText(request, '200 OK', { headers: ['Contact: <sip:x@y>'] }),
      bench.peer.answerText(request, '183 Session Progress', { headers: ['Contact: *', 'RSeq: 1', 'Require: 100rel'] }),
      bench.peer.insideText(request, 'INFO', 3, { headers: ['Content-Type: application/sdp'], body: 'v=0' }),
      bench.peer.insideText(request, 'NOTIFY', 4, { headers: ['Event: ', '__proto__: x', 'constructor: y'] }),
      bench.peer.insideText(request, 'INVITE', 5),
      bench.peer.insideText(request, 'SERVICE', 6).replace(/^To:.*$/m, 'To: <sip:karen@contoso.com>'),
    ];
    for (let round = 0; round < 100; round += 1) {
      const bytes = new TextEncoder().encode(samples[round % samples.length]);
      // The first of each kind comes whole; the others lose or change a few bytes.
      if (round >= samples.length) {
        for (const place of random.bytes(4)) bytes[(place * 7) % bytes.length] = random.bytes(1)[0] ?? 0;
      }
      bench.flow.deliver(bytes);
    }
    expect(heard.ends).toEqual([]);
    const answer = dialog.request('INFO', { body: { contentType: 'text/plain', text: 'still here' } });
    bench.peer.answer(await bench.peer.nextRequest('INFO'), '200 OK');
    expect((await answer).ok).toBe(true);
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it('may name headers as the language names its own things', async () => {
    const bench = createAgentBench();
    const { request, heard } = await openDialog(bench);
    bench.peer.inside(request, 'INFO', 1, { headers: ['__proto__: x', 'constructor: y', 'hasOwnProperty: z'] });
    expect(heard.requests).toHaveLength(1);
    expect(bench.peer.startLines()).toEqual(['SIP/2.0 200 OK']);
    bench.agent.close();
  });

  it('is ours whatever it is addressed to: the first hop replaced our Contact', async () => {
    const bench = createAgentBench({ identity: guestIdentity('Karen Berg', createFakeRandom(5)) });
    const { request, heard } = await openDialog(bench);
    const text = bench.peer.insideText(request, 'INFO', 1);
    bench.flow.deliver(text);
    bench.flow.deliver(
      text.replace('INFO sip:', 'INFO sips:').replace('1 INFO', '2 INFO').replaceAll('INFO1', 'INFO2'),
    );
    expect(heard.requests.map(({ uri }) => uri.split(':')[0])).toEqual(['sip', 'sips']);
    expect(bench.peer.startLines()).toEqual(['SIP/2.0 200 OK', 'SIP/2.0 200 OK']);
    bench.agent.close();
  });

  it('outside any dialog goes to whoever listens, and is refused when nobody does', async () => {
    const bench = createAgentBench();
    const { request } = await bench.signIn();
    const asked: string[] = [];
    const outside = (method: string, cseq: number) =>
      bench.peer
        .insideText(request, method, cseq, { headers: ['Contact: <sip:garth@contoso.com>'] })
        .replace(/^To:.*$/m, 'To: <sip:karen@contoso.com>');
    bench.agent.onIncoming(({ method }) => {
      asked.push(method);
      return method === 'MESSAGE' ? 202 : undefined;
    });
    bench.flow.deliver(outside('MESSAGE', 1), outside('INVITE', 2), outside('OPTIONS', 3), outside('BENOTIFY', 4));
    expect(asked).toEqual(['MESSAGE', 'INVITE']);
    expect(bench.peer.startLines()).toEqual([
      'SIP/2.0 202 Accepted',
      'SIP/2.0 480 Temporarily Unavailable',
      'SIP/2.0 200 OK',
    ]);
    bench.agent.close();
  });
});

describe('a text that is no URI', () => {
  it.each(['', 'karen', 'sip:', 'sip:a b@contoso.com', 'sip:x@y\r\nEvil: 1', `sip:${'x'.repeat(9000)}@contoso.com`])(
    'is a failure, and nothing is sent: %j',
    async (uri) => {
      const bench = createAgentBench();
      const body = { contentType: 'text/plain', text: '' };
      const listener = { onRequest: () => 200, onEnd: () => undefined };
      const subscription = { event: 'presence', accept: 'text/plain', expiresSeconds: 600 };
      const outcomes = [
        await bench.agent.request('SERVICE', { uri }),
        await bench.agent.subscribe({ ...subscription, uri }, { onNotify: () => undefined, onEnd: () => undefined }),
        await bench.agent.invite({ uri, body }, listener),
      ];
      const failure = { code: 'ADDRESS_INVALID', detail: 'not a URI' };
      expect(outcomes).toMatchObject([
        { ok: false, failure },
        { ok: false, failure },
        { kind: 'failed', failure },
      ]);
      expect([bench.flow.sent.length, bench.clock.pending]).toEqual([0, 0]);
      bench.agent.close();
    },
  );
});

describe('[D2] a server that would compress', () => {
  const negotiate = [
    'NEGOTIATE sip:10.0.0.1:50000 SIP/2.0',
    'Via: SIP/2.0/TLS 10.0.0.2:5061;branch=z9hG4bKnegotiate',
    'Max-Forwards: 0',
    'From: <sip:sip.contoso.com>;tag=1',
    'To: <sip:10.0.0.1>',
    'Call-ID: compress-1',
    'CSeq: 1 NEGOTIATE',
    'Compression: LZ77-64K',
    'Content-Length: 0',
    '\r\n',
  ].join('\r\n');

  it('is told that we do not, and the sign-in goes on in plain text', async () => {
    const bench = createAgentBench();
    const registration = bench.agent.register(bench.listener);
    const request = await bench.peer.nextRequest('REGISTER');
    expect(headerOf(request, 'compression')).toBeUndefined();
    bench.flow.deliver(negotiate);
    expect(bench.peer.startLines()).toEqual([expect.stringMatching(/^SIP\/2\.0 (405|480|501) /)]);
    bench.peer.answer(request, '200 OK', {
      headers: ['Compression: LZ77-64K', `Contact: ${headerOf(request, 'contact')};expires=600`, 'Expires: 600'],
    });
    expect(await registration).toMatchObject({ ok: true });
    bench.agent.close();
  });
});

describe('requests outside a dialog', () => {
  it('bring any final answer as a value', async () => {
    const bench = createAgentBench();
    await bench.signIn();
    const answer = bench.agent.request('SERVICE', { uri: 'sip:karen@contoso.com' });
    const service = await bench.peer.nextRequest('SERVICE');
    expect(headerOf(service, 'contact')).toBe(`<${karenGruu}>`);
    bench.peer.answer(service, '409 Conflict');
    expect(await answer).toMatchObject({ ok: true, value: { status: 409 } });
    bench.agent.close();
    expect(failureOf(await bench.agent.request('SERVICE', { uri: 'sip:karen@contoso.com' })).code).toBe(
      'CONNECTION_LOST',
    );
  });

  it('of type MESSAGE carry no Contact', async () => {
    const bench = createAgentBench();
    void bench.agent.request('MESSAGE', { uri: 'sip:garth@contoso.com' });
    expect(headerOf(await bench.peer.nextRequest('MESSAGE'), 'contact')).toBeUndefined();
    bench.agent.close();
  });
});

describe('identities', () => {
  it('of an account stay the same on one machine and differ on another', () => {
    const here = accountIdentity('sip:karen@contoso.com', 'machine 1');
    expect(accountIdentity('sip:karen@contoso.com', 'machine 1')).toEqual(here);
    expect(accountIdentity('sip:karen@contoso.com', 'machine 2').epid).not.toBe(here.epid);
    expect(accountIdentity('sip:garth@contoso.com', 'machine 1').instanceId).not.toBe(here.instanceId);
  });

  it('[J3] of a guest are new each time and tell nothing', () => {
    const random = createFakeRandom(1);
    const [one, two] = [guestIdentity('Karen Berg', random), guestIdentity('Karen Berg', random)];
    expect(one.aor).toMatch(
      /^sip:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}@anonymous\.invalid$/,
    );
    expect(new Set([one.aor, two.aor, one.epid, two.epid, one.instanceId, two.instanceId]).size).toBe(6);
  });
});
