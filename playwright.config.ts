import { defineConfig } from '@playwright/test';

/** The tests that drive the real window. One worker: the tests share two cores with Chromium, the lab, and in `npm test` with other tests. */
export default defineConfig({
  testDir: 'test/app',
  testMatch: '**/*.test.ts',
  workers: 1,
  // Only what never comes is ended by these.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  outputDir: 'test-results/app',
  reporter: [['list'], ['json', { outputFile: 'test-results/app.json' }]],
});
