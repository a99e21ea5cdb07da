/** Discovery, connection and trust against the lab's DNS and TLS, on real sockets. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ServerFaults } from '../../src/lab/api.ts';
import { type Ground, openGround } from '../../src/lab/net/ground.ts';
import type { FindPolicy, FindRequest } from '../../src/main/discovery/finder.ts';
import { createNodeResolver } from '../../src/main/discovery/resolver.ts';
import { createServerFinder } from '../../src/main/discovery/server-finder.ts';
import { openFlow } from '../../src/main/net/open-flow.ts';
import { systemClock, systemRandom } from '../../src/main/platform/system-clock.ts';
import { createTracing, type Tracing } from '../../src/main/trace/tracing.ts';
import { createTrust } from '../../src/main/trust/trust.ts';
import type { ConnectionFacts } from '../../src/shared/model/network.ts';

const policy: FindPolicy = {
  allowTcp: false,
  strictNames: false,
  lenientFallback: false,
  trustedNames: [],
  manualInternal: '',
  manualExternal: '',
};

let ground: Ground;
let roots: string[];
let received: string[];
let tracing: Tracing;
let connections: Map<string, ConnectionFacts>;

beforeEach(async () => {
  received = [];
  ground = await openGround({ ports: 'free' }, { clock: systemClock, random: systemRandom }, () => ({
    acceptSip: (connection) => connection.onMessage((raw) => received.push(Buffer.from(raw).toString())),
    acceptWeb: (accepted) => accepted.stream.destroy(),
  }));
  roots = [ground.authority.rootPem];
  tracing = createTracing({ clock: systemClock });
  connections = new Map();
});
afterEach(() => ground.close());

function finder() {
  const trust = createTrust({ extraRoots: () => roots });
  let id = 0;
  return createServerFinder({
    resolver: createNodeResolver({ servers: () => [`${ground.dnsAddress}:${ground.dns.port}`], clock: systemClock }),
    clock: systemClock,
    random: systemRandom,
    hasNetwork: () => true,
    open: (request) =>
      openFlow(
        {
          clock: systemClock,
          trust,
          localAddressFor: () => undefined,
          onConnection: (facts) => connections.set(facts.id, facts),
          nextId: () => `c${++id}`,
        },
        request,
      ),
  });
}

async function find(domain: string, change: Partial<FindPolicy> = {}, more: Partial<FindRequest> = {}) {
  const outcome = await finder().find({
    domain,
    purpose: 'sign-in',
    policy: { ...policy, ...change },
    signal: new AbortController().signal,
    tracer: tracing.tracer,
    ...more,
  });
  if (outcome.ok) outcome.value.flow.close();
  return outcome;
}

const asked = () => ground.dns.queries().map((query) => query.name);
const fault = (server: string, faults: ServerFaults) => ground.setFaults(server, faults);

describe('names', () => {
  it('[B2] [B8] [B11] asks for all at once and uses the port of the service record', async () => {
    const outcome = await find('contoso.com');
    expect(outcome).toMatchObject({ ok: true, value: { target: { host: 'sip.contoso.com', transport: 'tls' } } });
    expect(asked()).toEqual(
      expect.arrayContaining(['_sipinternaltls._tcp.contoso.com', '_sip._tls.contoso.com', 'sip.contoso.com']),
    );
    if (!outcome.ok) throw new Error('not found');
    const server = ground.servers().find(({ name }) => name === 'sip.contoso.com');
    expect(outcome.value.target.port).toBe(server?.ports[0]);
    const verdicts = Object.fromEntries(outcome.value.report.lookups.map(({ name, verdict }) => [name, verdict]));
    expect(verdicts).toMatchObject({
      '_sipinternaltls._tcp.contoso.com': 'no-answer',
      '_sip._tls.contoso.com': 'used',
    });
  });

  it('[B4] never asks for the misspelt name', async () => {
    await find('tailspintoys.com', {}, { purpose: 'guest-join' });
    await find('nobody.example');
    expect(asked().filter((name) => name.startsWith('sipinteral.'))).toEqual([]);
  });

  it('[B6] asks for the TCP record only where TCP is allowed', async () => {
    await find('contoso.com');
    expect(asked()).not.toContain('_sipinternal._tcp.contoso.com');
    await find('contoso.com', { allowTcp: true });
    expect(asked()).toContain('_sipinternal._tcp.contoso.com');
  });

  it('[B3] a domain nobody knows is said to be unknown', async () => {
    expect(await find('nobody.example')).toMatchObject({
      ok: false,
      failure: { code: 'DOMAIN_UNKNOWN', server: 'nobody.example' },
    });
  });

  it('[B8] the internal server wins when its slower answer comes in time', async () => {
    const inside = ground.servers().find(({ name }) => name === 'pool01.contoso.com');
    const srv = [{ target: 'pool01.contoso.com', port: inside?.ports[0] ?? 0 }];
    ground.answers.behave('_sipinternaltls._tcp.contoso.com', 'SRV', { kind: 'answer', srv });
    expect(await find('contoso.com')).toMatchObject({ ok: true, value: { target: { host: 'pool01.contoso.com' } } });
  });

  it('a silent DNS server for the better name costs a wait and not the sign-in', async () => {
    ground.answers.behave('_sipinternaltls._tcp.contoso.com', 'SRV', { kind: 'silence' });
    expect(await find('contoso.com')).toMatchObject({ ok: true, value: { target: { host: 'sip.contoso.com' } } });
  });

  it('[B9] a broken service record stops the search, unless the person chose the lenient way', async () => {
    ground.answers.behave('_sip._tls.contoso.com', 'SRV', {
      kind: 'answer',
      srv: [{ target: 'gone.contoso.com', port: 443 }],
    });
    expect(await find('contoso.com')).toMatchObject({ ok: false, failure: { code: 'HOST_WITHOUT_ADDRESS' } });
    const lenient = await find('contoso.com', { lenientFallback: true });
    expect(lenient.ok ? lenient.value.target.host : lenient.failure.code).not.toBe('HOST_WITHOUT_ADDRESS');
  });

  it('[B12] names the server that has no address', async () => {
    ground.answers.behave('_sip._tls.contoso.com', 'SRV', {
      kind: 'answer',
      srv: [{ target: 'gone.contoso.com', port: 443 }],
    });
    expect(await find('contoso.com')).toMatchObject({
      failure: { code: 'HOST_WITHOUT_ADDRESS', server: 'gone.contoso.com', data: { host: 'gone.contoso.com' } },
    });
  });

  it('[C4] a foreign name gets no connection, valid certificate or not, and the lenient way does not go around it', async () => {
    const stranger = ground.servers().find(({ name }) => name === 'sip.fabrikam.com');
    const srv = [{ target: 'sip.fabrikam.com', port: stranger?.ports[0] ?? 0 }];
    ground.answers.behave('_sip._tls.contoso.com', 'SRV', { kind: 'answer', srv });
    for (const lenientFallback of [false, true]) {
      expect(await find('contoso.com', { lenientFallback })).toMatchObject({
        ok: false,
        failure: { code: 'SERVER_NAME_UNTRUSTED', data: { domain: 'contoso.com', host: 'sip.fabrikam.com' } },
      });
    }
    expect(ground.openConnections()).toBe(0);
    expect([...connections.values()]).toEqual([]);
    const trusted = await find('contoso.com', { trustedNames: ['sip.fabrikam.com'] });
    expect(trusted).toMatchObject({ ok: true, value: { target: { host: 'sip.fabrikam.com' } } });
  });

  it('[B14] [C5] manual servers: the internal first, the external when it fails, without the name rule', async () => {
    const place = (name: string) => `${name}:${ground.servers().find((server) => server.name === name)?.ports[0]}`;
    const manual = { manualInternal: place('pool01.fabrikam.com'), manualExternal: place('sip.fabrikam.com') };
    expect(await find('contoso.com', manual)).toMatchObject({
      ok: true,
      value: { target: { host: 'pool01.fabrikam.com' } },
    });
    fault('pool01.fabrikam.com', { refuseConnections: true });
    expect(await find('contoso.com', manual)).toMatchObject({
      ok: true,
      value: { target: { host: 'sip.fabrikam.com' } },
    });
    expect(asked().filter((name) => name.startsWith('_sip'))).toEqual([]);
  });

  it('[B18] finds the answers that were asked for in advance', async () => {
    const search = finder();
    search.prefetch('contoso.com', policy);
    const outcome = await search.find({
      domain: 'contoso.com',
      purpose: 'sign-in',
      policy,
      signal: new AbortController().signal,
      tracer: tracing.tracer,
    });
    if (outcome.ok) outcome.value.flow.close();
    expect(outcome.ok).toBe(true);
    expect(asked().filter((name) => name === '_sip._tls.contoso.com')).toHaveLength(1);
  });

  it.each([
    ['servfail', 'DNS_SERVER_FAILED'],
    ['silence', 'DNS_TIMEOUT'],
  ] as const)('a DNS server that answers with %s is told apart: %s', async (kind, code) => {
    for (const service of ['_sipinternaltls._tcp', '_sip._tls']) {
      ground.answers.behave(`${service}.nobody.example`, 'SRV', { kind });
    }
    for (const host of ['sipinternal', 'sip', 'sipexternal']) {
      ground.answers.behave(`${host}.nobody.example`, 'A', { kind });
      ground.answers.behave(`${host}.nobody.example`, 'AAAA', { kind });
    }
    expect(await find('nobody.example')).toMatchObject({ ok: false, failure: { code } });
  });
});

describe('certificates', () => {
  it.each([
    ['expired', 'CERTIFICATE_EXPIRED'],
    ['not-yet-valid', 'CERTIFICATE_NOT_YET_VALID'],
    ['wrong-name', 'CERTIFICATE_WRONG_NAME'],
    ['self-signed', 'CERTIFICATE_SELF_SIGNED'],
    ['unknown-root', 'CERTIFICATE_UNKNOWN_ISSUER'],
    ['leaf-only', 'CERTIFICATE_INTERMEDIATE_MISSING'],
  ] as const)('[D1] [D4] %s is %s, and not a byte of SIP went out', async (certificate, code) => {
    fault('sip.contoso.com', { certificate });
    const outcome = await find('contoso.com');
    expect(outcome).toMatchObject({ ok: false, failure: { code, data: { host: 'sip.contoso.com' } } });
    expect(received).toEqual([]);
    expect(tracing.list(0, 1000).entries.some((entry) => entry.kind === 'chain' && entry.verdict !== 'trusted')).toBe(
      true,
    );
  });

  it("[D3] the lab's root counts only while it is handed in", async () => {
    roots = [];
    expect(await find('contoso.com')).toMatchObject({ ok: false, failure: { code: 'CERTIFICATE_UNKNOWN_ISSUER' } });
  });
});

describe('connections', () => {
  it('a closed port is refused, a silent one times out, and the sockets are gone', async () => {
    fault('sip.contoso.com', { refuseConnections: true });
    expect(await find('contoso.com')).toMatchObject({ failure: { code: 'CONNECT_REFUSED' } });
    fault('sip.contoso.com', { silent: 'tcp' });
    expect(await find('contoso.com')).toMatchObject({ failure: { code: 'TLS_TIMEOUT' } });
    expect([...connections.values()].filter(({ state }) => state !== 'closed')).toEqual([]);
  });

  it('a search that is cancelled ends at once and leaves nothing open', async () => {
    fault('sip.contoso.com', { silent: 'tcp' });
    const controller = new AbortController();
    const outcome = find(
      'contoso.com',
      {},
      {
        signal: controller.signal,
        onProgress: (progress) => {
          if (progress.kind === 'connecting') controller.abort();
        },
      },
    );
    expect((await outcome).ok).toBe(false);
  });

  it('[B10] with host records alone, 443 and 5061 are tried', async () => {
    ground.answers.behave('_sip._tls.contoso.com', 'SRV', { kind: 'nxdomain' });
    const outcome = await find('contoso.com', {}, { purpose: 'guest-join' });
    const tried = tracing
      .list(0, 1000)
      .entries.flatMap((entry) =>
        entry.kind === 'connect' && entry.state === 'connecting' ? [entry.peer.split(':').at(-1)] : [],
      );
    expect(tried[0]).toBe('443');
    if (!outcome.ok) expect(tried).toContain('5061');
  });
});
