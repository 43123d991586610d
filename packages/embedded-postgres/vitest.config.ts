import { defineProject } from 'vitest/config';

/** Most tests start database servers. */
export default defineProject({
  test: {
    name: '@yoto/embedded-postgres',
    include: ['src/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
