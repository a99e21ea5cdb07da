/** Forget me: nothing of the person is left on the disk, in the snapshot or in the trace. What is the machine's stays. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';

let world: LabClient;
beforeEach(async () => {
  world = await startLabClient();
});
afterEach(() => world.stop());

function everyFile(): string {
  const entries = readdirSync(world.folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8')).join('\n');
}

it('wipes the account, the people, the diagnostics and every trace of theirs', async () => {
  const { client } = world;
  writeFileSync(join(world.folder, 'traces', 'session-2026-01-01T00-00-00-000Z.jsonl'), 'karen@contoso.com');
  client.changeSettings({
    lastAddress: 'karen@contoso.com',
    lastUserName: 'CONTOSO\\karen',
    guestName: 'Karen Berg',
    manualServers: { internal: 'pool.contoso.com', external: '' },
    mediaRelay: { server: 'turn.contoso.com', transport: 'udp', userName: 'karen' },
    devicePreferences: { camera: [{ id: 'cam-1', label: 'Camera' }], speaker: [], microphone: [], ringer: [] },
    theme: 'dark',
  });
  client.trustName('contoso.com', 'sipdir.online.lync.com');
  await client.media.ownRelay.setPassword('Karen’s, for the relay');
  await world.signIn('karen@contoso.com');
  await world.until(({ contacts, dialPlan }) => contacts.state === 'ready' && dialPlan.state === 'active');
  const link = world.lab.profile.meetings.find(({ id }) => id === '2Z92HZZZ')?.links.conf ?? '';
  await world.join(link);
  await world.untilMeeting(({ phase }) => phase === 'joined');
  client.drafts.keep({ id: 'meeting-chat', text: 'Karen’s words, not sent yet' });
  writeFileSync(join(world.folder, 'settings.damaged-7.json'), '{"lastAddress":"karen@contoso.com"');
  mkdirSync(join(world.folder, 'history'), { recursive: true });
  writeFileSync(join(world.folder, 'history', 'karen.damaged-7.db'), 'karen@contoso.com said');
  expect(everyFile()).toContain('karen');

  await client.forgetMe();

  const { lab: _lab, ...snapshot } = client.state.get();
  expect(JSON.stringify(snapshot)).not.toMatch(/karen|contoso|garth|tailspin/i);
  expect(snapshot).toMatchObject({
    relayPassword: 'none',
    account: { kind: 'signed-out' },
    meeting: null,
    remembered: null,
    connections: [],
  });
  expect(JSON.stringify(client.tracing.list(0, 5000))).not.toMatch(/karen/i);
  expect(everyFile()).not.toMatch(/karen|contoso|garth/i);
  expect(readdirSync(world.folder, { recursive: true }).join('\n')).not.toMatch(/damaged/);
  expect(client.drafts.all()).toEqual([]);
  expect(client.settings.get()).toMatchObject({ theme: 'dark', devicePreferences: { camera: [{ id: 'cam-1' }] } });
  expect(world.lab.openConnections()).toBe(0);
});
