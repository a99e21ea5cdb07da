/** Newer versions from a feed on loopback: a good one, and every way in which one can be bad. Nothing is ever installed. */
import { generateKeyPairSync } from 'node:crypto';
import { readdirSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unmanaged } from '../../src/shared/model/managed.ts';
import { content, createUpdateBench, dayMs, key, signatureOf, type UpdateBench } from '../fakes/update-bench.ts';

let bench: UpdateBench;
beforeEach(async () => {
  bench = await createUpdateBench();
});
afterEach(() => bench.close());

describe('a good feed', () => {
  it('offers a newer version, which is got and checked when the person says so, and not installed', async () => {
    bench.serve(bench.listOf({}));
    bench.say('offhook_1.3.0_amd64.deb', content);
    expect(await bench.looked()).toMatchObject({ kind: 'available', version: '1.3.0' });
    expect(bench.asked).toEqual(['/offhook/latest-linux.yml', '/offhook/latest-linux.yml.sig']);
    await bench.service.download();
    expect(bench.state.get().updates).toEqual({ kind: 'ready', version: '1.3.0' });
    expect(readdirSync(join(bench.folder, 'offhook-updater/pending'))).toContain('offhook_1.3.0_amd64.deb');
  });

  it('is asked a minute after the start, and once a day', async () => {
    bench.serve(bench.listOf({ version: '1.2.0' }));
    expect(bench.asked).toEqual([]);
    await bench.clock.pass(60_000);
    expect(await bench.until(({ kind }) => kind === 'newest')).toMatchObject({ kind: 'newest' });
    await bench.clock.pass(dayMs);
    await bench.until(({ kind }) => kind === 'newest' && bench.asked.length === 4);
  });

  it('is not asked where the setting is off, nor where the administrator names none, and forgotten at once', async () => {
    bench.serve(bench.listOf({}));
    expect(await bench.looked()).toMatchObject({ kind: 'available' });
    bench.state.set('settings', { ...bench.state.get().settings, updates: 'off' });
    await bench.until(({ kind }) => kind === 'off');
    const before = bench.asked.length;
    await bench.service.check();
    await bench.service.download();
    bench.state.set('settings', { ...bench.state.get().settings, updates: 'tell' });
    bench.state.set('managed', unmanaged);
    await bench.service.check();
    await bench.clock.pass(60_000);
    expect(bench.asked).toHaveLength(before);
    expect(bench.state.get().updates).toEqual({ kind: 'off' });
  });
});

describe('a bad feed', () => {
  const notBelieved = { kind: 'failed', failure: { code: 'UPDATE_NOT_BELIEVED' } };
  const unreachable = { kind: 'failed', failure: { code: 'UPDATE_UNREACHABLE' } };

  it.each([
    ['a list that was changed', (text: string) => bench.serve(text.replace('1.3.0', '9.9.9'), signatureOf(text))],
    [
      'somebody else’s signature',
      (text: string) => bench.serve(text, signatureOf(text, generateKeyPairSync('ed25519').privateKey)),
    ],
    ['a signature that is none', (text: string) => bench.serve(text, 'trust me')],
    ['a signed page that is no list', () => bench.serve('<html>')],
    ['a signed list without versions', () => bench.serve('files: []\n')],
    ['a package elsewhere', () => bench.serve(bench.listOf({ url: 'https://elsewhere.invalid/offhook.deb' }))],
    ['a package above the folder', () => bench.serve(bench.listOf({ url: '../offhook.deb' }))],
    ['a package without a whole checksum', () => bench.serve(bench.listOf({ sha512: 'AAAA' }))],
  ])('is not believed: %s', async (_what, offer) => {
    offer(bench.listOf({}));
    expect(await bench.looked()).toMatchObject(notBelieved);
    await bench.service.download();
    expect(bench.asked).toHaveLength(2);
  });

  it('is never a way back to an older version, however well it is signed', async () => {
    bench.serve(bench.listOf({ version: '1.1.9' }));
    const refused = { kind: 'failed', failure: { code: 'UPDATE_OLDER', data: { version: '1.1.9' } } };
    expect(await bench.looked()).toMatchObject(refused);
    await bench.service.download();
    expect(bench.state.get().updates).toMatchObject(refused);
    expect(bench.asked).toHaveLength(2);
  });

  it('cannot keep a newer list back for ever: one that has expired says nothing', async () => {
    const text = bench.listOf({ version: '1.2.0', until: bench.clock.wall() + 2 * dayMs });
    bench.serve(text);
    expect(await bench.looked()).toMatchObject({ kind: 'newest' });
    await bench.clock.pass(dayMs);
    await bench.until(({ kind }) => kind === 'newest' && bench.asked.length === 4);
    await bench.clock.pass(dayMs);
    expect(await bench.until(({ kind }) => kind === 'failed')).toMatchObject({
      failure: { code: 'UPDATE_EXPIRED', detail: expect.stringMatching(/^valid until \d{4}-\d\d-\d\dT/) },
    });
  });

  it.each([
    ['none', (text: string) => text.replace(/validUntil: .*\n/, '')],
    ['a day that is none', (text: string) => text.replace(/validUntil: .*/, "validUntil: '2026-13-45T00:00:00.000Z'")],
    ['a word', (text: string) => text.replace(/validUntil: .*/, 'validUntil: forever')],
  ])('is not believed without the day on which it expires: %s', async (_what, spoil) => {
    bench.serve(spoil(bench.listOf({})));
    expect(await bench.looked()).toMatchObject(notBelieved);
  });

  it('that expired after it was read offers nothing any more', async () => {
    bench.serve(bench.listOf({ until: bench.clock.wall() + 1000 }));
    bench.say('offhook_1.3.0_amd64.deb', content);
    expect(await bench.looked()).toMatchObject({ kind: 'available' });
    await bench.clock.pass(2000);
    await bench.service.download();
    expect(bench.state.get().updates).toMatchObject({ kind: 'failed', failure: { code: 'UPDATE_EXPIRED' } });
    expect(bench.asked).toHaveLength(2);
  });

  it('is told where nobody signed it, and where nobody answers', async () => {
    bench.say('latest-linux.yml', bench.listOf({}));
    expect(await bench.looked()).toMatchObject({ ...unreachable, failure: { detail: 'answered 404' } });
    bench.state.set('managed', { ...unmanaged, updates: { feed: 'http://127.0.0.1:1/offhook/', key } });
    await bench.until(({ kind }) => kind === 'off');
    expect(await bench.looked()).toMatchObject(unreachable);
  });

  it('is given up where it never answers, and where it never ends', async () => {
    for (const begin of [() => undefined, (response: ServerResponse) => response.writeHead(200).write('version')]) {
      const came = new Promise<void>((resolve) => {
        bench.answer('latest-linux.yml', (_request, response) => {
          begin(response);
          resolve();
        });
      });
      const end = bench.looked();
      await came;
      await bench.clock.pass(20_000);
      expect(await end).toMatchObject({ ...unreachable, failure: { detail: 'no answer in time' } });
    }
  });

  it('is not read to its end where it is too large, nor followed anywhere else', async () => {
    bench.serve('#'.repeat(300_000));
    expect(await bench.looked()).toMatchObject({ ...unreachable, failure: { detail: 'larger than 262144 bytes' } });
    bench.serve(bench.listOf({}));
    bench.answer('latest-linux.yml', (_request, response) =>
      response.writeHead(302, { location: '/elsewhere/latest-linux.yml' }).end(),
    );
    expect(await bench.looked()).toMatchObject(unreachable);
    expect(bench.asked).not.toContain('/elsewhere/latest-linux.yml');
  });
});
