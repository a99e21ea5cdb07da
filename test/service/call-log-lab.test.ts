/** A real call of the whole client comes into its list of calls: in the lab's world in memory, elsewhere on the disk, without a secret. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { callResult } from '../../src/shared/model/call-log.ts';
import { type CallScene, firstTone, startCallScene } from '../fakes/call-scene.ts';
import { findSecrets, secretOf } from '../fakes/secret-search.ts';
import { type TlsTap, tapTls } from '../fakes/tls-tap.ts';
import { secretsSaid } from '../fakes/wire-secrets.ts';

const echo = 'sip:echo@contoso.com';
let tap: TlsTap;
let scene: CallScene;

beforeAll(async () => {
  tap = tapTls();
  scene = await startCallScene();
  scene.world.lab.calls.setTimes({ ringMs: 100, stepMs: 100 });
});
afterAll(async () => {
  tap.stop();
  await scene.stop();
});

/** Calls the echo, hears it, hangs up; resolves when the call stands in the list. */
async function callEcho(): Promise<string> {
  const { id } = await scene.talkTo(echo);
  await firstTone(scene, id);
  await scene.calls.hangUp(id);
  await scene.world.until(({ callLog }) => callLog.entries.some((entry) => entry.id === id));
  return id;
}

const historyFiles = () => {
  const folder = join(scene.world.folder, 'history');
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
};

it('the lab’s calls stand in the list, with how they went, and leave nothing on the disk', async () => {
  const id = await callEcho();
  const { callLog } = scene.world.client.state.get();
  expect(callLog).toMatchObject({ isKept: false, lastCalled: { uri: echo } });
  expect(callLog.entries[0]).toMatchObject({
    id,
    direction: 'out',
    peer: { uri: echo },
    ending: 'hung-up',
    encryption: 'srtp',
    talkedMs: expect.any(Number),
  });
  expect(historyFiles()).toEqual([]);
});

it('a call that is refused says why', async () => {
  const started = scene.calls.call({ to: 'sip:busy@contoso.com' });
  const id = started.ok ? started.value : '';
  const { callLog } = await scene.world.until((snapshot) => snapshot.callLog.entries.some((each) => each.id === id));
  expect(callLog.entries[0]).toMatchObject({
    ending: 'refused',
    failure: { code: 'CALL_REFUSED', data: { why: 'busy' } },
  });
  expect(callLog.entries[0]).not.toHaveProperty('talkedMs');
});

it.each([
  ['sip:busy@contoso.com', 'busy'],
  ['sip:declining@contoso.com', 'declined'],
  ['sip:nobody-at-all@contoso.com', 'no-such-address'],
  ['+1 425 555 0102', 'busy'],
  ['+1 425 555 0103', 'no-such-number'],
])('a call to %s is listed as %s', async (to, result) => {
  const started = scene.calls.call({ to });
  const id = started.ok ? started.value : '';
  const { callLog } = await scene.world.until((snapshot) => snapshot.callLog.entries.some((each) => each.id === id));
  const [entry] = callLog.entries;
  expect([entry?.id, entry && callResult(entry)]).toEqual([id, result]);
});

it('a call is missed once: it stands in the list, and only the list of what was missed counts it', async () => {
  const { lab, client, until } = scene.world;
  const jeremy = await startCallScene({ address: 'jeremy@contoso.com', lab });
  const started = jeremy.calls.call({ to: 'sip:karen@contoso.com' });
  await scene.until(({ state }) => state === 'incoming');
  await jeremy.calls.hangUp(started.ok ? started.value : '');
  const { callLog } = await until((snapshot) => snapshot.callLog.entries[0]?.ending === 'missed');
  expect(callLog.entries[0]).toMatchObject({ direction: 'in', peer: { uri: 'sip:jeremy@contoso.com' } });
  const { items } = client.state.get().missed;
  expect(items.filter(({ kind, source }) => kind === 'call' && source === 'local')).toHaveLength(1);
  const { callLog: his } = await jeremy.world.until((snapshot) => snapshot.callLog.entries.length > 0);
  expect(his.entries).toMatchObject([
    { direction: 'out', peer: { uri: 'sip:karen@contoso.com' }, ending: 'cancelled' },
  ]);
  await jeremy.stop();
});

it('outside the lab the call is on the disk, and no secret with it; Forget me removes it', async () => {
  const { client, until, passwordOf, lab } = scene.world;
  // From here on the same client is in no lab, so that its history is a file.
  client.environment.leaveLab();
  client.changeSettings({ keepHistory: 'off' });
  client.changeSettings({ keepHistory: 365 });
  await until(({ history }) => history.kind === 'ready');
  await callEcho();
  expect(client.state.get().callLog).toMatchObject({ isKept: true, lastCalled: { uri: echo } });

  const kept = historyFiles().map((name) => ({ name, bytes: readFileSync(name) }));
  expect(kept.some(({ bytes }) => bytes.includes('echo@contoso.com'))).toBe(true);
  const heard = tap.heard();
  const password = passwordOf('karen@contoso.com');
  const keys = heard.flatMap((text) => [...text.matchAll(/inline:([\w+/=]{20,})/g)].map((match) => match[1] ?? ''));
  expect(keys.length).toBeGreaterThan(0);
  const secrets = [
    ...secretOf('password', password),
    ...keys.flatMap((key) => secretOf('media key', Buffer.from(key, 'base64'))),
    ...[...secretsSaid(heard, password).values()].flat(),
  ];
  expect(findSecrets(secrets, kept)).toEqual([]);

  await client.forgetMe();
  expect(historyFiles()).toEqual([]);
  expect(client.state.get().callLog).toEqual({ entries: [], more: false, isKept: false });
  expect(lab.openConnections()).toBe(0);
});
