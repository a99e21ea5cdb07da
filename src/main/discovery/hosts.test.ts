/** Host records, their ports and their addresses. */
import { beforeEach, describe, expect, it } from 'vitest';
import { external, FinderBench, short } from '../../../test/fakes/finder-bench.ts';
import type { FindRequest } from './finder.ts';

let bench: FinderBench;
beforeEach(() => {
  bench = new FinderBench();
});

describe('host records', () => {
  const only = (name: string, record: object) => {
    bench.resolver.zone = { [`A ${name}.contoso.com`]: record };
  };

  it('[B9] are used only when no service record exists at all', async () => {
    only('sip', { addresses: ['192.0.2.1'] });
    bench.servers = { '192.0.2.1:443': 'opens' };
    expect(await bench.find()).toBe('tls sip.contoso.com:443');
    bench.resolver.zone[external] = { srv: ['dead.contoso.com:5061'] };
    expect(await bench.find()).toBe('HOST_WITHOUT_ADDRESS');
    expect(await bench.find({ lenientFallback: true })).toBe('tls sip.contoso.com:443');
  });

  it('[B9] are not used before every service record is known not to exist', async () => {
    only('sip', { addresses: ['192.0.2.1'] });
    bench.servers = { '192.0.2.1:443': 'opens' };
    bench.resolver.zone[external] = { srv: ['dead.contoso.com:5061'], delayMs: 1900 };
    expect(await bench.find()).toBe('HOST_WITHOUT_ADDRESS');
    expect(bench.attempts).toEqual([]);
  });

  it('[B9] are not used where the service is said to be decidedly absent', async () => {
    only('sip', { addresses: ['192.0.2.1'] });
    bench.servers = { '192.0.2.1:443': 'opens' };
    bench.resolver.zone[external] = { srv: ['.:0'] };
    expect(await bench.find()).toBe('DOMAIN_UNKNOWN');
  });

  it('[B10] try both ports, 250 ms apart, 443 first but for the internal name of the own company', async () => {
    const ports = async (name: string, more: Partial<FindRequest> = {}) => {
      only(name, { addresses: ['192.0.2.1'] });
      bench.servers = { '192.0.2.1:443': 'silent', '192.0.2.1:5061': 'silent' };
      bench.attempts = [];
      await bench.find({}, more);
      return bench.attempts.map((attempt) => attempt.split(':').at(-1));
    };
    expect(await ports('sip')).toEqual(['443', '5061']);
    expect(await ports('sipinternal')).toEqual(['5061', '443']);
    expect(await ports('sipinternal', { purpose: 'guest-join' })).toEqual(['443', '5061']);
    bench.servers = { '192.0.2.1:443': 'silent', '192.0.2.1:5061': 'opens' };
    const outcome = bench.start({}, { purpose: 'guest-join' });
    await bench.clock.advance(260);
    expect(short(await outcome)).toBe('tls sipinternal.contoso.com:5061');
  });

  it('go on with the next name when one cannot be reached', async () => {
    bench.resolver.zone = {
      'A sip.contoso.com': { addresses: ['192.0.2.1'] },
      'A sipexternal.contoso.com': { addresses: ['192.0.2.2'] },
    };
    bench.servers = { '192.0.2.2:443': 'opens' };
    expect(await bench.find()).toBe('tls sipexternal.contoso.com:443');
  });

  it('[B7] are never spoken to in clear text, TCP allowed or not', async () => {
    for (const name of ['sipinternal', 'sip', 'sipexternal']) {
      only(name, { addresses: ['192.0.2.1'] });
      await bench.find({ allowTcp: true });
    }
    bench.resolver.zone = {
      [external]: { srv: ['sip.contoso.com:5060'] },
      'A sip.contoso.com': { addresses: ['192.0.2.1'] },
    };
    await bench.find({ allowTcp: true });
    await bench.find({ allowTcp: true }, { purpose: 'guest-join' });
    expect(bench.attempts.filter((attempt) => !attempt.startsWith('tls '))).toEqual([]);
    expect(bench.attempts.length).toBeGreaterThan(3);
    expect(bench.resolver.asked).not.toContain('SRV _sip._tcp.contoso.com');
  });
});

