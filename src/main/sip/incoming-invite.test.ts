import { describe, expect, it } from 'vitest';
import { type AgentBench, createAgentBench } from '../../../test/fakes/agent-bench.ts';
import { headerOf, headersOf, type SipMessage, type SipRequest } from '../../protocol/sip/message.ts';
import type { IncomingInvite, InviteEnd } from './agent.ts';

const sdp = 'v=0\r\nm=message 5060 sip null\r\n';
const answer = { contentType: 'application/sdp', text: 'v=0\r\nm=message 5060 sip sip:jeremy@contoso.com\r\n' };
const target = 'sip:192.0.2.10:50230;transport=tls;ms-received-cid=2C00';

interface Told {
  readonly fromTag?: string;
  readonly headers?: readonly string[];
  readonly body?: string;
  readonly cseq?: number;
  readonly branch?: string;
  readonly callId?: string;
  readonly toTag?: string;
}

/** What a server passes on of jeremy's, without any writer of ours. */
function deliver(bench: AgentBench, method: string, told: Told = {}): void {
  const {
    headers = [],
    body = '',
    cseq = 1,
    branch = ';branch=z9hG4bK1',
    callId = 'im1',
    toTag,
    fromTag = 'j1',
  } = told;
  const lines = [
    `${method} ${target} SIP/2.0`,
    `Via: SIP/2.0/TLS 192.0.2.1:443${branch}`,
    'Max-Forwards: 69',
    `From: "Jeremy Los"<sip:jeremy@contoso.com>;tag=${fromTag};epid=0a`,
    `To: <sip:karen@contoso.com>${toTag === undefined ? '' : `;tag=${toTag}`}`,
    `Call-ID: ${callId}`,
    `CSeq: ${cseq} ${method}`,
    ...headers,
    ...(body === '' ? [] : ['Content-Type: application/sdp']),
    `Content-Length: ${body.length}`,
  ];
  bench.flow.deliver(`${lines.join('\r\n')}\r\n\r\n${body}`);
}

const contact = 'Contact: <sip:jeremy@contoso.com;opaque=user:epid:x;gruu>';
const routes = [
  'Record-Route: <sip:fe01.contoso.com:5061;transport=tls;lr>',
  'Record-Route: <sip:edge.contoso.com;lr>',
];
const invite = (bench: AgentBench, told: Told = {}) =>
  deliver(bench, 'INVITE', { body: sdp, ...told, headers: [contact, ...(told.headers ?? [])] });

/** An agent that keeps what rings. */
function listening(): { bench: AgentBench; rung: IncomingInvite[]; gone: InviteEnd[] } {
  const bench = createAgentBench();
  const rung: IncomingInvite[] = [];
  const gone: InviteEnd[] = [];
  bench.agent.onInvite((each) => {
    rung.push(each);
    each.onGone((why) => void gone.push(why));
    each.ring();
    return true;
  });
  return { bench, rung, gone };
}

const tagOf = (message: SipMessage) => /;tag=([^;]+)/.exec(headerOf(message, 'to') ?? '')?.[1] ?? '';

async function accepted(told: Told = {}) {
  const scene = listening();
  invite(scene.bench, told);
  const requests: SipRequest[] = [];
  const ends: object[] = [];
  const dialog = scene.rung[0]?.accept(answer, {
    onRequest: (request) => {
      requests.push(request);
      return request.method === 'MESSAGE' ? undefined : 415;
    },
    onOffer: () => answer,
    onEnd: (reason) => void ends.push(reason),
  });
  if (!dialog) throw new Error('not accepted');
  await scene.bench.peer.next('SIP/2.0 180');
  const ok = await scene.bench.peer.next('SIP/2.0 200');
  return { ...scene, dialog, ok, toTag: tagOf(ok), requests, ends };
}

