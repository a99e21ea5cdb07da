/** Which servers the names step comes to where none of Microsoft's service records exists: the same as discovery does. RFC 3263 4 */
import { setMaxListeners } from 'node:events';
import { beforeEach, expect, it } from 'vitest';
import { createFakeClock } from '../../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../../test/fakes/fake-random.ts';
import { createFakeResolver } from '../../../../test/fakes/fake-resolver.ts';
import { policy } from '../../../../test/fakes/finder-bench.ts';
import type { NaptrRecord } from '../../../protocol/discovery/naptr.ts';
import type { Tracer } from '../../trace/tracer.ts';
import { namesStep } from './names-step.ts';
import { stepLimitsMs } from './setup-check.ts';

const domain = 'contoso.com';
const tlsOnly: NaptrRecord = {
  order: 10,
  preference: 10,
  flags: 's',
  service: 'SIPS+D2T',
  regexp: '',
  replacement: '_sips._tcp.gone.contoso.com',
};

let clock: ReturnType<typeof createFakeClock>;
let resolver: ReturnType<typeof createFakeResolver>;
beforeEach(() => {
  clock = createFakeClock();
  resolver = createFakeResolver(clock);
});

/** The finding, and the servers that would be tried in their order. */
async function look(allowTcp = false, manualInternal = '') {
  const tracer: Tracer = { record: () => undefined, for: () => tracer };
  const { signal } = new AbortController();
  setMaxListeners(0, signal);
  const context = { clock, random: createFakeRandom(), tracer, signal, address: `karen@${domain}`, domain };
  const deps = { resolver, policy: { ...policy, allowTcp, manualInternal }, hasNetwork: () => true };
  const names = namesStep(deps, context);
  await clock.advance(stepLimitsMs.names - 1);
  const { outcome, servers } = await names;
  const { finding } = outcome;
  const tried = servers.filter(({ isInUse }) => isInUse).map(({ transport, host }) => `${transport} ${host}`);
  return { code: finding.failure?.code ?? finding.code, tried };
}

it('a domain without any record is its server itself', async () => {
  resolver.zone = { 'A contoso.com': { addresses: ['10.0.0.9'] } };
  expect(await look()).toEqual({ code: 'names-itself', tried: ['tls contoso.com'] });
});

it.each(['sip', 'lyncdiscover'])('is not where %s has an address', async (label) => {
  resolver.zone = {
    'A contoso.com': { addresses: ['10.0.0.9'] },
    [`A ${label}.contoso.com`]: { addresses: ['10.0.0.8'] },
    'SRV _sip._tcp.contoso.com': { srv: ['pbx.contoso.com:5060'] },
    'A pbx.contoso.com': { addresses: ['10.0.0.7'] },
  };
  const expected =
    label === 'sip'
      ? { code: 'names-hosts-only', tried: ['tls sip.contoso.com'] }
      : { code: 'names-web-only', tried: [] };
  expect(await look(true)).toEqual(expected);
  expect(resolver.asked).not.toContain('A contoso.com');
  expect(resolver.asked).not.toContain('SRV _sip._tcp.contoso.com');
});

it('the standard’s own name for TLS follows the host names', async () => {
  resolver.zone = {
    'A sip.contoso.com': { addresses: ['10.0.0.8'] },
    'SRV _sips._tcp.contoso.com': { srv: ['pbx.contoso.com:5061'] },
    'A pbx.contoso.com': { addresses: ['10.0.0.7'] },
  };
  expect((await look()).tried).toEqual(['tls sip.contoso.com', 'tls pbx.contoso.com']);
});

it('clear text is not asked for where the domain says TLS only, however late', async () => {
  resolver.zone = {
    'SRV _sip._tcp.contoso.com': { srv: ['pbx.contoso.com:5060'] },
    'A pbx.contoso.com': { addresses: ['10.0.0.7'] },
  };
  expect((await look(true)).tried).toEqual(['tcp pbx.contoso.com']);
  resolver.zone['NAPTR contoso.com'] = { naptr: [tlsOnly], delayMs: 1900 };
  expect(await look(true)).toEqual({ code: 'DOMAIN_UNKNOWN', tried: [] });
});

it('slow names in every wave are done within the limit of the step', async () => {
  const delayMs = 2000;
  resolver.zone = {
    'NAPTR contoso.com': { naptr: [tlsOnly], delayMs },
    'SRV _sips._tcp.gone.contoso.com': { outcome: 'no-name', delayMs },
    'SRV _sips._tcp.contoso.com': { srv: ['pbx.contoso.com:5061'], delayMs },
    'A pbx.contoso.com': { addresses: ['10.0.0.7'], delayMs },
  };
  expect(await look()).toEqual({ code: 'names-found', tried: ['tls pbx.contoso.com'] });
});

it.each([
  ['no-name', 'HOST_WITHOUT_ADDRESS'],
  ['timeout', 'DNS_TIMEOUT'],
  ['server-failed', 'DNS_SERVER_FAILED'],
] as const)('a server of whose name the name servers say %s, published or typed by hand: %s', async (outcome, code) => {
  resolver.zone = {
    'SRV _sip._tls.contoso.com': { srv: ['edge.contoso.com:443'] },
    'A edge.contoso.com': { outcome },
    'AAAA edge.contoso.com': { outcome },
  };
  expect((await look()).code).toBe(code);
  expect((await look(false, 'edge.contoso.com')).code).toBe(code);
});
