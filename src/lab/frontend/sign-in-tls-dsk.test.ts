import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import type { AuthFaults } from '../auth/settings.ts';
import { issueTo } from '../auth/test-identity.ts';
import { KAREN, POOL, signingBench, subscribeLines, VADIM } from '../auth/test-signing-bench.ts';
import { DskClient, SigningClient } from '../auth/test-signing-client.ts';

const setUp = (faults?: AuthFaults, server?: string) =>
  signingBench({ clock: createFakeClock(), random: createFakeRandom() }, faults, server);

describe('signing in with TLS-DSK', () => {
  it.each(['TLSv1', 'TLSv1.1', 'TLSv1.2'] as const)('[E7] takes a certificate of ours over %s', async (version) => {
    const { bench, karen } = setUp();
    const answer = await karen.tlsDsk(new DskClient(issueTo(KAREN, bench.certificates), version));
    expect(answer?.status).toBe(200);
    expect(answer && karen.trusts(answer)).toBe(true);
    expect(karen.send(subscribeLines(karen))[0]?.status).toBe(200);
  });

  it('[E7] refuses a certificate of somebody else as 403, an unknown one and none as 401', async () => {
    const { bench, karen } = setUp();
    const foreign = await karen.tlsDsk(new DskClient(issueTo(VADIM, bench.certificates)));
    expect(foreign?.header('ms-diagnostics')).toMatch(/^4004;/);
    const unknown = await karen.tlsDsk(new DskClient(issueTo(KAREN, undefined)));
    expect([unknown?.status, unknown?.header('ms-diagnostics')]).toEqual([
      401,
      '1000;reason="The client certificate is not valid for this deployment";source="fe01.contoso.com"',
    ]);
    expect((await karen.tlsDsk(new DskClient(undefined)))?.status).toBe(401);
    expect(bench.side.registrations(KAREN)).toEqual([]);
  });

  it('[E7] refuses a certificate that was withdrawn or is over', async () => {
    const { bench, clock, karen } = setUp();
    const identity = issueTo(KAREN, bench.certificates);
    expect((await karen.tlsDsk(new DskClient(identity)))?.status).toBe(200);
    await clock.advance(200 * 24 * 3600_000);
    expect((await karen.tlsDsk(new DskClient(identity)))?.status).toBe(401);
    const other = issueTo(VADIM, bench.certificates);
    bench.certificates.withdraw(VADIM);
    const vadim = new SigningClient(bench.connect(POOL), VADIM);
    expect((await vadim.tlsDsk(new DskClient(other)))?.status).toBe(401);
  });

  it.each([
    ['half a hello', (hello: Buffer) => hello.subarray(0, hello.length >> 1)],
    ['nothing but an alert', () => Buffer.from('15030100020228', 'hex')],
    [
      'a hello with a damaged body',
      (hello: Buffer) => Buffer.concat([hello.subarray(0, 9), Buffer.alloc(hello.length - 9, 0xff)]),
    ],
    ['no TLS at all', () => Buffer.from('REGISTER')],
  ])('answers %s with 401 and forgets the handshake', async (_title, damage) => {
    const { karen, clock } = setUp();
    karen.read(karen.register(undefined)[0], 'TLS-DSK');
    const hello = await new DskClient(undefined).flight();
    const answer = await karen.flight(damage(hello));
    expect(answer?.status).toBe(401);
    expect(answer?.header('ms-diagnostics')).toMatch(/^1000;/);
    karen.client.drop();
    expect(clock.pending).toBe(0);
  });

  it('never waits for ever on a handshake that makes no sense in its order', async () => {
    const { karen, bench } = setUp();
    const dsk = new DskClient(issueTo(KAREN, bench.certificates));
    karen.read(karen.register(undefined)[0], 'TLS-DSK');
    const hello = await dsk.flight();
    karen.read(await karen.flight(hello), 'TLS-DSK');
    expect((await karen.flight(hello))?.status).toBe(401);
  });
});
