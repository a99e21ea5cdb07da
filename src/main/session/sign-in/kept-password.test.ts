import { expect, it } from 'vitest';
import { createFakeClock } from '../../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../../test/fakes/fake-random.ts';
import { createFakeSipAgent } from '../../../../test/fakes/fake-sip-agent.ts';
import { createMemoryFlow } from '../../../../test/fakes/memory-flow.ts';
import { testApp } from '../../../../test/fakes/test-app.ts';
import { firstSlices } from '../../../shared/model/first-slices.ts';
import { defaultSettings, type Settings } from '../../../shared/model/settings.ts';
import { done, failed } from '../../../shared/outcome.ts';
import type { ServerFinder } from '../../discovery/finder.ts';
import { createMemorySecrets } from '../../store/memory-secrets.ts';
import type { SecretStore } from '../../store/secrets.ts';
import { createStateStore } from '../../store/state.ts';
import type { Tracer } from '../../trace/tracer.ts';
import { createSignInService } from './sign-in-service.ts';

const tracer: Tracer = { record: () => undefined, for: () => tracer };

/** A service that always registers, and notes the passwords it took there. */
function bench(secrets: SecretStore, options: { inLab?: boolean } = {}) {
  const clock = createFakeClock();
  const used: (string | undefined)[] = [];
  let searches = 0;
  let settings: Settings = defaultSettings;
  const state = createStateStore(firstSlices(testApp, settings), clock);
  const finder: ServerFinder = {
    async find() {
      searches += 1;
      const target = { host: 'sip.contoso.com', port: 5061, transport: 'tls' as const };
      const report = { domain: 'contoso.com', purpose: 'sign-in' as const, lookups: [] };
      return done({ flow: createMemoryFlow(), target, report });
    },
    prefetch: () => undefined,
    forget: () => undefined,
  };
  const agent = createFakeSipAgent();
  agent.register = async () =>
    done({ expiresSeconds: 600, scheme: 'NTLM', location: 'inside', allowedEvents: [], registerCount: 2 });
  const service = createSignInService({
    finder,
    clock,
    random: createFakeRandom(),
    tracer,
    state,
    settings: {
      get: () => settings,
      change: (patch) => {
        settings = { ...settings, ...patch };
      },
      onChange: () => () => undefined,
      forgetSetAside: () => undefined,
      flush: async () => undefined,
    },
    secrets,
    createAgent({ password }) {
      used.push(password);
      return agent;
    },
    askLyncdiscoverFor: () => async () => failed({ code: 'DOMAIN_UNKNOWN', at: 0 }),
    prepareFor: () => undefined,
    onDiscovery: () => undefined,
    readAddress: (text) => {
      const address = text.trim().toLowerCase().replace('sip:', '');
      return done({ address, sipUri: `sip:${address}`, domain: 'contoso.com' });
    },
    reportDevices: () => undefined,
    onRegistered: () => undefined,
    keepsAccounts: () => !options.inLab,
    onOffline: () => undefined,
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
