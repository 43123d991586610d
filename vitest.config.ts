import { defineConfig } from 'vitest/config';

/** One project a workspace, so that `vitest --project core` runs one package's tests. */
export default defineConfig({
  test: { projects: ['packages/*', 'apps/*', 'infra/scripts', 'infra/chaos'], passWithNoTests: true },
});
