import { defineConfig } from 'vitest/config';

/** Against software nobody here wrote; scripts/peers.mjs unpacks it and names it in OFFHOOK_PEERS. */
export default defineConfig({
  test: {
    include: ['test/interop/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Each peer has ports of its own, but two cores are soon full.
    fileParallelism: false,
  },
});
