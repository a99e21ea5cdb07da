import { expect, it } from 'vitest';
import { createFakeClock } from '../../../../test/fakes/fake-clock.ts';
import { firstSlices } from '../../../shared/model/first-slices.ts';
import { defaultSettings } from '../../../shared/model/settings.ts';
import { createStateStore } from '../../store/state.ts';
import { createLabService, type LabProfile } from './lab-service.ts';

const app = {
  version: '0',
  runtime: '',
  standInRuntime: false,
  sandboxed: true,
  secretStore: { available: true, backend: '' },
  platform: '',
};
const profile: LabProfile = {
  dnsServer: '127.0.0.1:53',
  rootCertificatePem: '',
  accounts: [{ address: 'karen@contoso.com', displayName: 'Karen Berg', password: 'public', company: 'Contoso' }],
  meetings: [],
  limits: [],
};

/** A service whose lab the test starts, breaks and ends; `worlds` is where the client went. */
function setUp() {
  const clock = createFakeClock();
  const state = createStateStore(firstSlices(app, defaultSettings), clock);
  const worlds: string[] = [];
  const lab = { settle: (_: LabProfile | Error) => {}, exit: () => {}, stops: 0 };
  const service = createLabService({
    state,
    clock,
    onProfile: async (entered) => {
      worlds.push(entered ? 'lab' : 'real');
    },
    host: {
      start: (onExit) =>
        new Promise((resolve, reject) => {
          lab.exit = onExit;
          lab.settle = (outcome) => (outcome instanceof Error ? reject(outcome) : resolve(outcome));
        }),
      async stop() {
        lab.stops += 1;
        lab.settle(new Error('stopped'));
      },
    },
  });
  return { clock, state, worlds, lab, service };
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
  expect(state.get().lab).toMatchObject({ state: 'failed', detail: 'no port' });
  const again = service.start();
  lab.settle(profile);
  expect(await again).toMatchObject({ ok: true });
  expect(worlds).toEqual(['lab']);
});

it('a lab that goes away by itself is left, and said to be gone', async () => {
  const { clock, state, worlds, lab, service } = setUp();
  const starting = service.start();
  lab.settle(profile);
  await starting;
  lab.exit();
  await clock.advance(0);
  expect(state.get().lab).toMatchObject({ state: 'failed' });
  expect(worlds).toEqual(['lab', 'real']);
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
