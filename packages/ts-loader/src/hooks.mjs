// Node's customization hooks. Node runs them in a thread of their own.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { strippedText } from './stripped-text.mjs';

const TYPESCRIPT = /^file:.*\.m?ts(?:$|[?#])/;

/** TypeScript is always a module here; everything else is left to Node. */
export async function load(url, context, nextLoad) {
  if (!TYPESCRIPT.test(url)) return nextLoad(url, context);
  const file = fileURLToPath(url);
  return {
    format: 'module',
    source: await strippedText(file, readFileSync(file, 'utf8')),
    shortCircuit: true,
  };
}
