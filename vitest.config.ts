import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  test: {
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'test/{fakes,architecture,fuzz,service}/**/*.test.ts'],
    testTimeout: 20_000,
    // Nothing happens at import, and no test changes a module: loading everything anew for each file would be most of the time.
    isolate: false,
    // Half of the time goes into waiting for sockets: one core would stand idle.
    maxWorkers: '100%',
  },
});
