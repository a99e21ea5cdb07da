/** What an association does to everything that follows: all of ours is signed, and of the server's only what is signed counts. */
import { describe, expect, it } from 'vitest';
import { failureOf } from '../../../test/fakes/agent-bench.ts';
import {
  createFrontEndBench,
  type FrontEndBench,
  type FrontEndPatch,
  karen,
} from '../../../test/fakes/front-end-bench.ts';
import { headerOf, type SipMessage } from '../../protocol/sip/message.ts';
import { readMessage } from '../../protocol/sip/read.ts';

async function signedIn(patch: FrontEndPatch = {}): Promise<FrontEndBench> {
  const bench = createFrontEndBench(patch);
  const outcome = await bench.settled(bench.agent.register(bench.listener));
  if (!outcome.ok) throw new Error(outcome.failure.code);
  return bench;
}

const ask = (bench: FrontEndBench) => bench.settled(bench.agent.request('SERVICE', { uri: `sip:${karen}` }));
const dropped = (bench: FrontEndBench) =>
  bench.trace.flatMap((entry) => (entry.kind === 'dropped' ? [entry.reason] : []));
const isAnswerTo = (text: string, method: string) => text.startsWith('SIP/2.0') && text.includes(` ${method}\r\n`);
const unsigned = (text: string) => text.replace(/^Authentication-Info:.*\r\n/m, '');
const wronglySigned = (text: string) =>
  text.replace(/rspauth="(.)/, (_, digit) => `rspauth="${digit === '0' ? '1' : '0'}`);

/** Says that it works on an INVITE instead of answering it, and does not sign that. */
function onlyProgress(text: string): string {
  const progress = unsigned(text).replace(/^SIP\/2.0 \d+ .*/, 'SIP/2.0 183 Session Progress');
  return isAnswerTo(text, 'INVITE') ? progress : text;
}

function readAll(bench: FrontEndBench, from: number): SipMessage[] {
  return bench.flow.sent.slice(from).map((raw) => {
    const read = readMessage(raw);
    if (!read.ok) throw new Error(read.problem);
    return read.message;
  });
}

describe.each([
  ['NTLM', false],
  ['TLS-DSK', true],
])('under an association by %s', (scheme, hasCertificates) => {
  it('[E8] everything we send is signed once, numbered without a gap: requests, ACK, CANCEL, answers', async () => {
    const bench = await signedIn({ hasCertificates });
    const before = bench.flow.sent.length;
    const { agent } = bench;
    expect((await ask(bench)).ok).toBe(true);
    const body = { contentType: 'application/cccp+xml', text: '<request/>' };
    const listener = { onRequest: () => 200, onEnd: () => undefined };
    // Nobody is there: 4xx, and so an ACK by the library itself.
    const refused = await bench.settled(agent.invite({ uri: 'sip:nobody@contoso.com', body }, listener));
    expect(refused.kind).toBe('refused');
    const cancel = new AbortController();
    bench.onWay = onlyProgress;
    const cancelled = agent.invite({ uri: 'sip:nobody@contoso.com', body, signal: cancel.signal }, listener);
    await bench.until(() => bench.sent('INVITE').length === 2);
    await bench.clock.advance(0);
    cancel.abort();
    await bench.clock.advance(2000);
    expect((await cancelled).kind).toBe('cancelled');
    const sent = readAll(bench, before);
    expect(sent.map((message) => (message.kind === 'request' ? message.method : message.status))).toEqual(
      expect.arrayContaining(['SERVICE', 'INVITE', 'ACK', 'CANCEL']),
    );
    const proofs = sent.map((message) => headerOf(message, 'authorization') ?? '');
    const counts = proofs.map((proof) => Number(/, cnum="(\d+)"/.exec(proof)?.[1]));
    expect(counts).toEqual(counts.map((_, index) => (counts[0] ?? 0) + index));
    for (const proof of proofs) expect(proof).toMatch(new RegExp(`^${scheme} .*response="[0-9A-F]{32,40}"$`));
    agent.close();
  });

  it.each([
    ['is not signed', unsigned, 'unsigned message'],
    ['is signed wrongly', wronglySigned, 'invalid signature'],
  ])('[E8] a message that %s counts for nothing, and the trace says why', async (_, damage, reason) => {
    const bench = await signedIn({ hasCertificates });
    bench.onWay = damage;
    const answer = bench.agent.request('SERVICE', { uri: `sip:${karen}` });
    await bench.clock.advance(8000);
    // The server was not silent, and it is not called so.
    expect(failureOf(await answer)).toMatchObject({ code: 'SERVER_SIGNATURE_INVALID', detail: reason });
    expect(dropped(bench)).toEqual([reason]);
    const body = { contentType: 'text/plain', text: 'x' };
    const listener = { onRequest: () => 200, onEnd: () => undefined };
    const invited = bench.agent.invite({ uri: 'sip:nobody@contoso.com', body }, listener);
    await bench.clock.advance(8000);
    expect(await invited).toMatchObject({ kind: 'failed', failure: { code: 'SERVER_SIGNATURE_INVALID' } });
    bench.agent.close();
  });

  it('[E8] nor does a request that is not signed, such as one that would end the registration', async () => {
    const bench = await signedIn({ hasCertificates });
    const before = bench.flow.sent.length;
    const notice = [
      'NOTIFY sip:192.0.2.10:50230;transport=tls SIP/2.0',
      'Via: SIP/2.0/TLS 192.0.2.1:5061',
      `From: <sip:${karen}>;tag=1`,
      `To: <sip:${karen}>`,
      'Call-ID: 1',
      'CSeq: 1 NOTIFY',
      'Event: registration-notify',
      'Content-Length: 27',
      '',
      'deregistered;event=rejected',
    ];
    bench.flow.deliver(notice.join('\r\n'));
    expect(dropped(bench)).toEqual(['unsigned message']);
    expect([bench.heard.lost, bench.agent.isOpen, bench.flow.sent.length]).toEqual([[], true, before]);
    bench.lab.side.deregister(karen, 'rejected');
    await bench.clock.advance(0);
    expect(bench.heard.lost).toMatchObject([{ code: 'SIGNED_OUT_BY_SERVER' }]);
    bench.agent.close();
  });

  it.each([
    ['unsigned', unsigned, 'unsigned message'],
    ['wrongly signed', wronglySigned, 'invalid signature'],
  ])('[E8] a 200 to REGISTER that is %s is no registration, and ends the connection', async (_, damage, detail) => {
    const bench = createFrontEndBench({ hasCertificates });
    bench.onWay = (text) => (text.startsWith('SIP/2.0 200') ? damage(text) : text);
    const outcome = await bench.settled(bench.agent.register(bench.listener));
    expect(failureOf(outcome)).toMatchObject({
      code: 'SERVER_SIGNATURE_INVALID',
      server: 'pool01.contoso.com',
      detail,
    });
    expect([bench.flow.isOpen, bench.agent.isOpen, bench.clock.pending, bench.heard.lost]).toEqual([
      false,
      false,
      0,
      [],
    ]);
    expect(dropped(bench)).toEqual([detail]);
  });

  it('[E8] is lost by a refresh that is answered so', async () => {
    const bench = await signedIn({ hasCertificates });
    bench.onWay = wronglySigned;
    bench.agent.probe();
    await bench.until(() => bench.heard.lost.length > 0);
    expect(bench.heard.lost).toMatchObject([{ code: 'SERVER_SIGNATURE_INVALID' }]);
    expect([bench.flow.isOpen, bench.clock.pending]).toEqual([false, 0]);
  });

  it('[E8] progress need not be signed, nor a challenge', async () => {
    const bench = await signedIn({ hasCertificates });
    bench.onWay = onlyProgress;
    const heard: number[] = [];
    const body = { contentType: 'text/plain', text: 'x' };
    const onProgress = ({ status }: { status: number }) => void heard.push(status);
    const listener = { onRequest: () => 200, onEnd: () => undefined };
    const outcome = bench.agent.invite({ uri: 'sip:nobody@contoso.com', body, onProgress }, listener);
    await bench.until(() => heard.length > 0);
    expect(dropped(bench)).toEqual([]);
    bench.agent.close();
    expect((await outcome).kind).toBe('failed');
  });

  it('[E8] leaving is signed, and takes the registration back', async () => {
    const bench = await signedIn({ hasCertificates });
    await bench.settled(bench.agent.unregister());
    expect(bench.lab.side.registrations(karen)).toEqual([]);
    expect(bench.sent('REGISTER').at(-1)).toMatch(/^Authorization: .*response="/m);
    expect(bench.clock.pending).toBe(0);
    bench.agent.close();
  });
});

describe('a server that keeps the account elsewhere', () => {
  const home = { host: 'pool01.contoso.com', port: 5061, transport: 'tls' };
  const movedAt = async (patch: FrontEndPatch, onWay?: (text: string) => string) => {
    const bench = createFrontEndBench({ server: 'dir01.contoso.com', ...patch });
    if (onWay) bench.onWay = onWay;
    const outcome = await bench.settled(bench.agent.register(bench.listener));
    bench.agent.close();
    expect([bench.clock.pending, bench.heard.lost]).toEqual([0, []]);
    if (outcome.ok) throw new Error('registered');
    return outcome;
  };

  it.each<[string, FrontEndPatch]>([
    ['TLS-DSK', {}],
    ['NTLM', { hasCertificates: false }],
    ['Digest', { schemes: ['Digest'] }],
  ])('is believed once it knows us, by %s', async (_, patch) => {
    expect(await movedAt(patch)).toMatchObject({
      failure: { code: 'SIP_REFUSED', sip: { status: 301 } },
      movedTo: home,
    });
  });

  it('is not believed before it knows us, nor without its signature', async () => {
    const bare = (text: string) =>
      text.replace(/^SIP\/2.0 401 .*/, 'SIP/2.0 301 Moved\r\nContact: <sip:evil.example.org:5061;transport=tls>');
    expect(await movedAt({}, bare)).toMatchObject({ failure: { sip: { status: 301 } } });
    expect((await movedAt({}, bare)).movedTo).toBeUndefined();
    expect((await movedAt({ hasCertificates: false }, unsigned)).movedTo).toBeUndefined();
  });
});
