/** Names found in DNS and names typed by the person. */
import { beforeEach, describe, expect, it } from 'vitest';
import { external, FinderBench, internal, short } from '../../../test/fakes/finder-bench.ts';

let bench: FinderBench;
beforeEach(() => {
  bench = new FinderBench();
});

describe('trust in names', () => {
  const target = (host: string) => {
    bench.resolver.zone = { [external]: { srv: [`${host}:5061`] }, [`A ${host}`]: { addresses: ['192.0.2.1'] } };
    bench.servers = { '192.0.2.1:5061': 'opens' };
  };

  it.each([
    ['Server77.contoso.com', 'tls server77.contoso.com:5061', 'SERVER_NAME_UNTRUSTED'],
    ['SIP.contoso.com.', 'tls sip.contoso.com:5061', 'tls sip.contoso.com:5061'],
    ['sip.eng.contoso.com', 'SERVER_NAME_UNTRUSTED', 'SERVER_NAME_UNTRUSTED'],
    ['sip.contoso.com.cpandl.com', 'SERVER_NAME_UNTRUSTED', 'SERVER_NAME_UNTRUSTED'],
    ['192.0.2.1', 'SERVER_NAME_UNTRUSTED', 'SERVER_NAME_UNTRUSTED'],
  ])('[C1] [C2] [C3] %s: %s, and when strict %s', async (host, lax, strict) => {
    target(host);
    bench.resolver.zone[`A ${host.toLowerCase().replace(/\.$/, '')}`] = { addresses: ['192.0.2.1'] };
    expect(await bench.find()).toBe(lax);
    expect(await bench.find({ strictNames: true })).toBe(strict);
  });

  it('[C4] is asked for before a socket opens, and even before the address is looked up', async () => {
    target('sip.attacker.test');
    expect(await bench.find()).toBe('SERVER_NAME_UNTRUSTED');
    expect([bench.attempts, bench.resolver.asked.filter((key) => key.includes('attacker'))]).toEqual([[], []]);
    expect(await bench.verdicts()).toMatchObject({ [external]: 'untrusted' });
  });

  it('[C4] when refused is never gone around by host records, and is what the person hears of', async () => {
    target('sip.attacker.test');
    bench.resolver.zone[internal] = { srv: ['pool01.contoso.com:5061'] };
    bench.resolver.zone['A sip.contoso.com'] = { addresses: ['192.0.2.1'] };
    bench.servers['192.0.2.1:443'] = 'opens';
    expect(await bench.find({ lenientFallback: true })).toBe('SERVER_NAME_UNTRUSTED');
    expect(bench.attempts).toEqual([]);
  });

  it('[C6] given by the person counts for that name', async () => {
    target('sipdir.online.lync.com');
    expect(await bench.find({ trustedNames: ['sipdir.online.lync.com'] })).toBe('tls sipdir.online.lync.com:5061');
    expect(await bench.find({ trustedNames: ['online.lync.com'] })).toBe('SERVER_NAME_UNTRUSTED');
  });
});

describe('manual servers', () => {
  const both = { manualInternal: 'pool01.fabrikam.com', manualExternal: 'edge.fabrikam.com:5061' };
  beforeEach(() => {
    bench.resolver.zone = {
      'A pool01.fabrikam.com': { addresses: ['10.0.0.1'] },
      'A edge.fabrikam.com': { addresses: ['192.0.2.1'] },
    };
    bench.servers = { '10.0.0.1:5061': 'opens', '192.0.2.1:5061': 'opens' };
  });

  it('[B14] [C5] the internal one is first, without the name rule and without discovery', async () => {
    expect(await bench.find({ ...both, strictNames: true })).toBe('tls pool01.fabrikam.com:5061');
    expect(bench.resolver.asked).toEqual(['A pool01.fabrikam.com', 'AAAA pool01.fabrikam.com']);
  });

  it('[B14] the external one follows at once when the internal one fails', async () => {
    bench.servers['10.0.0.1:5061'] = 'CONNECT_REFUSED';
    const outcome = bench.start(both);
    await bench.clock.advance(100);
    expect(short(await outcome)).toBe('tls edge.fabrikam.com:5061');
  });

  it('[B14] the external one is tried after 2 s when the internal one is silent', async () => {
    bench.servers['10.0.0.1:5061'] = 'silent';
    bench.servers['10.0.0.1:443'] = 'silent';
    const outcome = bench.start(both);
    await bench.clock.advance(1990);
    expect(bench.attempts.some((attempt) => attempt.includes('edge'))).toBe(false);
    await bench.clock.advance(20);
    expect(short(await outcome)).toBe('tls edge.fabrikam.com:5061');
    expect(bench.clock.pending).toBe(0);
  });

  it('[B14] one alone is enough, and may be an address', async () => {
    expect(await bench.find({ manualExternal: ' 192.0.2.1:5061 ' })).toBe('tls 192.0.2.1:5061');
    bench.servers['2001:db8::1:5061'] = 'opens';
    expect(await bench.find({ manualInternal: '[2001:db8::1]' })).toBe('tls 2001:db8::1:5061');
  });

  it('may be outbound proxies in clear text, where that is allowed', async () => {
    bench.servers = { '192.0.2.1:5060': 'opens', '192.0.2.1:5061': 'opens' };
    const manualInternal = '192.0.2.1;transport=tcp';
    expect(await bench.find({ manualInternal, allowTcp: true })).toBe('tcp 192.0.2.1:5060');
    expect(await bench.find({ manualInternal })).toBe('MANUAL_SERVER_INVALID');
    expect(await bench.find({ manualInternal: '192.0.2.1;transport=TLS' })).toBe('tls 192.0.2.1:5061');
    expect(await bench.find({ manualInternal: '192.0.2.1;transport=udp' })).toBe('MANUAL_SERVER_INVALID');
  });

  it('[C5] keep the rule about certificates', async () => {
    bench.servers['10.0.0.1:5061'] = 'CERTIFICATE_WRONG_NAME';
    expect(await bench.find({ manualInternal: 'pool01.fabrikam.com:5061' })).toBe('CERTIFICATE_WRONG_NAME');
  });

  it('that cannot be read are named, and do not stop the other', async () => {
    const outcome = bench.start({ manualInternal: 'a b', manualExternal: '' });
    await bench.clock.advance(10);
    expect(await outcome).toMatchObject({ failure: { code: 'MANUAL_SERVER_INVALID', data: { text: 'a b' } } });
    expect(await bench.find({ ...both, manualInternal: 'pool01:port' })).toBe('tls edge.fabrikam.com:5061');
  });
});
