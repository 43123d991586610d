// Links the sources of the programs into a few files for a test run, which starts hundreds of processes: loading some
// 400 modules one by one takes most of a start. `@yoto/ts-loader` takes the files where YOTO_LINKED_PROGRAMS names their
// list. They are made anew for each run, so they are those of the sources.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { ROOT } from './run-command.mjs';

/** What is started: processes, and threads that load the TypeScript loader themselves. */
const PROGRAMS = [
  'apps/api/src/main.ts',
  'apps/api/src/comparison/comparison-thread.ts',
  'apps/cli/src/main.ts',
  'apps/worker/src/main.ts',
  'apps/worker/src/calibrate-command.ts',
  'apps/worker/src/engine-command.ts',
  'apps/worker/src/task-command.ts',
  'apps/worker/src/trainer-process/main.ts',
  'packages/datasets/src/thread/dataset-thread.ts',
  'packages/engine/src/probe-process.ts',
];

/** Writes the linked files to `folder` and returns the environment that has programs use them. */
export async function linkPrograms(folder) {
  const sources = [...PROGRAMS.map((file) => path.join(ROOT, file)), ...exportedSources()];
  const bundle = await rolldown({
    input: sources,
    platform: 'node',
    treeshake: false,
    external: isExternal,
    logLevel: 'silent',
    plugins: [{ name: 'place-of-the-source', transform: placeOfSource }],
  });
  const { output } = await bundle.write({
    dir: folder,
    format: 'esm',
    entryFileNames: '[name]-[hash].mjs',
    chunkFileNames: '[name]-[hash].mjs',
  });
  const entries = output.filter(({ type, isEntry }) => type === 'chunk' && isEntry);
  const list = Object.fromEntries(
    entries.map((entry) => [hrefOf(entry.facadeModuleId), linked(folder, entry)]),
  );
  const file = path.join(folder, 'programs.json');
  writeFileSync(file, JSON.stringify(list));
  return { YOTO_LINKED_PROGRAMS: file };
}

const hrefOf = (file) => pathToFileURL(file).href;

const linked = (folder, { fileName, exports }) => ({
  url: hrefOf(path.join(folder, fileName)),
  hasDefault: exports.includes('default'),
});

/** What packages export, and zod: task packages outside of the repository must get the same modules as the programs. */
function exportedSources() {
  const files = readdirSync(path.join(ROOT, 'packages')).flatMap((name) => {
    const dir = path.join(ROOT, 'packages', name);
    const targets = Object.values(
      JSON.parse(readFileSync(path.join(dir, 'package.json'), 'utf8')).exports ?? {},
    );
    return targets.map((target) => path.join(dir, typeof target === 'string' ? target : target.default));
  });
  return [...files.filter((file) => file.endsWith('.ts')), fileURLToPath(import.meta.resolve('zod'))];
}

/** Dependencies are left where they are, but zod, which is a hundred small modules, and those of one package alone. */
function isExternal(id, importer) {
  const [, name] = id.match(/^((?:@[^/]+\/)?[^./@#][^/]*)/) ?? [];
  if (name === undefined || path.isAbsolute(id) || name.startsWith('@yoto/') || name === 'zod') return false;
  const [, workspace] = importer?.match(/^(.*\/(?:apps|packages)\/[^/]+)\/src\//) ?? [];
  return workspace === undefined || !existsSync(path.join(workspace, 'node_modules', name));
}

/** Files are found beside the source, wherever the code that looks for them is linked to. */
function placeOfSource(code, id) {
  if (!code.includes('import.meta.url')) return undefined;
  return code.replaceAll('import.meta.url', JSON.stringify(hrefOf(id)));
}
