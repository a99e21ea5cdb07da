/** Every screen over fixtures, in one window without a client behind it: for what concerns drawing alone. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron as electron, type Page } from '@playwright/test';
import { build } from 'vite';
import { root } from './offhook.ts';

const page = 'app://main/gallery/gallery.html';

export interface Gallery {
  readonly window: Page;
  /** The names of all scenes. */
  readonly scenes: readonly string[];
  /** Draws a scene in a language, such as `pseudo`; another language loads the page anew. */
  show(scene: string, language: string): Promise<void>;
  /** Makes the window so many pixels large, as seen at a zoom: 640 at 2 are 320 CSS pixels at 200 %. */
  setSize(width: number, height: number, zoom?: number): Promise<void>;
}

/** Resolves in a page that has nothing to do any more, after what it did last is drawn. */
function untilIdle(): Promise<void> {
  return new Promise((resolve) => {
    requestIdleCallback(() => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));
  });
}

/** Builds the gallery and opens it for as long as `task` runs. */
export async function withGallery<T>(task: (gallery: Gallery) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'offhook-gallery-'));
  const app = await electron.launch({
    args: [join(root, 'test/bench/bare/main.mjs'), `--user-data-dir=${join(folder, 'profile')}`],
    cwd: root,
    env: { ...process.env, OFFHOOK_BARE_FOLDER: join(folder, 'page') } as Record<string, string>,
    chromiumSandbox: process.getuid?.() !== 0,
  });
  try {
    await build({
      configFile: join(root, 'src/renderer/gallery/vite.gallery.config.ts'),
      root: join(root, 'src/renderer'),
      logLevel: 'error',
      build: { outDir: join(folder, 'page') },
    });
    const window = await app.firstWindow();
    await window.goto(page);
    // The page loads its language first, and the list after it.
    await window.getByRole('listitem').first().waitFor();
    const scenes = await window.getByRole('listitem').allInnerTexts();
    let loaded: string | undefined;
    return await task({
      window,
      scenes,
      async show(scene, language) {
        if (language === loaded) {
          await window.evaluate((detail) => dispatchEvent(new CustomEvent('scene', { detail })), scene);
        } else {
          await window.goto(`${page}?${new URLSearchParams({ scene, language })}`);
          await window.locator('#root > *').first().waitFor();
          loaded = language;
        }
        // Whole: what a part asks for when it is drawn is answered and drawn too.
        await window.evaluate(untilIdle);
      },
      async setSize(width, height, zoom = 1) {
        await app.evaluate(
          ({ BrowserWindow }, size) => {
            const [first] = BrowserWindow.getAllWindows();
            first?.setContentSize(size.width, size.height);
            first?.webContents.setZoomFactor(size.zoom);
          },
          { width, height, zoom },
        );
        await window.waitForFunction((wanted) => innerWidth === wanted, Math.round(width / zoom));
      },
    });
  } finally {
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
