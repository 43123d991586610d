// Node's customization hooks. Node runs them in a thread of their own.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { strippedText } from './stripped-text.mjs';

const TYPESCRIPT = /^file:.*\.m?ts(?:$|[?#])/;

/** By the URL of a source: the file that it is linked into, and whether that has a default export. */
let linked = new Map();

/** `programs`: the file with the list of linked sources, or undefined. */
export function initialize({ programs }) {
  if (programs) linked = new Map(Object.entries(JSON.parse(readFileSync(programs, 'utf8'))));
}

/** TypeScript is always a module here; everything else is left to Node. */
export async function load(url, context, nextLoad) {
  const program = linked.get(url);
  if (program) return { format: 'module', source: handedOn(program), shortCircuit: true };
  if (!TYPESCRIPT.test(url)) return nextLoad(url, context);
  const file = fileURLToPath(url);
  return {
    format: 'module',
    source: await strippedText(file, readFileSync(file, 'utf8')),
    shortCircuit: true,
  };
}

/** A module with the exports of the linked one, which may have more users. */
function handedOn({ url, hasDefault }) {
  const from = JSON.stringify(url);
  return `export * from ${from};${hasDefault ? `export { default } from ${from};` : ''}`;
}
