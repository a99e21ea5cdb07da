/** Our handshakes against the lab's server, which shares no code with them. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { createFakeClock } from '../../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../../test/fakes/fake-random.ts';
import { Association as LabAssociation } from '../../../lab/auth/association.ts';
import { dskMac as labDskMac, ntlmMac as labNtlmMac } from '../../../lab/auth/message-mac.ts';
import { offerNtlm, verifyNtlm } from '../../../lab/auth/ntlm-server.ts';
import { issueTo } from '../../../lab/auth/test-identity.ts';
import { type DskStep, dskContext, TlsDskSession } from '../../../lab/auth/tls-dsk-session.ts';
import type { GssChallenge } from '../../../protocol/auth/read-gss.ts';
import { readAuthValue } from '../../../protocol/sip/auth-header.ts';
import { headerOf } from '../../../protocol/sip/message.ts';
import { readMessage } from '../../../protocol/sip/read.ts';
import { decodeUtf8, encodeUtf8 } from '../../../protocol/sip/text.ts';
import type { TraceBody } from '../../../shared/model/trace.ts';
import type { Tracer } from '../../trace/tracer.ts';
import { createHandshake } from './create-handshake.ts';
import type { HandshakePlan, HandshakeStep } from './handshake.ts';
import type { SecurityAssociation } from './security-association.ts';

const realm = 'SIP Communications Service';
const targetName = 'fe01.lab.test';
const login = { userName: 'LAB\\alice', password: 'Alice-Pw1' };
const names = { domain: 'LAB', server: 'FE01', dnsDomain: 'lab.test', dnsServer: targetName };
const alice = issueTo('alice@lab.test', undefined);
const server = issueTo(targetName, undefined);

function begin(plan: HandshakePlan, signal?: AbortSignal) {
  const clock = createFakeClock();
  const trace: TraceBody[] = [];
  const tracer: Tracer = { record: (body) => void trace.push(body), for: () => tracer };
  const handshake = createHandshake(plan, {
    clock,
    random: createFakeRandom(5),
    tracer,
    header: 'Authorization',
    signal,
  });
  onTestFinished(() => handshake.close());
  return { clock, trace, handshake };
}

const challenge = (scheme: 'NTLM' | 'TLS-DSK', token?: Uint8Array, more: Partial<GssChallenge> = {}): GssChallenge => ({
  scheme,
  realm,
  targetName,
  version: 4,
  ...(token ? { gssapiData: { kind: 'token', bytes: token }, opaque: '21A773E9' } : {}),
  ...more,
});

function paramsIn(step: HandshakeStep) {
  if (step.kind !== 'send') throw new Error(step.kind === 'failed' ? step.problem : step.kind);
  const value = readAuthValue(step.header[1]);
  if (!value) throw new Error('no value');
  return { value, token: Buffer.from(value.params.get('gssapi-data') ?? '', 'base64'), association: step.association };
}

const register = (...headers: string[]) =>
  [
    'REGISTER sip:lab.test SIP/2.0',
    'Via: SIP/2.0/TLS 192.0.2.1:5061',
    'From: <sip:alice@lab.test>;tag=1;epid=0123456789',
    'To: <sip:alice@lab.test>',
    'Call-ID: c1',
    'CSeq: 3 REGISTER',
    ...headers,
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');

/** The REGISTER that ends the handshake, as the server judges it, and what the client says of the server's answer. */
function settle(association: SecurityAssociation, step: HandshakeStep, far: LabAssociation) {
  if (step.kind !== 'send') throw new Error(step.kind);
  const signed = readMessage(association.sign(encodeUtf8(register(`${step.header[0]}: ${step.header[1]}`))));
  if (!signed.ok) throw new Error(signed.problem);
  const value = readAuthValue(headerOf(signed.message, 'authorization') ?? '');
  const verdict = far.check(signed.message, value?.params ?? new Map(), 0);
  const text = register()
    .replace(/^REGISTER.*$/m, 'SIP/2.0 200 OK')
    .replace(/^(To: .*)$/m, '$1;tag=2\r\nExpires: 7200');
  const answer = readMessage(encodeUtf8(text));
  if (!answer.ok) throw new Error(answer.problem);
  const info = (damage?: 'corrupt') =>
    `Authentication-Info: ${far.authenticationInfo(answer.message, '5EA20BA7', damage)}`;
  const verify = (line: string) => {
    const whole = readMessage(encodeUtf8(text.replace('\r\n', `\r\n${line}\r\n`)));
    return whole.ok ? association.verify(whole.message) : whole.problem;
  };
  return { verdict, good: verify(info()), corrupt: verify(info('corrupt')), text: decodeUtf8(signed.message.head) };
}

const settled = { verdict: 'good', good: 'good', corrupt: 'bad' };

