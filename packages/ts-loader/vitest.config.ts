import { defineProject } from 'vitest/config';

export default defineProject({
  test: { name: '@yoto/ts-loader', include: ['src/**/*.test.ts'], testTimeout: 60_000 },
});
