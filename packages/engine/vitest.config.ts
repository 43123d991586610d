import { defineProject } from 'vitest/config';

/** An operation takes milliseconds, but whole training runs are compared, also on a busy machine. */
export default defineProject({
  test: { name: '@yoto/engine', include: ['src/**/*.test.ts'], testTimeout: 60_000 },
});
