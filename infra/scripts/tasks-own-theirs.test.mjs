// Nothing but a task knows the task: the word for the largest built-in one stands nowhere else in the code.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const WORD = /compression/i;
const OWN = 'packages/tasks/src/compression/';

/** Where else it may stand, and why. */
const EXCEPTIONS = [
  'packages/tasks/src/specs.ts', // the lists of the built-in tasks
  'packages/tasks/src/load-tasks.ts',
  'packages/tasks/src/explore.ts',
  'packages/tasks/src/explored.ts',
  'packages/tasks/package.json', // what the package exports for the benchmark of the codec
  'apps/cli/e2e/', // sweeps and commands as people write them
  'apps/api/src/middleware/compress.ts', // the library that compresses replies
  'apps/api/package.json',
  'infra/scripts/tasks-own-theirs.test.mjs',
];
/** What others call their own. */
const PHRASES = [
  /TensorFlow Compression/, // a library
  /video compression performance/, // in the title of a paper
  /\bcompressionLevel: 9\b|\bcompression: 'none'/, // options of sharp
  /\bcompression: 'gzip'|\bcompression_opts\b/, // options of h5wasm
];

const CODE = /\.(ts|tsx|mjs|js|py|css|html|json)$/;
const SKIPPED = new Set(['node_modules', 'dist', 'generated', '.turbo']);

function* filesBelow(folder) {
  for (const entry of readdirSync(path.join(ROOT, folder), { withFileTypes: true })) {
    const name = `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!SKIPPED.has(entry.name)) yield* filesBelow(name);
    } else if (CODE.test(name)) yield name;
  }
}

const textOf = (file) => readFileSync(path.join(ROOT, file), 'utf8');
const FILES = ['apps', 'packages', 'infra'].flatMap((folder) => [...filesBelow(folder)]);

/** The lines of the file that have the word, its name among them. */
const mentions = (file) =>
  [file, ...textOf(file).split('\n')].filter((line) =>
    WORD.test(PHRASES.reduce((rest, phrase) => rest.replace(phrase, ''), line)),
  );

test('nothing outside the task knows it', () => {
  expect(FILES.length).toBeGreaterThan(500);
  const others = FILES.filter((file) => ![OWN, ...EXCEPTIONS].some((place) => file.startsWith(place)));
  expect(others.flatMap((file) => mentions(file).map((line) => `${file}: ${line.trim()}`))).toEqual([]);
});

test('every exception is still needed', () => {
  const needless = EXCEPTIONS.filter(
    (place) => !FILES.some((file) => file.startsWith(place) && WORD.test(textOf(file))),
  );
  expect(needless).toEqual([]);
});
