/** After signing in more is proved and more is said: to Exchange, to the address book, to people. None of it is kept. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startImPeer } from '../fakes/im-peer.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';
import { findSecrets, type Kept, type Secret, secretOf } from '../fakes/secret-search.ts';
import { type TlsTap, tapTls } from '../fakes/tls-tap.ts';
import { secretsSaid, type WireSecretKind } from '../fakes/wire-secrets.ts';

const karen = 'karen@contoso.com';
const jeremy = 'jeremy@contoso.com';
/** What people write, in each way there is; each word is found nowhere else. */
const written = ['toastQuince', 'plainQuince', 'htmlQuince', 'rtfQuince', 'answerQuince'] as const;
let tap: TlsTap;
let world: LabClient;
let said: ReturnType<typeof secretsSaid>;
let secrets: readonly Secret[];
let words: readonly Secret[];

beforeAll(async () => {
  tap = tapTls();
  world = await startLabClient();
  const { lab, client } = world;
  const password = world.passwordOf(karen);
  expect(await world.signIn(karen)).toEqual({ ok: true });
  await world.until(({ provisioning, contacts }) => provisioning.state === 'ready' && contacts.state === 'ready');
  for (const scheme of ['NTLM', 'Negotiate', 'Basic'] as const) {
    lab.setExchange('contoso.com', { schemes: [scheme] });
    expect(await client.mailbox.refresh()).toMatchObject({ ok: true });
    for (const fault of ['unauthorised', 'html', 'foreign-redirect'] as const) {
      for (const name of ['mail.contoso.com', 'webmail.contoso.com'])
        lab.setFaults(name, { web: { answer: { service: 'ews', fault } } });
      expect(await client.mailbox.refresh()).toMatchObject({ ok: false });
    }
    for (const name of ['mail.contoso.com', 'webmail.contoso.com']) lab.setFaults(name, {});
    // Each scheme over connections of its own.
    for (const { name } of lab.profile.servers.filter(({ role }) => role === 'exchange')) lab.dropConnections(name);
  }
  expect(await client.people.directory.search('je')).toMatchObject({ ok: true });
  const everyone = await client.people.directory.expandGroup('everyone@contoso.com');
  const seen = everyone.ok ? everyone.value.members.find(({ hasPhoto }) => hasPhoto)?.uri : undefined;
  expect(await client.people.directory.photo(seen ?? '')).toMatchObject({ ok: true, value: { mime: 'image/png' } });
  for (const fault of ['unavailable', 'html', 'foreign-redirect'] as const) {
    lab.setFaults('meet.contoso.com', { web: { answer: { service: 'address-book', fault } } });
    expect(await client.people.directory.search('ka')).toMatchObject({ ok: false });
  }
  lab.setFaults('meet.contoso.com', {});
  await talk();
  await client.tracing.close();
  said = secretsSaid(tap.heard(), password);
  secrets = [...secretOf('password', password), ...[...said.values()].flat()];
  words = written.flatMap((word) => secretOf('a message', word));
}, 60_000);
afterAll(async () => {
  tap.stop();
  await world.stop();
});

async function talk(): Promise<void> {
  const peer = await startImPeer(world.lab, jeremy);
  const { talks } = world.client;
  peer.say(karen, written[0]);
  const { conversations } = await world.until((snapshot) => snapshot.conversations.length > 0);
  const id = conversations[0]?.id ?? '';
  talks.accept(id);
  peer.say(karen, written[1]);
  await peer.untilDelivered(karen);
  const hers = peer.idOf(karen);
  await peer.talks.sendIn(hers, { contentType: 'text/html', body: `<b>${written[2]}</b>` });
  await peer.talks.sendIn(hers, { contentType: 'text/rtf', body: `{\\rtf1 ${written[3]}}` });
  expect(talks.send(id, written[4])).toMatchObject({ ok: true });
  await peer.untilMessages(karen, (all) => JSON.stringify(all).includes(written[4]));
  expect(JSON.stringify(talks.messages(id, 0))).toContain(written[3]);
  await peer.stop();
}

function files(): Kept[] {
  return readdirSync(world.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name, parentPath }) => ({ name, bytes: readFileSync(join(parentPath, name)) }));
}

const trace = (): Kept => ({
  name: 'trace',
  bytes: Buffer.from(JSON.stringify(world.client.tracing.list(0, 5000).entries)),
});

it.each([
  'HTTP proof, base64',
  'web ticket header, base64',
  'entropy, base64',
  'assertion',
  'NTLM session key',
] as const satisfies readonly WireSecretKind[])('the wire had secrets of the kind: %s', (kind) => {
  expect(said.get(kind)?.length).toBeGreaterThan(0);
});

it('the password went out by Basic, and each word was said', () => {
  const basic = Buffer.from(`${karen}:${world.passwordOf(karen)}`).toString('base64');
  const heard = tap.heard().join('\n');
  expect(heard).toContain(`Basic ${basic}`);
  for (const word of written.slice(1)) expect(heard).toContain(word);
});

it('[X5] no proof to Exchange or the address book is kept anywhere', () => {
  const { lab: _lab, ...snapshot } = world.client.state.get();
  const shown = { name: 'snapshot', bytes: Buffer.from(JSON.stringify(snapshot)) };
  expect(findSecrets(secrets, [...files(), trace(), shown])).toEqual([]);
});

it('[X4] no word that people wrote stands in a file or in the record', () => {
  expect(
    files()
      .map(({ name }) => name)
      .join(),
  ).toMatch(/\.jsonl/);
  expect(findSecrets(words, [...files(), trace()])).toEqual([]);
  // In the lab even the history lives in memory.
  expect(existsSync(join(world.folder, 'history')) ? readdirSync(join(world.folder, 'history')) : []).toEqual([]);
});

it('the search finds each word where it is', () => {
  const kept = [{ name: 'planted', bytes: Buffer.from(JSON.stringify({ text: written.join(' ') })) }];
  expect(new Set(findSecrets(words, kept)).size).toBeGreaterThanOrEqual(1);
});
