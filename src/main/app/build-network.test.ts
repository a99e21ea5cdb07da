import { expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { testApp } from '../../../test/fakes/test-app.ts';
import { createDnsAnswers } from '../../lab/dns/answers.ts';
import { openDnsServer } from '../../lab/dns/dns-server.ts';
import { createRoundTrips } from '../../lab/net/round-trips.ts';
import { firstSlices } from '../../shared/model/first-slices.ts';
import { defaultSettings } from '../../shared/model/settings.ts';
import type { SettingsStore } from '../store/settings.ts';
import { createStateStore } from '../store/state.ts';
import { createTracing } from '../trace/tracing.ts';
import { buildNetwork } from './build-network.ts';
import { createEnvironment } from './environment.ts';

const name = '_autodiscover._tcp.contoso.com';

it('takes a record that says that a service is not here for none', async () => {
  const clock = createFakeClock();
  const answers = createDnsAnswers({ find: () => undefined });
  const trips = createRoundTrips();
  const server = await openDnsServer({ clock, answers, trips, latencyMs: () => 0, address: '127.0.0.1', port: 0 });
  const environment = createEnvironment();
  environment.enterLab({ dnsServer: `127.0.0.1:${server.port}`, rootCertificatePem: '' });
  const state = createStateStore(firstSlices(testApp, defaultSettings), clock);
  const tracing = createTracing({ clock });
  const settings = { get: () => defaultSettings } as SettingsStore;
  const net = buildNetwork({ clock, random: createFakeRandom(), settings, tracing }, { state, environment });
  const context = { signal: new AbortController().signal, tracer: tracing.tracer };
  answers.behave(name, 'SRV', { kind: 'answer', srv: [{ target: '.', port: 0 }] });
  expect(await net.servicesOf(name, context)).toEqual([]);
  answers.behave(name, 'SRV', { kind: 'answer', srv: [{ target: 'mail.contoso.com', port: 443 }] });
  expect(await net.servicesOf(name, context)).toEqual([{ host: 'mail.contoso.com', port: 443 }]);
  await server.close();
});
