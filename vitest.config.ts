import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** One project a workspace, so that `vitest --project core` runs one package's tests. */
export default defineConfig({
  test: {
    projects: ['packages/*', 'apps/*', 'infra/scripts', 'infra/chaos', 'infra/scale'],
    passWithNoTests: true,
    // Half of these tests wait most of their time for processes and servers.
    maxWorkers: availableParallelism() + 1,
  },
});
