// The smallest honest rival: one Electron window with React in it, served the same way, nothing else.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, BrowserWindow, protocol } from 'electron';

const folder = process.env.OFFHOOK_BARE_FOLDER;
const types = { html: 'text/html', js: 'text/javascript', css: 'text/css' };

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, codeCache: true } },
]);
// As the application: root cannot have the sandbox.
if (process.env.ELECTRON_DISABLE_SANDBOX === undefined) app.enableSandbox();
app.whenReady().then(() => {
  protocol.handle('app', async (request) => {
    const path = new URL(request.url).pathname;
    const file = path === '/' ? '/index.html' : path;
    return new Response(await readFile(join(folder, file)), {
      headers: { 'content-type': types[file.split('.').at(-1)] },
    });
  });
  const window = new BrowserWindow({ width: 420, height: 720, show: false });
  window.once('ready-to-show', () => window.show());
  window.loadURL('app://main/');
});
app.on('window-all-closed', () => app.quit());
