import { defineProject } from 'vitest/config';

/** The end-to-end tests start whole systems. */
export default defineProject({
  test: {
    name: '@yoto/cli',
    include: ['src/**/*.test.ts', 'e2e/**/*.test.ts'],
    isolate: false,
    globalSetup: ['@yoto/testkit/global-setup'],
    // Commands run in the tests' own process, too.
    env: { NO_COLOR: '1' },
    testTimeout: 180_000,
    hookTimeout: 120_000,
  },
});
