/** A name server that answers for one family of addresses and is late or silent for the other. RFC 8305 3, RFC 3263 4.3 */
import { beforeEach, describe, expect, it } from 'vitest';
import { external, FinderBench, internal, short } from '../../../test/fakes/finder-bench.ts';

const silent = Number.POSITIVE_INFINITY;
const clearInternal = 'SRV _sipinternal._tcp.contoso.com';
const [in4, ex4] = ['192.0.2.1:5061', '192.0.2.2:5061'];

let bench: FinderBench;
beforeEach(() => {
  bench = new FinderBench();
});

/** Host `index` has an IPv4 address, known at once, and an IPv6 address that comes so late. */
function host(name: string, index: number, lateMs: number): void {
  bench.resolver.zone[`A ${name}`] = { addresses: [`192.0.2.${index}`] };
  bench.resolver.zone[`AAAA ${name}`] = { addresses: [`2001:db8::${index}`], delayMs: lateMs };
}

/** One service record with as many targets, the IPv6 address of each as late as told. */
function targets(...lateMs: readonly number[]): void {
  bench.resolver.zone[external] = { srv: lateMs.map((_, index) => `s${index + 1}.contoso.com:5061`) };
  lateMs.forEach((ms, index) => {
    host(`s${index + 1}.contoso.com`, index + 1, ms);
  });
}

/** What a search came to, and how long it took to the nearest 10 ms; nothing of it is left behind. */
async function timed(...change: Parameters<FinderBench['start']>): Promise<readonly [found: string, ms: number]> {
  let isOver = false;
  const outcome = bench.start(...change).finally(() => {
    isOver = true;
  });
  let ms = 0;
  for (; !isOver && ms < 60_000; ms += 10) await bench.clock.advance(10);
  const result = await outcome;
  const open = bench.flows.filter(({ isOpen }) => isOpen).length;
  expect([bench.clock.pending, open]).toEqual([0, result.ok ? 1 : 0]);
  return [short(result), ms];
}

describe('a late family of addresses is not waited for', () => {
  it.each([
    [1, 100],
    [3, 200],
  ])('while there are further targets: %i dead before the good one', async (dead, ms) => {
    targets(...Array.from({ length: dead + 1 }, () => silent));
    bench.servers = { [`192.0.2.${dead + 1}:5061`]: 'opens' };
    expect(await timed()).toEqual([`tls s${dead + 1}.contoso.com:5061`, ms]);
  });

  it.each([
    ['', 'tls'],
    [';transport=tcp', 'tcp'],
  ])('before the external server that was typed: "%s"', async (transport, spoken) => {
    host('in.contoso.com', 1, silent);
    host('ex.contoso.com', 2, silent);
    bench.servers = { [ex4]: 'opens' };
    const typed = { manualInternal: 'in.contoso.com:5061', manualExternal: `ex.contoso.com:5061${transport}` };
    expect(await timed({ ...typed, allowTcp: true })).toEqual([`${spoken} ex.contoso.com:5061`, 100]);
  });

  it('any longer when another record is answered meanwhile', async () => {
    bench.resolver.zone = {
      [internal]: { srv: ['in.contoso.com:5061'] },
      [external]: { srv: ['ex.contoso.com:5061'], delayMs: 300 },
    };
    host('in.contoso.com', 1, silent);
    host('ex.contoso.com', 2, silent);
    bench.servers = { [ex4]: 'opens' };
    expect(await timed()).toEqual(['tls ex.contoso.com:5061', 350]);
  });

  it('by a target of whose addresses none may be tried', async () => {
    targets(silent, silent);
    bench.servers = { [ex4]: 'opens' };
    const bad = { last: new Set<string>(), never: new Set([in4]) };
    expect(await timed({}, { bad })).toEqual(['tls s2.contoso.com:5061', 100]);
  });
});

