import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  test: {
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'test/{fakes,architecture,fuzz,service}/**/*.test.ts'],
    testTimeout: 20_000,
    // A busy machine takes longer than the usual second; what never comes is ended by this.
    expect: { poll: { timeout: 15_000 } },
    // Nothing happens at import, and no test changes a module: loading everything anew for each file would be most of the time.
    isolate: false,
    // Only a single worker keeps what it has loaded from file to file; `npm test` runs as many halves side by side as there are cores.
    maxWorkers: 1,
  },
});
