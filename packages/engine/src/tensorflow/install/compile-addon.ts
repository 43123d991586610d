import { existsSync, readdirSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { AppError } from '@yoto/core';
import { COMPILERS, compile } from './compiler.ts';
import type { LibraryFolder } from './library-folder.ts';

const SOURCES = ['tfjs_backend.cc', 'tfjs_binding.cc'];
/** The folder where tfjs-node looks: Node.js 20 has a newer version of the interface, which the package does not list. */
const ADDON_FOLDER = join('lib', 'napi-v8');
/** CUDA's libraries that TensorFlow opens by name. */
const CUDA_LIBRARY =
  /^lib(cudart|cublas|cublasLt|cufft|curand|cusolver|cusparse|cudnn|cupti|nccl|nvrtc|nvJitLink)\.so\.\d+$/;

/** Builds tfjs-node's addon, with `objects` in it, against a libtensorflow at the place where both will stay relative to each other. */
export async function compileAddon(
  packageFolder: string,
  library: LibraryFolder,
  headers: string,
  objects: string[] = [],
  compilers: string[] = COMPILERS,
): Promise<void> {
  const outputFolder = join(packageFolder, ADDON_FOLDER);
  await mkdir(outputFolder, { recursive: true });
  const libraryFolder = join(library.root, library.libraryDir);
  const cuda = cudaLibraries(library.root);
  const searched = [libraryFolder, ...new Set(cuda.map(({ folder }) => folder))];
  const args = [
    ...['-std=c++17', '-O2', '-fPIC', '-shared', '-DNAPI_VERSION=8'],
    ...[headers, join(library.root, library.includeDir), packageFolder].flatMap((path) => ['-I', path]),
    ...SOURCES.map((source) => join(packageFolder, 'binding', source)),
    ...objects,
    ...searched.flatMap((folder) => ['-L', folder, `-Wl,-rpath,$ORIGIN/${relative(outputFolder, folder)}`]),
    // NVIDIA's libraries are loaded with the addon, from here, so that TensorFlow finds them loaded when it asks for
    // them by name: the loader's path needs no change.
    ...['-Wl,--disable-new-dtags', '-Wl,--no-as-needed'],
    ...[...library.libraries, ...cuda.map(({ name }) => name)].map((name) => `-l:${name}`),
    ...['-o', join(outputFolder, 'tfjs_binding.node')],
  ];
  const complaint = await compile(args, outputFolder, compilers);
  if (complaint === null) return;
  throw new AppError(
    'engine_unavailable',
    `tfjs-node's addon cannot be compiled against this libtensorflow: ${complaint}`,
  );
}

/** The libraries in NVIDIA's wheels, which are unpacked (or installed) beside TensorFlow's. */
function cudaLibraries(root: string): { folder: string; name: string }[] {
  const nvidia = join(root, 'nvidia');
  if (!existsSync(nvidia)) return [];
  return readdirSync(nvidia)
    .map((name) => join(nvidia, name, 'lib'))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((name) => ({ folder, name })))
    .filter(({ name }) => CUDA_LIBRARY.test(name));
}
