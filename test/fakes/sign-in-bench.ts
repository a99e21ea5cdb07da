/** A sign-in without a network: what is found and what the agent answers is the test's. */
import type { ServerFinder } from '../../src/main/discovery/finder.ts';
import type { SignInDependencies } from '../../src/main/session/sign-in/sign-in-api.ts';
import { createSignInService } from '../../src/main/session/sign-in/sign-in-service.ts';
import { createMemorySecrets } from '../../src/main/store/memory-secrets.ts';
import { createMemorySettings } from '../../src/main/store/memory-settings.ts';
import { createStateStore } from '../../src/main/store/state.ts';
import type { Tracer } from '../../src/main/trace/tracer.ts';
import { firstSlices } from '../../src/shared/model/first-slices.ts';
import { defaultSettings, type Settings } from '../../src/shared/model/settings.ts';
import { done, failed } from '../../src/shared/outcome.ts';
import { createFakeClock } from './fake-clock.ts';
import { createFakeRandom } from './fake-random.ts';
import { createFakeSipAgent } from './fake-sip-agent.ts';
import { createMemoryFlow } from './memory-flow.ts';
import { testApp } from './test-app.ts';

const tracer: Tracer = { record: () => undefined, for: () => tracer };

/** A server that was found at this address. */
export function foundAt(peerAddress: string, host = 'sip.contoso.com', port = 5061) {
  const target = { host, port, transport: 'tls' as const };
  const report = { domain: 'contoso.com', purpose: 'sign-in' as const, lookups: [] };
  return done({ flow: createMemoryFlow({ peerAddress }), target, report });
}

/** What a REGISTER that was taken resolves with. */
export const taken = done({
  expiresSeconds: 600,
  scheme: 'NTLM',
  location: 'inside',
  allowedEvents: [],
  registerCount: 2,
} as const);

/** An agent that always registers. */
export function registeringAgent() {
  const agent = createFakeSipAgent();
  agent.register = () => Promise.resolve(taken);
  return agent;
}

/** The service with these settings; what is not given finds sip.contoso.com and registers there. */
export function createSignInBench(
  given: Partial<SignInDependencies> & { find?: ServerFinder['find']; first?: Settings } = {},
) {
  const { find = async () => foundAt('192.0.2.1'), first = defaultSettings, ...deps } = given;
  const clock = createFakeClock();
  const state = createStateStore(firstSlices(testApp, first), clock);
  const settings = createMemorySettings(first);
  const service = createSignInService({
    finder: { find, prefetch: () => undefined, forget: () => undefined },
    clock,
    random: createFakeRandom(),
    tracer,
    state,
    settings,
    secrets: createMemorySecrets(),
    createAgent: registeringAgent,
    askLyncdiscoverFor: () => async () => failed({ code: 'DOMAIN_UNKNOWN', at: 0 }),
    prepareFor: () => undefined,
    onDiscovery: () => undefined,
    readAddress: (text) => {
      const address = text.trim().toLowerCase().replace('sip:', '');
      return done({ address, sipUri: `sip:${address}`, domain: 'contoso.com' });
    },
    reportDevices: () => undefined,
    onRegistered: () => undefined,
    keepsAccounts: () => true,
    onOffline: () => undefined,
    ...deps,
  });
  return { clock, state, settings, service };
}