describe('NTLM', () => {
  const offer = offerNtlm({ mode: 'datagram', names, serverChallenge: createFakeRandom(9).bytes(8), wall: 0 });
  const plan: HandshakePlan = { scheme: 'NTLM', login };

  it('[E1] asks, answers, and both ends sign alike', async () => {
    const { handshake, clock } = begin(plan);
    const asked = paramsIn(await handshake.next(challenge('NTLM')));
    expect(asked.value.params.get('gssapi-data')).toBe('');
    expect([asked.value.params.get('version'), asked.value.params.has('opaque'), asked.association]).toEqual([
      '4',
      false,
      undefined,
    ]);
    const step = await handshake.next(challenge('NTLM', offer.message));
    const { token, association } = paramsIn(step);
    const verdict = verifyNtlm(offer, token, () => ({ password: 'Alice-Pw1' }));
    if (verdict.kind !== 'proven' || !association) throw new Error('not proven');
    const { keys, flags } = verdict;
    const far = new LabAssociation({
      ...{ scheme: 'NTLM', realm, targetName, version: 4, opaque: '21A773E9', address: 'alice@lab.test', endsAt: 1 },
      mac: labNtlmMac(keys, flags),
    });
    expect(settle(association, step, far)).toMatchObject(settled);
    expect(association.expiresAt - clock.wall()).toBe(8 * 3_600_000);
  });

  it('what the first challenge left out comes with the second', async () => {
    const { handshake } = begin(plan);
    await handshake.next(challenge('NTLM', undefined, { realm: '', targetName: '', version: 0 }));
    const { value } = paramsIn(await handshake.next(challenge('NTLM', offer.message)));
    expect(['realm', 'targetname', 'version', 'opaque'].map((name) => value.params.get(name))).toEqual([
      realm,
      targetName,
      '4',
      '21A773E9',
    ]);
  });

  it('speaks version 4 to a server that names a newer one', async () => {
    const { value } = paramsIn(await begin(plan).handshake.next(challenge('NTLM', undefined, { version: 7 })));
    expect(value.params.get('version')).toBe('4');
  });

  it('leaves the REGISTER of version 3 unsigned, and signs what follows', async () => {
    const { handshake } = begin(plan);
    await handshake.next(challenge('NTLM', undefined, { version: 3 }));
    const step = await handshake.next(challenge('NTLM', offer.message, { version: 3 }));
    const { association, value } = paramsIn(step);
    const message = encodeUtf8(register(`Authorization: ${step.kind === 'send' ? step.header[1] : ''}`));
    expect([value.params.get('version'), association?.sign(message)]).toEqual(['3', message]);
    expect(decodeUtf8(association?.sign(encodeUtf8(register())) ?? message)).toContain('cnum="1"');
  });

  it('[E3] asked again after the proof: refused, once and for all', async () => {
    const { handshake } = begin(plan);
    await handshake.next(challenge('NTLM'));
    await handshake.next(challenge('NTLM', offer.message));
    expect(await handshake.next(challenge('NTLM'))).toEqual({ kind: 'refused' });
    expect(await handshake.next(challenge('NTLM', offer.message))).toEqual({ kind: 'refused' });
  });

  it.each([
    ['nothing', challenge('NTLM'), 'the NTLM challenge is missing'],
    ['an empty token', challenge('NTLM', new Uint8Array()), 'the NTLM challenge is cut short'],
    [
      'no base64',
      challenge('NTLM', undefined, { gssapiData: { kind: 'unreadable', problem: 'gssapi-data is not base64' } }),
      'gssapi-data is not base64',
    ],
    [
      'too much',
      challenge('NTLM', undefined, { gssapiData: { kind: 'unreadable', problem: 'gssapi-data is too long' } }),
      'gssapi-data is too long',
    ],
    [
      'an HTTP challenge',
      challenge('NTLM', offerNtlm({ mode: 'connection', names, serverChallenge: new Uint8Array(8) }).message),
      'the NTLM challenge lacks sign',
    ],
  ])('%s for a challenge', async (_, second, problem) => {
    const { handshake } = begin(plan);
    await handshake.next(challenge('NTLM'));
    expect(await handshake.next(second)).toEqual({ kind: 'failed', code: 'AUTH_UNREADABLE', problem });
  });

  it('given up', async () => {
    const { handshake } = begin(plan, AbortSignal.abort());
    expect(await handshake.next(challenge('NTLM'))).toMatchObject({ code: 'SIP_TIMEOUT' });
  });
});

