/** Start order. Everything that exists is built in compose.ts; what a window may do is decided in platform/window-policy.ts. */
import { join } from 'node:path';
import {
  app,
  type BrowserWindow,
  clipboard,
  ipcMain,
  powerMonitor,
  protocol,
  safeStorage,
  session,
  shell,
} from 'electron';
import type { AppFacts } from '../../shared/model/snapshot.ts';
import { createPulseAudio } from '../devices/pulse-audio.ts';
import { createVideoDevices } from '../devices/video-devices.ts';
import { handlersFor } from '../ipc/handlers.ts';
import { serveRequests } from '../ipc/router.ts';
import { declareAppScheme, serveAppScheme } from '../platform/app-scheme.ts';
import { createLabHost } from '../platform/lab-host.ts';
import { externalLink } from '../platform/open-link.ts';
import { createSafeStorageSecrets } from '../platform/safe-storage.ts';
import { systemClock, systemRandom } from '../platform/system-clock.ts';
import { guardSession, isOurUrl } from '../platform/window-policy.ts';
import type { SecretStore } from '../store/secrets.ts';
import { openSettings } from '../store/settings-file.ts';
import { openTraceFiles } from '../trace/trace-files.ts';
import { createTracing } from '../trace/tracing.ts';
import { type Client, compose } from './compose.ts';
import { installIdIn } from './install-id.ts';
import { linkIn } from './launch-link.ts';
import { guardEveryContents, openMainWindow, tell } from './windows.ts';

const here = import.meta.dirname;
const quitLimitMs = 6000;

// Root cannot have Chromium's sandbox; the start scripts say so each time they set this (docs/security.md).
if (process.env.ELECTRON_DISABLE_SANDBOX === undefined) app.enableSandbox();
declareAppScheme();
guardEveryContents(app);

if (app.requestSingleInstanceLock()) void run();
else app.quit();

async function run(): Promise<void> {
  await app.whenReady();
  const client = buildClient();
  // The last account's DNS questions are under way before the window is made (mission B18).
  client.start();
  guardSession(session.defaultSession);
  serveAppScheme(protocol, join(here, '../renderer'));
  let window = show(client);
  serve(client, () => window);

  const hand = (link: string | undefined) => {
    if (link) client.state.set('pendingLink', link);
    if (window.isDestroyed()) window = show(client);
    window.show();
    window.focus();
  };
  app.on('second-instance', (_event, argv) => hand(linkIn(argv)));
  app.on('open-url', (_event, url) => hand(linkIn([url])));
  app.on('window-all-closed', () => app.quit());
  powerMonitor.on('resume', () => client.signIn.hurry());
  endWith(client);
  const link = linkIn(process.argv);
  if (link) client.state.set('pendingLink', link);
}

function buildClient(): Client {
  const folder = app.getPath('userData');
  const secrets = createSafeStorageSecrets({
    safeStorage,
    file: join(folder, 'sealed.json'),
    platform: process.platform,
  });
  const files = openTraceFiles({ folder: join(folder, 'traces'), wall: systemClock.wall(), processId: process.pid });
  return compose({
    clock: systemClock,
    random: systemRandom,
    settings: openSettings(folder, systemClock.wall),
    secrets,
    tracing: createTracing({ clock: systemClock, files }),
    deviceSources: process.platform === 'linux' ? [createVideoDevices(), createPulseAudio()] : [],
    labHost: createLabHost(here),
    installId: installIdIn(folder, systemRandom),
    app: factsOfThisApp(secrets),
  });
}

function factsOfThisApp(secrets: SecretStore): AppFacts {
  const { electron, chrome, node } = process.versions;
  return {
    version: app.getVersion(),
    runtime: `Electron ${electron}, Chromium ${chrome}, Node ${node}`,
    // Said by the start scripts, or by the name a package made with the stand-in carries.
    standInRuntime: process.env.OFFHOOK_STANDIN_RUNTIME === '1' || /stand-?in/i.test(app.getName()),
    sandboxed: process.env.ELECTRON_DISABLE_SANDBOX === undefined && !app.commandLine.hasSwitch('no-sandbox'),
    secretStore: { available: secrets.available, backend: secrets.backend },
    platform: process.platform,
  };
}

function show(client: Client): BrowserWindow {
  const window = openMainWindow(here);
  const stop = client.state.onDelta((delta) => tell(window, 'snapshot.changed', delta));
  window.once('closed', stop);
  return window;
}

function serve(client: Client, window: () => BrowserWindow): void {
  serveRequests({
    ipcMain,
    wall: systemClock.wall,
    handlers: handlersFor(client, {
      copy: (text) => void clipboard.writeText(text),
      openLink: (url) => {
        const link = externalLink(url);
        if (link) void shell.openExternal(link);
      },
      showFolder: (path) => shell.showItemInFolder(path),
    }),
    isTrustedFrame: ({ senderFrame, sender }) =>
      senderFrame !== null &&
      sender === window().webContents &&
      senderFrame === sender.mainFrame &&
      isOurUrl(senderFrame.url),
    onBug: (name, error) =>
      client.tracing.tracer.record({ kind: 'failure', code: 'INTERNAL', text: `${name}: ${stackOf(error)}` }),
  });
}

/** Quitting waits for the unregistration, which is bounded, and for the trace to be on disk. */
function endWith(client: Client): void {
  let ended = false;
  let isClosing = false;
  app.on('before-quit', (event) => {
    if (ended) return;
    event.preventDefault();
    if (isClosing) return;
    isClosing = true;
    void Promise.race([client.close(), bounded()]).finally(() => {
      ended = true;
      app.quit();
    });
  });
}

/** Nothing that hangs may keep the program from quitting. */
function bounded(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, quitLimitMs);
  });
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
