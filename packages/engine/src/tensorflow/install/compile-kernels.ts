// Our operations for TensorFlow (../../../native), as objects to link into the addon.
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { COMPILERS, compile } from './compiler.ts';
import type { LibraryFolder } from './library-folder.ts';

const SOURCES = fileURLToPath(new URL('../../../native', import.meta.url));
/** What the sources include of TensorFlow; downloads of the C library do not have it. */
const NEEDED_HEADER = join('tensorflow', 'core', 'framework', 'op_kernel.h');
const FILES = ['kernels', 'loops'];
/** Square roots and comparisons as vectors; TensorFlow's own alignment of memory; its headers' warnings are not ours. */
const FLAGS = ['-O3', '-fno-math-errno', '-fno-trapping-math', '-DEIGEN_MAX_ALIGN_BYTES=64', '-w'];

/** Objects below `folder`; the reason as a text where there can be none: the addon works without them, only slower. */
export async function compileKernels(
  folder: string,
  library: LibraryFolder,
  compilers: string[] = COMPILERS,
): Promise<string[] | string> {
  const headers = join(library.root, library.includeDir);
  if (!existsSync(join(headers, NEEDED_HEADER))) return 'this libtensorflow comes with its C headers only';
  await mkdir(folder, { recursive: true });
  const sources = FILES.map((name) => join(SOURCES, `${name}.cc`));
  const args = ['-std=c++17', '-fPIC', ...FLAGS, '-I', headers, '-c', ...sources];
  const complaint = await compile(args, folder, compilers);
  return complaint ?? FILES.map((name) => join(folder, `${name}.o`));
}
