/** Which answer is used, and what is told when none leads anywhere. test/service does it on real sockets. */
import { beforeEach, describe, expect, it } from 'vitest';
import { external, FinderBench, internal, short } from '../../../test/fakes/finder-bench.ts';

let bench: FinderBench;
beforeEach(() => {
  bench = new FinderBench();
});

describe('the questions', () => {
  it('[B8] are all asked before the first answer', () => {
    void bench.start();
    expect(bench.resolver.asked).toEqual([
      internal,
      external,
      ...['sipinternal', 'sip', 'sipexternal'].flatMap((name) => [`A ${name}.contoso.com`, `AAAA ${name}.contoso.com`]),
      'NAPTR contoso.com',
    ]);
  });

  it('[B6] hold the TCP record only where TCP is allowed', async () => {
    await bench.find();
    expect(bench.resolver.asked).not.toContain('SRV _sipinternal._tcp.contoso.com');
    await bench.find({ allowTcp: true });
    expect(bench.resolver.asked).toContain('SRV _sipinternal._tcp.contoso.com');
  });

  it('[B1] are about the domain in ASCII and lower case', async () => {
    await bench.find({}, { domain: 'BÜCHER.example.' });
    expect(bench.resolver.asked).toContain('SRV _sip._tls.xn--bcher-kva.example');
  });

  it('are none for what is no domain', async () => {
    for (const domain of ['', 'localhost', '127.0.0.1', 'a..b', `${'a'.repeat(64)}.com`]) {
      expect(await bench.find({}, { domain })).toBe('ADDRESS_INVALID');
    }
    expect(bench.resolver.asked).toEqual([]);
  });

  it('end when nobody needs their answers any more', async () => {
    bench.contoso();
    bench.resolver.zone['A sipexternal.contoso.com'] = { delayMs: 1500, addresses: ['192.0.2.9'] };
    const outcome = bench.start();
    await bench.clock.advance(10);
    expect(short(await outcome)).toBe('tls pool01.contoso.com:5061');
    expect(bench.resolver.cancelled).toEqual(['A sipexternal.contoso.com']);
    expect(bench.clock.pending).toBe(0);
  });
});

