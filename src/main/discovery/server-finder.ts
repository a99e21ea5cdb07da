/** Finds servers: a search each, over answers that may have been asked for in advance. */
import { domainToASCII } from 'node:url';
import { readDomain } from '../../protocol/discovery/address.ts';
import { planDiscovery } from '../../protocol/discovery/plan.ts';
import { createAnswerCache } from './answer-cache.ts';
import type { ServerFinder } from './finder.ts';
import type { Resolver } from './resolver.ts';
import { Search, type SearchDependencies } from './search.ts';

export interface FinderDependencies extends Omit<SearchDependencies, 'ask'> {
  readonly resolver: Resolver;
  /** Called when a search's questions are out: what else the first connection needs can be made ready meanwhile. */
  readonly whileAsking?: () => void;
}

/** Makes a finder. It holds nothing but answers not older than 30 s. */
export function createServerFinder(deps: FinderDependencies): ServerFinder {
  const cache = createAnswerCache(deps.resolver, deps.clock);
  return {
    find(request) {
      const found = new Search({ ...deps, ask: cache.ask }, request).run();
      deps.whileAsking?.();
      return found;
    },
    prefetch(domain, policy) {
      if (policy.manualInternal || policy.manualExternal) return;
      const name = readDomain(domain, domainToASCII);
      if (!name) return;
      for (const question of planDiscovery({ domain: name, allowTcp: policy.allowTcp, purpose: 'sign-in' })) {
        const types = question.type === 'SRV' ? (['SRV'] as const) : (['A', 'AAAA'] as const);
        for (const type of types) cache.prefetch(question.name, type);
      }
      cache.prefetch(name, 'NAPTR');
    },
    forget: () => cache.forget(),
  };
}
