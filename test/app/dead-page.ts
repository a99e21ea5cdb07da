/** The window's page dies and comes back. Playwright's own page is lost with it: what comes back is asked through the main process. */
import type { Offhook } from './offhook.ts';

/** Kills the page's process; resolves when its successor is loaded. */
export async function crashPage({ app }: Offhook): Promise<void> {
  await app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (!contents) throw new Error('no window');
    const back = new Promise<void>((resolve) => contents.once('did-finish-load', () => resolve()));
    contents.forcefullyCrashRenderer();
    await back;
  });
}

/** Runs the body of an asynchronous function in the page that came back; what it returns. */
export async function inNewPage<T>({ app }: Offhook, body: string): Promise<T> {
  return app.evaluate(
    ({ BrowserWindow }, code) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(code) as Promise<T>,
    `(async () => { ${body} })()`,
  );
}
