/** A file between two clients over the lab's servers: what travels as messages is in no record, the file is where it belongs and nowhere else. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Lab } from '../../src/lab/api.ts';
import { startLab } from '../../src/lab/start-lab.ts';
import type { FileMessage } from '../../src/shared/model/conversation.ts';
import type { FileProgress } from '../../src/shared/model/file-transfer.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';

let lab: Lab;
let karen: LabClient;
let jeremy: LabClient;

beforeEach(async () => {
  lab = await startLab({ ports: 'free' });
  [karen, jeremy] = await Promise.all([startLabClient({ lab }), startLabClient({ lab, installId: '1'.repeat(32) })]);
  await Promise.all([karen.signIn('karen@contoso.com'), jeremy.signIn('jeremy@contoso.com')]);
});
afterEach(async () => {
  await Promise.all([karen.stop(), jeremy.stop()]);
  await lab.stop();
});

const untilFile = (person: LabClient, kind: FileProgress['kind']) => untilFileIs(person, (each) => each === kind);
const untilOver = (person: LabClient) => untilFileIs(person, (kind) => /^(cancelled|failed)$/.test(kind));

async function untilFileIs(
  { client, until }: LabClient,
  fits: (kind: FileProgress['kind']) => boolean,
): Promise<FileMessage> {
  const fileIn = (id: string) => {
    const held = client.talks.messages(id, 0);
    return held.ok ? held.value.messages.find((message) => message.kind === 'file') : undefined;
  };
  let found: FileMessage | undefined;
  await until(({ conversations }) => {
    found = conversations.map(({ id }) => fileIn(id)).find((file) => file && fits(file.transfer.progress.kind));
    return found !== undefined;
  });
  if (!found) throw new Error('no file');
  return found;
}

async function offer(content: string): Promise<FileMessage> {
  const path = join(karen.folder, 'Angebot für Öl.txt');
  writeFileSync(path, content);
  const opened = karen.client.talks.open({ uri: 'sip:jeremy@contoso.com' });
  if (!opened.ok) throw new Error(opened.failure.code);
  expect(await karen.client.files.offer(opened.value, path)).toMatchObject({ ok: true });
  return untilFile(jeremy, 'offered');
}

it('arrives in the Downloads folder, is remembered by both, and its keys, its name and its content stand in no record', async () => {
  const { conversationId, id, transfer } = await offer('the quokka likes it here');
  expect(transfer).toMatchObject({ name: 'Angebot für Öl.txt', size: 24, isProgram: false });
  expect(jeremy.client.files.accept(conversationId, id)).toMatchObject({ ok: true });
  await Promise.all([untilFile(karen, 'done'), untilFile(jeremy, 'done')]);
  expect(readFileSync(join(jeremy.folder, 'Downloads', 'Angebot für Öl.txt'), 'utf8')).toBe('the quokka likes it here');
  for (const { client } of [karen, jeremy]) {
    expect(await client.history.search({ text: 'angebot', limit: 5 })).toMatchObject({
      value: { hits: [{ kind: 'file' }] },
    });
    const record = JSON.stringify(client.tracing.list(0, 5000));
    expect(record).toContain('text/x-msmsgsinvite');
    expect(record).not.toMatch(/quokka|Angebot|Encryption-Key|Hash-Key|AuthCookie/);
  }
});

it('is no longer on offer when its receiver has left', async () => {
  await offer('the quokka likes it here');
  await jeremy.client.signOut();
  await untilFile(karen, 'cancelled');
  expect(existsSync(join(jeremy.folder, 'Downloads'))).toBe(false);
});

it('is no longer on offer when its sender has left', async () => {
  const { conversationId, id } = await offer('the quokka likes it here');
  await karen.client.signOut();
  await untilFile(jeremy, 'cancelled');
  expect(jeremy.client.files.accept(conversationId, id)).toMatchObject({ failure: { code: 'FILE_GONE' } });
});

it('that waits when the connection goes is said to have failed by that: nobody cancelled it', async () => {
  await offer('the quokka likes it here');
  const { account } = karen.client.state.get();
  lab.dropConnections(account.kind === 'registered' ? (account.account.server ?? '') : '');
  for (const person of [karen, jeremy]) {
    const { transfer } = await untilOver(person);
    expect(transfer.progress).toMatchObject({ kind: 'failed', failure: { code: 'CONNECTION_LOST' } });
  }
});
