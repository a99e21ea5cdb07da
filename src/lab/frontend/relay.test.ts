import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import type { AuthFaults } from '../auth/settings.ts';
import { POOL, signingBench } from '../auth/test-signing-bench.ts';
import { SigningClient } from '../auth/test-signing-client.ts';
import type { Bench, Seen } from '../sip/test-bench.ts';
import { common, signIn } from '../sip/test-people.ts';

const bare = (faults?: AuthFaults, server?: string) =>
  signingBench({ clock: createFakeClock(), random: createFakeRandom() }, faults, server);

const EDGE = 'sip.contoso.com';

interface Person {
  readonly client: SigningClient;
  readonly gruu: string;
}

function person(bench: Bench, address: string, server: string): Person {
  const user = address.split('@')[0] ?? '';
  const client = new SigningClient(bench.connect(server), address);
  const domain = address.endsWith('@fabrikam.com') ? 'FABRIKAM' : 'CONTOSO';
  const answer = client.ntlm({ user, domain, password: `lab-${user}-2015` });
  const own = answer?.headers('Contact').find((value) => value.includes(`:${client.client.port};`));
  return { client, gruu: /gruu="([^"]+)"/.exec(own ?? '')?.[1] ?? '' };
}

function setUp() {
  const { bench } = bare();
  return { bench, karen: person(bench, 'karen@contoso.com', EDGE), vadim: person(bench, 'vadim@contoso.com', POOL) };
}

const SDP =
  'v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=session\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=message 5060 sip null\r\n';

function invite(from: Person, to: string): Seen[] {
  const { client, gruu } = from;
  const lines = [
    `INVITE ${to} SIP/2.0`,
    ...common(client.client, 'INVITE', client.address, to),
    `Contact: <${gruu}>`,
    'Ms-Conversation-ID: 159107091',
    'Content-Type: application/sdp',
  ];
  return client.send(lines, SDP);
}

/** The answer of a client to what it was sent. */
function answer(by: Person, asked: Seen | undefined, status: string, extra: readonly string[] = []): Seen[] {
  const to = asked?.header('To') ?? '';
  const lines = [
    `SIP/2.0 ${status}`,
    ...(asked?.headers('Via') ?? []).map((value) => `Via: ${value}`),
    ...(asked?.headers('Record-Route') ?? []).map((value) => `Record-Route: ${value}`),
    `From: ${asked?.header('From')}`,
    `To: ${to.includes('tag=') ? to : `${to};tag=callee`}`,
    `Call-ID: ${asked?.header('Call-ID')}`,
    `CSeq: ${asked?.header('CSeq')}`,
    ...extra,
  ];
  return by.client.send(lines);
}

/** A request inside the dialog that the 200 opened, from either side. */
function inside(
  by: Person,
  opened: Seen | undefined,
  method: string,
  options: { target: string; cseq: number; swap?: boolean; body?: string },
) {
  const [caller, callee] = [`${opened?.header('From')}`, `${opened?.header('To')}`];
  const { target, cseq, swap, body } = options;
  const lines = [
    `${method} ${target} SIP/2.0`,
    `Via: SIP/2.0/tls 127.0.0.1:${by.client.client.port}`,
    'Max-Forwards: 70',
    `From: ${swap ? callee : caller}`,
    `To: ${swap ? caller : callee}`,
    `Call-ID: ${opened?.header('Call-ID')}`,
    `CSeq: ${cseq} ${method}`,
    'Route: <sip:pool01.contoso.com:5061;transport=tls;lr>',
    ...(body === undefined ? [] : ['Content-Type: text/plain; charset=UTF-8']),
  ];
  return by.client.send(lines, body ?? '');
}

