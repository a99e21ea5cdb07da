/** The certificate page's own question, put to the lab: the story of a load balancer that was never given the intermediate. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ExaminedAddress } from '../../src/shared/model/examination.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';

const inside = 'pool01.litwareinc.com';
const outside = 'sip.litwareinc.com';

let world: LabClient;
beforeAll(async () => {
  world = await startLabClient();
});
afterAll(() => world.stop());

async function look(host: string): Promise<ExaminedAddress> {
  const server = world.lab.profile.servers.find(({ name }) => name === host);
  const outcome = await world.client.certificates.examine({ host, port: server?.ports[0] ?? 0 });
  const examined = outcome.ok ? outcome.value.addresses[0] : undefined;
  if (!examined) throw new Error(outcome.ok ? 'no address' : outcome.failure.code);
  return examined;
}

it('[Q1] finds at the inside address one certificate, and names the one that is missing', async () => {
  const examined = await look(inside);
  expect(examined.sent.map(({ subject }) => subject)).toEqual([inside]);
  expect(examined.failure).toMatchObject({
    code: 'CERTIFICATE_INTERMEDIATE_MISSING',
    server: inside,
    data: { issuer: 'Offhook Lab Issuing CA', sent: '1' },
  });
});

it('[Q3] finds at the outside address all of them, and knows from there what the inside needs', async () => {
  const good = await look(outside);
  expect(good.failure).toBeUndefined();
  expect(good.sent).toHaveLength(2);
  const bad = await look(inside);
  expect(bad.chain.map(({ origin, name }) => [origin, name])).toEqual([
    ['sent', inside],
    ['missing', 'Offhook Lab Issuing CA'],
    ['this-computer', 'Offhook Lab Root CA'],
  ]);
});

it('[Q5] judges HTTPS as it judges SIP', async () => {
  const server = world.lab.profile.servers.find(({ name }) => name === inside);
  const port = server?.webPorts?.[0];
  expect(port).toBeDefined();
  const outcome = await world.client.certificates.examine({ host: inside, port: port ?? 0 });
  expect(outcome).toMatchObject({
    ok: true,
    value: { addresses: [{ failure: { code: 'CERTIFICATE_INTERMEDIATE_MISSING' } }] },
  });
});

it('[D1] sees what else a server can do wrong', async () => {
  const seen: Record<string, string | undefined> = {};
  for (const certificate of ['expired', 'sha1', 'weak-key', 'wrong-name', 'self-signed', 'unknown-root'] as const) {
    world.lab.setFaults(outside, { certificate });
    seen[certificate] = (await look(outside)).failure?.code;
  }
  world.lab.setFaults(outside, { staple: 'revoked' });
  seen.revoked = (await look(outside)).failure?.code;
  world.lab.setFaults(outside, { newestTls: 'TLSv1' });
  const old = await look(outside);
  expect([old.failure?.code, old.protocol]).toEqual(['TLS_TOO_OLD', 'TLSv1']);
  world.lab.setFaults(outside, {});
  expect(seen).toEqual({
    expired: 'CERTIFICATE_EXPIRED',
    sha1: 'CERTIFICATE_WEAK',
    'weak-key': 'CERTIFICATE_WEAK',
    'wrong-name': 'CERTIFICATE_WRONG_NAME',
    'self-signed': 'CERTIFICATE_SELF_SIGNED',
    'unknown-root': 'CERTIFICATE_UNKNOWN_ISSUER',
    revoked: 'CERTIFICATE_REVOKED',
  });
});

it('leaves nothing open', async () => {
  await look(outside);
  await expect.poll(() => world.lab.openConnections()).toBe(0);
});

it('[D7] signs in through an old server only when the account allows it, and says what is wrong until then', async () => {
  const address = 'karen@contoso.com';
  world.lab.setFaults('sip.contoso.com', { newestTls: 'TLSv1.1' });
  expect(await world.signIn(address)).toMatchObject({ ok: false, failure: { code: 'TLS_TOO_OLD' } });
  world.client.changeSettings({ olderTlsFor: [address] });
  expect(await world.signIn(address)).toMatchObject({ ok: true });
  const shown = world.client.state.get().connections.find(({ purpose }) => purpose === 'account');
  expect(shown?.protocol).toBe('TLSv1.1');
  await world.client.signOut();
  world.client.changeSettings({ olderTlsFor: [] });
  world.lab.setFaults('sip.contoso.com', {});
});