describe('a late address', () => {
  it('of an earlier target is tried when it comes, while the next is silent', async () => {
    targets(400, silent, silent);
    bench.servers = { '2001:db8::1:5061': 'opens', '192.0.2.2:5061': 'silent', '192.0.2.3:5061': 'opens' };
    expect(await timed()).toEqual(['tls s1.contoso.com:5061', 400]);
    expect(bench.attempts).toEqual(
      ['s1.contoso.com 192.0.2.1', 's2.contoso.com 192.0.2.2', 's1.contoso.com 2001:db8::1'].map(
        (attempt) => `tls ${attempt}:5061`,
      ),
    );
  });

  it('is tried when it comes, while the name servers are silent about the next target', async () => {
    targets(400, silent);
    bench.resolver.zone['A s2.contoso.com'] = { delayMs: silent };
    bench.servers = { '2001:db8::1:5061': 'opens' };
    expect(await timed()).toEqual(['tls s1.contoso.com:5061', 400]);
  });

  it('that opened is the one that was used; the target that was tried meanwhile failed', async () => {
    targets(400, 0);
    bench.servers = { '2001:db8::1:5061': 'opens', '192.0.2.2:5061': 'silent' };
    expect(await bench.verdicts()).toMatchObject({
      'SRV _sip._tls.contoso.com': 'used',
      'AAAA s1.contoso.com': 'used',
      'A s2.contoso.com': 'failed-to-connect',
    });
  });

  it('is waited for when all else has failed', async () => {
    targets(1500, 1700, silent);
    bench.servers = { '2001:db8::2:5061': 'opens' };
    expect(await timed()).toEqual(['tls s2.contoso.com:5061', 1750]);
    expect(bench.attempts.map((attempt) => attempt.split(' ').at(-1))).toEqual(
      ['192.0.2.1', '192.0.2.2', '192.0.2.3', '2001:db8::1', '2001:db8::2'].map((address) => `${address}:5061`),
    );
  });

  it.each([
    ['is not trusted', 'pool.elsewhere.net:5061'],
    ['does not exist', 'gone.contoso.com:5061'],
  ])('is waited for when the last target %s', async (_, last) => {
    targets(1500);
    bench.resolver.zone[external] = { srv: ['s1.contoso.com:5061', last] };
    bench.servers = { '2001:db8::1:5061': 'opens' };
    expect(await timed()).toEqual(['tls s1.contoso.com:5061', 1500]);
  });

  it('of the internal server that was typed counts, whether that one or the external one fails first', async () => {
    host('in.contoso.com', 1, 1500);
    host('ex.contoso.com', 2, silent);
    const typed = { manualInternal: 'in.contoso.com:5061', manualExternal: 'ex.contoso.com:5061' };
    bench.servers = { '2001:db8::1:5061': 'opens' };
    expect(await timed(typed)).toEqual(['tls in.contoso.com:5061', 1500]);
    bench = new FinderBench();
    host('in.contoso.com', 1, silent);
    host('ex.contoso.com', 2, 1500);
    bench.servers = { [in4]: 'silent', '2001:db8::2:5061': 'opens' };
    expect(await timed(typed)).toEqual(['tls ex.contoso.com:5061', 3500]);
  });

  it('of a secure server comes before clear text', async () => {
    bench.resolver.zone = {
      [internal]: { srv: ['in.contoso.com:5061'] },
      [clearInternal]: { srv: ['in.contoso.com:5060'] },
    };
    host('in.contoso.com', 1, 1500);
    bench.servers = { '2001:db8::1:5061': 'opens', '192.0.2.1:5060': 'opens' };
    expect(await timed({ allowTcp: true })).toEqual(['tls in.contoso.com:5061', 1500]);
  });

  it.each([
    ['CERTIFICATE_WRONG_NAME', false],
    ['CONNECT_REFUSED', true],
  ] as const)('that shows %s leads to clear text: %s', async (code, isClear) => {
    bench.resolver.zone = {
      'SRV _sips._tcp.contoso.com': { srv: ['s1.contoso.com:5061', 'pool.elsewhere.net:5061'] },
      'SRV _sip._tcp.contoso.com': { srv: ['s1.contoso.com:5060'] },
    };
    host('s1.contoso.com', 1, 1500);
    bench.servers = { '2001:db8::1:5061': code };
    await bench.find({ allowTcp: true });
    expect(bench.attempts).toContain('tls s1.contoso.com 2001:db8::1:5061');
    expect(bench.attempts.some((attempt) => attempt.startsWith('tcp '))).toBe(isClear);
  });

  it('is tried once, whichever targets come after it', async () => {
    targets(200, 0, 0, 0);
    for (const index of [2, 3, 4]) bench.servers[`192.0.2.${index}:5061`] = 'CONNECT_TIMEOUT';
    bench.servers['192.0.2.2:5061'] = 'silent';
    await timed();
    expect(bench.attempts.filter((attempt) => attempt.includes('2001:db8::1'))).toHaveLength(1);
  });
});

describe('the failure that is told', () => {
  it('is that of a late address where it says most', async () => {
    targets(1500, silent);
    bench.servers = { '2001:db8::1:5061': 'CERTIFICATE_WRONG_NAME' };
    expect((await timed())[0]).toBe('CERTIFICATE_WRONG_NAME');
  });

  it('is that of the address that was tried, where the others may not be', async () => {
    targets(400);
    bench.servers = { '2001:db8::1:5061': 'NO_NETWORK' };
    const bad = { last: new Set<string>(), never: new Set([in4]) };
    expect(await timed({}, { bad })).toEqual(['NO_NETWORK', 400]);
    bench.resolver.zone['AAAA s1.contoso.com'] = { delayMs: silent };
    expect((await timed({}, { bad }))[0]).toBe('CONNECT_UNREACHABLE');
  });

  it('is that of the silence: a search ends, when everything has failed and when it is given up', async () => {
    targets(silent, silent);
    expect(await timed()).toEqual(['CONNECT_REFUSED', 2050]);
    const outcome = bench.start();
    await bench.clock.advance(1000);
    bench.controller.abort();
    await bench.clock.advance(0);
    expect([short(await outcome), bench.clock.pending]).toEqual(['CONNECT_REFUSED', 0]);
  });
});