describe('rank', () => {
  it('[B8] internal wins over external, also when it answers a little later', async () => {
    bench.contoso();
    expect(await bench.find()).toBe('tls pool01.contoso.com:5061');
    bench.resolver.zone[internal] = { srv: ['pool01.contoso.com:5061'], delayMs: 250 };
    expect(await bench.find()).toBe('tls pool01.contoso.com:5061');
  });

  it('[B8] external is used when internal does not answer within the wait', async () => {
    bench.contoso();
    bench.resolver.zone[internal] = { srv: ['pool01.contoso.com:5061'], delayMs: 350 };
    const outcome = bench.start();
    await bench.clock.advance(310);
    expect(short(await outcome)).toBe('tls sip.contoso.com:5061');
  });

  it('[B8] nobody waits where the best has answered, or all others have', async () => {
    bench.contoso();
    bench.resolver.zone[external] = { delayMs: Number.POSITIVE_INFINITY };
    const first = bench.start();
    await bench.clock.advance(0);
    expect(short(await first)).toBe('tls pool01.contoso.com:5061');
    bench.resolver.zone = {
      ...bench.resolver.zone,
      [internal]: { outcome: 'no-name' },
      [external]: { srv: ['sip.contoso.com:5061'] },
    };
    const second = bench.start();
    await bench.clock.advance(0);
    expect(short(await second)).toBe('tls sip.contoso.com:5061');
  });

  it('[B8] TLS inside comes before clear text inside, and that before the edge', async () => {
    bench.contoso();
    bench.resolver.zone['SRV _sipinternal._tcp.contoso.com'] = { srv: ['pool01.contoso.com:5060'] };
    bench.servers['10.0.0.1:5060'] = 'opens';
    expect(await bench.find({ allowTcp: true })).toBe('tls pool01.contoso.com:5061');
    delete bench.servers['10.0.0.1:5061'];
    expect(await bench.find({ allowTcp: true })).toBe('tcp pool01.contoso.com:5060');
  });

  it('the external server follows when the internal one cannot be reached, though its answer came later', async () => {
    bench.contoso();
    delete bench.servers['10.0.0.1:5061'];
    bench.resolver.zone[external] = { srv: ['sip.contoso.com:5061'], delayMs: 40 };
    expect(await bench.find()).toBe('tls sip.contoso.com:5061');
    expect(bench.attempts).toEqual(['tls pool01.contoso.com 10.0.0.1:5061', 'tls sip.contoso.com 192.0.2.1:5061']);
  });

  it('[B13] targets are tried by priority, one after the other', async () => {
    bench.resolver.zone = {
      [external]: { srv: ['20 c.contoso.com:5061', '10 a.contoso.com:5061', '10 b.contoso.com:5061'] },
      'A a.contoso.com': { addresses: ['192.0.2.1'] },
      'A b.contoso.com': { addresses: ['192.0.2.2'] },
      'A c.contoso.com': { addresses: ['192.0.2.3'] },
    };
    bench.servers = { '192.0.2.1:5061': 'opens', '192.0.2.2:5061': 'opens', '192.0.2.3:5061': 'opens' };
    expect(await bench.find()).toMatch(/^tls [ab]\./);
    bench.servers = { '192.0.2.2:5061': 'opens', '192.0.2.3:5061': 'opens' };
    expect(await bench.find()).toBe('tls b.contoso.com:5061');
    bench.servers = { '192.0.2.3:5061': 'opens' };
    expect(await bench.find()).toBe('tls c.contoso.com:5061');
  });

  it('says of each lookup why it was used or passed over', async () => {
    bench.contoso();
    expect(await bench.verdicts()).toMatchObject({
      [internal]: 'used',
      'A pool01.contoso.com': 'used',
      'AAAA pool01.contoso.com': 'no-answer',
      [external]: 'lower-rank',
      'A sip.contoso.com': 'not-needed',
      'A sipexternal.contoso.com': 'no-answer',
    });
    delete bench.servers['10.0.0.1:5061'];
    expect(await bench.verdicts()).toMatchObject({ [internal]: 'failed-to-connect', [external]: 'used' });
  });
});

describe('the failure told', () => {
  it('is the most telling one: a bad certificate says more than a closed port of another server', async () => {
    bench.contoso();
    bench.servers = { '10.0.0.1:5061': 'CONNECT_REFUSED', '192.0.2.1:5061': 'CERTIFICATE_EXPIRED' };
    expect(await bench.find()).toBe('CERTIFICATE_EXPIRED');
    bench.servers = { '10.0.0.1:5061': 'TLS_TIMEOUT', '192.0.2.1:5061': 'silent' };
    expect(await bench.find()).toBe('TLS_TIMEOUT');
  });

  it.each([
    ['no-name', true, 'DOMAIN_UNKNOWN'],
    ['no-data', true, 'DOMAIN_UNKNOWN'],
    ['server-failed', true, 'DNS_SERVER_FAILED'],
    ['timeout', true, 'DNS_TIMEOUT'],
    ['refused', true, 'DNS_UNREACHABLE'],
    ['timeout', false, 'NO_NETWORK'],
    ['refused', false, 'NO_NETWORK'],
  ] as const)('[B3] when every question ends with %s (network: %s) is %s', async (outcome, network, code) => {
    bench.hasNetwork = network;
    const names = [internal, external];
    for (const host of ['sipinternal', 'sip', 'sipexternal'])
      names.push(`A ${host}.contoso.com`, `AAAA ${host}.contoso.com`);
    bench.resolver.zone = Object.fromEntries(names.map((name) => [name, { outcome }]));
    expect(await bench.find()).toBe(code);
  });
});

it('leaves exactly one connection open, and says where it leads', async () => {
  bench.contoso();
  const outcome = bench.start();
  await bench.clock.advance(1000);
  const result = await outcome;
  if (!result.ok) throw new Error(result.failure.code);
  expect(result.value.target).toEqual({ host: 'pool01.contoso.com', port: 5061, transport: 'tls' });
  expect(bench.flows.filter(({ isOpen }) => isOpen)).toHaveLength(1);
  expect(bench.progress.map(({ kind }) => kind)).toEqual(['lookups', 'connecting', 'lookups', 'connected']);
});
