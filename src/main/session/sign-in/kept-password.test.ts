import { expect, it } from 'vitest';
import { createSignInBench, foundAt, registeringAgent } from '../../../../test/fakes/sign-in-bench.ts';
import { createMemorySecrets } from '../../store/memory-secrets.ts';
import type { SecretStore } from '../../store/secrets.ts';

/** A service that always registers, and notes the passwords it took there. */
function bench(secrets: SecretStore, options: { inLab?: boolean } = {}) {
  const used: (string | undefined)[] = [];
  let searches = 0;
  const { state, service } = createSignInBench({
    secrets,
    async find() {
      searches += 1;
      return foundAt('192.0.2.1');
    },
    createAgent({ password }) {
      used.push(password);
      return registeringAgent();
    },
    keepsAccounts: () => !options.inLab,
  });
  const start = (address: string, password?: string) => service.start({ address, password, remember: true });
  return { start, used, state, searches: () => searches };
}

it('the kept password is found however the address is typed', async () => {
  const secrets = createMemorySecrets();
  await bench(secrets).start('karen@contoso.com', 'kept');
  const world = bench(secrets);
  expect(await world.start(' sip:Karen@Contoso.com ')).toMatchObject({ ok: true });
  expect(await world.start('karen@contoso.com', '')).toMatchObject({ ok: true });
  expect(world.used).toEqual(['kept', 'kept']);
});

it('without a password, typed or kept, no server is asked', async () => {
  const world = bench(createMemorySecrets());
  expect(await world.start('karen@contoso.com')).toMatchObject({ ok: false, failure: { code: 'PASSWORD_MISSING' } });
  expect(world.state.get().account).toMatchObject({ kind: 'signed-out', failure: { code: 'PASSWORD_MISSING' } });
  expect([world.searches(), world.used]).toEqual([0, []]);
});

it("a person's own password is never shown to the lab", async () => {
  const secrets = createMemorySecrets();
  await bench(secrets).start('karen@contoso.com', 'kept');
  const lab = bench(secrets, { inLab: true });
  expect(await lab.start('karen@contoso.com')).toMatchObject({ failure: { code: 'PASSWORD_MISSING' } });
  expect(lab.used).toEqual([]);
});

it('a password that could not be kept is not said to be', async () => {
  const refusing: SecretStore = { ...createMemorySecrets(), set: async () => false };
  const world = bench(refusing);
  await world.start('karen@contoso.com', 'typed');
  expect(world.state.get().remembered).toEqual({ address: 'karen@contoso.com', hasPassword: false });
});
