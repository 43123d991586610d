import { defineProject } from 'vitest/config';

export default defineProject({
  test: {
    name: '@yoto/scale',
    include: ['src/**/*.test.ts'],
    globalSetup: ['@yoto/testkit/global-setup'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
