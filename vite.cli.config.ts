import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig } from 'vite';

const here = import.meta.dirname;

/**
 * The programs a person runs from the command line: `npm run NAME`; `story` is what `npm start` plays without a display,
 * `lab-process`, `relay-shell`, `relay-load` and `relay-floor` what the bench forks, `history` the thread it keeps conversations in.
 */
const TOOLS = {
  lab: 'src/lab/cli.ts',
  'lab-process': 'src/lab/process.ts',
  'relay-shell': 'test/bench/relay-shell.ts',
  'relay-load': 'test/bench/relay-load.ts',
  'relay-floor': 'test/bench/relay-floor.ts',
  history: 'src/main/history/worker.ts',
  scenarios: 'src/tester/scenarios.ts',
  'check-setup': 'src/tester/check-setup.ts',
  fuzz: 'test/fuzz/run.ts',
  bench: 'test/bench/run.ts',
  story: 'test/app/story.ts',
  pictures: 'test/app/pictures/run.ts',
};

// Plain Node programs in one folder; only Playwright, the bundler and SQLite stay outside, since they look for their own files beside themselves.
export default defineConfig({
  build: {
    ssr: true,
    target: 'node20.18',
    outDir: 'out/cli',
    rollupOptions: {
      input: Object.fromEntries(
        Object.entries(TOOLS)
          .map(([name, file]) => [name, resolve(here, file)] as const)
          .filter(([, file]) => existsSync(file)),
      ),
      external: [
        /^@playwright\/test$/,
        /^@axe-core\/playwright$/,
        /^electron(\/.*)?$/,
        /^vite$/,
        /^libsql$/,
        /^@vitejs\/plugin-react$/,
      ],
      // What several programs share lies beside them, so a path from a file's own place is right wherever the bundler puts it.
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
  ssr: { noExternal: true },
});
