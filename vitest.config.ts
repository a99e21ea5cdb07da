import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { Dealer } from './scripts/lib/deal.mjs';

export default defineConfig({
  plugins: [react()],
  test: {
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'test/{fakes,architecture,fuzz,service}/**/*.test.ts'],
    // A test takes seconds at most where nothing else runs; on a busy machine only what never comes is to be ended by these.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 40_000 } },
    // Nothing happens at import, and no test changes a module: loading everything anew for each file would be most of the time.
    isolate: false,
    // Only a single worker keeps what it has loaded from file to file; `npm test` runs parts of them side by side.
    maxWorkers: 1,
    sequence: { sequencer: Dealer },
  },
});
