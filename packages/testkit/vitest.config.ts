import { defineProject } from 'vitest/config';

/** The integration tests share one Postgres server, which this stops at the end. */
export default defineProject({
  test: {
    name: '@yoto/testkit',
    include: ['src/**/*.test.ts'],
    globalSetup: ['./src/postgres/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
