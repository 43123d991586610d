import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { compressedCopies } from './compressed-copies.ts';
import { preloadFont } from './preload-font.ts';

export default defineConfig({
  plugins: [react(), compressedCopies(), preloadFont()],
  // Relative addresses: a proxy may serve the dashboard below a path, which the server writes into the page.
  base: './',
  // The content security policy forbids data: scripts and inline styles; small assets stay files.
  build: { target: 'es2023', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  // In parts: of the engines of a browser a worker loads the one that it uses.
  worker: { format: 'es', plugins: () => [compressedCopies()] },
  // With the page's own Host, which the API compares with its Origin.
  server: { port: 7330, proxy: { '/api': { target: 'http://127.0.0.1:7331', changeOrigin: false } } },
  // Loading the code takes longer than most test files: they share a process, and none changes what others see.
  test: { include: ['src/**/*.test.ts'], isolate: false },
});
