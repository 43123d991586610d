import { defineProject } from 'vitest/config';

/** Isolated: a test that opens a state folder narrows the umask of its process. */
export default defineProject({
  test: { name: '@yoto/host', include: ['src/**/*.test.ts'], testTimeout: 60_000 },
});