describe('a call that nobody takes', () => {
  it('rings no longer than three minutes after its last sign of life, though the caller is gone', async () => {
    const clock = createFakeClock();
    const { bench } = signingBench({ clock, random: createFakeRandom() }, undefined, undefined);
    const [karen, vadim] = [person(bench, 'karen@contoso.com', EDGE), person(bench, 'vadim@contoso.com', POOL)];
    invite(karen, 'sip:vadim@contoso.com');
    const [rung] = vadim.client.client.take();
    await clock.advance(100_000);
    answer(vadim, rung, '180 Ringing');
    karen.client.client.drop();
    await clock.advance(180_000);
    expect(vadim.client.client.take()).toEqual([]);
    await clock.advance(1000);
    const [cancelled] = vadim.client.client.take();
    expect(cancelled?.startLine).toMatch(/^CANCEL /);
    expect(answer(vadim, rung, '487 Request Terminated')[0]?.startLine).toMatch(/^ACK /);
    await clock.advance(600_000);
    expect(vadim.client.client.take()).toEqual([]);
  });

  it('is refused with 408 where the place it rings at says nothing', async () => {
    const clock = createFakeClock();
    const { bench } = signingBench({ clock, random: createFakeRandom() }, undefined, undefined);
    const [karen] = [person(bench, 'karen@contoso.com', EDGE), person(bench, 'vadim@contoso.com', POOL)];
    invite(karen, 'sip:vadim@contoso.com');
    await clock.advance(181_000);
    expect(karen.client.client.take().map(({ status }) => status)).toEqual([408]);
  });
});