describe('an INVITE of a peer', () => {
  it('rings with a tag of our own, and again with the same one', async () => {
    const { bench, rung } = listening();
    invite(bench);
    const ringing = await bench.peer.next('SIP/2.0 180');
    expect(tagOf(ringing)).toMatch(/^[0-9a-f]{10}$/);
    expect(rung[0]?.request.uri).toBe(target);
    rung[0]?.refuse(486);
    expect(tagOf(await bench.peer.next('SIP/2.0 486'))).toBe(tagOf(ringing));
    bench.agent.close();
  });

  it('becomes a dialog: our Contact, the routes as they came, requests both ways', async () => {
    const { bench, dialog, ok, toTag, requests } = await accepted({ headers: routes });
    expect(headersOf(ok, 'record-route')).toEqual(routes.map((route) => route.slice('Record-Route: '.length)));
    expect(headerOf(ok, 'contact')).toMatch(/^<sip:192\.0\.2\.10/);
    expect([headerOf(ok, 'content-type'), new TextDecoder().decode(ok.body)]).toEqual(['application/sdp', answer.text]);
    deliver(bench, 'ACK', { toTag, branch: ';branch=z9hG4bK2', headers: [contact] });
    deliver(bench, 'MESSAGE', { toTag, cseq: 2, branch: ';branch=z9hG4bK3' });
    deliver(bench, 'INFO', { toTag, cseq: 3, branch: ';branch=z9hG4bK4' });
    await bench.peer.next('SIP/2.0 200');
    await bench.peer.next('SIP/2.0 415');
    expect(requests.map(({ method }) => method)).toEqual(['MESSAGE', 'INFO']);
    const sent = dialog.request('MESSAGE', { body: { contentType: 'text/plain', text: 'yes' } });
    const message = await bench.peer.nextRequest('MESSAGE');
    expect(message.uri).toBe('sip:jeremy@contoso.com;opaque=user:epid:x;gruu');
    expect(headersOf(message, 'route').join()).toBe(
      '<sip:fe01.contoso.com:5061;transport=tls;lr>,<sip:edge.contoso.com;lr>',
    );
    expect([headerOf(message, 'from'), headerOf(message, 'to')]).toEqual([
      expect.stringContaining(`;tag=${toTag}`),
      expect.stringContaining(';tag=j1'),
    ]);
    bench.peer.answer(message, '200 OK');
    expect(await sent).toMatchObject({ ok: true, value: { status: 200 } });
    bench.agent.close();
  });

  it('is ended by us only after its ACK, by the peer at any time', async () => {
    const ours = await accepted();
    const ended = ours.dialog.end();
    expect(ours.bench.peer.startLines().filter((line) => line.startsWith('BYE'))).toEqual([]);
    deliver(ours.bench, 'ACK', { toTag: ours.toTag, branch: ';branch=z9hG4bK2' });
    ours.bench.peer.answer(await ours.bench.peer.nextRequest('BYE'), '200 OK');
    await ended;
    expect(ours.ends).toEqual([]);
    ours.bench.agent.close();

    const theirs = await accepted();
    deliver(theirs.bench, 'ACK', { toTag: theirs.toTag, branch: ';branch=z9hG4bK2' });
    deliver(theirs.bench, 'BYE', { toTag: theirs.toTag, cseq: 2, branch: ';branch=z9hG4bK5' });
    await theirs.bench.peer.next('SIP/2.0 200');
    expect(theirs.ends).toMatchObject([{ bye: { method: 'BYE' } }]);
    theirs.bench.agent.close();
  });

  it('that never confirms is left after two seconds', async () => {
    const { bench, dialog } = await accepted();
    const ended = dialog.end();
    await bench.clock.advance(2000);
    bench.peer.answer(await bench.peer.nextRequest('BYE'), '200 OK');
    await ended;
    bench.agent.close();
  });

  it('may offer anew, and gets the answer of whoever listens', async () => {
    const { bench, toTag } = await accepted();
    deliver(bench, 'ACK', { toTag, branch: ';branch=z9hG4bK2' });
    invite(bench, { toTag, cseq: 2, branch: ';branch=z9hG4bK6' });
    const again = await bench.peer.next('SIP/2.0 200');
    expect(new TextDecoder().decode(again.body)).toBe(answer.text);
    bench.agent.close();
  });

  it.each([
    ['timer', 'Session-Expires: 1800', '1800;refresher=uac', 'timer'],
    ['100rel', 'Session-Expires: 1800', '1800;refresher=uas', undefined],
    ['timer', 'Session-Expires: 1800;refresher=uas', '1800;refresher=uas', 'timer'],
  ])('agrees to a session timer of a peer that knows %s and says %s', async (knows, expires, agreed, required) => {
    const { bench, ok } = await accepted({ headers: [`Supported: ${knows}`, expires] });
    expect([headerOf(ok, 'session-expires'), headerOf(ok, 'require')]).toEqual([agreed, required]);
    bench.agent.close();
  });
});

