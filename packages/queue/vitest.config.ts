import { defineProject } from 'vitest/config';

/** The integration tests share one Postgres server, which this stops at the end. */
export default defineProject({
  test: {
    name: '@yoto/queue',
    include: ['src/**/*.test.ts'],
    globalSetup: ['@yoto/testkit/global-setup'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
