import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createFakeClock } from '../../../../test/fakes/fake-clock.ts';
import { issueTo } from '../../../lab/auth/test-identity.ts';
import { ClientTls, type TlsStep } from './client-tls.ts';
import { createTestDskServer, type TestDskServerOptions } from './test-dsk-server.ts';

const server = issueTo('server.lab.test', undefined);
const alice = issueTo('alice@lab.test', undefined);

function bench(
  options: Partial<TestDskServerOptions> = {},
  more: { signal?: AbortSignal; keyPem?: string; certificatePem?: string } = {},
) {
  const clock = impatientClock();
  const far = createTestDskServer({ cert: server.certificatePem, key: server.keyPem, ...options });
  const { certificatePem, keyPem } = { ...alice, ...more };
  const client = new ClientTls({ certificatePem, privateKeyPem: keyPem, clock, signal: more.signal });
  onTestFinished(() => {
    client.close();
    far.close();
  });
  return { clock, far, client };
}

/** Its time can also pass before anything else had a turn. */
function impatientClock() {
  const clock = createFakeClock();
  const tasks = new Set<{ readonly due: number; readonly task: () => void }>();
  return {
    now: clock.now,
    wall: clock.wall,
    after(delayMs: number, task: () => void) {
      const entry = { due: delayMs, task };
      tasks.add(entry);
      return () => void tasks.delete(entry);
    },
    passNow(ms: number) {
      for (const { due, task } of tasks) if (due <= ms) task();
    },
    get pending() {
      return tasks.size;
    },
  };
}

function flightIn(step: TlsStep): Uint8Array {
  if (step.kind !== 'flight') throw new Error(step.kind === 'failed' ? step.problem : step.kind);
  return step.bytes;
}

/** Both flights of the client are out, and the server's last one is here. */
async function untilFinished({ client, far }: ReturnType<typeof bench>) {
  const hello = await far.answer(flightIn(await client.start()));
  const proof = flightIn(await client.feed(hello));
  return { hello, proof, finished: await far.answer(proof) };
}

describe.each(['TLSv1', 'TLSv1.1', 'TLSv1.2'] as const)('%s', (version) => {
  it.each([
    ['AES128-SHA', true],
    ['AES128-SHA', false],
    ['AES256-SHA', true],
  ])('[E7] %s, flight in one record: %s: both ends have the same keys', async (suite, isMerged) => {
    const scene = bench({ version, suite, isMerged });
    const { finished } = await untilFinished(scene);
    const step = await scene.client.feed(finished);
    if (step.kind !== 'established') throw new Error('no keys');
    expect(Buffer.from(step.keyingMaterial).toString('hex')).toBe(Buffer.from(scene.far.keys()).toString('hex'));
    expect(step.keyingMaterial).toHaveLength(128);
    expect([scene.far.protocol(), scene.far.subject()]).toEqual([
      version,
      expect.stringMatching(/^CN=alice@lab\.test$/m),
    ]);
    expect([step.certificateNames('server.lab.test'), step.certificateNames('other.lab.test')]).toEqual([true, false]);
    expect(scene.clock.pending).toBe(0);
  });
});

it('offers two suites, both with SHA-1, beside the renegotiation mark', async () => {
  const hello = Buffer.from(flightIn(await bench().client.start()));
  const idLength = hello.readUInt8(5 + 38);
  const suitesAt = 5 + 39 + idLength;
  const suites = hello.subarray(suitesAt + 2, suitesAt + 2 + hello.readUInt16BE(suitesAt)).toString('hex');
  expect((suites.match(/..../g) ?? []).filter((suite) => suite !== '00ff').sort()).toEqual(['002f', '0035']);
});

