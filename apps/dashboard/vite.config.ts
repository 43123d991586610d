import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { compressedCopies } from './compressed-copies.ts';
import { preloadFirst } from './preload-first.ts';

/**
 * Few files: each costs a request, and most pages share most code. What `main.ts` itself needs stays apart, so that it runs
 * before the rest has come.
 */
const CHUNKS = [
  { name: 'first', test: /\/src\/(early\/|api\/base-path)/, priority: 3 },
  {
    name: 'libraries',
    test: /\/node_modules\/(react|react-dom|scheduler|react-router|@tanstack)\//,
    priority: 2,
  },
  {
    name: 'domain',
    test: /\/(packages\/(core|client)\/src|node_modules\/zod)\/(?!.*spec-text)/,
    priority: 2,
  },
  // Of two pages or more, beside the list of sweeps.
  { name: 'shared', test: /\/(apps\/dashboard|packages\/frontier)\/src\//, minShareCount: 3, priority: 1 },
];

export default defineConfig({
  plugins: [react(), compressedCopies(), preloadFirst()],
  // Relative addresses: a proxy may serve the dashboard below a path, which the server writes into the page.
  base: './',
  // The content security policy forbids data: scripts and inline styles; small assets stay files.
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting: { groups: CHUNKS } } },
  },
  // In parts: of the engines of a browser a worker loads the one that it uses.
  worker: { format: 'es', plugins: () => [compressedCopies()] },
  // With the page's own Host, which the API compares with its Origin.
  server: { port: 7330, proxy: { '/api': { target: 'http://127.0.0.1:7331', changeOrigin: false } } },
  // Loading the code takes longer than most test files: they share a process, and none changes what others see.
  test: { include: ['src/**/*.test.ts'], isolate: false },
});
