/** Packages of newer versions: changed, missing, and not wanted any more while they come. Nothing is ever installed. */
import { existsSync, readdirSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DownloadWatch } from '../../src/main/updates/installer.ts';
import { unmanaged } from '../../src/shared/model/managed.ts';
import {
  content,
  createUpdateBench,
  dayMs,
  hashOf,
  installerIn,
  key,
  signatureOf,
  type UpdateBench,
} from '../fakes/update-bench.ts';

let bench: UpdateBench;
beforeEach(async () => {
  bench = await createUpdateBench();
});
afterEach(() => bench.close());

describe('a bad package', () => {
  it('the library refuses an older version, too', async () => {
    const installer = installerIn(bench.folder);
    const files = [
      { url: new URL('offhook_1.1.0_amd64.deb', bench.feed).href, sha512: hashOf(content), size: content.length },
    ];
    const offered = { version: '1.1.0', validUntil: Number.MAX_SAFE_INTEGER, files };
    const older = installer.download(offered, { signal: new AbortController().signal, onPercent: () => undefined });
    await expect(older).rejects.toThrow('cannot be replaced by that version');
    expect(bench.asked).toEqual([]);
  });

  it('is thrown away where one byte differs from what was signed', async () => {
    bench.serve(bench.listOf({}));
    const tampered = Buffer.from(content);
    tampered[17] = 0;
    bench.say('offhook_1.3.0_amd64.deb', tampered);
    await bench.looked();
    await bench.service.download();
    expect(bench.state.get().updates).toMatchObject({ kind: 'failed', failure: { code: 'UPDATE_DAMAGED' } });
    const pending = join(bench.folder, 'offhook-updater/pending');
    expect(existsSync(pending) ? readdirSync(pending).filter((name) => name.endsWith('.deb')) : []).toEqual([]);
    bench.service.install();
  });

  it('is not taken beyond what was signed, however long it goes on', async () => {
    bench.serve(bench.listOf({}));
    const hungUp = new Promise<void>((resolve) => {
      bench.answer('offhook_1.3.0_amd64.deb', (_request, response) => {
        response.once('close', resolve);
        const more = () => {
          while (!response.destroyed && response.write(content));
        };
        response.writeHead(200).on('drain', more);
        more();
      });
    });
    await bench.looked();
    await bench.service.download();
    await hungUp;
    const failure = { code: 'UPDATE_DAMAGED', detail: 'more came than was signed' };
    expect(bench.state.get().updates).toMatchObject({ kind: 'failed', failure });
  });

  it('is told where it is not there', async () => {
    bench.serve(bench.listOf({}));
    await bench.looked();
    await bench.service.download();
    expect(bench.state.get().updates).toMatchObject({ kind: 'failed', failure: { code: 'UPDATE_NOT_DOWNLOADED' } });
  });
});

describe('a package that leads elsewhere', () => {
  const leads = (location: string) =>
    bench.answer('offhook_1.3.0_amd64.deb', (_request, response) => response.writeHead(302, { location }).end());

  it('is not followed to another server, not even in part', async () => {
    let connections = 0;
    const other = createServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    bench.serve(bench.listOf({}));
    const failure = { code: 'UPDATE_NOT_DOWNLOADED', detail: 'the server of the package led to another one' };
    const { port: own } = new URL(bench.feed);
    const places = [
      `http://127.0.0.1:${port}/x.deb`,
      `https://127.0.0.1:${own}/x.deb`,
      `http://localhost:${own}/x.deb`,
    ];
    for (const place of places) {
      leads(place);
      await bench.looked();
      await bench.service.download();
      expect(bench.state.get().updates, place).toMatchObject({ kind: 'failed', failure });
    }
    expect(connections).toBe(0);
    expect(bench.asked).not.toContain('/x.deb');
    await new Promise((resolve) => other.close(resolve));
  });

  it('is followed on its own server', async () => {
    bench.serve(bench.listOf({}));
    leads(`${bench.feed}pool/offhook.deb`);
    bench.say('pool/offhook.deb', content);
    await bench.looked();
    await bench.service.download();
    expect(bench.state.get().updates).toEqual({ kind: 'ready', version: '1.3.0' });
  });
});

