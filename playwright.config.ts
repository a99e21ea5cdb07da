import { defineConfig } from '@playwright/test';

/** The tests that drive the real window. One worker: the tests share two cores with Chromium and the lab. */
export default defineConfig({
  testDir: 'test/app',
  testMatch: '**/*.test.ts',
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  outputDir: 'test-results/app',
  reporter: [['list'], ['json', { outputFile: 'test-results/app.json' }]],
});
