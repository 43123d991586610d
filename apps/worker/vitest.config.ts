import { defineConfig } from 'vitest/config';

/** Each test starts trainer processes, which open an engine: that takes seconds on a busy machine. */
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    globalSetup: ['@yoto/testkit/global-setup'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
