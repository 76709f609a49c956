import { defineConfig } from 'vitest/config';

/** The built extension in real browsers: one browser at a time, so that two cores are enough. */
export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    globalSetup: ['tests/support/browser/build.ts'],
    include: ['tests/browser/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 180_000,
    // A browser that was late once is asked again; what fails twice fails.
    retry: 1,
    hookTimeout: 180_000,
    reporters: process.env.CI ? ['default', ['json', { outputFile: 'test-output/browser.json' }]] : ['default'],
  },
});
