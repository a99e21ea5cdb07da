/** Start order. Everything that exists is built in compose.ts; what a window may do is decided in platform/window-policy.ts. */
import { dirname, join } from 'node:path';
import {
  app,
  type BrowserWindow,
  crashReporter,
  ipcMain,
  Menu,
  powerMonitor,
  protocol,
  safeStorage,
  session,
  shell,
} from 'electron';
import type { AppFacts } from '../../shared/model/snapshot.ts';
import { systemDevices } from '../devices/system-devices.ts';
import { historyThread } from '../history/thread.ts';
import { handlersFor } from '../ipc/handlers.ts';
import { serveRequests } from '../ipc/router.ts';
import { declareAppScheme, serveAppScheme } from '../platform/app-scheme.ts';
import { createAutostart } from '../platform/autostart.ts';
import { copyWords } from '../platform/copy-words.ts';
import { keepCrashReports, onUncaught } from '../platform/crash-reports.ts';
import { forkLab } from '../platform/fork-lab.ts';
import { forkPlayer } from '../platform/fork-player.ts';
import { forkRelay } from '../platform/fork-relay.ts';
import { createDesktopActivity } from '../platform/idle.ts';
import { createLabHost } from '../platform/lab-host.ts';
import { loadKerberos } from '../platform/load-kerberos.ts';
import { menuTemplate } from '../platform/menu.ts';
import { externalLink } from '../platform/open-link.ts';
import { pickCertificate } from '../platform/pick-certificate.ts';
import { pickPdf, pickPictures } from '../platform/pick-document.ts';
import { pickFile } from '../platform/pick-file.ts';
import { pickScenario } from '../platform/pick-scenario.ts';
import { shareScreens } from '../platform/pick-screen.ts';
import { createSafeStorageSecrets } from '../platform/safe-storage.ts';
import { saveFile } from '../platform/save-file.ts';
import { systemClock, systemRandom } from '../platform/system-clock.ts';
import { updatesOfThisSystem } from '../platform/updater.ts';
import { guardEverySession, guardSession, isOurUrl } from '../platform/window-policy.ts';
import { openManaged } from '../store/managed.ts';
import { managedPlace } from '../store/managed-file.ts';
import type { SecretStore } from '../store/secrets.ts';
import { openSettings } from '../store/settings-file.ts';
import { createStorageReport, type StorageReport } from '../store/storage-report.ts';
import { readLicences } from '../support/licences.ts';
import { openTraceFiles } from '../trace/trace-files.ts';
import { createTracing } from '../trace/tracing.ts';
import { type Client, compose } from './compose.ts';
import { joinDesk } from './desk.ts';
import { installIdIn } from './install-id.ts';
import { createCallers, linkIn, takesLink } from './launch-link.ts';
import { onPageGone } from './page-end.ts';
import { endWith, giveUp, stackOf } from './quitting.ts';
import { createRevival } from './revival.ts';
import { createSpeech, type Speech } from './speech.ts';
import { followLogin } from './start-at-login.ts';
import { joinToasts, type ToastWindows } from './toast-windows.ts';
import { keepForCalls } from './window-in-calls.ts';
import { bringToFront, goTo, guardEveryContents, openMainWindow, tell } from './windows.ts';

const here = import.meta.dirname;

// Root cannot have Chromium's sandbox; the start scripts say so each time they set this (docs/security.md).
if (process.env.ELECTRON_DISABLE_SANDBOX === undefined) app.enableSandbox();
// The relay waits for the window's packets on this machine alone, even where no other interface is up.
app.commandLine.appendSwitch('allow-loopback-in-peer-connection');
// How loud the system's microphone is set is the person's business: Chromium would turn it up and down for every program. What it hears is still levelled.
app.commandLine.appendSwitch('disable-features', 'WebRtcAllowInputVolumeAdjustment');
// Closed WebRTC connections count against the most a page may have until they are collected: the window asks for that (renderer/media/engine.ts).
app.commandLine.appendSwitch('js-flags', '--expose-gc');
const crashFolder = keepCrashReports(crashReporter, app);
declareAppScheme();
guardEveryContents(app);
guardEverySession(app);
// By this name, that of the installer's shortcut, Windows knows whose notices they are.
if (process.platform === 'win32') app.setAppUserModelId('org.offhook.app');

