import { defineProject } from 'vitest/config';

/** The integration tests start whole systems and break them: minutes rather than seconds. */
export default defineProject({
  test: {
    name: '@yoto/chaos',
    include: ['src/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
});
