import type { Plugin } from 'vite';

/** Asks for the typeface with the page: found in the style sheet only, it would come too late for the first drawing. */
export const preloadFont = (): Plugin => ({
  name: 'preload-font',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler(_html, { bundle = {} }) {
      const fonts = Object.keys(bundle).filter((fileName) => fileName.endsWith('.woff2'));
      return fonts.map((fileName) => ({
        tag: 'link',
        attrs: { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: '', href: `./${fileName}` },
        injectTo: 'head' as const,
      }));
    },
  },
});
