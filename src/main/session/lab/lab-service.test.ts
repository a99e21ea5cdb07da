import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../../test/fakes/fake-clock.ts';
import { testApp } from '../../../../test/fakes/test-app.ts';
import type { AccountFacts } from '../../../shared/model/account.ts';
import { firstSlices } from '../../../shared/model/first-slices.ts';
import { defaultSettings } from '../../../shared/model/settings.ts';
import { createStateStore } from '../../store/state.ts';
import { KeptSwitches } from './kept-switches.ts';
import { createLabService, type LabProfile, LabStartError } from './lab-service.ts';

const profile: LabProfile = {
  dnsServer: '127.0.0.1:53',
  rootCertificatePem: '',
  accounts: [{ address: 'karen@contoso.com', displayName: 'Karen Berg', password: 'public', company: 'Contoso' }],
  meetings: [],
  limits: [],
};

/** A service whose lab the test starts, breaks and ends; `worlds` is where the client went. */
function setUp({ leave = () => Promise.resolve() }: { readonly leave?: () => Promise<void> } = {}) {
  const clock = createFakeClock();
  const state = createStateStore(firstSlices(testApp, defaultSettings), clock);
  const worlds: string[] = [];
  const lab = { settle: (_: LabProfile | Error) => {}, exit: (_?: number) => {}, stops: 0, starts: 0 };
  const kept = new KeptSwitches();
  const asked: unknown[] = [];
  const service = createLabService({
    state,
    clock,
    kept,
    onProfile: async (entered) => {
      worlds.push(entered ? 'lab' : 'real');
      if (!entered) await leave();
    },
    host: {
      start: (onExit) =>
        new Promise((resolve, reject) => {
          lab.starts += 1;
          lab.exit = onExit;
          lab.settle = (outcome) => (outcome instanceof Error ? reject(outcome) : resolve(outcome));
        }),
      async stop() {
        lab.stops += 1;
        lab.settle(new Error('stopped'));
      },
      async control(method, args) {
        if (args[0] === 'gone') throw new Error('There is no switch "gone".');
        asked.push([method, ...args]);
      },
    },
  });
  const shown = () => state.get().lab;
  const running = async () => {
    const starting = service.start();
    lab.settle(profile);
    await starting;
  };
  /** It ends by itself, and the one that is started in its place comes up. */
  const crash = async () => {
    lab.exit(139);
    await clock.advance(0);
    lab.settle(profile);
    await clock.advance(0);
  };
  return { clock, state, worlds, lab, service, kept, asked, shown, running, crash };
}

it('enters the lab, knows its accounts, and leaves it', async () => {
  const { state, worlds, lab, service } = setUp();
  const starting = service.start();
  expect(state.get().lab.state).toBe('starting');
  lab.settle(profile);
  expect(await starting).toMatchObject({ ok: true });
  expect(state.get().lab).toMatchObject({ state: 'running', users: [{ address: 'karen@contoso.com' }] });
  expect(service.account(' Karen@Contoso.com ')).toEqual({ address: 'karen@contoso.com', password: 'public' });
  await service.stop();
  expect(state.get().lab.state).toBe('off');
  expect(service.account('karen@contoso.com')).toBeNull();
  expect(worlds).toEqual(['lab', 'real']);
});

it('says why it could not start, and can be tried again', async () => {
  const { state, worlds, lab, service } = setUp();
  const starting = service.start();
  lab.settle(new Error('no port'));
  expect(await starting).toMatchObject({ ok: false, failure: { code: 'LAB_FAILED', detail: 'no port' } });
  expect(state.get().lab).toMatchObject({ state: 'failed', failure: { code: 'LAB_FAILED', detail: 'no port' } });
  expect(state.get().lab.failure?.data).toBeUndefined();
  const again = service.start();
  lab.settle(profile);
  expect(await again).toMatchObject({ ok: true });
  expect(worlds).toEqual(['lab']);
});

it('keeps the kind of what a host says of a start', async () => {
  const { state, lab, service } = setUp();
  const starting = service.start();
  lab.settle(new LabStartError('late', 'too late'));
  await starting;
  expect(state.get().lab).toMatchObject({ state: 'failed', failure: { detail: 'too late', data: { why: 'late' } } });
});