describe('a conversation of two people', () => {
  it('passes both ways through the Front End, every hop signed for its receiver', () => {
    const { karen, vadim } = setUp();
    const trying = invite(karen, 'sip:vadim@contoso.com');
    expect(trying.map(({ status }) => status)).toEqual([100]);
    const [rung] = vadim.client.client.take();
    expect(rung?.startLine).toMatch(/^INVITE sip:127\.0\.77\.200:\d+;transport=tls SIP\/2\.0$/);
    expect(rung?.headers('Authorization')).toEqual([]);
    expect(rung?.headers('Via')).toHaveLength(2);
    expect(rung?.header('Max-Forwards')).toBe('69');
    expect(rung?.headers('Record-Route')).toEqual([
      '<sip:pool01.contoso.com:5061;transport=tls;lr>',
      '<sip:sip.contoso.com:5061;transport=tls;lr>',
    ]);
    expect(rung?.header('P-Asserted-Identity')).toBe('"Karen Berg"<sip:karen@contoso.com>,<tel:+441785201000>');
    expect(rung?.body).toBe(SDP);
    answer(vadim, rung, '180 Ringing');
    answer(vadim, rung, '200 OK', [`Contact: <${vadim.gruu}>`]);
    const [ringing, accepted] = karen.client.client.take();
    expect([ringing?.status, accepted?.status]).toEqual([180, 200]);
    expect(accepted?.headers('Via')).toHaveLength(1);
    inside(karen, accepted, 'ACK', { target: vadim.gruu, cseq: 1 });
    inside(karen, accepted, 'MESSAGE', { target: vadim.gruu, cseq: 2, body: 'hi Vadim' });
    const [ack, text] = vadim.client.client.take();
    expect([ack?.startLine.slice(0, 4), text?.body]).toEqual(['ACK ', 'hi Vadim']);
    answer(vadim, text, '200 OK');
    const [delivered] = karen.client.client.take();
    inside(vadim, accepted, 'MESSAGE', { target: karen.gruu, cseq: 1, swap: true, body: 'hello Karen' });
    const [back] = karen.client.client.take();
    expect([delivered?.status, back?.body]).toEqual([200, 'hello Karen']);
    inside(vadim, accepted, 'BYE', { target: karen.gruu, cseq: 2, swap: true });
    const [bye] = karen.client.client.take();
    answer(karen, bye, '200 OK');
    const [over] = vadim.client.client.take();
    expect(over?.status).toBe(200);
    const toKaren = [ringing, accepted, delivered, back, bye];
    const toVadim = [rung, ack, text, over];
    expect(toKaren.map((seen) => seen && karen.client.trusts(seen))).toEqual(toKaren.map(() => true));
    expect(toVadim.map((seen) => seen && vadim.client.trusts(seen))).toEqual(toVadim.map(() => true));
  });

  it('[E8] does not pass on an answer without a good signature', () => {
    const { bench, karen, vadim } = setUp();
    invite(karen, 'sip:vadim@contoso.com');
    const [rung] = vadim.client.client.take();
    const { mac } = vadim.client;
    vadim.client.mac = undefined;
    answer(vadim, rung, '200 OK');
    expect(karen.client.client.take()).toEqual([]);
    expect(bench.hops.at(-1)?.text).toContain('DROPPED an answer of vadim@contoso.com: its signature is unsigned');
    vadim.client.mac = mac;
    answer(vadim, rung, '200 OK');
    expect(karen.client.client.take()[0]?.status).toBe(200);
  });

  it('passes a refusal on and keeps its ACK to the hop', () => {
    const { karen, vadim } = setUp();
    invite(karen, 'sip:vadim@contoso.com');
    const [rung] = vadim.client.client.take();
    const [acked] = answer(vadim, rung, '486 Busy Here');
    expect(acked?.startLine).toMatch(/^ACK sip:127\.0\.77\.200:/);
    expect(acked?.header('Via')).toBe(rung?.header('Via'));
    expect(acked && vadim.client.trusts(acked)).toBe(true);
    const [refused] = karen.client.client.take();
    expect(refused?.status).toBe(486);
    const branch = /branch=[^;]+/.exec(refused?.header('Via') ?? '')?.[0];
    karen.client.send([
      'ACK sip:vadim@contoso.com SIP/2.0',
      `Via: SIP/2.0/TLS 127.0.77.200:${karen.client.client.port};${branch}`,
      'Max-Forwards: 70',
      `From: ${refused?.header('From')}`,
      `To: ${refused?.header('To')}`,
      `Call-ID: ${refused?.header('Call-ID')}`,
      'CSeq: 1 ACK',
    ]);
    expect(vadim.client.client.take()).toEqual([]);
  });

  it('rings everywhere, and stops where somebody else took it', () => {
    const { bench, karen, vadim } = setUp();
    const second = person(bench, 'vadim@contoso.com', EDGE);
    invite(karen, 'sip:vadim@contoso.com');
    const [here] = vadim.client.client.take();
    const [there] = second.client.client.take();
    answer(second, there, '200 OK', [`Contact: <${second.gruu}>`]);
    expect(karen.client.client.take().map(({ status }) => status)).toEqual([200]);
    const [cancelled] = vadim.client.client.take();
    expect(cancelled?.startLine).toMatch(/^CANCEL sip:/);
    expect(cancelled?.header('Via')).toBe(here?.header('Via'));
    expect(cancelled?.header('Reason')).toBe('SIP;cause=200;text="Call completed elsewhere"');
    answer(vadim, cancelled, '200 OK');
    const acked = answer(vadim, here, '487 Request Terminated');
    expect(acked.map(({ startLine }) => startLine.slice(0, 4))).toEqual(['ACK ']);
    expect(karen.client.client.take()).toEqual([]);
  });

  it('rings nowhere any more when the person says no, whatever the others say', () => {
    const { bench, karen, vadim } = setUp();
    const second = person(bench, 'vadim@contoso.com', EDGE);
    invite(karen, 'sip:vadim@contoso.com');
    const [here] = vadim.client.client.take();
    const [there] = second.client.client.take();
    answer(second, there, '603 Decline');
    const [cancelled] = vadim.client.client.take();
    expect([cancelled?.startLine.slice(0, 7), cancelled?.header('Reason')]).toEqual(['CANCEL ', undefined]);
    answer(vadim, cancelled, '200 OK');
    answer(vadim, here, '487 Request Terminated');
    expect(karen.client.client.take().map(({ status }) => status)).toEqual([603]);
  });

  it('can be given up before it begins', () => {
    const { karen, vadim } = setUp();
    invite(karen, 'sip:vadim@contoso.com');
    const [rung] = vadim.client.client.take();
    const sent = karen.client.client.sent.at(-1) ?? '';
    const head = sent.split('\r\n').filter((line) => /^(Via|Max|From|To|Call-ID):?/.test(line));
    const [ok] = karen.client.send(['CANCEL sip:vadim@contoso.com SIP/2.0', ...head, 'CSeq: 1 CANCEL']);
    expect(ok?.status).toBe(200);
    const [cancelled] = vadim.client.client.take();
    expect([cancelled?.startLine.slice(0, 7), cancelled?.header('Reason')]).toEqual(['CANCEL ', undefined]);
    answer(vadim, cancelled, '200 OK');
    answer(vadim, rung, '487 Request Terminated');
    expect(karen.client.client.take().map(({ status }) => status)).toEqual([487]);
  });

  it('can be given up by a BYE without a tag, of the caller’s own From tag alone', () => {
    const { karen, vadim } = setUp();
    invite(karen, 'sip:vadim@contoso.com');
    const [rung] = vadim.client.client.take();
    answer(vadim, rung, '180 Ringing');
    const [ringing] = karen.client.client.take();
    const bye = (tag: string, cseq: number) =>
      karen.client.send([
        'BYE sip:vadim@contoso.com SIP/2.0',
        `Via: SIP/2.0/TLS 127.0.77.200:${karen.client.client.port};branch=z9hG4bKbye${cseq}`,
        'Max-Forwards: 70',
        `From: <sip:karen@contoso.com>;tag=${tag};epid=23c6af65b1`,
        'To: <sip:vadim@contoso.com>',
        `Call-ID: ${ringing?.header('Call-ID')}`,
        `CSeq: ${cseq} BYE`,
      ]);
    expect(bye('another', 2).map(({ status }) => status)).toEqual([481]);
    expect(vadim.client.client.take()).toEqual([]);
    expect(bye('9004006031', 3)).toEqual([]);
    const [given] = vadim.client.client.take();
    expect(given?.startLine).toMatch(/^BYE sip:127\.0\.77\.200:/);
    expect(given?.header('To')).toBe('<sip:vadim@contoso.com>');
    answer(vadim, given, '200 OK');
    answer(vadim, rung, '487 Request Terminated');
    expect(karen.client.client.take().map(({ status }) => status)).toEqual([200, 487]);
    expect(bye('9004006031', 4).map(({ status }) => status)).toEqual([481]);
  });

  it('fails with 480 when the other side’s connection breaks, or nobody is there', () => {
    const { karen, vadim } = setUp();
    invite(karen, 'sip:vadim@contoso.com');
    vadim.client.client.drop();
    expect(karen.client.client.take().map(({ status }) => status)).toEqual([480]);
    expect(invite(karen, 'sip:vadim@contoso.com').map(({ status }) => status)).toEqual([480]);
    expect(invite(karen, 'sip:nobody@contoso.com').map(({ status }) => status)).toEqual([404]);
    expect(invite(karen, 'sip:karen@contoso.com').map(({ status }) => status)).toEqual([480]);
  });

  it('[E4] reaches a federated partner’s people, and nobody whom the rules keep out', () => {
    const { bench, karen } = setUp();
    const kim = person(bench, 'kim.akers@fabrikam.com', 'sip.fabrikam.com');
    invite(karen, 'sip:kim.akers@fabrikam.com');
    const [rung] = kim.client.client.take();
    answer(kim, rung, '200 OK', [`Contact: <${kim.gruu}>`]);
    const [accepted] = karen.client.client.take();
    inside(kim, accepted, 'MESSAGE', { target: karen.gruu, cseq: 1, swap: true, body: 'hello' });
    const [back] = karen.client.client.take();
    expect([rung?.startLine.slice(0, 6), accepted?.status, back?.body]).toEqual(['INVITE', 200, 'hello']);
    expect(back && karen.client.trusts(back)).toBe(true);
    expect(invite(karen, 'sip:garth@tailspintoys.com').at(-1)?.status).toBe(504);
  });

  it('reaches somebody who signed in with Digest, unsigned', () => {
    const { bench, karen } = setUp();
    const jeremy = signIn(bench, 'jeremy@contoso.com', POOL);
    jeremy.client.take();
    invite(karen, 'sip:jeremy@contoso.com');
    const [rung] = jeremy.client.take();
    expect(rung?.startLine).toMatch(/^INVITE/);
    expect(rung?.header('Authentication-Info')).toBeUndefined();
  });
});
