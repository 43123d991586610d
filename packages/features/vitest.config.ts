import { defineProject } from 'vitest/config';

/** Each file opens its own engines: they need a process of their own. */
export default defineProject({
  test: { name: '@yoto/features', include: ['src/**/*.test.ts'], testTimeout: 60_000 },
});
