import { describe, expect, it } from 'vitest';
import { createSignInBench, foundAt } from '../../../../test/fakes/sign-in-bench.ts';
import { defaultSettings } from '../../../shared/model/settings.ts';
import { failed } from '../../../shared/outcome.ts';
import type { FindPolicy } from '../../discovery/finder.ts';

const kept = { internal: 'old.contoso.com', external: '' };
const typed = { internal: 'pool01.contoso.com', external: '' };

/** A service whose finder notes the policy it is asked with, and finds a server that registers, or none. */
function bench(options: { finds: boolean | 'a fault of ours'; inLab?: boolean }) {
  const policies: FindPolicy[] = [];
  const { state, settings, service } = createSignInBench({
    async find({ policy }) {
      policies.push(policy);
      if (options.finds === 'a fault of ours') throw new TypeError('x is not a function');
      return options.finds ? foundAt('192.0.2.1', 'pool01.contoso.com') : failed({ code: 'CONNECT_REFUSED', at: 0 });
    },
    first: { ...defaultSettings, manualServers: kept, trustedNames: { 'contoso.com': ['a.net'] } },
    keepsAccounts: () => !options.inLab,
  });
  const start = (more: { servers?: typeof typed; trust?: readonly string[] } = {}) =>
    service.start({ address: 'karen@contoso.com', password: 'x', remember: false, ...more });
  return { start, policies, state, settings: settings.get };
}

describe('servers typed by hand', () => {
  it('[B14] are used at once, and kept only when they led to a registration', async () => {
    const failing = bench({ finds: false });
    await failing.start({ servers: typed });
    expect(failing.policies[0]?.manualInternal).toBe('pool01.contoso.com');
    expect(failing.settings().manualServers).toEqual(kept);
    const working = bench({ finds: true });
    await working.start({ servers: typed });
    expect(working.settings().manualServers).toEqual(typed);
  });

  it('[B14] are those of the settings where nothing was typed', async () => {
    const world = bench({ finds: true });
    await world.start();
    expect(world.policies[0]?.manualInternal).toBe('old.contoso.com');
    expect(world.settings().manualServers).toEqual(kept);
  });

  it('[B14] are neither used nor replaced in the lab', async () => {
    const world = bench({ finds: true, inLab: true });
    await world.start({ servers: typed });
    expect(world.policies[0]).toMatchObject({ manualInternal: '', manualExternal: '' });
    expect(world.settings().manualServers).toEqual(kept);
  });
});

it('[C6] trusts a name for this sign-in alone where that was asked for', async () => {
  const world = bench({ finds: true });
  await world.start({ trust: ['sipdir.online.lync.com'] });
  await world.start();
  expect(world.policies.map((policy) => policy.trustedNames)).toEqual([['a.net', 'sipdir.online.lync.com'], ['a.net']]);
  expect(world.settings().trustedNames).toEqual({ 'contoso.com': ['a.net'] });
});

it('a fault of ours ends the sign-in and its stages like any other', async () => {
  const world = bench({ finds: 'a fault of ours' });
  expect(await world.start()).toMatchObject({ ok: false, failure: { code: 'INTERNAL' } });
  const { account, journey } = world.state.get();
  expect(account).toMatchObject({ kind: 'signed-out', failure: { code: 'INTERNAL' } });
  expect(journey?.stages.filter(({ failure }) => failure).map(({ name }) => name)).toHaveLength(1);
});
