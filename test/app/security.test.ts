/** Electron's security points that only a running window can prove; docs/security.md lists all twenty. */
import { join } from 'node:path';
import { allowedPermissions, contentSecurityPolicy } from '../../src/main/platform/window-policy.ts';
import { expect, root, test } from './offhook.ts';

test('the page has no Node, no Electron, and a bridge of two functions', async ({ offhook }) => {
  const found = await offhook.window.evaluate(() => ({
    node: typeof (globalThis as { require?: unknown }).require + typeof (globalThis as { process?: unknown }).process,
    bridge: Object.keys((globalThis as unknown as { offhook: object }).offhook).sort(),
    secure: isSecureContext,
    address: location.origin,
  }));
  expect(found).toEqual({
    node: 'undefinedundefined',
    bridge: ['on', 'request'],
    secure: true,
    address: 'app://main',
  });
});

test('the page is served with the policy and breaks none of it', async ({ offhook }) => {
  const policy = await offhook.app.evaluate(async ({ session }) => {
    const response = await session.defaultSession.fetch('app://main/index.html');
    return response.headers.get('content-security-policy');
  });
  expect(policy).toBe(contentSecurityPolicy);
  await expect(offhook.window.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
  expect(offhook.complaints).toEqual([]);
});

test('nothing outside the page can be loaded, framed or navigated to', async ({ offhook }) => {
  const { window } = offhook;
  const outcomes = await window.evaluate(async () => {
    const fetched = await fetch('https://127.0.0.1:9/').then(
      () => 'loaded',
      () => 'refused',
    );
    const opened = globalThis.open('https://127.0.0.1:9/') === null ? 'denied' : 'opened';
    const inline = document.createElement('script');
    inline.textContent = 'globalThis.inlineRan = true';
    document.head.append(inline);
    location.href = 'https://127.0.0.1:9/';
    return { fetched, opened, inlineRan: (globalThis as { inlineRan?: boolean }).inlineRan ?? false };
  });
  expect(outcomes).toEqual({ fetched: 'refused', opened: 'denied', inlineRan: false });
  expect(await window.evaluate(() => location.href)).toBe('app://main/');
  expect(await offhook.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('no session checks spelling, which would fetch dictionaries', async ({ offhook }) => {
  const checked = await offhook.app.evaluate(({ session }) =>
    [session.defaultSession, session.fromPartition('updates'), session.fromPartition('any other')].map((each) =>
      each.isSpellCheckerEnabled(),
    ),
  );
  expect(checked).toEqual([false, false, false]);
});

test('a webview is not made', async ({ offhook }) => {
  const attached = await offhook.window.evaluate(() => {
    const view = document.createElement('webview');
    view.setAttribute('src', 'app://main/');
    document.body.append(view);
    return 'getWebContentsId' in view;
  });
  expect(attached).toBe(false);
});

test('only the listed permissions are granted', async ({ offhook }) => {
  const names = [
    'geolocation',
    'notifications',
    'midi',
    'camera',
    'microphone',
    'clipboard-read',
    'persistent-storage',
  ];
  const states = await offhook.window.evaluate(
    (asked) =>
      Promise.all(
        asked.map((name) =>
          navigator.permissions.query({ name: name as PermissionName }).then(
            ({ state }) => [name, state],
            () => [name, 'unknown'],
          ),
        ),
      ),
    names,
  );
  const granted = states.filter(([, state]) => state === 'granted').map(([name]) => name);
  expect(granted.filter((name) => name !== 'camera' && name !== 'microphone')).toEqual([]);
  expect(Object.keys(allowedPermissions).sort()).toEqual([
    'clipboard-sanitized-write',
    'display-capture',
    'media',
    'speaker-selection',
  ]);
});

test('a request from another page of ours is refused by its sender', async ({ offhook }) => {
  const preload = join(root, 'out/preload/index.cjs');
  const reply = await offhook.app.evaluate(async ({ BrowserWindow }, ownPreload) => {
    const stranger = new BrowserWindow({ show: false, webPreferences: { preload: ownPreload, sandbox: true } });
    await stranger.loadURL('app://main/index.html');
    const answer: unknown = await stranger.webContents.executeJavaScript("offhook.request('app.snapshot')");
    stranger.destroy();
    return answer;
  }, preload);
  expect(reply).toMatchObject({ ok: false, failure: { code: 'IPC_UNTRUSTED_SENDER' } });
});

test('hostile names and inputs at the bridge get a failure each', async ({ offhook }) => {
  const replies = await offhook.window.evaluate(() => {
    const { offhook: bridge } = globalThis as unknown as {
      offhook: { request(name: unknown, input?: unknown): Promise<{ failure?: { code: string } }> };
    };
    const asks: [unknown, unknown][] = [
      ['__proto__', {}],
      ['nothing', {}],
      ['signIn.start', { address: 1 }],
      ['meeting.join', { text: 'x'.repeat(100_000), guestName: '', as: 'auto' }],
    ];
    return Promise.all(asks.map(([name, input]) => bridge.request(name, input).then((reply) => reply.failure?.code)));
  });
  expect(replies).toEqual(['IPC_UNKNOWN_REQUEST', 'IPC_UNKNOWN_REQUEST', 'IPC_INVALID_INPUT', 'IPC_INVALID_INPUT']);
});

test('every window is sandboxed and isolated', async ({ offhook }) => {
  const preferences = await offhook.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => {
      // Electron keeps the effective preferences and leaves the reader out of its types.
      const contents = window.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> | null };
      const found = contents.getLastWebPreferences();
      return [found?.sandbox, found?.contextIsolation, found?.nodeIntegration, found?.webSecurity, found?.webviewTag];
    }),
  );
  expect(preferences).toEqual([[true, true, false, true, false]]);
});

test('the page can have them collected at once, when it has as many as Chromium lets it have', async ({
  offhook: { window },
}) => {
  const refused = await window.evaluate(() => {
    const { gc } = globalThis as typeof globalThis & { gc(how: object): void };
    let count = 0;
    for (let made = 0; made < 1200; made += 1) {
      try {
        new RTCPeerConnection().close();
      } catch {
        count += 1;
        gc({ type: 'major', execution: 'sync' });
        new RTCPeerConnection().close();
      }
    }
    return count;
  });
  expect(refused).toBeGreaterThan(0);
});

test('the page can have its closed connections collected, and so more than Chromium lets it have at once', async ({
  offhook: { window },
}) => {
  const made = await window.evaluate(async () => {
    const { gc } = globalThis as typeof globalThis & { gc(how: object): Promise<void> };
    for (let count = 0; count < 600; count += 1) {
      if (count % 50 === 49) await gc({ type: 'major', execution: 'async' });
      new RTCPeerConnection().close();
    }
    return true;
  });
  expect(made).toBe(true);
});
