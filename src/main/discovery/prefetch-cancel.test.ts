/** Answers asked for in advance, and searches given up. */
import { beforeEach, describe, expect, it } from 'vitest';
import { external, FinderBench, internal, policy, short } from '../../../test/fakes/finder-bench.ts';

let bench: FinderBench;
beforeEach(() => {
  bench = new FinderBench();
});

describe('answers asked for in advance', () => {
  it('[B18] are used once, within 30 s, and traced when they are used', async () => {
    bench.contoso();
    const using = bench.finder();
    using.prefetch('contoso.com', policy);
    await bench.clock.advance(10_000);
    const asked = bench.resolver.asked.length;
    const first = bench.start({}, {}, using);
    await bench.clock.advance(1000);
    expect(short(await first)).toBe('tls pool01.contoso.com:5061');
    expect(bench.resolver.asked.slice(asked)).toEqual(['A pool01.contoso.com', 'AAAA pool01.contoso.com']);
    expect(bench.traced.filter(({ kind }) => kind === 'dns-query').length).toBe(asked + 2);
    const second = bench.start({}, {}, using);
    await bench.clock.advance(1000);
    expect((await second).ok).toBe(true);
    expect(bench.resolver.asked.filter((key) => key === internal)).toHaveLength(2);
  });

  it('[B18] are asked again when they are old, were failures, or are forgotten', async () => {
    bench.contoso();
    const askedInternal = () => bench.resolver.asked.filter((key) => key === internal).length;
    const askedAgainAfter = async (prepare: (using: ReturnType<typeof bench.finder>) => Promise<void>) => {
      const using = bench.finder();
      using.prefetch('contoso.com', policy);
      await prepare(using);
      const before = askedInternal();
      const outcome = bench.start({}, {}, using);
      await bench.clock.advance(5000);
      expect(short(await outcome)).toBe('tls pool01.contoso.com:5061');
      return askedInternal() - before;
    };
    expect(await askedAgainAfter(() => bench.clock.advance(29_000))).toBe(0);
    expect(await askedAgainAfter(() => bench.clock.advance(30_000))).toBe(1);
    expect(await askedAgainAfter(async (using) => using.forget())).toBe(1);
    bench.resolver.zone[internal] = { outcome: 'refused' };
    const again = await askedAgainAfter(async () => {
      await bench.clock.advance(10);
      bench.contoso();
    });
    expect(again).toBe(1);
  });

  it('are not asked for where the servers are given by hand, nor for what is no domain', () => {
    bench.finder().prefetch('contoso.com', { ...policy, manualInternal: 'pool01.contoso.com' });
    bench.finder().prefetch('nonsense', policy);
    expect(bench.resolver.asked).toEqual([]);
  });

  it('do not hold up a search that is cancelled', async () => {
    bench.resolver.zone[internal] = { delayMs: 1900 };
    const using = bench.finder();
    using.prefetch('contoso.com', policy);
    const outcome = bench.start({}, {}, using);
    await bench.clock.advance(10);
    bench.controller.abort();
    await bench.clock.advance(0);
    expect((await outcome).ok).toBe(false);
  });
});

describe('a search that is cancelled', () => {
  it.each([
    ['while it asks', 0],
    ['while it connects', 20],
  ])('%s ends at once and leaves nothing', async (_when, afterMs) => {
    bench.contoso();
    for (const key of [internal, external]) bench.resolver.zone[key] = { ...bench.resolver.zone[key], delayMs: 10 };
    bench.servers = { '10.0.0.1:5061': 'silent', '192.0.2.1:5061': 'silent' };
    const outcome = bench.start();
    await bench.clock.advance(afterMs);
    expect(bench.attempts).toHaveLength(afterMs === 0 ? 0 : 1);
    bench.controller.abort();
    await bench.clock.advance(0);
    expect((await outcome).ok).toBe(false);
    expect(bench.clock.pending).toBe(0);
  });

  it('closes a connection that opened in the same moment', async () => {
    bench.contoso();
    const outcome = bench.start({}, { onProgress: (step) => step.kind === 'connecting' && bench.controller.abort() });
    await bench.clock.advance(1000);
    expect((await outcome).ok).toBe(false);
    expect(bench.flows.map(({ isOpen }) => isOpen)).toEqual([false]);
  });

  it('before it began asks nothing that stays open', async () => {
    bench.controller.abort();
    expect(['DOMAIN_UNKNOWN', 'HOST_WITHOUT_ADDRESS']).toContain(await bench.find());
    expect([bench.attempts, bench.clock.pending]).toEqual([[], 0]);
  });
});
