import { defineConfig } from 'vitest/config';

/** Each test starts trainer processes, which open an engine: that takes seconds on a busy machine. */
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    // Loading the code takes longer than most test files: they share a process, and none changes what others see.
    isolate: false,
    globalSetup: ['@yoto/testkit/global-setup'],
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
