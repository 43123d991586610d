import { dirname } from 'node:path';
import { findLibraryFolder, type LibraryFolder } from './library-folder.ts';
import { runProgram } from './run-program.ts';

const FIND = 'import importlib.util as u; s = u.find_spec("tensorflow"); print(s.origin if s else "")';

/** TensorFlow in the site-packages of the Python on the path, found without importing it; null when there is none. */
export async function findInstalledTensorflow(python = 'python3'): Promise<LibraryFolder | null> {
  const result = await runProgram(python, ['-c', FIND]);
  const origin = result?.code === 0 ? (result.output.trim().split('\n').at(-1) ?? '') : '';
  return origin === '' ? null : findLibraryFolder(dirname(origin));
}
