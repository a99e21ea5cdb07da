/**
 * A file between Offhook and SIPE, both ways, over the lab's servers: the offer, the keys and the addresses travel as messages, the file over
 * a connection of its own. SIPE checks the whole of what it gets, and compares its own check with ours of what it sends.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Lab } from '../../src/lab/api.ts';
import { startLab } from '../../src/lab/start-lab.ts';
import type { FileMessage } from '../../src/shared/model/conversation.ts';
import type { FileProgress } from '../../src/shared/model/file-transfer.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';
import { findSipe } from './sipe/build.ts';
import { type RunningSipe, startSipe } from './sipe/run.ts';

const sipe = findSipe();
const karen = 'karen@contoso.com';
const jeremy = 'jeremy@contoso.com';

let lab: Lab;
let folder: string;
let offhook: LabClient;
let other: RunningSipe;

beforeEach(async () => {
  if (typeof sipe === 'string') return;
  folder = mkdtempSync(join(tmpdir(), 'offhook-sipe-files-'));
  mkdirSync(join(folder, 'of-sipe'));
  lab = await startLab({ ports: 'free' });
  offhook = await startLabClient({ lab });
  expect(await offhook.signIn(karen)).toMatchObject({ ok: true });
  const servers = lab.profile.servers;
  const frontEnd = servers.find(({ name, role }) => role === 'front-end' && name.endsWith('.contoso.com'));
  other = startSipe(
    sipe,
    {
      address: jeremy,
      password: offhook.passwordOf(jeremy),
      scheme: 'tls-dsk',
      server: `${frontEnd?.name}:${frontEnd?.ports[0]}`,
    },
    {
      rootPem: lab.profile.rootCertificatePem,
      hosts: Object.fromEntries(servers.map((server) => [server.name, server.address])),
    },
  );
  await other.until('buddy-online', { who: karen });
});

afterEach(async () => {
  if (typeof sipe === 'string') return;
  const fs = require('fs'); fs.writeFileSync('/tmp/hist/sipe.log', other.log()); fs.writeFileSync('/tmp/hist/sipe.ev', other.events().map(e=>JSON.stringify(e)).join('\n')); fs.writeFileSync('/tmp/hist/conv.json', JSON.stringify(offhook.client.state.get().conversations.map(c=>[c, offhook.client.talks.messages(c.id,0)]),null,1));

  await other.stop();
  await offhook.stop();
  await lab.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Every value of a byte, in no order that helps. */
const content = Uint8Array.from({ length: 300_000 }, (_, at) => (at * 31 + (at >> 8)) & 0xff);

function write(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

/** The conversation with the other one, with the newest file in it. */
async function untilFile(kind: FileProgress['kind']): Promise<FileMessage & { readonly id: string }> {
  const { talks } = offhook.client;
  let found: FileMessage | undefined;
  await offhook.until(({ conversations }) => {
    const held = conversations.flatMap(({ id }) => {
      const messages = talks.messages(id, 0);
      return messages.ok ? messages.value.messages : [];
    });
    found = held.filter((message) => message.kind === 'file').at(-1);
    return found?.transfer.progress.kind === kind;
  });
  if (!found) throw new Error('no file');
  return found;
}

/** Opens a conversation and offers the file in it. */
async function offer(path: string): Promise<void> {
  const opened = offhook.client.talks.open({ uri: `sip:${jeremy}` });
  if (!opened.ok) throw new Error(opened.failure.code);
  expect(await offhook.client.files.offer(opened.value, path)).toEqual({ ok: true, value: undefined });
}

const title = typeof sipe === 'string' ? `SIPE, skipped: ${sipe}` : 'SIPE';

describe.skipIf(typeof sipe === 'string')(title, () => {
  it('gets a file, whole and checked', async () => {
    other.say(`files ${join(folder, 'of-sipe')}`);
    await offer(write('to-sipe.bin', content));
    await other.until('file-offered', { file: 'to-sipe.bin', size: '300000' });
    // The line of ours is done when SIPE has said that its check was right.
    await untilFile('done');
    await other.until('file-recv-complete', { file: 'to-sipe.bin' });
    expect(readFileSync(join(folder, 'of-sipe', 'to-sipe.bin')).equals(content)).toBe(true);
  });

  it('gives a file, whole and checked', async () => {
    other.say(`sendfile ${karen} ${write('from sipe.bin', content)}`);
    const { conversationId, id, transfer } = await untilFile('offered');
    expect(transfer).toMatchObject({ direction: 'incoming', name: 'from sipe.bin', size: content.length });
    expect(offhook.client.files.accept(conversationId, id)).toMatchObject({ ok: true });
    const { progress } = (await untilFile('done')).transfer;
    expect(progress.kind === 'done' && readFileSync(progress.savedAs ?? '').equals(content)).toBe(true);
    await other.until('file-send-complete', { file: 'from sipe.bin' });
  });

  it('is told that a file of its own is not wanted', async () => {
    other.say(`sendfile ${karen} ${write('from-sipe.bin', content)}`);
    const { conversationId, id } = await untilFile('offered');
    offhook.client.files.decline(conversationId, id);
    await other.until('file-send-cancel', { file: 'from-sipe.bin' });
  });

  it('says that a file of ours is not wanted', async () => {
    await offer(write('to-sipe.bin', content));
    await untilFile('declined');
  });

  it('ends a file of ours half way', async () => {
    other.say(`files ${join(folder, 'of-sipe')}`);
    await offer(write('large.bin', new Uint8Array(60_000_000)));
    await other.until('file-moving');
    other.say('stopfile');
    const { progress } = (await untilFile('failed').catch(() => untilFile('cancelled'))).transfer;
    expect(progress.kind).not.toBe('done');
  });

  it('is told that its file is ended half way', async () => {
    other.say(`sendfile ${karen} ${write('large.bin', new Uint8Array(60_000_000))}`);
    const { conversationId, id } = await untilFile('offered');
    offhook.client.files.accept(conversationId, id);
    await untilFile('moving');
    offhook.client.files.cancel(conversationId, id);
    await other.until('file-send-cancel');
  });
});
