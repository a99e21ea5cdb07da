/** A place for newer versions on loopback, and electron-updater for a deb with Node's network in place of Electron's. Nothing is ever installed. */
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AppUpdater, DebUpdater, Provider } from 'electron-updater';
import { withDate } from '../../scripts/package/feed-date.mjs';
import { createStateStore } from '../../src/main/store/state.ts';
import { createTracing } from '../../src/main/trace/tracing.ts';
import { createInstaller, type Installer } from '../../src/main/updates/installer.ts';
import { readYaml } from '../../src/main/updates/read-yaml.ts';
import { createUpdateService } from '../../src/main/updates/update-service.ts';
import { firstSlices } from '../../src/shared/model/first-slices.ts';
import { unmanaged } from '../../src/shared/model/managed.ts';
import { defaultSettings } from '../../src/shared/model/settings.ts';
import type { UpdatesState } from '../../src/shared/model/updates.ts';
import { createHandClock } from './hand-clock.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
/** What the administrator names. */
export const key = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
export const content = Buffer.from('this would be a package'.repeat(1000));
export const dayMs = 24 * 60 * 60 * 1000;

export const hashOf = (bytes: Buffer) => createHash('sha512').update(bytes).digest('base64');
export const signatureOf = (text: string, by = privateKey) =>
  `${sign(null, Buffer.from(text), by).toString('base64')}\n`;

interface Offer {
  readonly version?: string;
  readonly url?: string;
  readonly sha512?: string;
  /** Wall clock. */
  readonly until?: number;
}

/** A list as electron-builder writes it, dated as it is before it is signed. */
function listOf(offer: Offer, usualUntil: number): string {
  const { version = '1.3.0', url = 'offhook_1.3.0_amd64.deb', sha512 = hashOf(content) } = offer;
  const lines = [
    `version: ${version}`,
    'files:',
    `  - url: ${url}`,
    `    sha512: ${sha512}`,
    `    size: ${content.length}`,
    `path: ${url}`,
    `sha512: ${sha512}`,
    "releaseDate: '2026-11-21T10:00:00.000Z'",
  ];
  return withDate(`${lines.join('\n')}\n`, new Date(offer.until ?? usualUntil));
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A server and the service that asks it, with the installer of the library unless told; whoever makes it closes it. */
export async function createUpdateBench(installer?: Installer) {
  const answers = new Map<string, Answer>();
  const asked: string[] = [];
  const server = createServer((message, response) => {
    const path = message.url?.split('?')[0] ?? '';
    asked.push(path);
    const answer = answers.get(path);
    if (answer) answer(message, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const feed = `http://127.0.0.1:${(server.address() as AddressInfo).port}/offhook/`;
  const folder = mkdtempSync(join(tmpdir(), 'offhook-updates-'));
  const clock = createHandClock();
  const state = createStateStore(slicesFor(feed), clock);
  const service = createUpdateService({
    state,
    clock,
    tracer: createTracing({ clock }).tracer,
    fetch: (url, init) => fetch(url, init),
    parse: readYaml,
    feedName: 'latest-linux.yml',
    installer: installer ?? installerIn(folder),
  });
  service.start();
  const answer = (path: string, how: Answer) => answers.set(`/offhook/${path}`, how);
  const say = (path: string, body: string | Buffer) =>
    answer(path, (_request, response) => response.writeHead(200).end(body));
  return {
    asked,
    feed,
    folder,
    clock,
    state,
    service,
    /** Below the feed's folder. */
    answer,
    say,
    listOf: (offer: Offer) => listOf(offer, clock.wall() + 30 * dayMs),
    serve(text: string, signature = signatureOf(text)) {
      say('latest-linux.yml', text);
      say('latest-linux.yml.sig', signature);
    },
    until: (fits: (updates: UpdatesState) => boolean) =>
      new Promise<UpdatesState>((resolve) => {
        const look = () => {
          const { updates } = state.get();
          if (fits(updates)) resolve(updates);
          else setImmediate(look);
        };
        look();
      }),
    /** How the next look ends. */
    async looked(): Promise<UpdatesState> {
      await service.check();
      return state.get().updates;
    },
    close() {
      service.close();
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type UpdateBench = Awaited<ReturnType<typeof createUpdateBench>>;

function slicesFor(feed: string) {
  const app = {
    version: '1.2.0',
    runtime: '',
    standInRuntime: false,
    sandboxed: true,
    secretStore: { available: true, backend: '' },
    platform: 'linux',
  };
  const settings = { ...defaultSettings, updates: 'tell' as const };
  return { ...firstSlices(app, settings), managed: { ...unmanaged, updates: { feed, key } } };
}

/** As in the application: one library for every download. */
export function installerIn(folder: string): Installer {
  const config = join(folder, 'app-update.yml');
  writeFileSync(config, 'updaterCacheDirName: offhook-updater\n');
  const updater: AppUpdater = Object.assign(
    new DebUpdater(null, {
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
    }),
    { httpExecutor: createNodeExecutor() },
  );
  return createInstaller(async () => ({ Provider, updater }));
}

function refuse(): never {
  throw new Error('nothing is installed in a test');
}

/** As electron-updater's own, which needs Electron. */
function createNodeExecutor() {
  const runtime = createRequire(createRequire(import.meta.url).resolve('electron-updater'))('builder-util-runtime');
  const { HttpExecutor, configureRequestOptions, configureRequestUrl } = runtime;
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
  return new NodeExecutor();
}
