import { defineConfig } from '@playwright/test';

/**
 * The tests that drive the real window, and those that only draw, which `npm test` runs apart. One worker: the tests share two cores with Chromium, the lab,
 * and in `npm test` with other tests.
 */
export default defineConfig({
  testMatch: '**/*.test.ts',
  workers: 1,
  // Only what never comes is ended by these.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  projects: [
    { name: 'app', testDir: 'test/app', testIgnore: '**/gallery/**', outputDir: 'test-results/app' },
    // It stands back behind the others.
    { name: 'gallery', testDir: 'test/app/gallery', outputDir: 'test-results/gallery', timeout: 360_000 },
  ],
  reporter: [['list'], ['json', { outputFile: 'test-results/app.json' }]],
});
