import { expect, it } from 'vitest';
import { external, FinderBench, internal, policy, short } from '../../../test/fakes/finder-bench.ts';
import { meetNetwork } from './meet-network.ts';

it('asks anew what another network answers otherwise, and tells everybody', async () => {
  const bench = new FinderBench();
  const told: unknown[] = [];
  const finder = bench.finder();
  const parts = {
    net: { finder, showInterfaces: () => void told.push('interfaces') },
    signIn: { hurry: (gone: readonly string[]) => void told.push(['sign-in', gone]) },
    meetings: { hurry: (gone: readonly string[]) => void told.push(['meetings', gone]) },
    mailbox: { hurry: () => void told.push('mailbox') },
  };
  // Outside, where the company's names are not told.
  bench.resolver.zone[internal] = { outcome: 'no-name' };
  bench.resolver.zone[external] = { outcome: 'no-name' };
  finder.prefetch('contoso.com', policy);
  await bench.clock.advance(1000);
  // The VPN comes.
  bench.contoso();
  meetNetwork(parts, { gone: ['10.9.9.9'] });
  const outcome = bench.start({}, {}, finder);
  await bench.clock.advance(5000);
  expect(short(await outcome)).toBe('tls pool01.contoso.com:5061');
  expect(told).toEqual(['interfaces', ['sign-in', ['10.9.9.9']], ['meetings', ['10.9.9.9']], 'mailbox']);
});
