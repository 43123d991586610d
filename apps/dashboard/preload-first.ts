import type { Plugin, Rolldown } from 'vite';

/** What `main.ts` starts with every page. */
const START = /\/src\/start\.tsx$/;

type Bundle = Rolldown.OutputBundle;

/**
 * Asks with the page for what every page needs: the typeface, which the style sheet alone would name too late for the first
 * drawing, and the code that `main.ts` starts.
 */
export const preloadFirst = (): Plugin => ({
  name: 'preload-first',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler(html, { bundle = {} }) {
      const link = (attrs: Record<string, string>) => ({ tag: 'link', attrs, injectTo: 'head' as const });
      const fonts = Object.keys(bundle).filter((fileName) => fileName.endsWith('.woff2'));
      const code = [...startCode(bundle)].filter((fileName) => !html.includes(fileName));
      return [
        ...code.map((fileName) => link({ rel: 'modulepreload', crossorigin: '', href: `./${fileName}` })),
        ...fonts.map((fileName) =>
          link({ rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: '', href: `./${fileName}` }),
        ),
      ];
    },
  },
});

/** The names of the files of the start, with all that they import. */
function startCode(bundle: Bundle): Set<string> {
  const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
  const found = new Set<string>();
  const add = (fileName: string) => {
    if (found.has(fileName)) return;
    found.add(fileName);
    chunks.find((chunk) => chunk.fileName === fileName)?.imports.forEach(add);
  };
  for (const { moduleIds, fileName } of chunks) if (moduleIds.some((id) => START.test(id))) add(fileName);
  if (found.size === 0) throw new Error('No chunk has src/start.tsx: what should the page load first?');
  return found;
}
