import { defineProject } from 'vitest/config';

/** The integration tests share one Postgres server, which this stops at the end. */
export default defineProject({
  test: {
    name: '@yoto/connections',
    include: ['src/**/*.test.ts'],
    // Loading the code takes longer than most test files: they share a process, and none changes what others see.
    isolate: false,
    globalSetup: ['@yoto/testkit/global-setup'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
