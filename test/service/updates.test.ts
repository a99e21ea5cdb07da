/** Newer versions from a feed on loopback: a good one, and every way in which one can be bad. Nothing is ever installed. */
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AppUpdater, DebUpdater, Provider } from 'electron-updater';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createStateStore, type StateStore } from '../../src/main/store/state.ts';
import { createTracing } from '../../src/main/trace/tracing.ts';
import { createInstaller } from '../../src/main/updates/installer.ts';
import { readYaml } from '../../src/main/updates/read-yaml.ts';
import { createUpdateService, type UpdateService } from '../../src/main/updates/update-service.ts';
import { firstSlices } from '../../src/shared/model/first-slices.ts';
import { unmanaged } from '../../src/shared/model/managed.ts';
import { defaultSettings } from '../../src/shared/model/settings.ts';
import type { UpdatesState } from '../../src/shared/model/updates.ts';
import { createHandClock } from '../fakes/hand-clock.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const key = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
const content = Buffer.from('this would be a package'.repeat(1000));

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
let server: Server;
let answers: Map<string, Answer>;
let asked: string[];
let feed: string;
let folder: string;
let state: StateStore;
let service: UpdateService;
let clock: ReturnType<typeof createHandClock>;

beforeAll(async () => {
  server = createServer((message, response) => {
    const path = new URL(message.url ?? '', feed).pathname;
    asked.push(path);
    const answer = answers.get(path);
    if (answer) answer(message, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  feed = `http://127.0.0.1:${(server.address() as AddressInfo).port}/offhook/`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

beforeEach(() => {
  answers = new Map();
  asked = [];
  folder = mkdtempSync(join(tmpdir(), 'offhook-updates-'));
  clock = createHandClock();
  const settings = { ...defaultSettings, updates: 'tell' as const };
  const app = {
    version: '1.2.0',
    runtime: '',
    standInRuntime: false,
    sandboxed: true,
    secretStore: { available: true, backend: '' },
    platform: 'linux',
  };
  state = createStateStore({ ...firstSlices(app, settings), managed: { ...unmanaged, updates: { feed, key } } }, clock);
  service = createUpdateService({
    state,
    clock,
    tracer: createTracing({ clock }).tracer,
    fetch: (url, init) => fetch(url, init),
    parse: readYaml,
    feedName: 'latest-linux.yml',
    installer: createInstaller(async () => ({ Provider, updater: libraryHere() })),
  });
  service.start();
});
afterEach(() => {
  service.close();
  rmSync(folder, { recursive: true, force: true });
});

/** electron-updater for a deb, with Node's network in place of Electron's. */
function libraryHere(): AppUpdater {
  const config = join(folder, 'app-update.yml');
  writeFileSync(config, 'updaterCacheDirName: offhook-updater\n');
  const updater = new DebUpdater(null, {
    version: '1.2.0',
    name: 'offhook',
    isPackaged: true,
    appUpdateConfigPath: config,
    userDataPath: folder,
    baseCachePath: folder,
    whenReady: async () => undefined,
    relaunch: refuse,
    quit: refuse,
    onQuit: () => undefined,
  });
  const runtime = createRequire(createRequire(import.meta.url).resolve('electron-updater'))('builder-util-runtime');
  const { HttpExecutor, configureRequestOptions, configureRequestUrl } = runtime;
  // As electron-updater's own, which needs Electron.
  class NodeExecutor extends HttpExecutor {
    createRequest(options: object, callback: (response: IncomingMessage) => void) {
      return request(options, callback);
    }

    download(
      url: URL,
      destination: string,
      options: { cancellationToken: { createPromise: (start: unknown) => unknown } },
    ) {
      return options.cancellationToken.createPromise(
        (resolve: () => void, reject: (error: Error) => void, onCancel: unknown) => {
          const requestOptions = { headers: {} };
          configureRequestUrl(url, requestOptions);
          configureRequestOptions(requestOptions);
          const callback = (error: Error | null) => (error ? reject(error) : resolve());
          this.doDownload(requestOptions, { destination, options, onCancel, callback, responseHandler: null }, 0);
        },
      );
    }
  }
  return Object.assign(updater, { httpExecutor: new NodeExecutor() });
}

function refuse(): never {
  throw new Error('nothing is installed in a test');
}

interface Offer {
  readonly version?: string;
  readonly url?: string;
  readonly sha512?: string;
}

function listOf({ version = '1.3.0', url = 'offhook_1.3.0_amd64.deb', sha512 = hashOf(content) }: Offer): string {
  return `version: ${version}\nfiles:\n  - url: ${url}\n    sha512: ${sha512}\n    size: ${content.length}\npath: ${url}\nsha512: ${sha512}\nreleaseDate: '2026-11-21T10:00:00.000Z'\n`;
}

const hashOf = (bytes: Buffer) => createHash('sha512').update(bytes).digest('base64');
const signatureOf = (text: string, by = privateKey) => `${sign(null, Buffer.from(text), by).toString('base64')}\n`;
const say = (path: string, body: string | Buffer) =>
  answers.set(`/offhook/${path}`, (_request, response) => response.writeHead(200).end(body));

function serve(text: string, signature = signatureOf(text)): void {
  say('latest-linux.yml', text);
  say('latest-linux.yml.sig', signature);
}

const until = (fits: (updates: UpdatesState) => boolean) =>
  new Promise<UpdatesState>((resolve) => {
    const look = () => {
      const { updates } = state.get();
      if (fits(updates)) resolve(updates);
      else setImmediate(look);
    };
    look();
  });

/** How the next look ends. */
async function looked(): Promise<UpdatesState> {
  await service.check();
  return state.get().updates;
}

describe('a good feed', () => {
  it('offers a newer version, which is got and checked when the person says so, and not installed', async () => {
    serve(listOf({}));
    say('offhook_1.3.0_amd64.deb', content);
    expect(await looked()).toMatchObject({ kind: 'available', version: '1.3.0' });
    expect(asked).toEqual(['/offhook/latest-linux.yml', '/offhook/latest-linux.yml.sig']);
    await service.download();
    expect(state.get().updates).toEqual({ kind: 'ready', version: '1.3.0' });
    expect(readdirSync(join(folder, 'offhook-updater/pending'))).toContain('offhook_1.3.0_amd64.deb');
  });

  it('is asked a minute after the start, and once a day', async () => {
    serve(listOf({ version: '1.2.0' }));
    expect(asked).toEqual([]);
    await clock.pass(60_000);
    expect(await until(({ kind }) => kind === 'newest')).toMatchObject({ kind: 'newest' });
    await clock.pass(24 * 60 * 60 * 1000);
    await until(({ kind }) => kind === 'newest' && asked.length === 4);
  });

  it('is not asked where the setting is off, nor where the administrator names none, and forgotten at once', async () => {
    serve(listOf({}));
    expect(await looked()).toMatchObject({ kind: 'available' });
    state.set('settings', { ...state.get().settings, updates: 'off' });
    await until(({ kind }) => kind === 'off');
    const before = asked.length;
    await service.check();
    await service.download();
    state.set('settings', { ...state.get().settings, updates: 'tell' });
    state.set('managed', unmanaged);
    await service.check();
    await clock.pass(60_000);
    expect(asked).toHaveLength(before);
    expect(state.get().updates).toEqual({ kind: 'off' });
  });
});

describe('a bad feed', () => {
  const notBelieved = { kind: 'failed', failure: { code: 'UPDATE_NOT_BELIEVED' } };
  const unreachable = { kind: 'failed', failure: { code: 'UPDATE_UNREACHABLE' } };

  it.each([
    ['a list that was changed', (text: string) => serve(text.replace('1.3.0', '9.9.9'), signatureOf(text))],
    [
      'somebody else’s signature',
      (text: string) => serve(text, signatureOf(text, generateKeyPairSync('ed25519').privateKey)),
    ],
    ['a signature that is none', (text: string) => serve(text, 'trust me')],
    ['a signed page that is no list', () => serve('<html>')],
    ['a signed list without versions', () => serve('files: []\n')],
    ['a package elsewhere', () => serve(listOf({ url: 'https://elsewhere.invalid/offhook.deb' }))],
    ['a package above the folder', () => serve(listOf({ url: '../offhook.deb' }))],
    ['a package without a whole checksum', () => serve(listOf({ sha512: 'AAAA' }))],
  ])('is not believed: %s', async (_what, offer) => {
    offer(listOf({}));
    expect(await looked()).toMatchObject(notBelieved);
    await service.download();
    expect(asked).toHaveLength(2);
  });

  it('is never a way back to an older version, however well it is signed', async () => {
    serve(listOf({ version: '1.1.9' }));
    expect(await looked()).toMatchObject({ kind: 'newest' });
    await service.download();
    expect(state.get().updates).toMatchObject({ kind: 'newest' });
    expect(asked).toHaveLength(2);
  });

  it('the library refuses an older version, too', async () => {
    const installer = createInstaller(async () => ({ Provider, updater: libraryHere() }));
    const files = [
      { url: new URL('offhook_1.1.0_amd64.deb', feed).href, sha512: hashOf(content), size: content.length },
    ];
    const older = installer.download({ version: '1.1.0', files }, () => undefined);
    await expect(older).rejects.toThrow('cannot be replaced by that version');
    expect(asked).toEqual([]);
  });

  it('is told where nobody signed it, and where nobody answers', async () => {
    say('latest-linux.yml', listOf({}));
    expect(await looked()).toMatchObject({ ...unreachable, failure: { detail: 'answered 404' } });
    state.set('managed', { ...unmanaged, updates: { feed: 'http://127.0.0.1:1/offhook/', key } });
    await until(({ kind }) => kind === 'off');
    expect(await looked()).toMatchObject(unreachable);
  });

  it('is given up where it never answers, and where it never ends', async () => {
    for (const begin of [() => undefined, (response: ServerResponse) => response.writeHead(200).write('version')]) {
      const came = new Promise<void>((resolve) => {
        answers.set('/offhook/latest-linux.yml', (_request, response) => {
          begin(response);
          resolve();
        });
      });
      const end = looked();
      await came;
      await clock.pass(20_000);
      expect(await end).toMatchObject({ ...unreachable, failure: { detail: 'no answer in time' } });
    }
  });

  it('is not read to its end where it is too large, nor followed anywhere else', async () => {
    serve('#'.repeat(300_000));
    expect(await looked()).toMatchObject({ ...unreachable, failure: { detail: 'larger than 262144 bytes' } });
    serve(listOf({}));
    answers.set('/offhook/latest-linux.yml', (_request, response) =>
      response.writeHead(302, { location: '/elsewhere/latest-linux.yml' }).end(),
    );
    expect(await looked()).toMatchObject(unreachable);
    expect(asked).not.toContain('/elsewhere/latest-linux.yml');
  });
});

describe('a bad package', () => {
  it('is thrown away where one byte differs from what was signed', async () => {
    serve(listOf({}));
    const tampered = Buffer.from(content);
    tampered[17] = 0;
    say('offhook_1.3.0_amd64.deb', tampered);
    await looked();
    await service.download();
    expect(state.get().updates).toMatchObject({ kind: 'failed', failure: { code: 'UPDATE_DAMAGED' } });
    const pending = join(folder, 'offhook-updater/pending');
    expect(existsSync(pending) ? readdirSync(pending).filter((name) => name.endsWith('.deb')) : []).toEqual([]);
    service.install();
  });

  it('is told where it is not there', async () => {
    serve(listOf({}));
    await looked();
    await service.download();
    expect(state.get().updates).toMatchObject({ kind: 'failed', failure: { code: 'UPDATE_NOT_DOWNLOADED' } });
  });
});
