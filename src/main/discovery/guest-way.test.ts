/** The way to the organiser's edge over real DNS and TLS: each of the things it needs, taken away in turn. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { type Ground, openGround } from '../../lab/net/ground.ts';
import { openFlow } from '../net/open-flow.ts';
import type { Tracer } from '../trace/tracer.ts';
import { createTrust } from '../trust/trust.ts';
import { createNodeResolver } from './resolver.ts';
import { createServerFinder } from './server-finder.ts';

// Certificates are judged by the machine's own time.
const clock = createFakeClock(Date.now());
// Labs of other tests run beside this one, each in a network of its own.
const random = createFakeRandom(process.pid);
const edge = 'sip.tailspintoys.com';
let ground: Ground;
let roots: string[];

beforeEach(async () => {
  ground = await openGround({ ports: 'free' }, { clock, random }, () => ({
    acceptSip: () => undefined,
    acceptWeb: (accepted) => accepted.stream.destroy(),
  }));
  roots = [ground.authority.rootPem];
});
afterEach(() => ground.close());

async function lookForEdge(): Promise<string> {
  const trust = createTrust({ extraRoots: () => roots, machineRoots: () => [] });
  const tracer: Tracer = { record: () => undefined, for: () => tracer };
  const opening = { clock, trust, localAddressFor: () => undefined, onConnection: () => undefined, nextId: () => 'c' };
  const finder = createServerFinder({
    resolver: createNodeResolver({ servers: () => [`${ground.dnsAddress}:${ground.dns.port}`], clock }),
    clock,
    random,
    hasNetwork: () => true,
    open: (request) => openFlow(opening, request),
  });
  const outcome = await finder.find({
    domain: 'tailspintoys.com',
    purpose: 'guest-join',
    policy: {
      allowTcp: false,
      strictNames: false,
      lenientFallback: false,
      trustedNames: [],
      manualInternal: '',
      manualExternal: '',
    },
    signal: new AbortController().signal,
    tracer,
  });
  if (!outcome.ok) return outcome.failure.code;
  outcome.value.flow.close();
  return outcome.value.target.host;
}

it('[I14] ends at the edge when records, port and certificate are right', async () => {
  expect(await lookForEdge()).toBe(edge);
});

it('[I14] tells missing records, a closed port and a certificate nobody trusts apart', async () => {
  roots = [];
  expect(await lookForEdge()).toBe('CERTIFICATE_UNKNOWN_ISSUER');
  roots = [ground.authority.rootPem];
  ground.setFaults(edge, { refuseConnections: true });
  expect(await lookForEdge()).toBe('CONNECT_REFUSED');
  ground.answers.behave(edge, 'A', { kind: 'nxdomain' });
  expect(await lookForEdge()).toBe('HOST_WITHOUT_ADDRESS');
  for (const service of ['_sip._tls', '_sipinternaltls._tcp']) {
    ground.answers.behave(`${service}.tailspintoys.com`, 'SRV', { kind: 'nxdomain' });
  }
  for (const host of ['sipinternal', 'sipexternal']) {
    ground.answers.behave(`${host}.tailspintoys.com`, 'A', { kind: 'nxdomain' });
  }
  expect(await lookForEdge()).toBe('DOMAIN_UNKNOWN');
});