describe('[E7] each wrong flight is its own failure', () => {
  const alert = (description: number) => Uint8Array.of(21, 3, 1, 0, 2, 2, description);
  const broken = (problem: string) => ({ kind: 'failed', code: 'AUTH_UNREADABLE', problem });

  it.each([
    ['nothing', () => new Uint8Array(), broken('the TLS flight is cut short')],
    ['half of it', (hello: Uint8Array) => hello.slice(0, hello.length / 2), broken('the TLS flight is cut short')],
    ['a text', () => new TextEncoder().encode('<html>'), broken('the TLS flight is none')],
    [
      'the last flight at once',
      () => Uint8Array.of(20, 3, 1, 0, 1, 1, 22, 3, 1, 0, 1, 9),
      broken('the TLS flight is out of turn'),
    ],
    ['a hello without an end', (hello: Uint8Array) => endless(hello), broken('the TLS flight is cut short')],
    ['handshake_failure', () => alert(40), broken('the server ended TLS: alert 40')],
    ['protocol_version', () => alert(70), broken('the server ended TLS: alert 70')],
    [
      'certificate_unknown',
      () => alert(46),
      { ...broken('the server ended TLS: alert 46'), code: 'CLIENT_CERTIFICATE_REFUSED' },
    ],
    [
      'access_denied',
      () => alert(49),
      { ...broken('the server ended TLS: alert 49'), code: 'CLIENT_CERTIFICATE_REFUSED' },
    ],
  ])('%s', async (_, damage, expected) => {
    const { client, far } = bench();
    const hello = await far.answer(flightIn(await client.start()));
    expect(await client.feed(damage(hello))).toEqual(expected);
  });

  it.each([
    ['in the hello', 40],
    ['in the certificate', 400],
  ])('a byte turned %s', async (_, at) => {
    const scene = bench();
    const hello = await scene.far.answer(flightIn(await scene.client.start()));
    const bent = Uint8Array.from(hello);
    bent[at] = (bent[at] ?? 0) ^ 0xff;
    const step = await scene.client.feed(bent);
    // A bent structure is found out here, a bent key or random by the server.
    if (step.kind === 'flight') expect(await scene.far.answer(step.bytes)).toHaveLength(0);
    else expect(step.kind).toBe('failed');
  });

  it('a Finished that is not the server’s', async () => {
    const scene = bench();
    const { finished } = await untilFinished(scene);
    const bent = Uint8Array.from(finished);
    bent[bent.length - 1] = (bent.at(-1) ?? 0) ^ 1;
    expect(await scene.client.feed(bent)).toMatchObject({
      code: 'AUTH_UNREADABLE',
      problem: expect.stringMatching(/^TLS: ERR_SSL/),
    });
    expect(scene.clock.pending).toBe(0);
  });

  it('a server that speaks other suites', async () => {
    const { client, far } = bench({ version: 'TLSv1.2', suite: 'ECDHE-RSA-AES128-GCM-SHA256' });
    const refusal = await far.answer(flightIn(await client.start()));
    expect(await client.feed(refusal)).toEqual(broken('the server ended TLS: alert 40'));
  });

  it('an empty record in the place of Finished', async () => {
    const scene = bench();
    const { finished } = await untilFinished(scene);
    const step = await scene.client.feed(Uint8Array.from([...finished.subarray(0, 6), 22, 3, 1, 0, 0]));
    expect(step).toMatchObject({ kind: 'failed', code: 'AUTH_UNREADABLE' });
  });

  it('TLS that does not answer, which a server can bring about under its cipher', async () => {
    const scene = bench();
    const hello = await scene.far.answer(flightIn(await scene.client.start()));
    const step = scene.client.feed(hello);
    scene.clock.passNow(5000);
    expect(await step).toEqual(broken('the TLS flight leads nowhere'));
  });
});

it('takes a long chain of certificates as one flight', async () => {
  const scene = bench({}, { certificatePem: alice.certificatePem.repeat(15) });
  const { proof, finished } = await untilFinished(scene);
  expect(proof.length).toBeGreaterThan(8192);
  expect((await scene.client.feed(finished)).kind).toBe('established');
});

it('goes on without a certificate being asked for', async () => {
  const scene = bench({ requestCert: false });
  const { finished } = await untilFinished(scene);
  expect((await scene.client.feed(finished)).kind).toBe('established');
  expect(scene.far.subject()).toBeUndefined();
});

it.each([
  [
    'another person’s key',
    generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  ],
  ['no key at all', 'none'],
])('a certificate with %s cannot be used', async (_, keyPem) => {
  const { client, clock } = bench({}, { keyPem });
  expect(await client.start()).toEqual({
    kind: 'failed',
    code: 'CLIENT_CERTIFICATE_REFUSED',
    problem: 'the client certificate and its key cannot be used',
  });
  expect(clock.pending).toBe(0);
});

describe('given up', () => {
  const givenUp = { kind: 'failed', code: 'SIP_TIMEOUT', problem: 'given up' };

  it('before it began', async () => {
    const { client } = bench({}, { signal: AbortSignal.abort() });
    expect(await client.start()).toEqual(givenUp);
  });

  it('while TLS is at work', async () => {
    const abort = new AbortController();
    const { client, far, clock } = bench({}, { signal: abort.signal });
    const hello = await far.answer(flightIn(await client.start()));
    const step = client.feed(hello);
    abort.abort();
    expect(await step).toEqual(givenUp);
    expect(clock.pending).toBe(0);
    expect(await client.feed(hello)).toMatchObject({ kind: 'failed' });
  });

  it('between two rounds', async () => {
    const abort = new AbortController();
    const { client, far, clock } = bench({}, { signal: abort.signal });
    const hello = await far.answer(flightIn(await client.start()));
    abort.abort();
    expect(await client.feed(hello)).toEqual(givenUp);
    expect(clock.pending).toBe(0);
  });

  it('by close, twice', async () => {
    const { client, far, clock } = bench();
    const hello = await far.answer(flightIn(await client.start()));
    const step = client.feed(hello);
    client.close();
    client.close();
    expect(await step).toEqual(givenUp);
    expect(clock.pending).toBe(0);
  });
});

/** A hello whose last message is another than ServerHelloDone: one byte of its type. */
function endless(hello: Uint8Array): Uint8Array {
  const bent = Uint8Array.from(hello);
  bent[bent.length - 4] = 11;
  return bent;
}
