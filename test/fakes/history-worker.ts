/** The history's worker as the application has it: bundled, since a thread cannot run TypeScript. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '../..');

/** `withoutLibrary` leaves libsql out of reach. Lies within the project, where packages are found. */
export async function bundledHistoryWorker({ withoutLibrary = false } = {}): Promise<{
  readonly script: string;
  remove(): Promise<void>;
}> {
  const folder = mkdtempSync(join(root, 'node_modules/.offhook-history-'));
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: join(root, 'src/main/history/worker.ts'),
      outDir: folder,
      target: 'node20.18',
      rollupOptions: {
        external: ['libsql'],
        output: {
          entryFileNames: 'history.mjs',
          ...(withoutLibrary ? { paths: { libsql: 'libsql-is-not-here' } } : {}),
        },
      },
    },
  });
  return { script: join(folder, 'history.mjs'), remove: async () => rmSync(folder, { recursive: true, force: true }) };
}