describe('an INVITE that comes to nothing', () => {
  it.each([
    ['with', ';branch=z9hG4bK1'],
    ['without', ''],
  ])('is taken back by a CANCEL %s branch, once', async (_how, branch) => {
    const { bench, rung, gone } = listening();
    invite(bench, { branch });
    deliver(bench, 'CANCEL', { branch, headers: ['Reason: SIP;cause=200;text="Call completed elsewhere"'] });
    await bench.peer.next('SIP/2.0 487');
    expect(gone).toMatchObject([{ kind: 'cancelled', cancel: { method: 'CANCEL' } }]);
    expect(rung[0]?.accept(answer, { onRequest: () => undefined, onEnd: () => undefined })).toBeUndefined();
    rung[0]?.refuse(603);
    rung[0]?.ring();
    expect(bench.peer.startLines().filter((line) => /\b(?:180|603)\b/.test(line))).toEqual(['SIP/2.0 180 Ringing']);
    bench.agent.close();
  });

  it.each([
    ['a BYE without a tag on To', 'BYE', { cseq: 2 }],
    ['a BYE in the early dialog', 'BYE', { cseq: 2, isInside: true }],
    ['a CANCEL under another branch', 'CANCEL', {}],
  ] as const)(
    'is given up by %s',
    async (_how, method, { isInside = false, ...told }: { isInside?: boolean; cseq?: number }) => {
      const { bench, rung, gone } = listening();
      invite(bench);
      const toTag = tagOf(await bench.peer.next('SIP/2.0 180'));
      deliver(bench, method, { branch: ';branch=z9hG4bK2', ...told, ...(isInside ? { toTag } : {}) });
      const yes = await bench.peer.next('SIP/2.0 200');
      expect(headerOf(yes, 'cseq')).toContain(method);
      expect(headerOf(await bench.peer.next('SIP/2.0 487'), 'cseq')).toBe('1 INVITE');
      expect(gone).toMatchObject([{ kind: 'cancelled', cancel: { method } }]);
      expect(rung[0]?.accept(answer, { onRequest: () => undefined, onEnd: () => undefined })).toBeUndefined();
      // Said again, it is about nothing.
      deliver(bench, method, { branch: ';branch=z9hG4bK3', ...told });
      await bench.peer.next('SIP/2.0 481');
      expect(gone).toHaveLength(1);
      bench.agent.close();
    },
  );

  it.each([
    ['with another From tag', 'BYE', { cseq: 2, fromTag: 'm1' }],
    ['of another call', 'BYE', { cseq: 2, callId: 'im9' }],
    ['with a To tag nobody gave', 'BYE', { cseq: 2, toTag: 'x' }],
    ['with another number', 'CANCEL', { cseq: 7 }],
    ['with another From tag', 'CANCEL', { fromTag: 'm1' }],
  ] as const)('is not given up by a stranger’s request %s: %s', async (_how, method, told) => {
    const { bench, rung, gone } = listening();
    invite(bench);
    await bench.peer.next('SIP/2.0 180');
    deliver(bench, method, { branch: ';branch=z9hG4bK2', ...told });
    await bench.peer.next('SIP/2.0 481');
    expect(gone).toEqual([]);
    rung[0]?.accept(answer, { onRequest: () => undefined, onEnd: () => undefined });
    await bench.peer.next('SIP/2.0 200');
    bench.agent.close();
  });

  it('is given up by nothing of the kind once it was answered', async () => {
    const { bench, ends, toTag } = await accepted();
    deliver(bench, 'ACK', { toTag, branch: ';branch=z9hG4bK2', headers: [contact] });
    deliver(bench, 'BYE', { cseq: 2, branch: ';branch=z9hG4bK3' });
    await bench.peer.next('SIP/2.0 481');
    expect(ends).toEqual([]);
    bench.agent.close();
  });

  it('goes with the connection', () => {
    const { bench, gone } = listening();
    invite(bench);
    bench.flow.lose();
    expect(gone).toMatchObject([{ kind: 'lost', failure: { code: 'CONNECTION_LOST' } }]);
  });

  it.each([
    ['no Contact', []],
    ['a Contact nobody can be reached at', ['Contact: *']],
    ['a Contact of a telephone', ['Contact: <tel:+4412345>']],
  ])('is refused for %s', async (_what, headers) => {
    const { bench, rung } = listening();
    deliver(bench, 'INVITE', { body: sdp, headers });
    await bench.peer.next('SIP/2.0 400');
    expect(rung).toEqual([]);
    bench.agent.close();
  });

  it('finds nobody: no handler, none that wants it, one that has a bug', async () => {
    const bench = createAgentBench();
    invite(bench);
    await bench.peer.next('SIP/2.0 480');
    bench.agent.onInvite(() => false);
    invite(bench, { callId: 'im2', branch: ';branch=z9hG4bKa' });
    await bench.peer.next('SIP/2.0 480');
    bench.agent.onInvite(() => {
      throw new Error('a bug');
    });
    invite(bench, { callId: 'im3', branch: ';branch=z9hG4bKb' });
    await bench.peer.next('SIP/2.0 480');
    expect(bench.trace.filter(({ kind }) => kind === 'failure')).toHaveLength(1);
    bench.agent.close();
  });

  it('is refused when fifty ring already', async () => {
    const { bench, rung } = listening();
    for (let n = 0; n < 60; n++) invite(bench, { callId: `im${n}`, branch: `;branch=z9hG4bKx${n}` });
    for (let n = 0; n < 10; n++) await bench.peer.next('SIP/2.0 480');
    expect(rung).toHaveLength(50);
    rung[0]?.refuse(486);
    invite(bench, { callId: 'one more', branch: ';branch=z9hG4bKy' });
    expect(rung).toHaveLength(51);
    bench.agent.close();
  });

  it('loses nothing that comes inside before it stands', async () => {
    const { bench } = listening();
    invite(bench);
    const toTag = tagOf(await bench.peer.next('SIP/2.0 180'));
    deliver(bench, 'MESSAGE', { toTag, cseq: 2, branch: ';branch=z9hG4bK7' });
    await bench.peer.next('SIP/2.0 481');
    bench.agent.close();
  });
});