const callers = createCallers();
if (app.requestSingleInstanceLock()) {
  // A link may come before there is a window to show it in.
  app.on('second-instance', (_event, argv) => callers.come(linkIn(argv)));
  app.on('open-url', (_event, url) => callers.come(linkIn([url])));
  const link = linkIn(process.argv);
  if (link) callers.come(link);
  run().catch(giveUp);
} else app.quit();

async function run(): Promise<void> {
  await app.whenReady();
  const storage = createStorageReport(systemClock.wall);
  const client = buildClient(storage);
  // The last account's DNS questions are under way before the window is made (mission B18).
  client.start();
  onUncaught(process, client.support.broke);
  guardSession(session.defaultSession);
  serveAppScheme(protocol, join(here, '../renderer'));
  const speech = createSpeech(client.settings, () => app.getPreferredSystemLanguages());
  let window = show(client, speech);
  shareScreens(
    session.defaultSession,
    () => window,
    () => speech.now().words,
  );
  /** The window in front, at a screen or where it stands; one that was closed comes back. */
  const open = (path: string) => {
    if (window.isDestroyed()) window = show(client, speech, path);
    else if (path === '') bringToFront(window);
    else goTo(window, path);
  };
  const openLogFolder = () => {
    if (client.tracing.files) shell.showItemInFolder(client.tracing.files.jsonl);
  };
  const toasts = joinToasts({ client, folder: here, speech, window: () => window, open });
  app.once('will-quit', toasts.leave);
  serve({ client, window: () => window, toasts, speech });
  setMenu(speech, open, openLogFolder);
  let menuLanguage = speech.now().language;
  client.settings.onChange(() => {
    if (speech.now().language === menuLanguage) return;
    menuLanguage = speech.now().language;
    setMenu(speech, open, openLogFolder);
  });
  const leaveDesk = joinDesk({
    client,
    iconPath: join(here, '../../assets/icons/32x32.png'),
    window: () => window,
    open,
    speech,
    quit: () => app.quit(),
  });
  app.once('will-quit', leaveDesk);
  const stopFollowing = followLogin({
    settings: client.settings,
    managed: () => client.state.get().managed.locked.includes('startAtLogin'),
    autostart: createAutostart(app),
    onProblem: storage.failed,
  });
  app.once('will-quit', stopFollowing);
  // Before anybody can close the window.
  endWith(client);
  app.on('window-all-closed', () => {
    if (!client.settings.get().keepRunning) app.quit();
  });
  // The dock's icon on macOS.
  app.on('activate', () => open(''));
  powerMonitor.on('resume', () => client.wokeUp());
  callers.welcome((link) => {
    if (link && takesLink(link, client.settings.get())) client.state.set('pendingLink', link);
    open('');
  });
}