describe('addresses', () => {
  const edge = (addresses: Record<string, object>) => {
    bench.resolver.zone = { [external]: { srv: ['edge.contoso.com:5061'] }, ...addresses };
  };

  it('of both families are tried in turns', async () => {
    edge({
      'A edge.contoso.com': { addresses: ['192.0.2.1', '192.0.2.2'] },
      'AAAA edge.contoso.com': { addresses: ['2001:db8::1'] },
    });
    bench.servers = { '192.0.2.2:5061': 'opens' };
    expect(await bench.find()).toBe('tls edge.contoso.com:5061');
    expect(bench.attempts.map((attempt) => attempt.split(' ').at(-1))).toEqual([
      '192.0.2.1:5061',
      '2001:db8::1:5061',
      '192.0.2.2:5061',
    ]);
  });

  it('of one family do not wait for the other when it is silent', async () => {
    edge({
      'A edge.contoso.com': { addresses: ['192.0.2.1'] },
      'AAAA edge.contoso.com': { delayMs: Number.POSITIVE_INFINITY },
    });
    bench.servers = { '192.0.2.1:5061': 'opens' };
    const outcome = bench.start();
    await bench.clock.advance(100);
    expect(short(await outcome)).toBe('tls edge.contoso.com:5061');
  });

  it('of the family that answers later are tried as well, while those of the first are still silent', async () => {
    edge({
      'A edge.contoso.com': { addresses: ['192.0.2.1'], delayMs: 400 },
      'AAAA edge.contoso.com': { addresses: ['2001:db8::1'] },
    });
    bench.servers = { '192.0.2.1:5061': 'opens' };
    expect(await bench.find()).toBe('tls edge.contoso.com:5061');
    bench.servers = { '192.0.2.1:5061': 'opens', '2001:db8::1:5061': 'silent' };
    const outcome = bench.start();
    await bench.clock.advance(450);
    expect(short(await outcome)).toBe('tls edge.contoso.com:5061');
  });

  it('of the other family are waited for where the first has only places that are not to be tried', async () => {
    edge({
      'A edge.contoso.com': { addresses: ['192.0.2.1'], delayMs: 400 },
      'AAAA edge.contoso.com': { addresses: ['2001:db8::1'] },
    });
    bench.servers = { '192.0.2.1:5061': 'opens' };
    const bad = { last: new Set<string>(), never: new Set(['2001:db8::1:5061']) };
    expect(await bench.find({}, { bad })).toBe('tls edge.contoso.com:5061');
  });

  it('beyond eight are not tried', async () => {
    edge({ 'A edge.contoso.com': { addresses: Array.from({ length: 30 }, (_, index) => `192.0.2.${index}`) } });
    await bench.find();
    expect(bench.attempts).toHaveLength(8);
  });

  it('that no name server told of are not said not to exist', async () => {
    const asked = (answer: object) => {
      edge({ 'A edge.contoso.com': answer, 'AAAA edge.contoso.com': answer });
      return bench.find();
    };
    expect(await asked({ delayMs: Number.POSITIVE_INFINITY })).toBe('DNS_TIMEOUT');
    expect(await asked({ outcome: 'server-failed' })).toBe('DNS_SERVER_FAILED');
    expect(await asked({ outcome: 'refused' })).toBe('DNS_UNREACHABLE');
    expect(await asked({ outcome: 'no-name' })).toBe('HOST_WITHOUT_ADDRESS');
  });

  it('of a server typed by hand are not blamed where there is no network', async () => {
    edge({ 'A edge.contoso.com': { outcome: 'refused' }, 'AAAA edge.contoso.com': { outcome: 'refused' } });
    bench.hasNetwork = false;
    expect(await bench.find({ manualInternal: 'edge.contoso.com' })).toBe('NO_NETWORK');
  });

  it('[B12] that do not exist name the host', async () => {
    edge({});
    const outcome = bench.start();
    await bench.clock.advance(60_000);
    expect(await outcome).toMatchObject({
      failure: { code: 'HOST_WITHOUT_ADDRESS', server: 'edge.contoso.com', data: { host: 'edge.contoso.com' } },
    });
  });
});

describe('the names of the standard', () => {
  const secure = 'SRV _sips._tcp.contoso.com';
  const clear = 'SRV _sip._tcp.contoso.com';

  it('lead to a server of another maker, after all others', async () => {
    bench.resolver.zone = {
      [secure]: { srv: ['pbx.contoso.com:5061'] },
      'A pbx.contoso.com': { addresses: ['192.0.2.7'] },
    };
    bench.servers = { '192.0.2.7:5061': 'opens' };
    expect(await bench.find()).toBe('tls pbx.contoso.com:5061');
    const { asked } = bench.resolver;
    expect([asked.includes(clear), asked.indexOf(external) < asked.indexOf(secure)]).toEqual([false, true]);
  });

  it('in clear text count where that is allowed, and no other server is there', async () => {
    bench.resolver.zone = {
      [clear]: { srv: ['pbx.contoso.com:5060'] },
      'A pbx.contoso.com': { addresses: ['192.0.2.7'] },
    };
    bench.servers = { '192.0.2.7:5060': 'opens' };
    expect(await bench.find({ allowTcp: true })).toBe('tcp pbx.contoso.com:5060');
    expect(await bench.find()).toBe('DOMAIN_UNKNOWN');
  });

  it('are trusted like any other', async () => {
    bench.resolver.zone = {
      [secure]: { srv: ['pbx.elsewhere.net:5061'] },
      'A pbx.elsewhere.net': { addresses: ['192.0.2.7'] },
    };
    expect(await bench.find()).toBe('SERVER_NAME_UNTRUSTED');
  });

  it('are nothing for a guest', async () => {
    await bench.find({ allowTcp: true }, { purpose: 'guest-join' });
    expect(bench.resolver.asked.filter((name) => [secure, clear].includes(name))).toEqual([]);
  });
});
