import { defineProject } from 'vitest/config';

/** The end-to-end tests start whole systems: one file at a time keeps them from starving each other. */
export default defineProject({
  test: {
    name: '@yoto/cli',
    include: ['src/**/*.test.ts', 'e2e/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});