function setMenu(speech: Speech, open: (place: string) => void, openLogFolder: () => void): void {
  const template = menuTemplate({
    platform: process.platform,
    words: speech.now().words.menu,
    withDeveloperTools: !app.isPackaged,
    openDiagnostics: () => open('/diagnostics/journey'),
    openSetupCheck: () => open('/setup'),
    openSupport: () => open('/support'),
    openLogFolder,
    openAbout: () => open('/about'),
  });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

function buildClient(storage: StorageReport): Client {
  const folder = app.getPath('userData');
  const secrets = createSafeStorageSecrets({
    safeStorage,
    file: join(folder, 'sealed.json'),
    platform: process.platform,
    onProblem: storage.failed,
    onSetAside: (path) => storage.setAside('password', path),
    wall: systemClock.wall,
  });
  const files = openTraceFiles({
    folder: join(folder, 'traces'),
    wall: systemClock.wall(),
    processId: process.pid,
    onProblem: (error) => storage.failed('trace', error),
  });
  return compose({
    clock: systemClock,
    random: systemRandom,
    settings: openSettings(
      folder,
      systemClock.wall,
      (error) => storage.failed('settings', error),
      (path) => storage.setAside('settings', path),
    ),
    managed: openManaged(managedPlace(process.platform, process.env, process.getuid?.()), systemClock.wall),
    secrets,
    tracing: createTracing({ clock: systemClock, files }),
    deviceSources: process.platform === 'linux' ? systemDevices(systemClock) : [],
    forkRelay: () => forkRelay(here),
    forkPlayer: () => forkPlayer(here),
    labHost: createLabHost({ fork: () => forkLab(here), clock: systemClock }),
    activity: createDesktopActivity(powerMonitor),
    installId: installIdIn(folder, systemRandom, (error) => storage.failed('installation', error)),
    loadKerberos,
    // Beside this bundle, as electron.vite.config.ts has it.
    history: { folder: join(folder, 'history'), openFile: historyThread(join(here, 'history.js')) },
    downloads: () => app.getPath('downloads'),
    crashFolder,
    updates: updatesOfThisSystem(),
    storage,
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

function show(client: Client, speech: Speech, path = ''): BrowserWindow {
  const window = openMainWindow(here, speech.now().language, path);
  speech.follow(window, client.state);
  const stop = client.state.onDelta((delta) => tell(window, 'snapshot.changed', delta));
  const leaveMedia = client.media.window.attach((order) => tell(window, 'media.order', order));
  window.once('closed', () => {
    stop();
    leaveMedia();
  });
  keepForCalls(window, client.state);
  onPageGone(window, () => {
    // The page that asked for a copy cannot say any more that it is done with it.
    client.support.letGo();
    // Nor hand in the rest of a document.
    client.content.letGo();
  });
  const mayComeBack = createRevival(systemClock.now);
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    client.tracing.tracer.record({
      kind: 'failure',
      code: 'INTERNAL',
      text: `the window's page ended: ${reason} ${exitCode}`,
    });
    // What it showed lies in main, so a new page shows the same.
    if (mayComeBack()) window.webContents.reload();
    else giveUp(new Error(`The window ended again and again: ${reason}.`));
  });
  return window;
}

function serve(needs: {
  readonly client: Client;
  readonly window: () => BrowserWindow;
  readonly toasts: ToastWindows;
  readonly speech: Speech;
}): void {
  const { client, window, toasts } = needs;
  const fileWords = () => needs.speech.now().words.files;
  serveRequests({
    ipcMain,
    wall: systemClock.wall,
    handlers: handlersFor(client, {
      // Newer runtimes answer with a promise, older ones with nothing.
      copy: copyWords,
      async openLink(url) {
        const link = externalLink(url);
        if (link) await shell.openExternal(link);
      },
      licences: () =>
        readLicences([join(here, 'licences-main.json'), join(here, '../renderer/licences-renderer.json')]),
      async showChromiumLicences() {
        // Beside the program, where Electron's own archive puts it.
        await shell.openPath(join(dirname(process.execPath), 'LICENSES.chromium.html'));
      },
      showFolder: (path) => shell.showItemInFolder(path),
      async showCrashes() {
        await shell.openPath(crashFolder);
      },
      pickCertificate: () => pickCertificate(window(), fileWords()),
      pickFile: () => pickFile(window()),
      pickScenario: () => pickScenario(window(), fileWords()),
      pickPictures: () => pickPictures(window(), fileWords()),
      pickPdf: () => pickPdf(window(), fileWords()),
      saveFile: (file) => saveFile(window(), file),
    }),
    isTrustedFrame: ({ senderFrame, sender }) =>
      senderFrame !== null &&
      ((!window().isDestroyed() && sender === window().webContents) || toasts.owns(sender)) &&
      senderFrame === sender.mainFrame &&
      isOurUrl(senderFrame.url),
    onBug: (name, error) =>
      client.tracing.tracer.record({ kind: 'failure', code: 'INTERNAL', text: `${name}: ${stackOf(error)}` }),
  });
}
