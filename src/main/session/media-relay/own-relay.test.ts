import { expect, it } from 'vitest';
import { createFakeClock } from '../../../../test/fakes/fake-clock.ts';
import { testApp } from '../../../../test/fakes/test-app.ts';
import { firstSlices } from '../../../shared/model/first-slices.ts';
import { defaultSettings, type Settings } from '../../../shared/model/settings.ts';
import { createMemorySecrets } from '../../store/memory-secrets.ts';
import { createMemorySettings } from '../../store/memory-settings.ts';
import type { SecretStore } from '../../store/secrets.ts';
import { createStateStore } from '../../store/state.ts';
import { createOwnRelay } from './own-relay.ts';

const mediaRelay = { server: 'turn.contoso.com', transport: 'udp', userName: 'karen' } as const;

function setUp({ secrets = createMemorySecrets(), isOwn = true }: { secrets?: SecretStore; isOwn?: boolean } = {}) {
  const store = createMemorySettings({ ...defaultSettings, mediaRelay });
  const state = createStateStore(firstSlices(testApp, store.get()), createFakeClock());
  const own = createOwnRelay({ state, settings: store, secrets, isOwnWorld: () => isOwn });
  const set = (patch: Partial<Settings['mediaRelay']>) =>
    store.change({ mediaRelay: { ...store.get().mediaRelay, ...patch } });
  return { own, secrets, set, store, password: () => state.get().relayPassword };
}

it.each([
  ['turn.contoso.com', 'udp', { host: 'turn.contoso.com', udpPort: 3478 }],
  ['turn.contoso.com:5349', 'tcp', { host: 'turn.contoso.com', tcpPort: 5349 }],
  ['[2001:db8::1]:3479', 'udp', { host: '2001:db8::1', udpPort: 3479 }],
] as const)('gives calls %s by %s, with the password that was typed for it', async (server, transport, place) => {
  const { own, set, password } = setUp();
  set({ server, transport });
  expect(await own.way()).toEqual({ servers: [], missing: 'no-password' });
  await own.setPassword('MARKER');
  expect(password()).toBe('kept');
  expect(await own.way()).toEqual({ servers: [{ form: 'standard', ...place, userName: 'karen', password: 'MARKER' }] });
});

it.each(['', 'a b', 'turn.contoso.com:0', 'turn.contoso.com:99999', ':3478'])(
  'gives nothing for "%s"',
  async (server) => {
    const { own, set } = setUp();
    set({ server });
    await own.setPassword('MARKER');
    expect(await own.way()).toEqual({ servers: [] });
  },
);

it('needs no password where the server wants no name', async () => {
  const { own, set } = setUp();
  set({ userName: '' });
  expect(await own.way()).toMatchObject({ servers: [{ userName: '', password: '' }] });
});

it('gives a password to no other server, and to nobody else’s name', async () => {
  const { own, set, password } = setUp();
  await own.setPassword('MARKER');
  for (const patch of [{ server: 'evil.contoso.com' }, { server: mediaRelay.server, userName: 'jeremy' }]) {
    set(patch);
    expect(await own.way()).toEqual({ servers: [], missing: 'no-password' });
    expect(password()).toBe('none');
  }
  set(mediaRelay);
  expect(await own.way()).toMatchObject({ servers: [{ password: 'MARKER' }] });
  expect(password()).toBe('kept');
});

it('finds what is kept when it starts, and nothing in what somebody else wrote', async () => {
  const first = setUp();
  await first.own.setPassword('MARKER');
  const again = setUp({ secrets: first.secrets });
  again.own.start();
  expect(await again.own.way()).toMatchObject({ servers: [{ password: 'MARKER' }] });
  expect(again.password()).toBe('kept');
  for (const text of ['null', '[]', '{"owner":7,"password":"x"}', 'no JSON']) {
    await first.secrets.set('media-relay', text);
    const broken = setUp({ secrets: first.secrets });
    expect(await broken.own.way()).toEqual({ servers: [], missing: 'no-password' });
  }
});

it('holds the password until the end where the desktop keeps none, and never writes it into the settings', async () => {
  const { own, store, secrets, password } = setUp({ secrets: createMemorySecrets(false) });
  await own.setPassword('MARKER');
  expect(password()).toBe('held');
  expect(await own.way()).toMatchObject({ servers: [{ password: 'MARKER' }] });
  expect(JSON.stringify(store.get())).not.toContain('MARKER');
  expect(await secrets.get('media-relay')).toBeUndefined();
});

it('forgets it when told to: by an empty one, and with the person', async () => {
  const { own, secrets, password } = setUp();
  await own.setPassword('MARKER');
  await own.setPassword('');
  expect([password(), await secrets.get('media-relay')]).toEqual(['none', undefined]);
  await own.setPassword('MARKER');
  await secrets.clear();
  own.forget();
  expect(await own.way()).toEqual({ servers: [], missing: 'no-password' });
  expect(password()).toBe('none');
});

it('gives nothing in the lab, from which nothing leads to a person’s own server', async () => {
  const { own } = setUp({ isOwn: false });
  await own.setPassword('MARKER');
  expect(await own.way()).toEqual({ servers: [] });
});
