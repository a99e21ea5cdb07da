/** What an administrator decided, in a client that lives with it: guests kept out, nothing changed from the window. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { settingsHandlersFor } from '../../src/main/ipc/settings-handlers.ts';
import { signInHandlersFor } from '../../src/main/ipc/sign-in-handlers.ts';
import { type ManagedPolicy, openManaged } from '../../src/main/store/managed.ts';
import { defaultSettings } from '../../src/shared/model/settings.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';

const partner = 'tailspintoys.com';
let folder: string;
let managed: ManagedPolicy;
let look: () => void;
let isWatched = true;
let world: LabClient;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'offhook-managed-'));
  const place = { path: join(folder, 'managed.json'), isForTests: true, owners: [process.getuid?.() ?? 0] };
  managed = openManaged(
    place,
    () => 5,
    (_path, onChange) => {
      look = onChange;
      return () => {
        isWatched = false;
      };
    },
  );
  world = await startLabClient({ managed });
});
afterAll(async () => {
  await world.stop();
  rmSync(folder, { recursive: true });
  expect(isWatched).toBe(false);
});
afterEach(() => write('{"version": 1}'));

function write(text: string): void {
  writeFileSync(join(folder, 'managed.json'), text, { mode: 0o644 });
  look();
}
const settings = (values: object) => write(JSON.stringify({ version: 1, settings: values }));
const handlers = () => ({
  ...settingsHandlersFor(world.client, { pickCertificate: () => Promise.resolve(undefined) }),
  ...signInHandlersFor(world.client),
});
const meeting = () => world.lab.profile.meetings.find(({ id }) => id === '2Z92HZZZ')?.links.conf ?? '';

it('keeps guests out of the meetings of a blocked domain before anything is asked of it, and says so in "Can I join?"', async () => {
  write(JSON.stringify({ version: 1, guestJoin: { blockedDomains: ['Tailspintoys.com'] } }));
  const failure = { code: 'GUEST_DOMAIN_BLOCKED', data: { domain: partner } };
  const joined = await world.join(meeting());
  expect(joined).toMatchObject({ ok: false, failure });
  expect(world.client.state.get().meeting).toMatchObject({ phase: 'ended', failure });
  expect(await world.client.joinCheck.check(`garth@${partner}`)).toMatchObject({ ok: false, failure });
  expect(world.lab.dns.queries().filter(({ name }) => name.endsWith(partner))).toEqual([]);
  world.client.meetings.dismiss();
});

it('lets them in again when the file lets go of the domain, without a new start', async () => {
  expect(await world.join(meeting())).toMatchObject({ ok: true });
  await world.client.meetings.leave();
  world.client.meetings.dismiss();
});

it('is shown with what it locks, at once, and is told when it changes', async () => {
  settings({ theme: 'dark' });
  const { managed: shown, settings: held } = await world.until(({ settings: now }) => now.theme === 'dark');
  expect(shown).toMatchObject({ state: 'held', locked: ['theme'], changedAt: 5 });
  expect(held.theme).toBe('dark');
  const trace = JSON.stringify(world.client.tracing.list(0, 10_000));
  expect(trace).toContain("The administrator's settings changed: held");
});

it('is not changed by the window, by one setting, by many, or by the way back to the beginning', async () => {
  settings({ allowTcp: false, trustedNames: { 'contoso.com': ['a.b.net'] } });
  const { 'settings.change': change, 'settings.reset': reset, 'signIn.trustName': trust } = handlers();
  const refused = { ok: false, failure: { code: 'SETTING_MANAGED' } };
  expect(await change({ allowTcp: true, guestName: 'Karen' })).toMatchObject(refused);
  expect(await trust({ domain: 'contoso.com', host: 'evil.example.net' })).toMatchObject(refused);
  expect(await change({ strictNames: true })).toMatchObject({ ok: true });
  expect(world.client.settings.get()).toMatchObject({ allowTcp: false, guestName: '', strictNames: true });
  await reset(undefined);
  const { lastAddress, lastUserName } = world.client.settings.get();
  expect(world.client.settings.get()).toEqual({
    ...defaultSettings,
    lastAddress,
    lastUserName,
    trustedNames: { 'contoso.com': ['a.b.net'] },
  });
});

it('is not got around by servers or names typed for one sign-in', async () => {
  settings({ manualServers: { internal: '', external: '' }, trustedNames: {} });
  const start = handlers()['signIn.start'];
  const input = { address: 'karen@contoso.com', password: 'x', remember: false };
  for (const beside of [{ servers: { internal: '', external: 'a.b.net' } }, { trust: ['a.b.net'] }]) {
    expect(await start({ ...input, ...beside })).toMatchObject({ ok: false, failure: { code: 'SETTING_MANAGED' } });
  }
  expect(world.client.state.get().account.kind).toBe('signed-out');
});
