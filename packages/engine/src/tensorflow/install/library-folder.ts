// Where in a folder libtensorflow and its headers are: three layouts are known.
import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** A folder with a libtensorflow: Python's site-packages, or an unpacked libtensorflow download. */
export interface LibraryFolder {
  root: string;
  /** Below the root. */
  libraryDir: string;
  includeDir: string;
  /** File names in `libraryDir`, e.g. libtensorflow_cc.so.2. */
  libraries: string[];
}

/** TensorFlow's two libraries: the first has the C API, as libtensorflow_cc in wheels and libtensorflow in downloads. */
const LIBRARIES = [/^libtensorflow(_cc)?\.so\.\d+$/, /^libtensorflow_framework\.so\.\d+$/];

/** null when there is no libtensorflow in it (or no headers). */
export function findLibraryFolder(folder: string): LibraryFolder | null {
  const given = resolve(folder);
  const layouts: [root: string, libraryDir: string, includeDir: string][] = [
    [given, 'tensorflow', join('tensorflow', 'include')],
    [dirname(given), basename(given), join(basename(given), 'include')],
    [given, 'lib', 'include'],
  ];
  for (const [root, libraryDir, includeDir] of layouts) {
    const libraries = librariesIn(join(root, libraryDir));
    const hasHeaders = existsSync(join(root, includeDir, 'tensorflow', 'c', 'c_api.h'));
    if (libraries !== null && hasHeaders) return { root, libraryDir, includeDir, libraries };
  }
  return null;
}

function librariesIn(folder: string): string[] | null {
  if (!existsSync(folder)) return null;
  const names = readdirSync(folder);
  const found = LIBRARIES.map((pattern) => names.find((name) => pattern.test(name)));
  return found.every((name) => name !== undefined) ? found : null;
}