describe('a lab that ends by itself', () => {
  const setting = { id: 'latency', target: 'lab', value: 50 };

  it('is left, and started again with its switches as they were set, which is said', async () => {
    const { clock, worlds, lab, kept, asked, shown, running } = setUp();
    await running();
    for (const each of [setting, { ...setting, value: 60 }, { ...setting, id: 'gone' }]) kept.remember(each);
    lab.exit(139);
    expect(shown().state).toBe('starting');
    await clock.advance(0);
    expect(worlds).toEqual(['lab', 'real']);
    lab.settle(profile);
    await clock.advance(0);
    expect(asked).toEqual([['switches.set', 'latency', 'lab', 60]]);
    expect(shown()).toMatchObject({ state: 'running', restarted: { at: clock.wall(), refused: 1 } });
    expect(worlds).toEqual(['lab', 'real', 'lab']);
  });

  it('is no news any more once somebody signed in again', async () => {
    const { clock, state, shown, running, crash } = setUp();
    await running();
    await crash();
    state.set('account', { kind: 'signing-in', address: 'karen@contoso.com' });
    await clock.advance(100);
    expect(shown().restarted).toBeDefined();
    state.set('account', { kind: 'registered', account: { address: 'karen@contoso.com' } as AccountFacts });
    await clock.advance(100);
    expect([shown().state, shown().restarted]).toEqual(['running', undefined]);
  });

  it('stays down when it ends again within a minute, with the reason, until somebody starts it', async () => {
    const { clock, worlds, lab, kept, asked, shown, running, crash } = setUp();
    await running();
    await crash();
    await clock.advance(59_000);
    kept.remember(setting);
    await crash();
    const detail = expect.stringMatching(/code 139.*second time/);
    expect(shown()).toMatchObject({ state: 'failed', failure: { detail, data: { why: 'again' } } });
    expect([lab.starts, worlds.at(-1)]).toEqual([2, 'real']);
    await running();
    expect([shown().state, shown().restarted, asked]).toEqual(['running', undefined, []]);
  });

  it('is started again each time when a minute lies between', async () => {
    const { clock, lab, shown, running, crash } = setUp();
    await running();
    for (const starts of [2, 3]) {
      await crash();
      expect([shown().state, lab.starts]).toEqual(['running', starts]);
      await clock.advance(60_000);
    }
  });

  it('says why it could not be started again', async () => {
    const { clock, lab, shown, running } = setUp();
    await running();
    lab.exit();
    await clock.advance(0);
    lab.settle(new Error('no port'));
    await clock.advance(0);
    expect(shown()).toMatchObject({ state: 'failed', failure: { detail: 'no port' } });
  });

  it('is not started again when somebody stops it meanwhile', async () => {
    const { lab, service, shown, worlds, running } = setUp();
    await running();
    lab.exit();
    await service.stop();
    expect([shown().state, worlds.at(-1), lab.starts]).toEqual(['off', 'real', 1]);
  });
});

it('does not wait for a start that nobody wants any more', async () => {
  const { state, worlds, lab, service } = setUp();
  const starting = service.start();
  await service.stop();
  expect((await starting).ok).toBe(false);
  expect(lab.stops).toBe(1);
  expect(state.get().lab.state).toBe('off');
  expect(worlds).toEqual([]);
});

function gate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

describe('a lab that is being left', () => {
  it('says so, and is started again only when it is gone', async () => {
    const left = gate();
    const { lab, service, shown, running, clock } = setUp({ leave: () => left.opened });
    await running();
    const stopping = service.stop();
    expect(shown()).toMatchObject({ state: 'stopping', users: [], meetings: [] });
    const again = service.start();
    await clock.advance(0);
    expect([lab.starts, lab.stops]).toEqual([1, 0]);
    left.open();
    await stopping;
    await clock.advance(0);
    expect([lab.starts, lab.stops]).toEqual([2, 1]);
    lab.settle(profile);
    expect((await again).ok).toBe(true);
    expect(shown().state).toBe('running');
  });

  it('stays away when it is stopped once more behind a start', async () => {
    const left = gate();
    const { lab, service, shown, running } = setUp({ leave: () => left.opened });
    await running();
    const stops = [service.stop()];
    const again = service.start();
    stops.push(service.stop());
    left.open();
    await Promise.all([...stops, again]);
    expect([lab.starts, lab.stops, shown().state]).toEqual([1, 1, 'off']);
  });

  it('is off also where leaving it fails', async () => {
    const { lab, service, shown, running } = setUp({ leave: () => Promise.reject(new Error('no')) });
    await running();
    await expect(service.stop()).rejects.toThrow('no');
    expect(shown().state).toBe('off');
    const again = service.start();
    lab.settle(profile);
    expect((await again).ok).toBe(true);
  });
});
