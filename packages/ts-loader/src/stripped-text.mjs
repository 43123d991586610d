// TypeScript without its types, kept from one start to the next. Every character stays where it was, so that stack traces
// speak of the sources and no source maps are needed.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Part of the installation: `npm ci` empties it. */
const KEPT = fileURLToPath(new URL('../../../node_modules/.cache/yoto-ts/', import.meta.url));

/**
 * Returns the JavaScript in `source`, the text of `file`. One result is kept per file, with a fingerprint of the source
 * that it is of, so that it is never a stale one. Where nothing can be kept, every start strips anew. Throws SyntaxError
 * for syntax that is more than types (enums, parameter properties), as Node's own type stripping does.
 */
export async function strippedText(file, source, folder = KEPT) {
  const keptFile = path.join(folder, `${digest(file)}.js`);
  // Behind the code, where it moves nothing.
  const mark = `\n//${digest(source)}`;
  const kept = readKept(keptFile);
  if (kept?.endsWith(mark)) return kept;
  const code = (await strip(file, source)) + mark;
  keep(folder, keptFile, code);
  return code;
}

async function strip(file, source) {
  // Loaded only where it is needed: that takes longer than most starts do without.
  const { transformSync } = await import('@swc/wasm-typescript');
  try {
    return transformSync(source, { filename: file, mode: 'strip-only', module: true }).code;
  } catch (error) {
    // It throws plain objects.
    throw new SyntaxError(
      `${file}:${error.startLine ?? 1}: ${error.message ?? error}\n${error.snippet ?? ''}`,
    );
  }
}

const digest = (text) => createHash('sha1').update(text).digest('hex');

function readKept(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** Whole or not at all: several processes may start at once. */
function keep(folder, file, code) {
  const part = `${file}.${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(part, code);
    renameSync(part, file);
  } catch {
    // A full disk leaves a part behind; in a folder that may not be written there is none.
    try {
      rmSync(part, { force: true });
    } catch {}
  }
}
