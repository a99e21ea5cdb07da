import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { shippedLicences } from './scripts/lib/shipped-licences.mjs';

const here = import.meta.dirname;

/** Native packages that electron-builder.yml ships beside the bundles, with what loads them. */
const native = ['kerberos', 'libsql', '@neon-rs/load', 'detect-libc', 'libsql/node_modules/detect-libc'];

// Targets are the oldest runtime we run on (Electron 33: Node 20.18, Chromium 130), not the declared major.
export default defineConfig({
  main: {
    plugins: [shippedLicences('main', native)],
    build: {
      target: 'node20.18',
      externalizeDeps: false,
      rollupOptions: {
        input: {
          index: resolve(here, 'src/main/app/index.ts'),
          lab: resolve(here, 'src/lab/process.ts'),
          player: resolve(here, 'src/tester/player/process.ts'),
          history: resolve(here, 'src/main/history/worker.ts'),
          relay: resolve(here, 'src/relay/host.ts'),
        },
        // Native, and each a package of its own beside the bundle; the app works without either.
        external: ['electron', 'kerberos', 'libsql'],
      },
    },
  },
  preload: {
    build: {
      target: 'node20.18',
      externalizeDeps: false,
      rollupOptions: {
        input: { index: resolve(here, 'src/preload/index.ts') },
        // A sandboxed preload must be one CommonJS file.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    plugins: [react(), shippedLicences('renderer')],
    build: {
      target: 'chrome130',
      minify: true,
      rollupOptions: { input: { index: resolve(here, 'src/renderer/index.html') } },
    },
  },
});
