import { expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { createFakeResolver } from '../../../test/fakes/fake-resolver.ts';
import { policy } from '../../../test/fakes/finder-bench.ts';
import { failed } from '../../shared/outcome.ts';
import type { Tracer } from '../trace/tracer.ts';
import { createServerFinder } from './server-finder.ts';

it('[B18] makes the rest ready while its questions are out: after the first was asked, before anything was opened', async () => {
  const clock = createFakeClock();
  const resolver = createFakeResolver(clock);
  resolver.zone = { 'A sip.contoso.com': { addresses: ['192.0.2.1'] } };
  const events: string[] = [];
  const tracer: Tracer = {
    record: (body) => {
      if (body.kind === 'dns-query' || body.kind === 'dns-answer') events.push(body.kind);
    },
    for: () => tracer,
  };
  const finder = createServerFinder({
    resolver,
    clock,
    random: createFakeRandom(),
    hasNetwork: () => true,
    whileAsking: () => events.push('made ready'),
    open: async () => {
      events.push('opened');
      return failed({ code: 'CONNECT_REFUSED', at: 0 });
    },
  });
  const found = finder.find({
    domain: 'contoso.com',
    purpose: 'sign-in',
    policy,
    signal: new AbortController().signal,
    tracer,
    onProgress: () => undefined,
  });
  expect(events.at(-1)).toBe('made ready');
  expect(events[0]).toBe('dns-query');
  expect(events).not.toContain('dns-answer');
  await clock.advance(60_000);
  await found;
  expect(events.indexOf('opened')).toBeGreaterThan(events.indexOf('made ready'));
  expect(events.filter((event) => event === 'made ready')).toHaveLength(1);
});