describe('a package that stops coming', () => {
  it('is given up after a minute, and its request ended', async () => {
    bench.serve(bench.listOf({}));
    let hangUp = () => undefined as unknown;
    const hungUp = new Promise<void>((resolve) => {
      hangUp = resolve;
    });
    const came = new Promise<void>((resolve) => {
      bench.answer('offhook_1.3.0_amd64.deb', (_request, response) => {
        response.writeHead(200).write(content.subarray(0, 100));
        response.once('close', hangUp);
        resolve();
      });
    });
    await bench.looked();
    const ended = bench.service.download();
    await came;
    await bench.clock.pass(60_000);
    await ended;
    await hungUp;
    const failure = { code: 'UPDATE_NOT_DOWNLOADED', detail: 'nothing came for a minute' };
    expect(bench.state.get().updates).toMatchObject({ kind: 'failed', failure });
  });

  it('may take long while something comes, and the feed is asked again a day later all the same', async () => {
    const watches: DownloadWatch[] = [];
    const slow = await createUpdateBench({
      download: (_offered, watch) =>
        new Promise((_resolve, reject) => {
          watches.push(watch);
          watch.signal.addEventListener('abort', () => reject(watch.signal.reason));
        }),
      install: () => undefined,
    });
    slow.serve(slow.listOf({}));
    await slow.looked();
    const ended = slow.service.download();
    const [watch] = watches;
    for (let passed = 0; passed < dayMs; passed += 50_000) {
      await slow.clock.pass(50_000);
      watch?.onPercent(1);
    }
    expect(slow.state.get().updates).toEqual({ kind: 'downloading', version: '1.3.0', percent: 1 });
    expect(slow.asked).toHaveLength(2);
    await slow.clock.pass(60_000);
    await ended;
    expect(slow.state.get().updates).toMatchObject({ kind: 'failed', failure: { code: 'UPDATE_NOT_DOWNLOADED' } });
    await slow.clock.pass(dayMs - 60_000);
    await slow.until(({ kind }) => kind === 'available');
    slow.close();
  });
});

describe('a place that changes while a package comes', () => {
  const pending = () =>
    readdirSync(join(bench.folder, 'offhook-updater/pending')).filter((name) => name.endsWith('.deb'));

  it('ends the download, and what the new place offers is got in its stead', async () => {
    bench.serve(bench.listOf({}));
    const hungUp = new Promise<void>((resolve) => {
      bench.answer('offhook_1.3.0_amd64.deb', (_request, response) => {
        response.writeHead(200, { 'content-length': content.length }).write(content.subarray(0, 100));
        response.once('close', resolve);
        bench.state.set('managed', { ...unmanaged, updates: { feed: `${bench.feed}other/`, key } });
      });
    });
    await bench.looked();
    const ended = bench.service.download();
    await hungUp;
    await ended;
    expect(bench.state.get().updates).toEqual({ kind: 'off' });
    expect(pending()).toEqual([]);

    const text = bench.listOf({ version: '1.4.0', url: 'offhook_1.4.0_amd64.deb' });
    bench.say('other/latest-linux.yml', text);
    bench.say('other/latest-linux.yml.sig', signatureOf(text));
    bench.say('other/offhook_1.4.0_amd64.deb', content);
    expect(await bench.looked()).toMatchObject({ kind: 'available', version: '1.4.0' });
    await bench.service.download();
    expect(bench.state.get().updates).toEqual({ kind: 'ready', version: '1.4.0' });
    expect(pending()).toEqual(['offhook_1.4.0_amd64.deb']);
  });

  it('waits for the end of the one before, and begins none that nobody waits for', async () => {
    const installer = installerIn(bench.folder);
    const offer = (name: string) => ({
      version: '1.3.0',
      validUntil: Number.MAX_SAFE_INTEGER,
      files: [{ url: new URL(name, bench.feed).href, sha512: hashOf(content), size: content.length }],
    });
    const first = new AbortController();
    const second = new AbortController();
    const onPercent = () => undefined;
    const came = new Promise<void>((resolve) => {
      bench.answer('first.deb', (_request, response) => {
        response.writeHead(200).write(content.subarray(0, 100));
        resolve();
      });
    });
    bench.say('third.deb', content);
    const downloads = [
      installer.download(offer('first.deb'), { signal: first.signal, onPercent }),
      installer.download(offer('second.deb'), { signal: second.signal, onPercent }),
      installer.download(offer('third.deb'), { signal: new AbortController().signal, onPercent }),
    ];
    await came;
    second.abort(new Error('not wanted'));
    first.abort(new Error('not wanted'));
    const ends = await Promise.allSettled(downloads);
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
    expect(bench.asked).toEqual(['/offhook/first.deb', '/offhook/third.deb']);
  });
});