describe('TLS-DSK', () => {
  const notAfter = Date.UTC(2026, 10, 20, 12);
  const plan: HandshakePlan = {
    scheme: 'TLS-DSK',
    certificate: { certificatePem: alice.certificatePem, privateKeyPem: alice.keyPem, notAfter },
  };

  function farEnd(identity = server) {
    const session = new TlsDskSession(dskContext(identity), createFakeClock());
    onTestFinished(() => session.close());
    return (token: Uint8Array) =>
      new Promise<Extract<DskStep, { kind: 'flight' }>>((resolve, reject) => {
        session.feed(Buffer.from(token), (step) =>
          step.kind === 'flight' ? resolve(step) : reject(new Error('server failed')),
        );
      });
  }

  it('[E7] two flights each way, then a signed REGISTER without a token', async () => {
    const { handshake, clock, trace } = begin(plan);
    const feed = farEnd();
    const first = paramsIn(await handshake.next(challenge('TLS-DSK')));
    expect(first.value.params.has('opaque')).toBe(false);
    const second = paramsIn(await handshake.next(challenge('TLS-DSK', (await feed(first.token)).data)));
    expect([second.value.params.get('opaque'), second.association]).toEqual(['21A773E9', undefined]);
    const { data, outcome } = await feed(second.token);
    const step = await handshake.next(challenge('TLS-DSK', data));
    const { value, association } = paramsIn(step);
    if (!association || !outcome) throw new Error('not established');
    expect([value.params.has('gssapi-data'), value.params.get('version')]).toEqual([false, '4']);
    const far = new LabAssociation({
      ...{ scheme: 'TLS-DSK', realm, targetName, version: 4, opaque: '21A773E9', address: 'alice@lab.test', endsAt: 1 },
      mac: labDskMac(outcome.keys),
    });
    expect(settle(association, step, far)).toMatchObject(settled);
    expect([association.expiresAt, association.renewAt]).toEqual([notAfter, notAfter - 300_000]);
    expect([trace, clock.pending]).toEqual([[], 0]);
    expect(await handshake.next(challenge('TLS-DSK'))).toEqual({ kind: 'refused' });
  });

  it('takes the server’s Finished out of its 200 as well, and signs without a version named', async () => {
    const { handshake } = begin(plan);
    const feed = farEnd();
    const old = { version: 0 };
    const first = paramsIn(await handshake.next(challenge('TLS-DSK', undefined, old)));
    const second = paramsIn(await handshake.next(challenge('TLS-DSK', (await feed(first.token)).data, old)));
    const { data } = await feed(second.token);
    const last = await handshake.next(challenge('TLS-DSK', data, { realm: '', targetName: '', version: 0 }));
    const { association, value } = paramsIn(last);
    expect([association?.realm, association?.targetName, value.params.has('version')]).toEqual([
      realm,
      targetName,
      false,
    ]);
    const step = encodeUtf8(register(`Authorization: ${last.kind === 'send' ? last.header[1] : ''}`));
    expect(decodeUtf8(association?.sign(step) ?? step)).toContain('cnum="1"');
  });

  it('a certificate of another server inside is worth a line in the trace', async () => {
    const { handshake, trace } = begin(plan);
    const feed = farEnd(issueTo('other.lab.test', undefined));
    const first = paramsIn(await handshake.next(challenge('TLS-DSK')));
    const second = paramsIn(await handshake.next(challenge('TLS-DSK', (await feed(first.token)).data)));
    const last = await handshake.next(challenge('TLS-DSK', (await feed(second.token)).data));
    expect(paramsIn(last).association).toBeDefined();
    expect(trace).toEqual([{ kind: 'decision', text: 'TLS-DSK: the certificate inside does not name fe01.lab.test' }]);
  });

  it('asked from the start after the certificate: refused', async () => {
    const { handshake, clock } = begin(plan);
    const first = paramsIn(await handshake.next(challenge('TLS-DSK')));
    await handshake.next(challenge('TLS-DSK', (await farEnd()(first.token)).data));
    expect(await handshake.next(challenge('TLS-DSK'))).toEqual({ kind: 'refused' });
    expect(clock.pending).toBe(0);
  });

  it.each([
    ['no token', challenge('TLS-DSK'), 'AUTH_UNREADABLE', 'the server’s TLS flight is missing'],
    [
      'no base64',
      challenge('TLS-DSK', undefined, { gssapiData: { kind: 'unreadable', problem: 'gssapi-data is not base64' } }),
      'AUTH_UNREADABLE',
      'gssapi-data is not base64',
    ],
    ['garbage', challenge('TLS-DSK', new Uint8Array(90).fill(0xa5)), 'AUTH_UNREADABLE', 'the TLS flight is none'],
    [
      'an alert about the certificate',
      challenge('TLS-DSK', Uint8Array.of(21, 3, 1, 0, 2, 2, 42)),
      'CLIENT_CERTIFICATE_REFUSED',
      'the server ended TLS: alert 42',
    ],
  ])('%s for a flight', async (_, second, code, problem) => {
    const { handshake, clock } = begin(plan);
    await handshake.next(challenge('TLS-DSK'));
    expect(await handshake.next(second)).toEqual({ kind: 'failed', code, problem });
    expect(clock.pending).toBe(0);
  });

  it('given up in between', async () => {
    const abort = new AbortController();
    const { handshake } = begin(plan, abort.signal);
    const first = paramsIn(await handshake.next(challenge('TLS-DSK')));
    const { data } = await farEnd()(first.token);
    abort.abort();
    expect(await handshake.next(challenge('TLS-DSK', data))).toMatchObject({ kind: 'failed' });
  });
});
