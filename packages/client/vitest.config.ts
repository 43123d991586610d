import { defineProject } from 'vitest/config';

/** Loading the code takes longer than most test files: they share a process, and none changes what others see. */
export default defineProject({
  test: { name: '@yoto/client', include: ['src/**/*.test.ts'], isolate: false, testTimeout: 60_000 },
});
